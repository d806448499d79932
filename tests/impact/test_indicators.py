"""The indicators of the foundation, each against a small foundation that was counted by hand."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.checkins.models import CheckIn
from alumni.impact.selectors.foundation import ALL, figures
from alumni.impact.selectors.foundation import Group as ImpactGroup
from alumni.impact.selectors.judging import Cell, Judged
from alumni.impact.selectors.scope import By, Scope
from foundation.films.models import Award, Credit, Festival, FestivalEdition, Role, Selection, Work
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ON = date(2026, 11, 24)
SCOPE = Scope(date(2023, 1, 1), date(2024, 12, 31), ON, By.EDITION)
ASKED = {"starts_on": "2023-01-01", "ends_on": "2024-12-31", "on": "2026-11-24", "by": "edition"}


@pytest.fixture
def cohort():
    """Two editions of a programme for every craft: seven graduates, and six."""
    programme = cast.programme()
    found = []
    for name, year, size in (("2023", 2023, 7), ("2024", 2024, 6)):
        edition = cast.edition(of=programme, name=name, starts_on=date(year, 1, 10))
        found.append([cast.completed(date(year, 6, 1), of=edition) for _ in range(size)])
    return found


def made(person, year, kind="short", role="director"):
    work = Work.objects.create(title="Film", kind=kind, stage="released", year=year, countries=["MA"])
    Credit.objects.create(work=work, person=person, role=Role.objects.get(slug=role))
    return work


def said(row, value, days=30):
    at = datetime(2026, 11, 24, tzinfo=UTC) - timedelta(days=days)
    checkin = CheckIn.objects.create(
        person=row.person, participation=row, questionnaire=cast.questionnaire(), months=24,
        due_on=at.date(), ask_on=at.date(), state="answered", asked_at=at, closes_at=at, answered_at=at,
    )  # fmt: skip
    form = checkin.questionnaire
    question = form.questions.filter(key="working").first() or cast.question(form, "working", "choice")
    checkin.answers.create(question=question, value={"choice": value}, saved_at=at)


def counted(code, scope=SCOPE, viewer=None):
    (figure,) = figures(scope, [ALL[code]], viewer or cast.administrator(), "en")
    return figure


def cells(group):
    return tuple(group.counts[cell] for cell in Cell)


def test_a_graduate_counts_once_with_her_first_programme_of_the_period(cohort):
    first, second = cohort
    cast.completed(date(2024, 7, 1), who=first[0].person)  # another programme
    cast.completed(date(2025, 1, 1), of=second[0].edition)  # after the period
    figure = counted("graduates")
    assert [(one.label.split()[-1], one.value) for one in figure.groups[1:]] == [("2023", 7), ("2024", 6)]
    assert figure.total.value == 13


def test_who_works_in_film_is_by_her_last_answer_of_twelve_months(cohort):
    for row in cohort[0][:5]:
        said(row, "partly")
    for row in [*cohort[0][5:], *cohort[1][:4]]:
        said(row, "elsewhere")
    said(cohort[1][4], "yes", days=400)  # too long ago: not known
    figure = counted("working", Scope(SCOPE.starts_on, SCOPE.ends_on, ON))
    assert figure.total.is_hidden  # two have not answered
    for row in cohort[1][4:]:
        said_later = CheckIn.objects.filter(participation=row)
        said_later.delete()
        said(row, "yes")
    figure = counted("working", Scope(SCOPE.starts_on, SCOPE.ends_on, ON))
    assert (cells(figure.total), figure.total.percent) == ((7, 6, 0, 0), Decimal("53.8"))


def test_firsts_are_those_that_came_after_and_had_none_before(cohort):
    first, second = cohort
    for row in first:
        made(row.person, 2025)
    for row in second[:5]:
        made(row.person, 2020)
        made(row.person, 2025)
    figure = counted("first_short", Scope(SCOPE.starts_on, SCOPE.ends_on, ON))
    assert figure.total.is_hidden  # the one who has none would stand alone
    made(second[5].person, 2021)
    figure = counted("first_short", Scope(SCOPE.starts_on, SCOPE.ends_on, ON))
    assert cells(figure.total) == (7, 0, 0, 6)
    assert (figure.total.value, figure.total.of) == (7, 7)


def test_a_selection_that_two_share_is_one_and_a_nomination_is_no_prize(cohort):
    festival = FestivalEdition.objects.create(
        festival=Festival.objects.create(name="Festival de Cannes", kind="festival"), year=2026
    )
    festival.festival.accreditations.create(source="FIAPF", as_of=ON)
    people = [row.person for row in cohort[0]]
    work = made(people[0], 2025, "feature")
    for person in people[1:]:
        Credit.objects.create(work=work, person=person, role=Role.objects.get(slug="producer"))
    chosen = Selection.objects.create(edition=festival, work=work)
    Award.objects.create(selection=chosen, prize="Prix", result="nominated")
    for code in ("selection", "a_list"):
        total = counted(code).total
        assert (cells(total), total.amount) == ((7, 6, 0, 0), 1)
    assert cells(counted("award").total) == (0, 13, 0, 0)
    Award.objects.create(selection=chosen, prize="Grand prix", result="won")
    assert (counted("award").total.value, counted("award").total.amount) == (7, 1)


def test_an_amount_is_rounded_once_to_the_places_it_is_told_with():
    thirds = [Judged(one, Cell.YES, (one,), Decimal(20) / 60) for one in range(3)]
    assert ImpactGroup("total", "", thirds, places=ALL["mentoring"].places()).amount == 1
    coins = [Judged(1, Cell.YES, (1,), Decimal("1200.500"))]
    assert str(ImpactGroup("total", "", coins, places=ALL["grants"].places()).amount) == "1200.50"


def test_the_time_to_a_feature_has_a_median_and_its_interval(cohort):
    for row in cohort[0]:
        made(row.person, 2024, "feature")
    total = counted("time_to_feature").total
    assert cells(total) == (7, 6, 0, 0)
    assert total.median[:2] == (13, 13)  # from June 2023 to the middle of 2024


def test_a_small_edition_is_hidden_with_another_and_opens_no_rows(cohort, client):
    cast.completed(date(2024, 9, 1), of=cast.edition(of=cohort[0][0].edition.programme, name="small"))
    figure = counted("graduates")
    assert [one.is_hidden for one in figure.groups] == [False, False, True, True]
    client.force_login(cast.administrator())
    for group in figure.groups:
        url = reverse("admin:impact_indicators_rows", args=["graduates", group.key, "yes"])
        assert client.get(url, ASKED).status_code == (404 if group.is_hidden else 200)
    text = client.get(reverse("admin:impact_indicators_table"), ASKED).content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["indicator"] == "graduates"]
    assert [row["numerator"] for row in rows] == ["14", "7", "", ""]


def test_each_figure_opens_its_rows_and_only_staff_who_see_them_see_it(cohort, client):
    work = made(cohort[0][0].person, 2025)
    for row in cohort[0][1:]:
        Credit.objects.create(work=work, person=row.person, role=Role.objects.get(slug="director"))
    staff = cast.staff()
    client.force_login(staff)
    page = reverse("admin:impact_indicators")
    assert client.get(page).status_code == 403
    staff.groups.add(Group.objects.get(name="Director"))
    shown = client.get(page, ASKED)
    assert {part["figure"].indicator.code for part in shown.context["parts"]} == set(ALL)
    group = counted("first_short").groups[1]
    behind = client.get(
        reverse("admin:impact_indicators_rows", args=["first_short", group.key, "rows"]), ASKED
    )
    assert {row.person for _none, row, _link in behind.context["rows"]} == {row.person for row in cohort[0]}
    assert client.get(reverse("admin:impact_indicators_workbook"), ASKED).status_code == 200
    assert client.get(page, {"starts_on": "2025-01-01", "ends_on": "2020-01-01"}).context["form"].errors
    lines = client.get(reverse("api:indicators"), ASKED).json()
    assert [line["numerator"] for line in lines if line["indicator"] == "first_short"][:2] == [7, 7]
    wrong = [{"who": "me"}, {"edition": "x"}, {"edition": 987654321}, {"edition": 987654321, "by": "x"}]
    answers = [client.get(reverse("api:indicators"), asked).status_code for asked in wrong]
    assert answers == [400, 400, 404, 400]
    staff.groups.set([Group.objects.get(name="Finance staff")])
    assert client.get(page).status_code == 403


@pytest.mark.one_database
def test_many_graduates_take_as_many_queries_as_few(cohort):
    viewer = cast.administrator()

    def queries():
        with CaptureQueriesContext(connection) as caught:
            figures(SCOPE, ALL.values(), viewer, "en")
        return len(caught)

    for row in cohort[0]:
        made(row.person, 2025)
        said(row, "yes")
    few = queries()
    for _ in range(8):
        row = cast.completed(date(2024, 6, 1), of=cohort[1][0].edition)
        made(row.person, 2025)
        said(row, "yes")
    assert queries() == few


def test_nothing_of_requests_for_help_is_counted():
    assert not {one.source._meta.app_label for one in ALL.values() if one.source} & {"support"}
