"""From wishes to pairs, through the services."""

from datetime import date

import pytest

from foundation.errors import ServiceError
from foundation.mail.letters import letters_for
from foundation.mail.models import Message
from residencies.mentoring import services
from residencies.mentoring.models import Mentorship, Pairing, Veto, Wish
from residencies.mentoring.selectors.mine import asked_of
from residencies.mentoring.selectors.rounds import proposal_of
from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW

pytestmark = pytest.mark.django_db


def solved(row):
    return services.solve_round(row, by=None, now=NOW)


def proposed(row):
    return dict(Pairing.objects.filter(round=row).values_list("participation", "mentor"))


def confirm(row, **fields):
    return services.confirm_round(row, **{"solved_at": row.solved_at, "by": None, "now": NOW, **fields})


def test_wishes_of_both_sides_are_kept_in_order_and_followed():
    row = pairs.matching_round()
    one, two = pairs.mentor(capacity=1), pairs.mentor(capacity=1)
    amal, badia = pairs.mentee(row), pairs.mentee(row)
    hers = asked_of(amal.person.account, NOW)[0]
    services.set_wishes(hers, [one.pk, two.pk], now=NOW)
    services.set_wishes(hers, [two.pk], now=NOW)
    theirs = asked_of(two.person.account, NOW)[0]
    services.set_wishes(theirs, [amal.pk, badia.pk], now=NOW)
    assert list(Wish.objects.filter(said_by="mentee").values_list("mentor", "rank")) == [(two.pk, 1)]
    row = solved(row)
    assert proposed(row) == {amal.pk: two.pk, badia.pk: one.pk}
    said = {line.pairing.participation_id: line for line in proposal_of(row)}
    assert said[amal.pk].reasons == ["her wish no. 1", "the mentor’s wish no. 1", "speak French"]
    assert said[amal.pk].pairing.second == one
    assert (row.total, said[amal.pk].pairing.second_costs) == (60 + 40 + 10 + 10, 60 + 40 - 32)


def test_wishes_that_cannot_be_are_refused():
    row = pairs.matching_round()
    one, stranger = pairs.mentor(), pairs.mentor(is_open=False)
    hers = asked_of(pairs.mentee(row).person.account, NOW)[0]
    for numbers, now in [([one.pk, one.pk], NOW), ([stranger.pk], NOW), ([one.pk], row.wishes_until)]:
        with pytest.raises(ServiceError):
            services.set_wishes(hers, numbers, now=now)
    assert asked_of(stranger.person.account, NOW) == []
    assert asked_of(one.person.account, row.wishes_until) == []


