"""Options of rights: until when, what is a gap, and whom the clock tells."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.films.models import Credit, DossierDocument, RightsOption, Role, Work
from foundation.films.selectors import gaps, rights
from foundation.reminders.models import Occurrence
from foundation.reminders.services import evaluate_rule
from tests import cast
from tests.reminders.made import rule

pytestmark = pytest.mark.django_db
TODAY = cast.NOW.date()


@pytest.fixture
def work() -> Work:
    return Work.objects.create(title="Sel", stage="development")


def option(work: Work, ends_on: date | None = TODAY + timedelta(days=100), **fields) -> RightsOption:
    starts = ends_on and ends_on - timedelta(days=365)
    facts = {"kind": "book", "title": "Le Sel", "holder": "Editions", "starts_on": starts, **fields}
    return RightsOption.objects.create(work=work, ends_on=ends_on, **facts)


def told(work: Work, on: date = TODAY) -> list[str]:
    with override("en"):
        return gaps(rights(work, cast.administrator(), on))


@pytest.mark.parametrize(
    ("fields", "on", "gap"),
    [
        ({}, TODAY, ""),
        ({}, TODAY + timedelta(days=100), ""),  # its last day is one of it
        ({}, TODAY + timedelta(days=101), "the option expired on"),
        ({}, TODAY - timedelta(days=300), "the option begins on"),
        ({"ends_on": None}, TODAY, "still to be had"),
        ({"ends_on": None, "is_needed": False}, TODAY, ""),
        ({"bought_on": TODAY}, TODAY + timedelta(days=500), ""),
        ({"bought_on": TODAY, "reverts_on": date(2028, 1, 1)}, date(2028, 1, 1), "went back to its holder"),
        ({"bought_on": date(2027, 6, 1)}, date(2027, 5, 1), "expired"),
    ],
)
def test_a_gap_is_told_in_words(work, fields, on, gap):
    option(work, **fields)
    found = told(work, on)
    assert len(found) == bool(gap)
    assert gap in "".join(found)


def test_the_paper_of_an_option_is_of_its_own_project(work):
    other = DossierDocument.objects.create(work=Work.objects.create(title="Autre"), kind="contract")
    row = option(work)
    row.paper = other
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert list(refused.value.error_dict) == ["paper"]


def test_what_reverts_does_not_once_the_film_is_shot(work):
    option(work, bought_on=TODAY, reverts_on=date(2028, 1, 1))
    Work.objects.update(stage="post_production")
    work.refresh_from_db()
    assert told(work, date(2028, 1, 1)) == []


def test_an_extension_counts_once_it_is_taken(work):
    row = option(work)
    later = row.extensions.create(until=TODAY + timedelta(days=400), price=100)
    day = TODAY + timedelta(days=101)
    assert told(work, day) != []
    later.taken_on = TODAY
    later.save()
    assert told(work, day) == []


@settings(deadline=None, max_examples=30)
@given(days=st.integers(-400, 400), longer=st.lists(st.integers(1, 400), max_size=3, unique=True))
@pytest.mark.django_db(transaction=False)
def test_an_option_stands_until_its_last_taken_day_and_not_a_day_longer(days, longer):
    with transaction.atomic():
        work = Work.objects.create(title="x", stage="idea")
        row = option(work, TODAY, starts_on=TODAY)
        for more in longer:
            row.extensions.create(until=TODAY + timedelta(days=more), taken_on=TODAY)
        last = TODAY + timedelta(days=max(longer, default=0))
        (found,) = rights(work, cast.administrator(), TODAY + timedelta(days=days))
        assert found.ends_on == last
        inside = 0 <= days <= (last - TODAY).days
        assert (found.standing == "running") == inside
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": None},
        {"starts_on": TODAY + timedelta(days=200)},
        {"price": 5, "currency": ""},
        {"price": -5, "currency": "EUR"},
        {"reverts_on": TODAY},
        {"holder": ""},
    ],
)
def test_the_database_refuses_what_cannot_be(work, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        option(work, **fields)


def test_the_same_option_stands_once(work):
    option(work)
    with pytest.raises(IntegrityError), transaction.atomic():
        option(work)


def test_those_who_lead_the_project_see_its_options_and_nobody_else(work):
    row = option(work)
    she, actress = cast.alumna(), cast.alumna()
    for who, slug in ((she, "producer"), (actress, "actor")):
        Credit.objects.create(work=work, person=who, role=Role.objects.get(slug=slug))
    assert list(RightsOption.objects.visible_to(she.account)) == [row]
    assert not RightsOption.objects.visible_to(actress.account).exists()
    assert list(RightsOption.objects.visible_to(cast.staff("films.view_rightsoption"))) == [row]


# -- the clock


def due(anchor: str) -> dict[str, list[date]]:
    """{who: days on which a mail is due}"""
    found: dict[str, list[date]] = {}
    rows = Occurrence.objects.filter(rule__anchor=anchor, state="planned").order_by("due_on")
    for row in rows.select_related("person"):
        found.setdefault(row.person.name, []).append(row.due_on)
    return found


@pytest.mark.parametrize("days", [90, 60, 30])
def test_the_clock_tells_the_colleague_and_the_producer_and_moves_with_an_extension(work, days):
    colleague, producer = cast.person(name="Zoubida"), cast.person(name="Rajaa")
    work.responsible = colleague
    work.save()
    for slug in ("producer", "line_producer"):
        Credit.objects.create(work=work, person=producer, role=Role.objects.get(slug=slug))
    Credit.objects.create(work=work, person=cast.person(), role=Role.objects.get(slug="actor"))
    ends = TODAY + timedelta(days=days + 3)
    row = option(work, ends)
    words = {"offset_days": -days, "subject_fr": "{{ work }}", "body_fr": "{{ right }}, {{ holder }}"}
    rules = [rule(anchor=anchor, **words) for anchor in ("option_expires", "option_expires_producer")]

    def look() -> None:
        for one in [*rules, *rules]:  # twice is as good as once
            evaluate_rule(one, now=cast.NOW)

    look()
    day = TODAY + timedelta(days=3)
    assert due("option_expires") == {"Zoubida": [day]}
    assert due("option_expires_producer") == {"Rajaa": [day]}
    row.extensions.create(until=ends + timedelta(days=365), taken_on=TODAY)
    look()
    assert due("option_expires") == {"Zoubida": [day + timedelta(days=365)]}
    RightsOption.objects.update(bought_on=TODAY)
    look()
    assert due("option_expires") == due("option_expires_producer") == {}


# -- at the desk


def form(work: Work, **fields) -> dict:
    lines = {"extensions-TOTAL_FORMS": "1", "extensions-INITIAL_FORMS": "0"}
    facts = {"kind": "book", "title": "Le Sel", "holder": "Editions", "is_needed": "on"}
    days = {"starts_on": "2026-01-01", "ends_on": "2027-01-01"}
    return {"work": work.pk, **facts, **days, **lines, **fields}


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"extensions-0-until": "2028-01-01", "extensions-0-price": "10", "currency": "EUR"}, ""),
        ({"extensions-0-until": "2026-06-01"}, "An extension ends after the option itself."),
        ({"extensions-0-until": "2028-01-01", "extensions-0-price": "10"}, "An amount has a currency"),
        ({"price": "10"}, "An amount has a currency"),
        ({"ends_on": ""}, "An option has a first and a last day"),
    ],
)
def test_the_desk_records_an_option_and_says_what_is_wrong(client, work, fields, fault):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    answer = client.post(reverse("admin:films_rightsoption_add"), form(work, **fields))
    assert answer.status_code == (200 if fault else 302)
    assert fault in (answer.content.decode() if fault else "")
    assert RightsOption.objects.count() == (0 if fault else 1)
