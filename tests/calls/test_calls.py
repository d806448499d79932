"""A call: announced, open and closed by its instants; what it opened with stays; sealed until it closes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from foundation.errors import ServiceError
from residencies.calls import services
from residencies.calls.models import Application, Call, EligibilityRule, Option, Question, Seat
from residencies.calls.selectors import questions_of
from residencies.calls.services.calls import call_lacks, check_change
from residencies.calls.services.forms import check_changeable, lacks
from tests import cast as people
from tests.calls import cast

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES
DAY = timedelta(days=1)


def coming(**fields) -> Call:
    """Not announced, opening tomorrow."""
    return cast.call(**{"published_at": None, "opens_at": NOW + DAY, **fields})


# -- instants ----------------------------------------------------------------------------------
def test_its_state_follows_from_its_instants():
    call = coming()
    assert call.state_at(NOW + 2 * DAY) == "draft"
    call = services.announce_call(call, by=None, now=NOW)
    grace = timedelta(minutes=15)
    times = [NOW, NOW + DAY, CLOSES, CLOSES + grace]
    assert [call.state_at(at) for at in times] == ["announced", "open", "open", "closed"]


def test_the_list_of_open_calls_is_the_same_truth():
    call = cast.call()
    coming()
    assert list(Call.objects.open(NOW)) == [call]
    assert list(Call.objects.open(call.ends_at)) == []


def test_it_opens_and_closes_at_once_where_staff_say_so():
    call = services.open_call(coming(), by=None, now=NOW)
    assert (call.is_open(NOW), call.form.__class__.objects.get(pk=call.form_id).frozen_at) == (True, NOW)
    call = services.close_call(call, by=None, now=NOW + DAY)
    assert (call.closes_at, call.state_at(NOW + DAY + timedelta(minutes=15))) == (NOW + DAY, "closed")
    with pytest.raises(ServiceError, match="not open"):
        services.close_call(call, by=None, now=NOW + 2 * DAY)


def test_it_is_extended_and_after_its_closing_only_for_a_reason():
    call = cast.call()
    assert services.extend_call(call, CLOSES + DAY, by=None, now=NOW).closes_at == CLOSES + DAY
    over = CLOSES + 2 * DAY
    with pytest.raises(ServiceError, match="Say why"):
        services.extend_call(call, over + DAY, by=None, now=over)
    call = services.extend_call(call, over + DAY, by=None, now=over, reason="The site was down.")
    assert call.is_open(over)
    assert call.history.first().history_change_reason == "The site was down."
    with pytest.raises(ServiceError, match="after the one it has"):
        services.extend_call(call, CLOSES, by=None, now=over)


def test_instants_that_do_not_go_together_are_refused_in_words():
    call = cast.call(addendum_until=CLOSES + DAY)
    with pytest.raises(ServiceError, match="Additions are possible after"):
        services.extend_call(call, CLOSES + 2 * DAY, by=None, now=NOW)
    opened = services.open_call(coming(), by=None, now=NOW)
    with pytest.raises(ServiceError, match="closes after it opens"):
        services.close_call(opened, by=None, now=NOW)


def test_before_it_opens_it_can_be_withheld_and_after_that_not():
    call = services.announce_call(coming(), by=None, now=NOW)
    assert services.withhold_call(call, by=None, now=NOW).published_at is None
    with pytest.raises(ServiceError, match="opened already"):
        services.withhold_call(cast.call(), by=None, now=NOW)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"closes_at": NOW - 2 * DAY}, "call_instants"),
        ({"steps": 2}, "call_second_step"),
        ({"second_opens_at": CLOSES + DAY}, "call_second_step"),
        ({"addendum_until": NOW}, "call_addendum"),
        ({"applies": "pair"}, "call_members"),
        ({"applies": "team", "least_members": 3, "most_members": 2}, "call_members"),
        ({"most_members": 2}, "call_members"),
    ],
)
def test_the_database_holds_what_a_call_may_be(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        cast.call(**fields)


def test_a_call_in_no_language_is_none():
    with pytest.raises(ValidationError):
        cast.call(languages=[]).full_clean()


# -- what is missing ---------------------------------------------------------------------------
def test_a_call_is_announced_once_it_is_complete_in_its_languages():
    form = cast.form()
    cast.question(form, "title", "short", text_ar="")
    call = coming(asks=form, text_ar="")
    assert call_lacks(call) == [
        "The text is not there in all languages of the call.",
        "“title” lacks its text in the languages of the call.",
    ]
    with pytest.raises(ServiceError, match="not there in all languages"):
        services.announce_call(call, by=None, now=NOW)
    Call.objects.filter(pk=call.pk).update(languages=["fr"])
    assert services.announce_call(call, by=None, now=NOW).published_at == NOW


def test_rules_and_roles_have_to_make_sense():
    call = coming(applies="pair", least_members=2, most_members=2)
    EligibilityRule.objects.create(call=call, kind="age", values={}, sources=["film"])
    assert call_lacks(call) == [
        "No role is named for the members.",
        "The rule “age” lacks values to be compared with.",
        "The rule “age” lacks a question “film” with answers that it can judge.",
    ]
    for slug in ("director", "producer", "editor"):
        Seat.objects.create(call=call, role=cast.role(slug))
    assert call_lacks(call)[0] == "Its roles need more members than there may be."


@pytest.mark.parametrize(
    ("kind", "choices", "fields", "lacking"),
    [
        ("choice", ("a",), {}, "at least two choices"),
        ("file", (), {"accepts": []}, "the types of file it accepts"),
        ("short", (), {"help_fr": "aide"}, "its help or unit in the languages of the call"),
    ],
)
def test_what_a_question_lacks(kind, choices, fields, lacking):
    form = cast.form()
    cast.question(form, "q", kind, choices, **fields)
    assert lacks(form) == [f"“q” lacks {lacking}."]


def test_a_condition_looks_back():
    form = cast.form()
    later = cast.question(form, "later", "yes_no", position=9)
    cast.question(
        form, "first", "short", position=1, condition_on=later, condition="has", condition_values=["yes"]
    )
    assert lacks(form) == ["“first” lacks an earlier question to depend on."]


# -- what it opened with -----------------------------------------------------------------------
def test_the_form_of_a_call_that_has_opened_is_frozen_for_services_and_database():
    form = cast.full_form()
    call = services.announce_call(coming(asks=form), by=None, now=NOW)
    check_changeable(form, now=NOW)
    assert services.freeze_forms(now=NOW) == 0
    with pytest.raises(ServiceError, match="stays as it is"):
        check_changeable(form, now=call.opens_at)
    assert services.freeze_forms(now=call.opens_at) == 1
    assert services.freeze_forms(now=call.opens_at) == 0
    form.refresh_from_db()
    choice = Question.objects.get(form=form, key="film")
    for change in (
        lambda: Question.objects.filter(pk=choice.pk).update(text_fr="Autre ?"),
        lambda: cast.question(form, "new", "short"),
        lambda: cast.section(form),
        lambda: form.sections.update(step=2),
        lambda: Option.objects.create(question=choice, value="x", position=1),
        lambda: choice.tracks.add(people.programme().tracks.create(slug="son", name_fr="Son")),
    ):
        with pytest.raises(IntegrityError, match="frozen form"), transaction.atomic():
            change()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite refuses by the foreign key of answers")
def test_nothing_of_a_frozen_form_is_deleted():
    row = cast.draft()
    with pytest.raises(IntegrityError, match="frozen form"), transaction.atomic():
        Question.objects.filter(form=row.call.form, key="script").delete()


def test_the_first_application_freezes_the_form_and_a_call_keeps_it():
    row = cast.draft()
    row.call.form.refresh_from_db()
    assert row.call.form.frozen_at == NOW
    with pytest.raises(IntegrityError, match="frozen form"), transaction.atomic():
        Call.objects.filter(pk=row.call_id).update(form=cast.full_form())


def test_a_migration_finds_no_trigger_in_its_way_and_leaves_them_behind():
    from residencies.calls.frozen import TRIGGERS

    TRIGGERS.take_away()
    TRIGGERS.put()
    TRIGGERS.put()
    row = cast.draft()
    with pytest.raises(IntegrityError, match="frozen form"), transaction.atomic():
        row.call.form.questions.update(text_fr="x")


def test_a_copy_of_a_form_asks_the_same_and_can_be_changed():
    form = cast.full_form()
    on = cast.question(form, "series", "yes_no")
    cast.question(
        form, "episodes", "choice", ("a", "b"), condition_on=on, condition="has", condition_values=["yes"],
        required_from=NOW,
    )  # fmt: skip
    copy = services.copy_form(form, later=DAY)

    def told(which):
        return [
            (one.key, one.kind, str(one.section), [str(option) for option in one.options.all()])
            for one in questions_of(which)
        ]

    assert (told(copy), copy.version, copy.frozen_at) == (told(form), 2, None)
    depends = copy.questions.get(key="episodes")
    assert (depends.condition_on.form, depends.required_from) == (copy, NOW + DAY)


def test_a_copy_of_the_last_call_keeps_every_distance_from_the_opening():
    programme = people.programme()
    call = cast.pair(of=people.edition(of=programme), addendum_until=CLOSES + DAY)
    EligibilityRule.objects.create(call=call, kind="film", values={"most": 1}, sources=["film"])
    next_year = people.edition(of=programme, name="2027")
    opens = call.opens_at + 365 * DAY
    copy = services.copy_call(call, next_year, "next", opens, by=None)
    assert (copy.state_at(opens), copy.closes_at, copy.addendum_until) == (
        "draft",
        CLOSES + 365 * DAY,
        CLOSES + 366 * DAY,
    )
    assert (copy.form.version, copy.seats.count(), copy.rules.count()) == (2, 2, 1)
    assert (call.seats.count(), call.rules.count()) == (2, 1)
    with pytest.raises(ServiceError):
        services.copy_call(call, next_year, "next", opens, by=None)


def test_what_applicants_go_by_is_not_changed_at_the_desk_once_it_is_open():
    call = cast.call()
    assert [name for name, _said in check_change(call, ["form", "tracks", "text_fr"], now=NOW)] == [
        "form",
        "tracks",
    ]
    assert check_change(coming(), ["form", "opens_at"], now=NOW) == []


def test_an_open_call_is_closed_by_its_buttons_and_blind_for_good():
    call = cast.call()
    assert [name for name, _said in check_change(call, ["closes_at", "is_blind"], now=NOW)] == ["closes_at"]
    call.is_blind = True
    assert [name for name, _said in check_change(call, ["is_blind"], now=NOW)] == ["is_blind"]


def test_instants_that_are_now_are_whole_seconds_as_a_form_shows_them():
    """Or else its form would say that they were changed."""
    soon, hour = timedelta(microseconds=7), timedelta(hours=1)
    call = services.open_call(coming(), by=None, now=NOW + soon)
    call = services.close_call(call, by=None, now=NOW + hour + soon)
    assert (call.opens_at, call.closes_at) == (NOW, NOW + hour)


# -- sealed ------------------------------------------------------------------------------------
def test_a_sealed_call_shows_staff_nothing_but_counts_until_it_has_closed(time_machine):
    call = cast.call(is_sealed=True)
    row, draft = cast.sent(call), cast.draft(call)
    services.withdraw(cast.sent(call), by=None, now=NOW)
    reader = people.staff("calls.view_application")
    for at, seen in ((CLOSES + timedelta(minutes=14), 0), (CLOSES + timedelta(minutes=15), 2)):
        time_machine.move_to(at, tick=False)
        for who in (reader, people.administrator()):
            rows = Application.objects.visible_to(who)
            assert rows.count() == seen
    told = Call.objects.counted().get(pk=call.pk)
    assert (told.begun, told.submitted, told.withdrawn) == (3, 1, 1)
    assert row in rows
    assert draft not in rows
    with pytest.raises(ServiceError, match="sealed"):
        services.mark_eligible(row, by=None, now=NOW)


def test_an_applicant_sees_her_own_and_so_does_who_signed_with_her(time_machine):
    time_machine.move_to(NOW, tick=False)
    she, other, stranger = people.alumna(), people.alumna(), people.alumna()
    row = cast.draft(cast.pair(is_sealed=True), person=she, email=she.email)
    member = services.invite_member(
        row, services.Invitee(other.name, other.email, "fr", cast.role("producer")), now=NOW
    )
    member.person = other
    member.save()
    assert list(Application.objects.visible_to(she.account)) == [row]
    assert list(Application.objects.visible_to(other.account)) == []
    services.sign(member, now=NOW)
    assert list(Application.objects.visible_to(other.account)) == [row]
    assert list(Application.objects.visible_to(stranger.account)) == []
    services.withdraw_member(member, now=NOW)
    assert list(Application.objects.visible_to(other.account)) == []


# -- deciding ----------------------------------------------------------------------------------
def test_eligible_or_not_with_the_reason_and_who_said_so():
    by = people.staff()
    row = cast.sent()
    with pytest.raises(ServiceError, match="Say why"):
        services.mark_ineligible(row, reason=" ", by=by, now=NOW)
    row = services.mark_ineligible(row, reason="It is a third film.", by=by, now=NOW)
    last = row.history.first()
    assert (row.state, row.reason, last.history_user, last.history_change_reason) == (
        "ineligible", "It is a third film.", by, "It is a third film.",
    )  # fmt: skip
    row = services.mark_eligible(row, by=by, now=NOW)
    assert (row.state, row.reason) == ("eligible", "")
    with pytest.raises(ServiceError, match="cannot become"):
        services.move_application(row, "selected", by=by, now=NOW)


def test_nobody_decides_about_a_draft():
    with pytest.raises(ServiceError, match="cannot become"):
        services.mark_eligible(cast.draft(), by=None, now=NOW)


def test_an_applicant_becomes_a_person_on_record():
    row = services.link_person(cast.sent(), None, by=None, now=NOW)
    assert (row.person.name, row.person.email) == (row.name, row.email)
    other = people.person()
    assert services.link_person(row, other, by=None, now=NOW).person == other
