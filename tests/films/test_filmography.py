"""Titles in any script, countries with shares, evidence, and series counted as one work."""

from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from alumni.careers.selectors import timeline
from foundation.errors import ServiceError
from foundation.films import services
from foundation.films.models import CountryShare, Credit, Episode, Role, Season, Work, WorkTitle
from foundation.films.selectors import filmography
from foundation.films.selectors.premieres import origin_of
from tests import cast
from tests.films.test_admin import change, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
_numbers = count(1001)  # as many digits each: they sort by name as they were made


@pytest.fixture
def work() -> Work:
    return Work.objects.create(title="Sel", year=2026, countries=["FR", "MA"])


@pytest.fixture
def desk(client):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    return client


def role(slug: str) -> Role:
    return Role.objects.get(slug=slug)


def episode(of: Season) -> Episode:
    return Episode.objects.create(season=of, number=next(_numbers))


def credit(who, of: Work, slug: str, **fields) -> Credit:
    return Credit.objects.create(work=of, person=who, role=role(slug), **fields)


@pytest.mark.parametrize("asked", ["ملح", "Tisent", "ⵜⵉⵙⵏⵜ", "salt"])
def test_a_work_is_found_by_each_of_its_titles(work, asked):
    for title, language in (("ملح", "ar"), ("Tisent", "zgh"), ("ⵜⵉⵙⵏⵜ", "zgh-Tfng"), ("Salt", "en")):
        WorkTitle.objects.create(work=work, title=title, language=language)
    work.save()  # keeps them
    assert list(Work.objects.search(asked)) == [work]
    for other in work.titles.all():
        other.delete()
    assert not Work.objects.search(asked).exists()


def test_a_language_is_a_code_with_its_script(work):
    for language in ("ar", "zgh-Tfng", ""):
        WorkTitle(work=work, title="x", language=language).full_clean()
    for language in ("Arabic", "ar\n", "AR"):
        with pytest.raises(ValidationError):
            WorkTitle(work=work, title="x", language=language).full_clean()


def shares(*lines: tuple[str, str]) -> dict[str, str]:
    named = {
        f"country_shares-{at}-{name}": value
        for at, line in enumerate(lines)
        for name, value in zip(("country", "percent"), line, strict=True)
    }
    return {"country_shares-TOTAL_FORMS": str(len(lines)), **named}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([("FR", "60"), ("MA", "40")], ""),
        ([("FR", "60"), ("MA", "39.999")], "The shares add to 99.999"),
        ([("FR", "60"), ("BE", "40")], "Choose it among the countries of the work as well."),
    ],
)
def test_countries_have_shares_that_add_to_a_hundred(desk, work, lines, fault):
    answer = desk.post(change(work), sent(countries=["FR", "MA"], **shares(*lines)))
    assert answer.status_code == (200 if fault else 302)
    assert fault in (answer.content.decode() if fault else "")
    assert work.country_shares.count() == (0 if fault else 2)


def test_a_work_is_from_where_the_majority_is(work):
    assert origin_of(work).countries == {"FR", "MA"}
    CountryShare.objects.create(work=work, country="MA", percent=50)
    second = CountryShare.objects.create(work=work, country="FR", percent=50)
    assert origin_of(work).countries == {"FR", "MA"}
    second.delete()
    CountryShare.objects.filter(country="MA").update(percent=60)
    CountryShare.objects.create(work=work, country="FR", percent=40)
    assert origin_of(work).countries == {"MA"}


def test_a_credit_is_verified_on_evidence_alone(work):
    row, by = credit(cast.person(), work, "director"), cast.administrator()
    with pytest.raises(ServiceError, match="evidence"):
        services.verify_credit(row, "verified", by=by, now=cast.NOW)
    row.evidence.create(kind="call_sheet", reference="Sheet 12, box 3")
    done = services.verify_credit(row, "verified", by=by, now=cast.NOW)
    assert (done.verification, done.verified_on, done.verified_by) == ("verified", cast.NOW.date(), by)
    assert done.history.first().history_user == by
    again = services.verify_credit(row, "unchecked", by=by, now=cast.NOW)
    assert (again.verified_on, again.verified_by) == (None, None)
    with pytest.raises(ServiceError):
        services.verify_credit(row, "sure", by=by, now=cast.NOW)


