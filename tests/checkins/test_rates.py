import csv
from datetime import date, timedelta

import pytest
from django.urls import reverse, reverse_lazy

from alumni.checkins.cohorts import CohortAdmin
from alumni.checkins.models import Answer, Cohort
from alumni.checkins.rates import HEARD_OF, NOT_ASKED, rates_by_months, with_rates
from residencies.programmes.models import Participation
from tests import cast
from tests.cast import NOW
from tests.desk import rows

pytestmark = pytest.mark.django_db
PLANNED = {"state": "planned", "asked_at": None, "closes_at": None}
KINDS = {
    "answered": {"state": "answered", "answered_at": NOW},
    "silent": {"state": "silent"},
    "waiting": {},
    "to_ask": PLANNED,
    "cancelled": {**PLANNED, "state": "cancelled"},
}


@pytest.fixture
def edition():
    return cast.edition()


def one(edition, *, months: int = 3, email: str | None = None, **fields):
    she = cast.person() if email is None else cast.person(email=email)
    part = cast.completed(date(2026, 8, 24), who=she, of=edition)
    return cast.asked_checkin(participation=part, months=months, **fields)


def one_of_each(edition) -> None:
    for fields in KINDS.values():
        one(edition, **fields)
    for state in ("asked", "silent"):  # begun, not sent
        row = one(edition, state=state)
        question = row.questionnaire.questions.get(key="text")
        Answer.objects.create(checkin=row, question=question, value={"text": "…"}, saved_at=NOW)
    one(edition, email="", **PLANNED)
    rows.pause(person=one(edition, **PLANNED).person)
    rows.pause(person=one(edition, **KINDS["cancelled"]).person)
    cast.completed(date(2026, 8, 24), of=edition)  # never planned
    Participation.objects.create(person=cast.person(), edition=edition, state="withdrawn")


def figures(row) -> dict[str, int]:
    get = row.get if isinstance(row, dict) else lambda name: getattr(row, name)
    return {name: get(name) for name in (*HEARD_OF, *NOT_ASKED, "asked", "due")}


def of(edition, **options) -> Cohort:
    return with_rates(Cohort.objects.filter(pk=edition.pk), now=NOW, **options).get()


EACH = {
    "answered": 1, "partly": 2, "silent": 1, "waiting": 1,
    "held": 2, "no_address": 1, "to_ask": 1, "cancelled": 1,
    "asked": 5, "due": 10,
}  # fmt: skip


def test_each_check_in_is_counted_once_and_the_unknown_is_told(edition):
    one_of_each(edition)
    row = of(edition)
    assert figures(row) == EACH
    assert (row.people, row.unplanned) == (11, 1)


def test_the_parts_add_up(edition):
    one_of_each(edition)
    row = figures(of(edition))
    assert row["asked"] == sum(row[name] for name in HEARD_OF)
    assert row["due"] == row["asked"] + sum(row[name] for name in NOT_ASKED)


def test_several_answers_of_one_are_one_answer(edition):
    row = one(edition, **KINDS["answered"])
    for question in row.questionnaire.questions.all()[:4]:
        Answer.objects.create(checkin=row, question=question, value={"text": "…"}, saved_at=NOW)
    assert (of(edition).answered, of(edition).asked) == (1, 1)


def test_of_one_step_alone(edition):
    one(edition, months=3, **KINDS["answered"])
    one(edition, months=12, **KINDS["silent"])
    row = of(edition, months=12)
    assert (row.people, row.answered, row.silent, row.due) == (2, 0, 1, 1)


def test_step_by_step(edition):
    one_of_each(edition)
    one(edition, months=12, **KINDS["silent"])
    three, twelve = rates_by_months(edition, now=NOW)
    assert (three["months"], figures(three)) == (3, EACH)
    assert (twelve["months"], twelve["silent"], twelve["due"]) == (12, 1, 1)


def test_a_pause_that_is_over_counts_no_more(edition):
    day = timedelta(days=1)
    row = one(edition, **PLANNED)
    rows.pause(person=row.person, since=NOW.date() - day, until=NOW.date())
    assert (of(edition).held, of(edition).to_ask) == (0, 1)


def test_an_edition_nobody_completed_has_noughts(edition):
    assert set(figures(of(edition)).values()) == {0}


def test_all_editions_take_one_query(django_assert_num_queries):
    for _one in range(5):
        one_of_each(cast.edition())
    with django_assert_num_queries(1):
        assert [row.due for row in with_rates(Cohort.objects.order_by("pk"), now=NOW) if row.due] == [10] * 5


