"""What workshops, mentoring and grants give to an edition: counts, lines of its week, her days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from residencies.grants.models import Instalment, Report
from residencies.programmes.models import Participation
from residencies.programmes.selectors.agenda import agenda
from residencies.programmes.selectors.days import days
from residencies.programmes.selectors.requirements import standings
from residencies.programmes.selectors.week import week
from tests import cast
from tests.grants import cast as grants
from tests.mentoring import pairs
from tests.programmes import enrolled
from tests.workshops import cast as workshops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = cast.NOW
HOUR = timedelta(hours=1)
OURS = {
    "Sessions without a speaker",
    "Silent pairs",
    "Late instalments",
    "Reports on grants overdue",
}


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def attends(row: Participation, **fields) -> None:
    session = workshops.session(of=workshops.workshop(of=fields.pop("edition", row.edition)))
    session.attendances.create(person=row.person, way="list", noted_at=NOW)


def test_sessions_and_hours_count_for_what_an_edition_requires():
    one = enrolled.enrolment()
    other = enrolled.enrolment(of=one.edition)
    enrolled.requirement(one.edition, "sessions", amount=2)
    enrolled.requirement(one.edition, "mentoring", amount=Decimal("2.5"))
    attends(one)
    attends(one)
    attends(other, edition=cast.edition())  # of another edition: does not count
    pair = pairs.pair(participation=one, mentor=pairs.mentor())
    for minutes in (90, 60):
        pair.sessions.create(on=NOW.date(), minutes=minutes, goals="Acte I", logged_at=NOW)
    found = {
        number: [(str(one.done), one.is_fulfilled) for one in rows]
        for number, rows in standings([one, other]).items()
    }
    assert [fulfilled for _done, fulfilled in found[one.pk]] == [True, True]
    assert [(Decimal(done), fulfilled) for done, fulfilled in found[other.pk]] == [(0, False), (0, False)]


def test_the_week_of_an_edition_has_the_lines_of_all_rooms_and_none_of_another_edition():
    row = enrolled.enrolment()
    for participation in (row, enrolled.enrolment()):
        led_by_nobody = workshops.workshop(of=participation.edition)
        workshops.session(of=led_by_nobody, starts_at=NOW + timedelta(days=3))
        pairs.pair(participation=participation, mentor=pairs.mentor(), heard_at=NOW - timedelta(days=22))
        grant = grants.grant(person=participation.person, participation=participation)
        Instalment.objects.filter(pk=grants.instalment(grant).pk).update(due_on=date(2026, 11, 1))
        Report.objects.filter(pk=grants.report(grant).pk).update(due_on=date(2026, 11, 1))
    lines = {part.title: len(part.lines) for part in week(row.edition, cast.administrator(), NOW)}
    assert {title: n for title, n in lines.items() if title in OURS} == dict.fromkeys(OURS, 1)
    narrow = {part.title for part in week(row.edition, cast.staff("programmes.view_participation"), NOW)}
    assert narrow & OURS == set()


def coming(row: Participation, viewer) -> list[tuple[str, str]]:
    return [
        (part.title, f"{line.text}, {line.detail}")
        for part in days(row.edition, viewer, NOW)
        for line in part.lines
    ]


def test_the_days_of_an_edition_stand_by_month_and_none_of_another_edition():
    row = enrolled.enrolment()
    for participation in (row, enrolled.enrolment()):
        offered = workshops.workshop(of=participation.edition)
        night = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already the next year in Paris
        workshops.session(of=offered, starts_at=night, ends_at=night + HOUR, time_zone="Europe/Paris")
        grant = grants.grant(person=participation.person, participation=participation)
        Instalment.objects.filter(pk=grants.instalment(grant).pk).update(due_on=date(2026, 12, 1))
        Report.objects.filter(pk=grants.report(grant).pk).update(due_on=date(2026, 12, 2))
        enrolled.requirement(participation.edition, "deliverable", due_on=date(2026, 12, 3))
        enrolled.requirement(participation.edition, "deliverable", due_on=NOW.date() - timedelta(days=1))
        enrolled.absence(participation, away_from=date(2026, 12, 4), back_on=date(2027, 1, 4))
        enrolled.stay(participation, arrives_on=date(2026, 12, 5), leaves_on=date(2026, 12, 6))
    found = coming(row, cast.administrator())
    months = [month for month, _line in found]
    assert (months.count("December 2026"), months.count("January 2027")) == (6, 2)
    assert any("00:30" in line for month, line in found if month == "January 2027")
    narrow = coming(row, cast.staff("programmes.view_participation"))
    assert set(narrow) < set(found)
    assert not any(row.person.name in line for _month, line in narrow)


def test_her_agenda_has_her_sessions_and_the_reports_she_owes():
    row = enrolled.enrolment()
    workshops.registered(workshops.session(of=workshops.workshop(of=row.edition)), row.person)
    grants.report(grants.grant(person=row.person, participation=row))
    entries = agenda(row, [], NOW)
    assert [one.title for one in entries if one.is_todo] == ["Interim report"]
    assert any("Sound" in one.title or "son" in one.title for one in entries)
