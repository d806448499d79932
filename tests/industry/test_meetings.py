"""A schedule is made, changed by hand, released and told; wishes, outcomes, prizes and the chain."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from foundation.errors import ServiceError
from foundation.films.models import Festival, FestivalEdition, FinancingLine, StageChange
from foundation.people.models import Organisation
from residencies.industry import services
from residencies.industry.models import Away, Event, FollowUp, Meeting, Note, Notice, Wish
from residencies.industry.selectors.chain import chain
from residencies.industry.selectors.grids import asked, grid, sheet
from residencies.industry.selectors.lacks import lacks
from residencies.industry.services import scheduling
from tests import cast as people
from tests.films.financing import saved_plan
from tests.industry import cast

pytestmark = pytest.mark.django_db
NOW, FIRST = cast.NOW, cast.FIRST_DAY


@pytest.fixture
def event() -> Event:
    return cast.event()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def made(event: Event) -> list[Meeting]:
    services.schedule_meetings(event, by=None, now=NOW)
    return list(event.meetings.planned().with_all())


def released(event: Event) -> list[Meeting]:
    found = made(event)
    services.release_schedule(event, by=None, now=NOW)
    return found


def met(event: Event, **fields) -> Meeting:
    """A released meeting of a project and a guest who both must meet."""
    one, other = cast.project(event), cast.guest(event, **fields)
    cast.wish(one, other, "mm")
    return released(event)[0]


def test_wishes_become_a_provisional_schedule_that_is_made_anew_around_what_is_pinned(event):
    one, other = cast.project(event), cast.guest(event)
    cast.wish(one, other, "ml")
    (meeting,) = made(event)
    event.refresh_from_db()
    assert (event.state, event.measures["met"], event.measures["wished"]) == ("provisional", 1, 1)
    moved = services.move_meeting(meeting, event.slots.last(), event.tables.last(), by=None, now=NOW)
    cast.wish(one, cast.guest(event), "m-")
    again = made(event)
    assert len(again) == 2
    assert moved.pk in {row.pk for row in again if row.slot_id == event.slots.last().pk and row.is_pinned}


def test_what_somebody_wrote_on_a_meeting_does_not_go_when_the_schedule_is_made_anew(event):
    film = cast.project(event)
    for _number in range(4):
        cast.wish(film, cast.guest(event), "ll")
    noted, followed, over, bare = made(event)
    services.write_note(noted, "", "Her lawyer comes along", by=None, now=NOW)
    services.plan_follow_up(followed, people.person(), "Send the budget", FIRST, side="", by=None, now=NOW)
    services.record_outcome(over, "interest", by=None, now=over.slot.ends_at)
    again = {row.pk for row in made(event)}
    assert {noted.pk, followed.pk, over.pk} < again
    assert bare.pk not in again
    assert (Note.objects.count(), FollowUp.objects.count(), len(again)) == (1, 1, 4)


def test_her_events_are_found_without_every_guest_beside_every_seat(event):
    account = cast.guest(event).person.account
    assert list(Event.objects.visible_to(account)) == [event]
    for part in str(Event.objects.visible_to(account).query).split("SELECT"):
        assert not ("industry_guest" in part and "industry_seat" in part)


def test_nobody_is_told_before_the_release_and_each_once_a_batch_after_it(event):
    meeting = met(event)
    first, table = meeting.slot, meeting.table
    last = event.slots.exclude(pk=first.pk).first()
    assert not Notice.objects.exists()
    meeting = services.move_meeting(meeting, last, table, by=None, now=NOW)
    assert meeting.revision == 1
    assert Notice.objects.untold().count() == 2  # the guest, and who sits for the project
    services.move_meeting(meeting, first, table, by=None, now=NOW)
    assert not Notice.objects.untold().exists()  # it is where they were told it is
    services.cancel_meeting(meeting, by=None, now=NOW, reason="Malade")
    services.cancel_meeting(meeting, by=None, now=NOW)
    assert services.tell_changes(event, by=None, now=NOW) == 2
    assert services.tell_changes(event, by=None, now=NOW) == 0
    assert set(Notice.objects.values_list("change", "batch")) == {("cancelled", 1)}


def test_after_the_release_no_schedule_is_made_anew_and_no_wish_is_said(event):
    meeting = met(event)
    with pytest.raises(ServiceError):
        services.schedule_meetings(event, by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.say_wishes(meeting.guest, {meeting.project_id: "no"}, by=None, now=NOW)
    assert services.release_schedule(event, by=None, now=NOW).released_at == NOW


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one, other: cast.wish(one, other, "-n"), "does not want"),
        (lambda one, other: type(other).objects.filter(pk=other.pk).update(languages=["de"]), "language"),
        (lambda one, other: Away.objects.create(guest=other, slot=one.event.slots.first()), "cannot come"),
        (lambda one, other: one.event.slots.update(blocked="meal"), "nobody"),
        (lambda one, other: one.seats.create(person=other.person), "herself"),
        (lambda one, other: type(other).objects.filter(pk=other.pk).update(is_active=False), "take part"),
    ],
)  # fmt: skip
def test_a_hand_breaks_no_rule(event, spoil, said):
    one, other = cast.project(event), cast.guest(event)
    spoil(one, other)
    place = event.slots.first(), event.tables.first()
    with pytest.raises(ServiceError, match=said):
        services.add_meeting(event, one, other, *place, by=None, now=NOW)
    assert not event.meetings.exists()


def test_a_hand_is_told_which_meeting_is_in_its_way(event):
    meeting = met(event)
    free = event.tables.exclude(pk=meeting.table_id).get()
    other = cast.project(event)
    with pytest.raises(ServiceError, match=str(meeting)):
        services.add_meeting(event, other, meeting.guest, meeting.slot, free, by=None, now=NOW)
    with pytest.raises(ServiceError, match="table is taken"):
        services.add_meeting(event, other, cast.guest(event), meeting.slot, meeting.table, by=None, now=NOW)


def test_the_database_itself_holds_nobody_and_no_table_twice(event):
    meeting = met(event)
    twin = {"event": event, "slot": meeting.slot, "state": "planned"}
    other, free = cast.project(event), event.tables.exclude(pk=meeting.table_id).get()
    for fields in (
        {"project": other, "guest": meeting.guest, "table": free},
        {"project": meeting.project, "guest": cast.guest(event), "table": free},
        {"project": other, "guest": cast.guest(event), "table": meeting.table},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.create(**twin, **fields)


def test_each_wish_that_is_not_met_has_its_reason():
    event = cast.event(slots=1, tables=1)
    one, other = cast.project(event), cast.guest(event)
    cast.wish(one, other, "mm")
    cast.wish(cast.project(event), other, "l-")
    cast.wish(cast.project(event), cast.guest(event), "ln")
    cast.wish(cast.project(event, languages=["ar"]), cast.guest(event, languages=["de"]), "m-")
    away = cast.guest(event)
    Away.objects.create(guest=away, slot=event.slots.get())
    cast.wish(one, away, "l-")
    cast.wish(cast.project(event), cast.guest(event), "-l")
    made(event)
    assert sorted(lack.reason for lack in lacks(event)) == ["language", "lost", "no", "slot", "table"]
    assert [row[1] for row in sheet(event)[1:]] == ["09:00"]
    assert {row.meetings for row in asked(event)["guest"]} == {0, 1}


def test_what_breaks_a_rule_by_now_is_marked_and_stops_the_release(event):
    one, other = cast.project(event), cast.guest(event)
    cast.wish(one, other, "m-")
    (meeting,) = made(event)
    services.say_away(other, [meeting.slot_id], by=None, now=NOW)
    assert grid(event).broken == {meeting.pk}
    with pytest.raises(ServiceError):
        services.release_schedule(event, by=None, now=NOW)


def test_wishes_that_change_while_the_schedule_is_made_are_not_overrun(event, monkeypatch):
    one, other = cast.project(event), cast.guest(event)
    cast.wish(one, other, "m-")
    solve = scheduling.solve

    def slow(problem):
        Wish.objects.update_or_create(project=one, guest=other, side="guest", defaults={"word": "no"})
        return solve(problem)

    monkeypatch.setattr(scheduling, "solve", slow)
    with pytest.raises(ServiceError, match="Nobody has wished"):
        services.schedule_meetings(event, by=None, now=NOW)
    assert not event.meetings.exists()


def test_a_large_schedule_is_asked_for_and_made_by_a_worker(event, monkeypatch):
    cast.wish(cast.project(event), cast.guest(event), "m-")
    assert services.ask_schedule(event, by=None, now=NOW) is False
    monkeypatch.setattr(scheduling, "is_small", lambda problem: False)
    assert services.ask_schedule(event, by=None, now=NOW) is True
    assert services.make_asked(now=NOW) == 1
    assert services.make_asked(now=NOW) == 0
    event.refresh_from_db()
    assert (event.state, event.asked_at, event.meetings.count()) == ("provisional", None, 1)


def test_a_schedule_that_fails_in_an_unforeseen_way_holds_up_no_other(event, monkeypatch):
    good = cast.event()
    for row in (event, good):
        cast.wish(cast.project(row), cast.guest(row), "m-")
    Event.objects.update(asked_at=NOW)
    schedule = scheduling.schedule_meetings

    def fails(row, **how):
        if row.pk == event.pk:
            raise AssertionError("The solver broke a rule.")
        return schedule(row, **how)

    monkeypatch.setattr(scheduling, "schedule_meetings", fails)
    with pytest.raises(ExceptionGroup):
        services.make_asked(now=NOW)
    assert list(Event.objects.filter(asked_at=None)) == [good]


def test_a_worker_that_cannot_make_it_says_why(event):
    Event.objects.filter(pk=event.pk).update(asked_at=NOW)
    assert services.make_asked(now=NOW) == 0
    event.refresh_from_db()
    assert event.asked_at is None
    assert event.fault == "no_wishes"
    for language, word in (("en", "wished"), ("fr", "souhait")):
        with translation.override(language):
            assert word in event.get_fault_display()


def test_slots_are_laid_by_the_clock_of_the_event_and_do_not_overlap():
    event = cast.event(slots=0, time_zone="Europe/Paris")
    laid = {"on": cast.FIRST_DAY, "minutes": 30, "count": 3, "change": 5, "by": None, "now": NOW}
    assert services.lay_slots(event, first=time(9), **laid) == 3
    assert services.lay_slots(event, first=time(9), **laid) == 0
    assert f"{event.slots.first().starts_at:%H:%M}" == "08:00"  # UTC
    with pytest.raises(ServiceError, match="overlap"):
        services.lay_slots(event, first=time(9, 10), **laid)
    with pytest.raises(ServiceError):
        services.lay_slots(event, first=time(9), **{**laid, "on": date(2026, 1, 1)})


def test_many_wishes_and_slots_are_written_as_one_is_and_their_history_knows_by_whom():
    counts, boss = [], people.administrator()
    for many in (1, 6):
        event = cast.event(slots=0)
        she, films = cast.guest(event), [cast.project(event) for _number in range(many)]
        laid = {"on": cast.FIRST_DAY, "first": time(9), "minutes": 30, "count": many, "change": 0}
        with CaptureQueriesContext(connection) as seen:
            services.lay_slots(event, **laid, by=boss, now=NOW)
            for word in ("like", "must", "must"):
                services.say_wishes(she, dict.fromkeys((row.pk for row in films), word), by=boss, now=NOW)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    told = Wish.history.filter(guest_id=she.pk, history_user=boss).order_by("pk")
    assert list(told.values_list("history_type", "word")) == [("+", "like")] * 6 + [("~", "must")] * 6


def test_she_reads_and_writes_what_is_hers_alone(event):
    meeting = met(event)
    guest, project = meeting.guest.person.account, meeting.project.seats.get().person.account
    services.write_note(meeting, "project", "Trop cher", by=project, now=NOW)
    services.write_note(meeting, "guest", "À suivre", by=guest, now=NOW)
    services.write_note(meeting, "", "Bonne table", by=None, now=NOW)
    stranger, boss = people.alumna().account, people.administrator()
    for user, notes, wishes, meetings in (
        (guest, ["À suivre"], ["guest"], 1),
        (project, ["Trop cher"], ["project"], 1),
        (stranger, [], [], 0),
        (boss, ["Bonne table"], ["guest", "project"], 1),
    ):
        assert list(Note.objects.visible_to(user).values_list("text", flat=True)) == notes
        assert sorted(Wish.objects.visible_to(user).values_list("side", flat=True)) == wishes
        assert Meeting.objects.visible_to(user).count() == meetings
        assert Event.objects.visible_to(user).count() == meetings


def test_outcomes_and_follow_ups(event):
    meeting = met(event)
    with pytest.raises(ServiceError, match="not begun"):
        services.record_outcome(meeting, "intent", by=None, now=NOW)
    after = meeting.slot.ends_at
    assert services.record_outcome(meeting, "intent", by=None, now=after).outcome_at == after
    assert services.record_outcome(meeting, "", by=None, now=after).outcome_at is None
    owner, due = meeting.guest.person, after.date() + timedelta(days=7)
    for _twice in range(2):
        services.plan_follow_up(meeting, owner, " Lire  le scénario", due, side="guest", by=None, now=after)
    task = FollowUp.objects.get()
    services.finish_follow_up(task, by=None, now=after)
    assert services.finish_follow_up(task, by=None, now=after + timedelta(days=1)).done_at == after


def test_a_prize_is_an_award_of_the_work_in_the_events_edition(event):
    project = cast.project(event)
    with pytest.raises(ServiceError, match="edition"):
        services.give_prize(project, "Prix du jury", by=None)
    house = Festival.objects.create(name="Festival de test")
    event.festival_edition = FestivalEdition.objects.create(festival=house, year=2026)
    event.save()
    for _twice in range(2):
        services.give_prize(project, "Prix du jury", amount=Decimal(5000), currency="EUR", by=None)
    assert event.prizes.get().selection.work == project.work
    with pytest.raises(ServiceError, match="another amount"):
        services.give_prize(project, "Prix du jury", amount=Decimal(1), currency="EUR", by=None)


def test_the_chain_of_a_project_goes_from_the_meeting_to_the_prize(event):
    house = Organisation.objects.create(name="Kanal 9")
    meeting = met(event, organisation=house)
    work = meeting.project.work
    services.record_outcome(meeting, "interest", by=None, now=meeting.slot.ends_at)
    event.festival_edition = FestivalEdition.objects.create(
        festival=Festival.objects.create(name="Festival de test"), year=2027, ends_on=date(2027, 6, 1)
    )
    event.save()
    services.give_prize(meeting.project, "Prix du jury", by=None)
    StageChange.objects.create(work=work, stage="shooting", on=date(2027, 3, 1))
    plan = saved_plan(work)
    plan.lines.all().delete()
    FinancingLine.objects.create(
        plan=plan, source=house, kind="broadcaster", paper="contract", amount=10, currency="EUR",
        signed_on=date(2027, 1, 5),
    )  # fmt: skip
    links = chain(work, people.administrator())
    assert [link.kind for link in links] == ["meeting", "paper", "stage", "award", "selection"]
    assert "Kanal 9" in links[1].since
    assert {link.kind for link in chain(work, people.staff("industry.view_meeting"))} == {"meeting"}
