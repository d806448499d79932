"""Who of ours could go for a deadline: what fits, what might, what does not and why."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumni.careers import opening_admin
from alumni.careers.models import OpeningFeed
from alumni.careers.selectors.openings import could_go, counts
from foundation.films.entering import Facts, Fit, judged
from foundation.films.models import (
    Credit,
    Deadline,
    Entry,
    Festival,
    FestivalEdition,
    Role,
    Screening,
    Section,
    Selection,
    Work,
)
from foundation.films.premieres import State, Verdict
from foundation.films.selectors.entering import with_rules
from tests import cast

CLOSES = datetime(2027, 1, 15, 22, 59, tzinfo=UTC)
OPEN = Verdict(State.OPEN, [])


def section(**fields: Any) -> Section:
    festival = Festival.objects.create(
        name=f"Festival {Festival.objects.count()}", kind="festival", country="FR"
    )
    edition = FestivalEdition.objects.create(
        festival=festival, year=2027, starts_on=date(2027, 5, 12), ends_on=date(2027, 5, 22)
    )
    return Section.objects.create(**{"edition": edition, "name": "Premiers films", **fields})


def deadline(rules: dict[str, Any] | None = None, **fields: Any) -> Deadline:
    of = section(**fields)
    if rules is not None:
        Entry.objects.create(section=of, **rules)
    made = Deadline.objects.create(section=of, closes_at=CLOSES)
    return with_rules(Deadline.objects.all()).get(pk=made.pk)


def film(who: Any = None, **fields: Any) -> Work:
    """By an alumna of ours, in Morocco."""
    row = Work.objects.create(**{"title": f"Film {Work.objects.count()}", "kind": "feature", **fields})
    she = who or cast.completed(date(2024, 6, 1), who=cast.person(country="MA")).person
    Credit.objects.create(work=row, person=she, role=Role.objects.get(slug="director"))
    return row


def boss() -> Any:
    return cast.staff("careers.view_opening", "films.view_work", "films.view_section")


def told(row: Deadline, viewer: Any = None) -> dict[str, tuple[str, list[str]]]:
    """{title: (answer, reasons)}"""
    with translation.override("en"):
        found = could_go(row, viewer or boss())
    return {one.work.title: (str(fit), one.because) for fit in Fit for one in found.of(fit)}


@pytest.mark.django_db
def test_what_is_asked_and_known_is_answered_and_what_is_not_known_is_named():
    ours = film(stage="completed", running_time=95, year=2026)
    row = deadline({"kinds": ["feature"], "stages": ["completed"], "minutes_min": 60, "completed_months": 24})
    assert told(row) == {ours.title: ("fits", [])}
    Work.objects.update(running_time=None)
    assert told(row) == {ours.title: ("might", ["its running time"])}
    Work.objects.update(kind="short", running_time=20)
    fit, because = told(row)[ours.title]
    assert (fit, because) == ("not", ["another kind: short", "too short: 20 minutes"])


@pytest.mark.django_db
def test_a_completion_that_may_be_too_old_is_not_guessed():
    ours = film(stage="completed", year=2025)
    row = deadline({"completed_months": 18})  # since 15 July 2025
    assert told(row) == {ours.title: ("might", ["the day it was completed"])}
    ours.stage_changes.create(stage="completed", on=date(2025, 7, 15))
    assert told(row)[ours.title] == ("fits", [])
    ours.stage_changes.update(on=date(2025, 7, 14))
    assert told(row)[ours.title] == ("not", ["completed too long ago"])


@pytest.mark.django_db
def test_a_first_feature_is_one_whose_director_has_finished_no_other():
    ours = film(stage="development")
    she = ours.credits.get().person
    first, second = deadline({"features": "first"}), deadline({"features": "second"})
    film(she, stage="development", title="Projet")
    assert told(first)[ours.title][0] == "fits"
    film(she, stage="released", title="Premier")
    assert (told(first)[ours.title][0], told(second)[ours.title][0]) == ("not", "fits")
    assert told(first)["Premier"][0] == "fits"  # the first of hers is the first
    doc = film(she, kind="documentary", title="Doc")  # of which nobody knows how long it is
    assert told(first)["Doc"] == ("might", ["whether it is a feature"])
    type(doc).objects.filter(pk=doc.pk).update(stage="released")
    unsure = ("might", ["whether other works of its director are features"])
    assert (told(second)[ours.title], told(first)["Premier"]) == (unsure, unsure)
    type(doc).objects.filter(pk=doc.pk).update(running_time=70)
    assert (told(second)[ours.title][0], told(first)["Premier"][0]) == ("not", "not")


@pytest.mark.django_db
def test_a_feature_made_with_another_is_one_as_well():
    ours = film()
    film(ours.credits.get().person, stage="released", title="À deux").credits.update(
        role=Role.objects.get(slug="co_director")
    )
    assert told(deadline({"features": "first"}))[ours.title][0] == "not"


@pytest.mark.django_db
def test_whom_a_contested_credit_names_is_not_taken_for_the_director():
    ours = film()
    of_director = ours.credits.get()
    film(of_director.person, stage="released", title="Premier")
    contested = {"verification": "contested", "verified_on": date(2026, 11, 1)}
    type(of_director).objects.filter(work__title="Premier").update(**contested)
    assert told(deadline({"features": "first"}))[ours.title][0] == "fits"
    type(of_director).objects.filter(pk=of_director.pk).update(**contested)
    assert told(deadline({"features": "first"}))[ours.title] == ("might", ["who directs it"])


@pytest.mark.django_db
def test_where_a_director_lives_and_who_directs_may_not_be_known():
    ours = film()
    row = deadline({"director_countries": ["MA", "TN"]})
    assert told(row)[ours.title][0] == "fits"
    person = ours.credits.get().person
    for country, fit in (("", "might"), ("BE", "not")):
        type(person).objects.filter(pk=person.pk).update(country=country)
        assert told(row)[ours.title][0] == fit
    Credit.objects.update(role=Role.objects.get(slug="producer"))
    assert told(row)[ours.title] == ("might", ["who directs it"])


@pytest.mark.django_db
def test_the_guard_of_premieres_says_what_is_burnt_and_an_edition_takes_a_work_once():
    ours = film(stage="completed")
    row = deadline({}, premiere_asked="world", rules_source="Règlement 2027, art. 4")
    assert told(row)[ours.title][0] == "fits"
    shown = Screening.objects.create(work=ours, kind="cinema", on=date(2026, 9, 1), country="MA")
    assert told(row)[ours.title][0] == "not"
    shown.delete()
    Screening.objects.create(work=ours, kind="festival", country="MA")  # nobody knows when
    assert told(row)[ours.title][0] == "might"
    Screening.objects.all().delete()
    Selection.objects.create(edition=row.section.edition, section=row.section, work=ours)
    assert told(row)[ours.title] == ("not", ["chosen by this edition already"])


@pytest.mark.django_db
def test_a_section_of_which_nothing_is_recorded_says_so():
    ours = film()
    assert told(deadline())[ours.title] == ("might", ["what it asks for is not recorded"])


@pytest.mark.django_db
def test_works_of_others_are_nobody_of_ours_and_an_alumna_is_told_of_her_own():
    she, other = cast.alumna(), cast.person()
    hers, strange = film(she), film(other, is_public=True)
    ours = film()
    row = deadline({})
    assert told(row).keys() == {ours.title}  # neither took part in anything
    assert told(row, she.account).keys() == {hers.title}
    assert told(row, cast.staff()) == {}
    assert strange.pk


@pytest.mark.django_db
def test_fifty_deadlines_and_fifty_works_take_as_many_queries_as_one():
    viewer, rows = boss(), [deadline({})]

    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            counts(rows, viewer)
        return len(done)

    film(stage="completed")
    counts(rows, viewer)  # her rights are read once
    one = queries()
    for _number in range(20):
        work = film(stage="completed")
        Screening.objects.create(work=work, kind="cinema", country="MA")
        rows.append(deadline({}))
    assert (queries(), one <= 12) == (one, True)
    assert counts(rows, viewer)[rows[0].pk] == (21, 0)


@pytest.mark.one_database  # no query
@settings(suppress_health_check=[HealthCheck.too_slow])  # on a machine that has much to do
@given(
    wanted=st.lists(st.sampled_from(Work.Kind.values), max_size=3),
    kind=st.sampled_from(["", *Work.Kind.values]),
    least=st.one_of(st.none(), st.integers(1, 200)),
    minutes=st.one_of(st.none(), st.integers(1, 300)),
    premiere=st.sampled_from(State),
)
def test_only_what_is_known_to_fit_fits_and_only_a_known_fault_excludes(
    wanted, kind, least, minutes, premiere
):
    of = Section(edition_id=1)
    of.entry = Entry(section=of, kinds=wanted, minutes_min=least)
    said = judged(of, Facts(Work(kind=kind, running_time=minutes)), CLOSES.date(), Verdict(premiere, []))
    known = {
        not wanted or (kind in wanted if kind else None),
        least is None or (minutes >= least if minutes is not None else None),
        {State.OPEN: True, State.BURNT: False, State.UNKNOWN: None}[premiere],
    }
    expected = Fit.NOT if False in known else Fit.MIGHT if None in known else Fit.FITS
    assert (said.fit, bool(said.because)) == (expected, expected != Fit.FITS)


@pytest.mark.django_db
def test_the_desk_counts_and_names_and_an_alumna_finds_what_fits(client):
    she = cast.completed(date(2024, 6, 1), who=cast.alumna(country="MA")).person
    film(she, title="Nuit blanche", running_time=80)
    film(she, title="Sans durée")
    Deadline.objects.filter(pk=deadline({"minutes_min": 60}).pk).update(
        closes_at=datetime.now(UTC) + timedelta(days=20)
    )
    row = Deadline.objects.get()
    client.force_login(boss())
    page = client.get("/admin/careers/opening/").content.decode()
    assert "Premiers films" in page
    assert 'data-label="section"' in page  # what a phone shows beside it
    who = client.get(f"/admin/careers/opening/{row.pk}/who/").content.decode()
    assert who.index("Nuit blanche") < who.index("Sans durée")
    client.force_login(she.account)
    mine = client.get("/deadlines/").content.decode()
    assert "Nuit blanche" in mine
    assert client.get("/admin/careers/opening/").status_code == 302
    Deadline.objects.update(closes_at=datetime.now(UTC) - timedelta(minutes=1))
    assert "Nuit blanche" not in client.get("/deadlines/").content.decode()


@pytest.mark.django_db
@pytest.mark.one_database
def test_each_part_of_the_page_of_a_deadline_has_pages_of_its_own(client, monkeypatch):
    monkeypatch.setattr(opening_admin, "SHOWN", 2)
    titles = [f"Film {number}" for number in range(3)]
    for title in titles:
        film(title=title, running_time=80)
        film(title=f"{title} sans durée")
    row = deadline({"minutes_min": 60})
    client.force_login(boss())
    page = f"/admin/careers/opening/{row.pk}/who/"
    first, second = client.get(page).context, client.get(page, {"could": "2", "might": "nonsense"}).context
    shown = [[one.work.title for one in part["page"]] for part in (*first["parts"], *second["parts"])]
    assert sorted(shown[0] + shown[3]) == titles
    assert shown[1] == shown[4]
    assert [part["page"].paginator.count for part in first["parts"]] == [3, 3, 0]
    assert (first["parts"][0]["after"], second["parts"][0]["after"]) == ("?could=2#could", "")
    assert second["parts"][1]["after"] == "?could=2&might=2#might"


@pytest.mark.django_db
def test_the_calendar_is_the_staffs_and_ends_with_its_address(client):
    row, viewer = deadline({}), boss()
    Deadline.objects.update(closes_at=datetime.now(UTC) + timedelta(days=20))
    client.force_login(cast.alumna().account)
    assert client.post("/deadlines/calendar/").status_code == 403
    client.force_login(viewer)
    client.post("/deadlines/calendar/", {"show": "1"})
    url = client.get("/admin/careers/opening/").context["feed"]
    path = url[url.index("/deadlines/") :]
    client.logout()
    body = client.get(path).content.decode()
    assert "TZID=Europe/Paris" in body
    assert f"deadline-{row.pk}@" in body
    asked_in_english = client.get(path, headers={"accept-language": "en"}).content.decode()
    assert "deadline (" not in asked_in_english  # whoever fetches it: it is told in hers
    client.force_login(viewer)
    client.post("/deadlines/calendar/", {"renew": "1"})
    assert client.get(path).status_code == 404
    viewer.user_permissions.clear()
    fresh = OpeningFeed.objects.get()
    from alumni.careers.selectors.openings_feed import feed_token

    assert client.get(f"/deadlines/calendar/{feed_token(fresh)}.ics").status_code == 404


@pytest.mark.django_db
def test_a_deadline_is_typed_by_the_clock_of_its_own_zone(client):
    of = section()
    client.force_login(cast.administrator())
    url = f"/admin/films/section/{of.pk}/change/"
    forms = {
        "edition": of.edition_id, "name": of.name, "kind": "selection",
        "deadlines-TOTAL_FORMS": 1, "deadlines-INITIAL_FORMS": 0, "deadlines-0-kind": "late",
        "deadlines-0-closes_at_0": "2027-01-15", "deadlines-0-closes_at_1": "23:59",
        "deadlines-0-time_zone": "America/New_York", "deadlines-0-fee": "35", "deadlines-0-currency": "USD",
        "entry-TOTAL_FORMS": 1, "entry-INITIAL_FORMS": 0, "entry-0-kinds": ["short"],
        "entry-0-stages": ["completed"], "entry-0-director_countries": ["MA"],
    }  # fmt: skip
    answer = client.post(url, forms)
    assert answer.status_code == 302, answer.context["errors"]
    row = Deadline.objects.get()
    assert row.closes_at == datetime(2027, 1, 16, 4, 59, tzinfo=UTC)
    assert (row.section.entry.kinds, row.section.entry.stages) == (["short"], ["completed"])
    assert "23:59" in client.get(url).content.decode()


@pytest.mark.django_db
def test_a_fee_has_its_currency_and_a_section_one_deadline_of_a_kind():
    row = deadline({})
    for lie in (
        lambda: Deadline.objects.update(fee=20),
        lambda: Deadline.objects.create(section=row.section, closes_at=CLOSES),
        lambda: Entry.objects.update(minutes_min=90, minutes_max=60),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            lie()
