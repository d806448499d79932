"""Several presses and tabs at once, in real threads: one effect, nothing lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from foundation.errors import ServiceError
from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.models import Answer, Application, Attachment, InvitationCode
from tests.calls import cast, files
from tests.calls.test_members import invitee

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned, or the ServiceError it raised."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except ServiceError as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(results: list[Any]) -> int:
    return sum(isinstance(one, ServiceError) for one in results)


def test_a_button_pressed_twenty_times_sends_once():
    row = cast.filled()
    done = together(*[lambda: services.submit(row, by=None, now=NOW)] * 20)
    assert {one.submitted_at for one in done} == {NOW}
    assert Message.objects.filter(kind="application_receipt").count() == 1
    assert row.history.filter(state="submitted").count() == 1


def test_beginning_at_once_begins_one():
    call, who = cast.call(), cast.applicant()
    done = together(*[lambda: services.begin_application(call, who, by=None, now=NOW)] * 8)
    assert [one.is_new for one in done].count(True) == Application.objects.count() == 1
    assert {one.application.pk for one in done} == {Application.objects.get().pk}


def test_an_invitation_for_one_is_for_one():
    call = cast.call(needs_code=True)
    InvitationCode.objects.create(call=call, code="X", most_uses=1)
    people = [cast.applicant(code="X") for _number in range(6)]
    acts = [lambda who=who: services.begin_application(call, who, by=None, now=NOW) for who in people]
    assert (refused(together(*acts)), Application.objects.count()) == (5, 1)


def test_tabs_that_save_different_answers_keep_them_all():
    row = cast.draft()
    acts = [
        lambda key=key, text=text: services.save_answers(row, {key: text}, now=NOW, version=0)
        for key, text in cast.ANSWERS.items()
    ]
    assert [(one.errors, one.conflicts) for one in together(*acts)] == [({}, {})] * 3
    assert Answer.objects.filter(application=row, value__isnull=False).count() == 3
    row.refresh_from_db()
    assert (row.version, row.title) == (3, cast.ANSWERS["title"])


def test_tabs_that_save_the_same_answer_keep_one_and_tell_the_others():
    row = cast.draft()
    acts = [
        lambda text=text: services.save_answers(row, {"title": text}, now=NOW, version=0)
        for text in ("one", "two", "three", "four")
    ]
    done = together(*acts)
    kept = Answer.objects.get(application=row).value["short"]
    assert sorted(len(one.conflicts) for one in done) == [0, 1, 1, 1]
    assert {told for one in done for told in one.conflicts.values()} == {kept}


def test_saving_while_it_is_sent_is_in_it_or_refused():
    row = cast.filled()
    save = lambda: services.save_answers(row, {"story": "autre"}, now=NOW)  # noqa: E731
    sent, saved = together(lambda: services.submit(row, by=None, now=NOW), save)
    story = Answer.objects.get(application=row, question__key="story").value["long"]
    expected = cast.ANSWERS["story"] if isinstance(saved, ServiceError) else "autre"
    assert (sent.is_sent, story) == (True, expected)


def test_a_file_that_arrives_while_it_is_sent_is_in_it_or_leaves_nothing():
    row = cast.filled()
    question = row.call.form.questions.get(key="script")
    upload = lambda: services.attach_file(row, question, files.Sent(files.PDF), now=NOW)  # noqa: E731
    sent, kept = together(lambda: services.submit(row, by=None, now=NOW), upload)
    there = 0 if isinstance(kept, ServiceError) else 1
    assert (sent.is_sent, Attachment.objects.count(), _stored()) == (True, there, there)


def test_the_same_file_sent_by_several_presses_is_there_once():
    row = cast.draft()
    question = row.call.form.questions.get(key="script")
    done = together(*[lambda: services.attach_file(row, question, files.Sent(files.PDF), now=NOW)] * 6)
    assert (len({one.pk for one in done}), Attachment.objects.count(), _stored()) == (1, 1, 1)


def test_the_last_place_in_a_pair_is_taken_once():
    row = cast.draft(cast.pair())
    people = [invitee(email=f"p{number}@example.org") for number in range(6)]
    acts = [lambda who=who: services.invite_member(row, who, now=NOW) for who in people]
    assert (refused(together(*acts)), row.members.count()) == (5, 2)


def test_withdrawing_while_it_is_sent_ends_withdrawn_either_way():
    row = cast.filled()
    together(lambda: services.submit(row, by=None, now=NOW), lambda: services.withdraw(row, by=None, now=NOW))
    row.refresh_from_db()
    assert row.state == "withdrawn"


def _stored() -> int:
    folder, total = "applications", 0
    for name in default_storage.listdir(folder)[0] if default_storage.exists(folder) else []:
        total += len(default_storage.listdir(f"{folder}/{name}")[1])
    return total