def test_the_desk_says_what_is_missing_and_verifies_then(desk, work):
    row = credit(cast.person(), work, "director")
    page = reverse("admin:films_credit_verify", args=[row.pk])
    assert "Record the evidence first" in desk.post(page, {"confirm": "1"}).content.decode()
    row.evidence.create(kind="link", url="https://example.org/credits")
    assert desk.post(page, {"confirm": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.verification == "verified"


@pytest.mark.parametrize(
    "wrong",
    [
        {"verification": "verified"},
        {"verified_on": cast.NOW.date()},
    ],
)
def test_the_database_refuses_a_verdict_without_its_day(work, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        credit(cast.person(), work, "director", **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "link", "reference": "somewhere"},
        {"kind": "contract"},
    ],
)
def test_evidence_says_where_it_is(work, wrong):
    row = credit(cast.person(), work, "director")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.evidence.create(**wrong)


@pytest.fixture
def series():
    """A showrunner who directs three of five episodes over two seasons; the others direct the rest."""
    she, he = cast.person(), cast.person()
    show = Work.objects.create(title="Radio Casbah", kind="series", year=2025)
    first, second = (Season.objects.create(work=show, number=number) for number in (1, 2))
    credit(she, show, "showrunner")
    for of, who in ((first, she), (first, she), (first, he), (second, she), (second, he)):
        credit(who, show, "director", episode=episode(of), scope="episode")
    return she, he, show


def lines_of(who) -> list[tuple]:
    found = filmography(Credit.objects.filter(person=who))
    return [(line.work.title, line.role.slug, line.episodes, line.is_whole) for line in found]


def test_a_series_is_one_work_and_its_episodes_are_counted_rightly(series):
    she, he, _show = series
    assert lines_of(she) == [("Radio Casbah", "director", 3, False), ("Radio Casbah", "showrunner", 0, True)]
    assert lines_of(he) == [("Radio Casbah", "director", 2, False)]


def test_an_episode_nobody_knows_is_no_number(series):
    _she, _he, show = series
    other = cast.person()
    credit(other, show, "director", scope="episode")
    assert lines_of(other) == [("Radio Casbah", "director", None, False)]


def test_the_timeline_tells_the_episodes(series, django_assert_max_num_queries):
    she, _he, _show = series
    with django_assert_max_num_queries(12):
        told = [event.detail for event in timeline(she, cast.administrator()) if event.kind == "credit"]
    assert told == [f"{role('director')} (3 episodes)", str(role("showrunner"))]


def test_many_credits_take_as_many_queries(series, django_assert_num_queries):
    she, _he, show = series
    season = Season.objects.create(work=show, number=9)
    for _more in range(40):
        credit(she, show, "director", episode=episode(season), scope="episode")
        credit(she, Work.objects.create(title="Court"), "editor")
    with django_assert_num_queries(3):
        assert len(filmography(Credit.objects.filter(person=she))) == 42


def test_the_api_counts_works_not_episodes(client, series):
    she, _he, show = series
    client.force_login(cast.alumna().account)
    page = reverse("api:credit-filmography")
    assert client.get(page, {"person": she.pk}).json() == {"works": 0, "lines": []}
    Work.objects.update(is_public=True)
    told = client.get(page, {"person": she.pk}).json()
    assert told["works"] == 1
    assert [(line["work"]["id"], line["role"], line["episodes"]) for line in told["lines"]] == [
        (show.pk, "director", 3),
        (show.pk, "showrunner", 0),
    ]
    for wrong in ({}, {"person": "x"}, {"person": she.pk, "year": 1}, {"person": "9" * 30}):
        assert client.get(page, wrong).status_code == 400


def test_evidence_is_told_to_staff_alone(client, work):
    Work.objects.update(is_public=True)
    row = credit(cast.person(), work, "director")
    row.evidence.create(kind="link", url="https://example.org/credits")
    page = reverse("api:credit-detail", args=[row.pk])
    client.force_login(cast.alumna().account)
    assert client.get(page).json()["evidence"] == []
    client.force_login(cast.staff("films.view_credit", "films.view_creditevidence"))
    assert [one["url"] for one in client.get(page).json()["evidence"]] == ["https://example.org/credits"]


def test_roles_stand_on_rungs():
    grades = dict(Role.objects.values_list("slug", "grade"))
    assert grades["director"] == grades["sound_recordist"] == "head"
    assert grades["first_assistant_director"] == "assistant"
    assert grades["actor"] == grades["staff_writer"] == "other"
