"""Offers of work: sent at a decent hour, answered once, passed on, and never more than there are places."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.placement import services
from alumni.placement.models import Offer, Posting
from foundation.errors import ServiceError
from foundation.films.models import Credit
from foundation.mail.letters import NotWanted, letter_for, render
from foundation.mail.models import Message
from tests import cast as people
from tests.placement import cast

pytestmark = pytest.mark.django_db
DOES = {
    "accept": services.accept_offer,
    "decline": services.decline_offer,
    "withdraw": services.withdraw,
}
NOW, LATER = cast.NOW, cast.NOW + timedelta(days=6)


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to_addr", flat=True))


def test_who_is_asked_gets_a_mail_with_a_day_to_answer_by(time_machine):
    time_machine.move_to(NOW, tick=False)
    row = cast.offered()[0]
    assert (row.state, row.answer_by) == ("sent", NOW + timedelta(days=5))
    assert mails("placement_offer") == [row.person.email]
    message = Message.objects.get(kind="placement_offer")
    assert "6 000 MAD" in render(message, letter_for(message))["text"]


def test_at_night_an_offer_waits_for_the_morning_of_her_zone():
    night = datetime(2026, 11, 24, 22, tzinfo=UTC)
    row = cast.offered(now=night)[0]
    assert (row.state, mails("placement_offer")) == ("waiting", [])
    assert services.settle_postings(now=night + timedelta(hours=2)) == 0
    assert services.settle_postings(now=night + timedelta(hours=12)) == 1
    assert services.settle_postings(now=night + timedelta(hours=12)) == 0
    assert len(mails("placement_offer")) == 1


def test_in_order_the_next_is_asked_where_one_says_no_and_where_one_says_nothing():
    of, (first, second, third) = cast.posting(), [cast.graduate() for _ in range(3)]
    rows = cast.offered(of, first, second, third, at_once=False)
    assert cast.states(of) == ["sent", "waiting", "waiting"]
    services.decline_offer(rows[0], reason="Je tourne.", by=None, now=NOW)
    assert cast.states(of) == ["declined", "sent", "waiting"]
    for _twice in range(2):
        services.settle_postings(now=LATER)
    assert cast.states(of) == ["declined", "lapsed", "sent"]
    assert mails("placement_offer") == [first.email, second.email, third.email]


def test_two_places_ask_two_at_a_time():
    of = cast.posting(places=2)
    cast.offered(of, *[cast.graduate() for _ in range(3)], at_once=False)
    assert cast.states(of) == ["sent", "sent", "waiting"]


def test_accepting_fills_the_place_and_tells_the_others():
    of, (she, other) = cast.posting(), [cast.graduate(), cast.graduate()]
    hers, others = cast.offered(of, she, other)
    services.note_interest(others, by=None, now=NOW)
    services.accept_offer(hers, by=None, now=NOW)
    services.accept_offer(hers, by=None, now=NOW)
    of.refresh_from_db()
    assert (of.state, of.held, cast.states(of)) == ("filled", 1, ["accepted", "ended"])
    assert mails("placement_over") == [other.email]
    assert mails("placement_contact") == ["nadia@production.example"]
    with pytest.raises(ServiceError):
        services.accept_offer(others, by=None, now=NOW)


@pytest.mark.parametrize("shares", [False, True])
def test_the_production_gets_what_she_agreed_to_and_nothing_before(shares):
    she = cast.graduate(phone="+212600000000", birth_date=date(2000, 1, 2), city="Fès")
    row = cast.offered(None, she)[0]
    assert not Message.objects.filter(to_addr="nadia@production.example").exists()
    services.accept_offer(row, by=None, now=NOW, shares_phone=shares, word="Je connais la salle.")
    message = Message.objects.get(kind="placement_contact")
    text = render(message, letter_for(message))["text"]
    assert (she.email in text, "+212" in text, "Je connais" in text) == (True, shares, True)
    assert ("2000" in text, "Fès" in text) == (False, False)


def test_her_credit_is_announced_then_confirmed_once_with_the_placement_as_evidence():
    row = cast.accepted(cast.posting(starts_on=NOW.date(), ends_on=NOW.date()))
    assert (row.credit.status, row.credit.work) == ("announced", row.posting.work)
    for _twice in range(2):
        services.confirm_work(row, by=None, now=NOW)
    credit = Credit.objects.get(person=row.person)
    assert (credit.status, credit.evidence.count()) == ("confirmed", 1)
    assert f"Placement {row.pk}" in credit.evidence.get().reference


def test_what_is_credited_already_is_taken_as_it_is_and_stays_where_she_withdraws():
    of, she = cast.posting(), cast.graduate()
    known = Credit.objects.create(work=of.work, person=she, role=of.role)
    row = cast.accepted(of, she)
    assert row.credit == known
    services.withdraw(row, by=None, now=NOW)
    assert Credit.objects.get(person=she) == known


def test_giving_back_frees_the_place_takes_the_announced_credit_and_asks_who_is_next():
    of, (she, other) = cast.posting(), [cast.graduate(), cast.graduate()]
    row = cast.accepted(of, she)
    services.withdraw(row, reason="Malade", by=None, now=NOW)
    of.refresh_from_db()
    assert (of.state, of.held, Credit.objects.count()) == ("open", 0, 0)
    assert mails("placement_withdrawn") == ["nadia@production.example"]
    cast.offered(of, other)
    assert cast.states(of) == ["withdrawn", "sent"]


def test_the_production_may_take_it_back_and_she_is_told():
    row = cast.accepted()
    services.take_back_offer(row, reason="Le tournage est repoussé.", by=None, now=NOW)
    message = Message.objects.get(kind="placement_over")
    assert "repoussé" in render(message, letter_for(message))["text"]
    assert Posting.objects.get(pk=row.posting_id).held == 0


def test_of_two_works_in_the_same_days_she_has_one():
    she = cast.graduate()
    cast.accepted(None, she)
    row = cast.offered(cast.posting(starts_on=cast.LAST, ends_on=cast.LAST), she)[0]
    with pytest.raises(ServiceError):
        services.accept_offer(row, by=None, now=NOW)


def test_nobody_is_asked_who_said_no_or_has_paused_or_has_no_address(settings):
    of, (no, away, mute) = cast.posting(), [cast.graduate(), cast.graduate(), cast.graduate()]
    cast.profile(no, consent=False)
    mute.email = ""
    mute.save()
    settings.PEOPLE_PAUSED = ["tests.placement.test_offers.everybody"]
    for one in (no, away, mute):
        with pytest.raises(ServiceError):
            cast.offered(of, one)
    assert cast.states(of) == []


def everybody(keys, on):
    return set(keys)


def test_a_production_is_asked_once_and_after_the_last_day():
    row = cast.accepted()
    after = datetime(2027, 1, 23, 9, tzinfo=UTC)
    assert services.ask_after_work(now=after - timedelta(days=1)) == 0
    assert [services.ask_after_work(now=after) for _ in range(2)] == [1, 0]
    assert mails("placement_done") == ["nadia@production.example"]
    services.deny_work(row, now=after)
    assert Credit.objects.get().status == "announced"
    services.confirm_work(row, by=people.administrator(), now=after)
    assert Credit.objects.get().status == "confirmed"


def test_a_posting_that_is_cancelled_tells_all_and_leaves_no_credit():
    of, (she, other, third) = cast.posting(places=2), [cast.graduate() for _ in range(3)]
    cast.accepted(of, she)
    cast.offered(of, other)
    cast.offered(of, third, at_once=False)
    services.cancel_posting(of, reason="Pas de budget.", by=None, now=NOW)
    assert cast.states(of) == ["taken_back", "ended", "ended"]
    assert (mails("placement_over"), Credit.objects.count()) == ([she.email, other.email], 0)
    assert Posting.objects.get(pk=of.pk).held == 0


def test_what_has_closed_asks_nobody_else_and_who_was_asked_may_still_answer():
    of = cast.posting(closes_at=NOW + timedelta(days=2))
    rows = cast.offered(of, cast.graduate(), cast.graduate(), at_once=False)
    services.settle_postings(now=NOW + timedelta(days=3))
    assert cast.states(of) == ["sent", "ended"]
    services.accept_offer(rows[0], by=None, now=NOW + timedelta(days=4))
    assert Posting.objects.get(pk=of.pk).state == "closed"


def test_too_late_is_told_and_a_letter_that_is_not_true_any_more_is_not_sent():
    row = cast.offered()[0]
    with pytest.raises(ServiceError):
        services.accept_offer(row, by=None, now=LATER)
    services.decline_offer(row, by=None, now=NOW)
    with pytest.raises(NotWanted):
        letter_for(Message.objects.get(kind="placement_offer"))


def test_the_database_holds_the_places_and_one_offer_a_person():
    row = cast.accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.filter(pk=row.posting_id).update(held=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(posting=row.posting, person=row.person, position=0, days=1, made_at=NOW)


@pytest.mark.one_database
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    places=st.integers(1, 3),
    acts=st.lists(st.tuples(st.sampled_from([*DOES, "lapse"]), st.integers(0, 4)), max_size=8),
)
def test_whatever_is_answered_in_whatever_order_held_is_who_has_the_work(places, acts):
    with transaction.atomic():
        of, now = cast.posting(places=places), NOW
        rows = cast.offered(of, *[cast.graduate() for _ in range(5)], at_once=False)
        for act, number in acts:
            row = Offer.objects.get(pk=rows[number].pk)
            try:
                if act == "lapse":
                    now += timedelta(days=6)
                    services.settle_postings(now=now)
                else:
                    DOES[act](row, by=None, now=now)
            except ServiceError:
                pass
            of.refresh_from_db()
            said = cast.states(of)
            assert of.held == said.count("accepted") <= places
            assert (of.state == "filled") == (of.held == places) or of.state == "closed"
            asked = said.count("sent") + said.count("interested")
            assert of.held + asked <= places
            credited = Credit.objects.filter(work=of.work).count()
            assert credited == of.held
        transaction.set_rollback(True)
