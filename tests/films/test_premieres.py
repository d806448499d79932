"""Premieres: what a showing breaks, which sections are still open, and what a planned one would burn."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.films.models import Festival, FestivalEdition, Screening, Section, Selection, Work
from foundation.films.premieres import Origin, Showing, State, breaks
from foundation.films.selectors.premieres import premieres
from tests import cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
HOME = Origin(frozenset({"MA"}))


def showing(country: str = "FR", kind: str = "festival", **fields: Any) -> Showing:
    return Showing(kind, DAY, DAY, country, **{"is_public": True, **fields})


@pytest.mark.parametrize(
    ("level", "one", "answer"),
    [
        ("world", showing("MA"), True),
        ("international", showing("MA"), False),
        ("international", showing("TN"), True),
        ("continental", showing("TN"), True),
        ("continental", showing("FR"), False),
        ("national", showing("FR"), False),
        ("national", showing("DE"), True),
        ("world", showing("DE", "market", is_public=False), False),
        ("national", showing("", "online"), True),
        ("international", showing("", "cinema"), None),
        ("world", showing("", "cinema"), True),
        ("national", showing("MA", "broadcast"), False),
    ],
)
def test_what_a_showing_breaks_in_germany(level, one, answer):
    assert breaks(level, one, HOME, "DE", {"TN", "MA"}) is answer


def test_whose_home_is_not_known_breaks_nothing_for_sure():
    for countries in (set(), {"MA", "FR"}):
        assert breaks("international", showing("MA"), Origin(frozenset(countries)), "DE", set()) is None
    assert breaks("international", showing("TN"), Origin(frozenset({"MA", "FR"})), "DE", set()) is True
    assert breaks("continental", showing("TN"), HOME, "DE", set()) is None


@pytest.mark.parametrize(
    ("days", "others", "answer"),
    [
        ((date(2026, 1, 1), date(2026, 1, 1)), (date(2026, 1, 2), date(2026, 1, 2)), True),
        ((date(2026, 1, 2), date(2026, 1, 2)), (date(2026, 1, 1), date(2026, 1, 1)), False),
        ((date(2026, 1, 1), date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 1, 1)), False),
        ((date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 2, 12), date(2026, 2, 18)), True),
        ((date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 2, 12), date(2026, 2, 18)), None),
        ((None, None), (date(2026, 2, 12), date(2026, 2, 18)), None),
    ],
)
def test_which_was_earlier_is_told_only_where_it_is_known(days, others, answer):
    one, other = (Showing("festival", *both, "MA", True) for both in (days, others))
    assert one.was_before(other) is answer


def edition(country: str, starts_on: date | None = None, year: int = 2027, **fields: Any) -> FestivalEdition:
    house = Festival.objects.create(name=f"Festival {Festival.objects.count()}", kind="festival", **fields)
    Festival.objects.filter(pk=house.pk).update(country=country)
    return FestivalEdition.objects.create(festival=house, year=year, starts_on=starts_on)


def section(of: FestivalEdition, asks: str = "", **fields: Any) -> Section:
    return Section.objects.create(
        edition=of, name=f"Section {asks}", premiere_asked=asks, rules_source="regulations", **fields
    )


@pytest.fixture
def work() -> Work:
    return Work.objects.create(title="Sable", countries=["MA"])


@pytest.fixture
def doors(work):
    """Sections at a festival in Germany, in February 2027."""
    at = edition("DE", date(2027, 2, 12))
    return {
        "world": section(at, "world"),
        "international": section(at, "international", unseen_at_home=True, no_broadcast=True),
        "national": section(at, "national"),
    }


def states(work: Work, **how: Any) -> dict[str, str]:
    return {one.section.premiere_asked: str(one.now.state) for one in premieres(work, DAY, **how).doors}


def test_a_premiere_at_home_keeps_the_international_one(work, doors):
    tangier = edition("MA", date(2026, 10, 1), 2026)
    Selection.objects.create(edition=tangier, work=work, premiere="national")
    assert states(work) == {"world": "burnt", "international": "open", "national": "open"}


def test_a_planned_screening_says_what_it_would_burn(work, doors):
    planned = {"kind": "cinema", "on": date(2026, 12, 20), "country": "FR", "is_planned": True}
    Screening.objects.create(work=work, **planned)
    found = premieres(work, DAY)
    assert {one.now.state for one in found.doors} == {State.OPEN}
    burnt = {one.section.premiere_asked for one in found.doors if one.is_burnt_by_plans}
    assert burnt == {"world", "international"}


def test_what_is_tried_out_is_written_nowhere(work, doors):
    tried = Showing("broadcast", date(2026, 12, 1), date(2026, 12, 1), "MA", True, is_planned=True)
    found = premieres(work, DAY, [tried])
    assert {one.section.premiere_asked for one in found.doors if one.is_burnt_by_plans} == {
        "world", "international",
    }  # fmt: skip
    assert not Screening.objects.exists()


def test_what_comes_after_burns_nothing(work, doors):
    Screening.objects.create(work=work, kind="cinema", on=date(2027, 3, 1), country="DE", is_planned=True)
    assert not any(one.is_burnt_by_plans for one in premieres(work, DAY).doors)


def test_a_market_a_lab_and_a_work_in_progress_are_not_in_public(work, doors):
    Screening.objects.create(work=work, kind="market", on=date(2026, 5, 1), country="FR")
    venice = edition("IT", date(2026, 9, 1), 2026)
    strand = Section.objects.create(edition=venice, name="Final Cut", kind="in_progress")
    Selection.objects.create(edition=venice, section=strand, work=work)
    lab = edition("FR", date(2026, 3, 1), 2026)
    Festival.objects.filter(pk=lab.festival_id).update(kind="lab")
    Selection.objects.create(edition=lab, work=work)
    assert set(states(work).values()) == {"open"}


def test_a_selection_without_a_day_leaves_it_unknown(work, doors):
    Selection.objects.create(edition=edition("FR", year=2027), work=work)
    assert states(work)["world"] == "unknown"


def test_a_claim_is_held_against_what_was_earlier(work):
    berlin, tunis = edition("DE", date(2026, 2, 12), 2026), edition("TN", date(2026, 1, 10), 2026)
    Selection.objects.create(edition=berlin, work=work, premiere="world")
    claims = premieres(work, DAY).claims
    assert [one.verdict.state for one in claims] == [State.OPEN]
    earlier = Selection.objects.create(edition=tunis, work=work, premiere="continental")
    first, second = sorted(premieres(work, DAY).claims, key=lambda one: one.selection.pk)
    assert (first.verdict.state, [one.showing.row for one in first.verdict.because]) == (
        State.BURNT,
        [earlier],
    )
    assert second.verdict.state == State.OPEN


def test_two_sections_of_one_edition_do_not_contradict_each_other(work):
    berlin = edition("DE", date(2026, 2, 12), 2026)
    for name in ("Panorama", "Generation"):
        strand = Section.objects.create(edition=berlin, name=name)
        Selection.objects.create(edition=berlin, section=strand, work=work, premiere="world")
    assert [one.verdict.state for one in premieres(work, DAY).claims] == [State.OPEN] * 2


def test_a_screening_stands_for_its_selection(work, doors):
    chosen = Selection.objects.create(edition=edition("FR", date(2026, 9, 1), 2026), work=work)
    assert states(work)["national"] == "open"
    Screening.objects.create(work=work, selection=chosen, kind="festival", on=date(2026, 9, 2), country="DE")
    assert states(work)["national"] == "burnt"


def test_as_many_queries_for_many_showings(work, doors, django_assert_num_queries):
    for number in range(20):
        Screening.objects.create(work=work, kind="cinema", on=date(2026, 1, 1 + number), country="MA")
        Selection.objects.create(
            edition=edition("MA", date(2026, 1, 1), 2026), work=work, premiere="national"
        )
    with django_assert_num_queries(4):
        assert len(premieres(work, DAY).claims) == 20


def test_what_a_section_asks_has_a_source_and_a_screening_stands_once(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.create(edition=edition("DE"), name="x", premiere_asked="world")
    for day in (None, DAY):
        Screening.objects.create(work=work, kind="cinema", on=day, country="MA")
        with pytest.raises(IntegrityError), transaction.atomic():
            Screening.objects.create(work=work, kind="cinema", on=day, country="MA")


def test_the_page_tries_a_screening_out(client, work, doors):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    page = reverse("admin:films_work_premieres", args=[work.pk])
    Section.objects.update(edition=edition("DE", date(2099, 2, 12)))
    plain = client.get(page).content.decode()
    assert plain.count("would be burnt") == 0
    tried = client.get(page, {"on": "2098-12-20", "country": "FR", "kind": "cinema"}).content.decode()
    assert tried.count("would be burnt") == 2
    assert client.get(page, {"on": "soon", "country": "??", "kind": "moon"}).status_code == 200
    assert client.post(page).status_code == 405


def test_planned_screenings_are_not_told_to_everyone(client, work):
    Work.objects.update(is_public=True)
    Screening.objects.create(work=work, kind="cinema", on=DAY, country="FR", is_planned=True)
    held = Screening.objects.create(work=work, kind="festival", on=DAY, country="MA")
    client.force_login(cast.alumna().account)
    assert [row["id"] for row in client.get(reverse("api:screening-list")).json()["results"]] == [held.pk]
    assert client.get(reverse("api:work-premieres", args=[work.pk])).status_code == 403


def test_staff_ask_the_api_what_a_work_is_open_to(client, work, doors):
    Section.objects.exclude(premiere_asked="world").delete()
    Section.objects.update(edition=edition("DE", date(2099, 2, 12)))
    client.force_login(cast.staff("films.view_work", "films.view_screening"))
    told = client.get(reverse("api:work-premieres", args=[work.pk])).json()
    assert [(one["section"]["name"], one["now"], one["then"]) for one in told["sections"]] == [
        ("Section world", "open", "open")
    ]
