"""Presses at once, in real threads: never more than there are places, and one mail of each."""

from datetime import timedelta

import pytest

from alumni.placement import services
from alumni.placement.models import Posting
from foundation.errors import ServiceError
from foundation.films.models import Credit
from foundation.mail.models import Message
from tests.many import REPEATS, rounds
from tests.placement import cast

pytestmark = pytest.mark.django_db(transaction=True)
NOW = cast.NOW


def test_of_three_who_accept_the_last_place_at_once_one_has_it():
    offers = [cast.offered(cast.posting(), *[cast.graduate() for _ in range(3)]) for _ in range(REPEATS)]

    def accepts(place: int):
        return lambda number: services.accept_offer(offers[number][place], by=None, now=NOW)

    for number, found in enumerate(rounds(accepts(0), accepts(1), accepts(2))):
        assert sum(not isinstance(one, ServiceError) for one in found) == 1
        of = Posting.objects.get(pk=offers[number][0].posting_id)
        assert (of.held, of.state, Credit.objects.filter(work=of.work).count()) == (1, "filled", 1)


def test_a_form_pressed_twice_at_once_is_one_posting_and_one_mail():
    said = [
        {
            "contact_name": "Nadia", "contact_email": f"nadia{number}@production.example",
            "contact_language": "fr", "title": "La route du sel", "role": cast.role(), "city": "Tanger",
            "starts_on": cast.FIRST, "ends_on": cast.LAST,
        }
        for number in range(REPEATS)
    ]  # fmt: skip

    def ask(number: int):
        return services.ask_for_alumnae(**said[number], now=NOW)

    for found in rounds(ask, ask, ask):
        assert found == [None, None, None]
    assert Posting.objects.count() == Message.objects.filter(kind="posting_confirm").count() == REPEATS
    later = NOW + timedelta(days=3)  # its first link is dead: the same posting, and a new one
    services.ask_for_alumnae(**said[0], now=later)
    row = Posting.objects.get(contact_email="nadia0@production.example")
    services.confirm_posting(row, now=later + timedelta(hours=1))


def test_she_presses_twice_and_the_task_runs_twice():
    rows = [cast.offered()[0] for _ in range(REPEATS)]
    late = [
        cast.offered(cast.posting(), cast.graduate(), cast.graduate(), at_once=False) for _ in range(REPEATS)
    ]

    def accept(number: int):
        return services.accept_offer(rows[number], by=None, now=NOW)

    def settle(number: int):
        return services.settle_postings(now=NOW + timedelta(days=6 * (number + 1)))

    for found in rounds(accept, accept, settle, settle):
        assert not [one for one in found[2:] if isinstance(one, ServiceError)]
    for row in rows:
        assert Credit.objects.filter(person=row.person).count() <= 1
        assert Message.objects.filter(kind="placement_contact", context={"work_offer": row.pk}).count() <= 1
    for first, second in late:
        keys = f"work_offer:{second.pk}:placement_offer"
        assert Message.objects.filter(dedupe_key=keys).count() == 1
        assert cast.states(first.posting)[0] == "lapsed"