def test_who_is_away_full_vetoed_or_speaks_another_language_gets_nobody_and_it_is_said_why():
    row = pairs.matching_round()
    she = pairs.mentee(row)
    away, full, mute, never = (
        pairs.mentor(),
        pairs.mentor(capacity=1),
        pairs.mentor(languages=["ar"]),
        pairs.mentor(),
    )
    away.unavailabilities.create(starts_on=NOW.date(), ends_on=date(2026, 12, 31))
    pairs.pair(mentor=full)
    Veto.objects.create(mentor=never, mentee=she.person, said_by="mentor", at=NOW)
    (line,) = proposal_of(solved(row))
    assert line.pairing.mentor is None
    assert sorted(line.reasons) == sorted(
        [f"{full}: no place left", f"{mute}: no language in common", f"{never}: a veto"]
    )
    with pytest.raises(ServiceError, match="a veto"):
        services.pin_pair(row, she.pk, never.pk, together=True, by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.pin_pair(row, she.pk, away.pk, together=True, by=None, now=NOW)


def test_pins_of_the_staff_outweigh_wishes_and_the_rest_is_solved_around_them():
    row = pairs.matching_round()
    one, two = pairs.mentor(capacity=1), pairs.mentor(capacity=1)
    amal, badia = pairs.mentee(row), pairs.mentee(row)
    services.set_wishes(asked_of(amal.person.account, NOW)[0], [one.pk], now=NOW)
    assert proposed(solved(row))[amal.pk] == one.pk
    services.pin_pair(row, badia.pk, one.pk, together=True, by=None, now=NOW)
    assert proposed(solved(row)) == {amal.pk: two.pk, badia.pk: one.pk}
    pin = services.pin_pair(row, badia.pk, one.pk, together=False, by=None, now=NOW)
    assert proposed(solved(row)) == {amal.pk: one.pk, badia.pk: two.pk}
    services.pin_pair(row, amal.pk, one.pk, together=False, by=None, now=NOW)
    assert list(proposed(solved(row)).values()).count(None) == 1
    services.unpin(pin, by=None)


def test_one_press_asks_the_mentors_and_their_words_move_it_on():
    row = pairs.matching_round()
    one = pairs.mentor(capacity=2)
    pairs.mentee(row), pairs.mentee(row)
    row = solved(row)
    made = confirm(row)
    assert [one.state for one in made] == ["requested"] * 2
    assert (made[0].hours_agreed, made[0].fee_per_hour) == (12, 500)
    with pytest.raises(ServiceError):
        confirm(row)
    mails = list(Message.objects.filter(kind="mentoring_request"))
    assert {mail.person for mail in mails} == {one.person}
    assert len(mails) == 2
    yes = services.accept_mentorship(made[0], by=None, now=NOW)
    assert services.accept_mentorship(yes, by=None, now=NOW).state == "accepted"
    no = services.decline_mentorship(made[1], reason="away", by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.accept_mentorship(no, by=None, now=NOW)
    assert Message.objects.filter(kind="mentoring_accepted").count() == 2
    # Those written before and not true any more are not sent.
    letters = letters_for(Message.objects.all())
    kinds = {
        message.kind for message in Message.objects.all() if not isinstance(letters[message.pk], Exception)
    }
    assert kinds == {"mentoring_accepted", "mentoring_declined"}
    # Who has declined is not asked for the same mentee again.
    (line,) = proposal_of(solved(row))
    assert line.reasons == [f"{one}: tried before"]


def test_a_mentor_can_accept_though_her_mentees_address_is_another_login():
    she = cast.person(email=cast.alumna().email)
    row = pairs.pair(participation=pairs.mentee(pairs.matching_round(), who=she), state="requested")
    assert services.accept_mentorship(row, by=None, now=NOW).state == "accepted"
    she.refresh_from_db()
    assert she.account is None


def test_a_proposal_that_has_changed_or_has_become_impossible_is_not_confirmed():
    row = pairs.matching_round()
    one = pairs.mentor(capacity=1)
    pairs.mentee(row)
    seen = solved(row)
    newer = services.solve_round(row, by=None, now=NOW + pairs.DAY)
    with pytest.raises(ServiceError, match="changed"):
        confirm(seen)
    pairs.pair(mentor=one)
    with pytest.raises(ServiceError, match="solve again"):
        confirm(newer)
    assert Mentorship.objects.count() == 1


def test_sessions_make_it_active_and_count_as_words():
    row = pairs.pair(state="accepted")
    later = NOW + 22 * pairs.DAY
    assert list(Mentorship.objects.silent(later)) == [row]
    with pytest.raises(ServiceError, match="future"):
        services.log_session(row, on=date(2027, 1, 1), minutes=60, by=None, now=NOW)
    with pytest.raises(ServiceError, match="before"):
        services.log_session(row, on=date(2026, 11, 1), minutes=60, by=None, now=NOW)
    made = services.log_session(row, on=date(2026, 12, 1), minutes=90, goals="a", by=None, now=later)
    assert list(Mentorship.objects.silent(later)) == []
    row.refresh_from_db()
    assert row.state == "active"
    services.change_session(made, goals="b", shared_notes="c", version=1, by=None, now=later)
    with pytest.raises(ServiceError, match="meanwhile"):
        services.change_session(made, goals="x", shared_notes="y", version=1, by=None, now=later)
    with pytest.raises(ServiceError):
        services.write_note(made, cast.person(), "x", now=later)
    services.close_mentorship(row, by=None, now=later)
    with pytest.raises(ServiceError):
        services.log_session(row, on=date(2026, 12, 2), minutes=60, by=None, now=later)
    assert Message.objects.filter(kind="mentoring_closing").count() == 2


def test_nobody_is_her_own_mentor():
    row = pairs.matching_round()
    she = pairs.mentee(row)
    own = pairs.mentor(who=she.person)
    (line,) = proposal_of(solved(row))
    assert line.reasons == [f"{own}: the same person"]
    with pytest.raises(ServiceError, match="the same person"):
        services.pin_pair(row, she.pk, own.pk, together=True, by=None, now=NOW)


def test_ending_early_needs_a_reason():
    row = pairs.pair()
    with pytest.raises(ServiceError):
        services.end_mentorship(row, reason=" ", by=None, now=NOW)
    assert services.end_mentorship(row, reason="moved", by=None, now=NOW).state == "ended"
    assert Mentorship.objects.visible_to(row.participation.person.account).get() == row


def test_a_request_that_was_taken_back_is_not_told_to_the_mentee():
    row = pairs.pair(state="requested")
    services.end_mentorship(row, reason="asked by mistake", by=None, now=NOW)
    assert not Mentorship.objects.visible_to(row.participation.person.account).exists()
    assert Mentorship.objects.visible_to(row.mentor.person.account).get() == row
