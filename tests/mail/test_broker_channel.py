"""The folder of wake-ups: whole messages, each taken once, and nothing damaged that ends a reader."""

import shutil
from queue import Empty
from threading import Barrier, Thread

import pytest
from kombu import Connection

from foundation.broker import Transport
from foundation.celery import app  # the import puts our transport in kombu's place

HALF = '{"body": "W1tdLCB7fSwge31d", "content-encodi'
DAMAGED = {
    "empty": b"",
    "half": HALF.encode(),
    "not text": b"\xff\xfe\x00",
    "zeros": b"\0" * 4096,
    "a list": b"[]",
    "nothing": b"null",
    "a number": b"5",
    "another shape": b'{"body": "x"}',
    "no properties": b'{"body": "x", "properties": null}',
    "odd type": b'{"__type__": "datetime", "__value__": "yesterday"}',
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "broker"


@pytest.fixture
def queue(folder):
    """The queue as Celery uses it: sent to by its name, so that no table of bindings is needed."""
    assert app.main == "masar"
    Transport.global_state.clear()
    options = {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
    }
    with Connection("filesystem://localhost", transport_options=options) as connection:
        queue = connection.SimpleQueue("celery")
        send = connection.Producer(serializer="json").publish
        queue.put = lambda payload: send(payload, exchange="", routing_key="celery")
        yield queue


def taken(queue) -> list[str]:
    """All that can be taken at once."""
    found = []
    while True:
        try:
            message = queue.get(block=False)
        except Empty:
            return found
        message.ack()
        found.append(message.payload)


def test_messages_arrive_once_and_in_order(queue, folder):
    for number in range(20):
        queue.put(number)
    assert taken(queue) == list(range(20))
    assert list((folder / "messages").iterdir()) == []


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_message_is_dropped_and_the_next_one_taken(queue, folder, damage):
    queue.put("before")
    (folder / "messages" / "1_first.celery.msg").write_bytes(DAMAGED[damage])
    (folder / "messages" / "9_last.celery.msg").write_bytes(DAMAGED[damage])
    assert taken(queue) == ["before"]
    assert list((folder / "messages").iterdir()) == []


def test_a_message_that_is_still_being_written_is_not_seen(queue, folder):
    queue.put("whole")
    (folder / "messages" / ".1_part.celery.msg.part").write_text(HALF)
    assert (taken(queue), len(list((folder / "messages").iterdir()))) == (["whole"], 1)


def test_a_folder_in_a_messages_place_is_passed_over(queue, folder):
    queue.put("whole")
    (folder / "messages" / "1_odd.celery.msg").mkdir()
    assert taken(queue) == ["whole"]


@pytest.mark.parametrize("lost", ["messages", "control", "."])
def test_lost_folders_are_made_anew(queue, folder, lost):
    shutil.rmtree(folder / lost)
    assert taken(queue) == []
    queue.put("after")
    assert (taken(queue), queue.qsize()) == (["after"], 0)


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_table_of_queues_is_written_anew_by_the_next_worker(queue, folder, damage):
    for table in (folder / "control").iterdir():
        table.write_bytes(DAMAGED[damage])
    assert queue.channel.get_table("celery") == []
    Transport.global_state.clear()
    queue.channel.connection.client.SimpleQueue("celery").close()
    assert [row.queue for row in queue.channel.get_table("celery")] == ["celery"]
    queue.put("after")
    assert taken(queue) == ["after"]


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_table_does_not_stop_a_worker_from_leaving(queue, folder, damage):
    for table in (folder / "control").iterdir():
        table.write_bytes(DAMAGED[damage])
    queue.channel.queue_delete("celery")
    queue.put("after")
    assert taken(queue) == ["after"]


def test_two_readers_never_take_the_same_message(queue):
    for number in range(100):
        queue.put(number)
    together, found = Barrier(2), [[], []]

    def read(mine):
        with queue.channel.connection.client.clone() as connection:
            own = connection.SimpleQueue("celery")
            together.wait()
            mine.extend(taken(own))

    readers = [Thread(target=read, args=(mine,)) for mine in found]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(found[0] + found[1]) == list(range(100))
