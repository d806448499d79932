"""Never two in one bed at one time, whoever asks at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse

from foundation.errors import ServiceError
from residencies.programmes import services
from residencies.programmes.models import Room, Stay
from tests import cast
from tests.cast import NOW
from tests.programmes import enrolled

BEDS, ASKING = 3, 8
DAYS = {"arrives_on": date(2026, 12, 1), "leaves_on": date(2026, 12, 10)}


def stay(row, room, **days) -> Stay:
    return services.arrange_stay(row, **{**DAYS, **days}, room=room, by=None, now=NOW)


@pytest.mark.django_db
def test_beds_are_given_until_none_is_free_and_a_bed_left_in_the_morning_is_free():
    of = enrolled.edition()
    room = enrolled.room(of, beds=2)
    rows = [enrolled.enrolment(of=of) for _one in range(4)]
    assert [stay(row, room).bed for row in rows[:2]] == [1, 2]
    with pytest.raises(ServiceError, match=str(rows[0].person)):
        stay(rows[2], room)
    assert stay(rows[2], room, arrives_on=date(2026, 12, 10), leaves_on=date(2026, 12, 12)).bed == 1
    with pytest.raises(ServiceError):  # she cannot sleep in two beds
        stay(rows[0], None, leaves_on=date(2026, 12, 2))
    services.change_state(rows[0], "withdrawn", by=None, now=NOW)
    assert Stay.objects.get(participation=rows[0]).room is None
    assert stay(rows[3], room).bed == 1


@pytest.mark.django_db
def test_whoever_leaves_during_her_stay_has_slept_where_she_has():
    of = enrolled.edition()
    row, room = enrolled.enrolment(of=of), enrolled.room(of, beds=1)
    slept = stay(row, room, arrives_on=NOW.date() - timedelta(days=3), leaves_on=date(2026, 12, 1))
    services.change_state(row, "withdrawn", by=None, now=NOW)
    slept.refresh_from_db()
    assert (slept.room, slept.bed, slept.leaves_on) == (room, 1, NOW.date())
    other = enrolled.enrolment(of=of)
    assert stay(other, room, arrives_on=NOW.date(), leaves_on=date(2026, 12, 1)).bed == 1


@pytest.mark.django_db
def test_a_stay_is_moved_and_keeps_its_bed_where_it_can():
    row = enrolled.enrolment()
    room = enrolled.room(row.edition)
    made = stay(row, room)
    longer = {**DAYS, "leaves_on": date(2026, 12, 20), "room": room, "by": None, "now": NOW}
    moved = services.arrange_stay(row, **longer, stay=made)
    assert (moved.pk, moved.bed, Stay.objects.count()) == (made.pk, 1, 1)
    for wrong in ({"room": enrolled.room(enrolled.edition())}, {"leaves_on": DAYS["arrives_on"]}):
        with pytest.raises(ServiceError):
            services.arrange_stay(row, **{**longer, **wrong}, stay=made)
    room.beds = 1
    room.clean()
    Stay.objects.update(bed=2)
    with pytest.raises(ValidationError):
        room.clean()
    for _press in range(2):
        services.cancel_stay(made, by=None, now=NOW)
    assert not Stay.objects.exists()


@pytest.mark.django_db
def test_the_desk_arranges_and_tells_that_no_bed_is_free(client):
    client.force_login(cast.administrator())
    of = enrolled.edition()
    room = enrolled.room(of, beds=1)
    rows = [enrolled.enrolment(of=of) for _one in range(2)]
    sent = {"confirm": "1", "arrives_on": "2026-12-01", "leaves_on": "2026-12-10", "room": room.pk}
    done = [
        client.post(reverse("admin:programmes_participation_lodge", args=[row.pk]), sent).status_code
        for row in rows
    ]
    assert done == [302, 200]
    page = reverse("admin:programmes_stay_rearrange", args=[Stay.objects.get().pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {**sent, "leaves_on": "2026-12-11"}).status_code == 302
    moved = Stay.objects.get()
    assert moved.leaves_on == date(2026, 12, 11)
    version = [moved.pk, moved.history.latest("history_id").pk]
    assert client.get(reverse("admin:programmes_stay_simple_history", args=version)).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_the_last_beds_asked_for_at_once_are_given_once_each(_round):
    of = enrolled.edition()
    room = enrolled.room(of, beds=BEDS)
    rows = [enrolled.enrolment(of=of) for _one in range(ASKING)]
    barrier = Barrier(ASKING)

    def ask(row) -> bool:
        try:
            barrier.wait(timeout=60)
            stay(row, Room.objects.get(pk=room.pk))
        except ServiceError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(ASKING) as pool:
        got = list(pool.map(ask, rows))
    assert sum(got) == BEDS
    assert sorted(Stay.objects.values_list("bed", flat=True)) == list(range(1, BEDS + 1))