# -- at the desk -------------------------------------------------------------------------------
@pytest.fixture
def desk(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(cast.staff("checkins.view_checkin"))
    client.cookies["django_language"] = "en"
    return client


def test_a_percentage_says_of_how_many(desk, edition):
    one(edition, **KINDS["answered"])
    one(edition, **KINDS["silent"])
    one(edition, email="", **PLANNED)
    shown = desk.get(reverse("admin:checkins_cohort_changelist")).content.decode()
    assert [text for text in ("1 of 2 (50\u00a0%)", "2 of 3 (67\u00a0%)") if text not in shown] == []


def test_the_list_counts_the_step_that_is_asked_for(desk, edition):
    cast.plan()
    one(edition, months=3, **KINDS["answered"])
    one(edition, months=12, **KINDS["silent"])
    listed = desk.get(reverse("admin:checkins_cohort_changelist"), {"months": "12"}).context["cl"].result_list
    row = listed.get(pk=edition.pk)
    assert (row.answered, row.silent) == (0, 1)


@pytest.mark.parametrize("months", ["x", "-1", "99999999999", "٣"])
def test_a_step_that_is_none_is_no_error(desk, edition, months):
    url = reverse("admin:checkins_cohort_changelist")
    assert desk.get(url, {"months": months}, follow=True).status_code == 200


def test_the_page_of_an_edition_has_a_line_for_each_step(desk, edition):
    one(edition, months=3, **KINDS["answered"])
    one(edition, months=12, **KINDS["silent"])
    steps = desk.get(reverse("admin:checkins_cohort_change", args=[edition.pk])).context["steps"]
    assert [(step["months"], asked, answered) for step, asked, answered in steps] == [
        (3, "1 of 1 (100\u00a0%)", "1 of 1 (100\u00a0%)"),
        (12, "1 of 1 (100\u00a0%)", "0 of 1 (0\u00a0%)"),
    ]


# -- as a file ---------------------------------------------------------------------------------
TABLE, LIST = reverse_lazy("admin:checkins_cohort_table"), reverse_lazy("admin:checkins_cohort_changelist")


def table(client, **asked) -> list[dict[str, str]]:
    answer = client.get(TABLE, asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def test_the_table_holds_every_figure_of_each_edition(desk, edition):
    one_of_each(edition)
    other = cast.edition(of=edition.programme, name="nobody")
    told = {(row["programme"], row["edition"]): row for row in table(desk)}
    row = told[str(edition.programme), edition.name]
    assert {name: int(row[name]) for name in EACH} == EACH
    assert (row["programme"], row["starts_on"]) == (str(edition.programme), str(edition.starts_on or ""))
    assert (row["people"], row["unplanned"], row["months"]) == ("11", "1", "")
    assert told[str(edition.programme), other.name]["due"] == "0"


def test_the_table_is_filtered_searched_and_ordered_as_the_list_is(desk):
    cast.plan()
    older, newer = (
        cast.edition(of=cast.programme(name_fr=name), starts_on=day)
        for name, day in (("Ourika", date(2020, 1, 1)), ("Ziz", date(2024, 1, 1)))
    )
    one(older, months=3, **KINDS["answered"])
    one(older, months=12, **KINDS["silent"])
    questions = [
        {},
        {"o": "1"},
        {"q": "ourika"},
        {"programme__id__exact": newer.programme_id},
        {"starts_on_from": "2023-01-01"},
        {"months": "12"},
        {"months": "12", "q": "ourika"},
    ]
    for asked in questions:
        listed = desk.get(LIST, asked).context["cl"].result_list
        expected = [(row.name, str(row.answered), str(row.silent)) for row in listed]
        told = [(row["edition"], row["answered"], row["silent"]) for row in table(desk, **asked)]
        assert told == expected
    assert table(desk, months="12", q="ourika")[0]["months"] == "12"


def test_the_table_holds_all_pages(desk):
    of = cast.programme()
    for number in range(CohortAdmin.list_per_page + 1):
        cast.edition(of=of, name=f"N{number}")
    assert len(table(desk, p="2")) == CohortAdmin.list_per_page + 1


def test_no_name_is_run_as_a_formula(desk):
    programme = cast.programme(name_fr="=HYPERLINK(1)", name_en="@SUM(1)", name_ar="+1")
    cast.edition(of=programme, name="-2+3")
    assert [(row["programme"], row["edition"]) for row in table(desk)] == [("'@SUM(1)", "'-2+3")]


def test_the_list_leads_to_the_table_of_what_it_shows(desk, edition):
    html = desk.get(LIST, {"months": "12"}).content.decode()
    assert f'href="{TABLE}?months=12"' in html
    assert f'href="{TABLE}?"' in desk.get(LIST).content.decode()


def test_a_filter_that_is_none_leads_back_to_the_list(desk, edition):
    assert desk.get(TABLE, {"programme__id__exact": "x"}).url == f"{LIST}?e=1"
    assert desk.get(TABLE, {"person__email": "x"}).status_code in (302, 400)


@pytest.mark.parametrize("rights", [[], ["programmes.view_edition", "checkins.view_plan"]])
def test_who_may_not_open_the_list_gets_no_table(client, edition, rights):
    client.force_login(cast.staff(*rights))
    assert [client.get(url).status_code for url in (LIST, TABLE)] == [403, 403]
