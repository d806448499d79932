"""Every fact of the Moroccan tables can be asked back, cell by cell: through the API, as a user of the staff
who may see it, and on the pages of the desk. What is not known is not invented.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from knox.models import AuthToken

from foundation.importing.running import import_files
from tests import cast

# One import serves them all: they stay on one core.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("facts")]
# What the source calls a kind or a stage, by our code of it where that is another word.
KINDS = {"film centre": "film_centre", "industry platform": "platform", "film school": "school"}
KINDS |= {"production company": "production", "production services": "services"}
KINDS |= {"festival section": "festival_section"}
UNITS = {
    "people": ("people", "", "exactly"),
    "people (roughly)": ("people", "", "about"),
    "people (more than)": ("people", "", "more_than"),
    "projects (more than)": ("projects", "", "more_than"),
    "USD (more than)": ("money", "USD", "more_than"),
    "features": ("features", "", "exactly"),
    "films": ("films", "", "exactly"),
    "percent": ("percent", "", "exactly"),
}
DAYS = {
    "2025": ("2025-01-01", "2025-12-31"),
    "2026": ("2026-01-01", "2026-12-31"),
    "since 2018": ("2018-01-01", None),
}


class Facts:
    """The tables as they are printed, and a member of the programme staff who asks for them."""

    def __init__(self, folder: Any) -> None:
        self.folder = folder
        files = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
        self.report = import_files(files, by=None, now=cast.NOW)
        account = cast.staff()
        account.groups.add(Group.objects.get(name="Programme staff"))
        _row, token = AuthToken.objects.create(account)
        self.caller = Client(headers={"Authorization": f"Token {token}", "Accept-Language": "en"})
        self.desk = Client(headers={"Accept-Language": "en"})
        self.desk.force_login(account)
        self._lists: dict[str, list[dict[str, Any]]] = {}

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def all(self, route: str) -> list[dict[str, Any]]:
        """Every single record of a route, as the API gives it."""
        if route not in self._lists:
            page = self.caller.get(reverse(f"api:{route}-list"), {"page_size": 200}).json()
            assert page["next"] is None
            self._lists[route] = [self.one(route, row["id"]) for row in page["results"]]
        return self._lists[route]

    def one(self, route: str, number: int) -> dict[str, Any]:
        cache.clear()  # the API counts who calls how often
        answer = self.caller.get(reverse(f"api:{route}-detail", args=[number]))
        assert answer.status_code == 200
        return answer.json()

    def called(self, route: str, name: str, key: str = "name") -> dict[str, Any]:
        (found,) = [row for row in self.all(route) if row[key] == name]
        return found

    def page_of(self, table: str, number: int) -> str:
        answer = self.desk.get(reverse(f"admin:{table}_change", args=[number]))
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    def finds(self, table: str, text: str, number: int) -> bool:
        """Whether a search of the desk's list leads to the record's page."""
        answer = self.desk.get(reverse(f"admin:{table}_changelist"), {"q": text})
        return reverse(f"admin:{table}_change", args=[number]) in answer.content.decode()


@pytest.fixture(scope="module")
def facts(data, django_db_setup, django_db_blocker) -> Iterator[Facts]:
    """The whole folder, imported once for all tests of this file."""
    with override("en"), django_db_blocker.unblock(), transaction.atomic():
        yield Facts(data / "moroccan-cinema")
        transaction.set_rollback(True)


def year_of(cell: str) -> int | None:
    return int(cell) if cell else None


def test_every_row_is_taken_in_and_the_second_time_none_is_new(facts):
    outcomes = Counter(str(row.outcome) for file in facts.report.files for row in file.rows)
    assert outcomes == {"new": 76}
    again = [(path.name, path.read_bytes()) for path in sorted(facts.folder.iterdir())]
    report = import_files(again, by=None, now=cast.NOW)
    assert {str(row.outcome) for file in report.files for row in file.rows} == {"unchanged"}


def test_organisations(facts):
    rows = facts.table("organisations")
    told = {row["name"]: row for row in facts.all("organisation")}
    assert set(told) == {row["name"] for row in rows}
    for row in rows:
        record = told[row["name"]]
        expected = {
            **row,
            "kind": KINDS.get(row["kind"], row["kind"]),
            "founded": year_of(row["founded"]),
        }
        assert {name: record[name] for name in row} == expected
        page = facts.page_of("people_organisation", record["id"])
        for cell in (row["name"], row["short_name"], row["city"], row["founded"], row["note"]):
            assert cell in page
        for name in filter(None, (row["name"], row["short_name"])):
            assert facts.finds("people_organisation", name, record["id"])


def test_people_and_what_they_are_where(facts):
    rows = facts.table("people")
    told = {row["name"]: row for row in facts.all("person")}
    assert set(told) == {row["name"] for row in rows}
    for name, record in told.items():
        hers = [row for row in rows if row["name"] == name]
        assert {row["occupation"] for row in hers} == {record["occupation"]}
        assert "\n".join(filter(None, (row["note"] for row in hers))) == record["note"]
        roles = [(row["organisation"], row["role_in_organisation"]) for row in hers if row["organisation"]]
        known = [(one["organisation"]["name"], one["role"]) for one in record["affiliations"]]
        assert known == roles
        assert {(one["from_year"], one["to_year"]) for one in record["affiliations"]} <= {(None, None)}
        page = facts.page_of("people_person", record["id"])
        for cell in (name, record["occupation"], record["note"], *(part for pair in roles for part in pair)):
            assert cell in page
        assert facts.finds("people_person", name, record["id"])


def test_nothing_private_of_them_is_known_or_invented(facts):
    private = ("email", "phone", "gender", "birth_date", "country", "city", "imdb_id", "name_ar")
    assert {tuple(row[name] for name in private) for row in facts.all("person")} == {
        ("", "", "", None, "", "", "", "")
    }


def test_who_is_what_where_is_public_and_a_stranger_with_a_login_reads_it(facts):
    told = {(row["person"]["name"], row["organisation"]["name"], row["role"], row["is_public"])
            for row in facts.all("affiliation")}  # fmt: skip
    assert told == {
        (row["name"], row["organisation"], row["role_in_organisation"], True)
        for row in facts.table("people")
        if row["organisation"]
    }


def test_works(facts):
    rows = facts.table("works")
    told = {row["title"]: row for row in facts.all("work")}
    assert set(told) == {row["title"] for row in rows}
    for row in rows:
        record = told[row["title"]]
        expected = {
            **{name: row[name] for name in ("title", "kind", "form", "note")},
            "year": year_of(row["year"]),
            "stage": row["stage"].replace("-", "_"),
            "countries": [row["country"]] if row["country"] else [],
            "running_time": None,
            "languages": "",
            "logline": "",
            "imdb_id": "",
            "original_title": "",
            "stages": [],
            "country_shares": [],
            "titles": [],
            "seasons": [],
        }
        assert {name: record[name] for name in expected} == expected
        page = facts.page_of("films_work", record["id"])
        stage = re.search(r'name="year"[^>]*', page)[0]
        assert (f'value="{row["year"]}"' in stage) == bool(row["year"])
        for cell in (row["title"], row["form"], row["note"]):
            assert cell in page
        if row["stage"]:
            assert row["stage"] in page
        assert facts.finds("films_work", row["title"], record["id"])


def test_credits(facts):
    rows = facts.table("credits")
    roles = {row["slug"]: row["name_en"] for row in facts.all("role")}
    told = Counter(
        (
            row["work"]["title"],
            (row["person"] or row["organisation"])["name"],
            roles[row["role"]],
            row["scope"].replace("work", ""),
            row["note"],
        )
        for row in facts.all("credit")
    )
    assert told == Counter(tuple(row.values()) for row in rows)
    assert [row for row in facts.all("credit") if row["episode"] or row["credited_as"]] == []
    companies = {row["person"] for row in rows if row["role"] == "production company"}
    assert {row["organisation"]["name"] for row in facts.all("credit") if row["organisation"]} == companies
    for record in facts.all("credit"):
        who = (record["person"] or record["organisation"])["name"]
        page = facts.page_of("films_credit", record["id"])
        assert all(cell in page for cell in (record["work"]["title"], who, record["note"]))
        assert facts.finds("films_credit", record["work"]["title"], record["id"])
        assert facts.finds("films_credit", who, record["id"])


def test_selections_and_what_was_won(facts):
    rows = facts.table("selections")
    won = Counter(row["selection"]["id"] for row in facts.all("award"))
    named = {row["selection"]["id"]: row["prize"] for row in facts.all("award")}
    assert {row["result"] for row in facts.all("award")} == {"won"}
    told = Counter()
    for record in facts.all("selection"):
        chosen = {
            "work": record["work"]["title"] if record["work"] else "",
            "person": record["person"]["name"] if record["person"] else "",
            "event": record["edition"]["festival"]["name"],
            "year": str(record["edition"]["year"] or ""),
            "section": record["section"] or "",
            "result": "won" if won[record["id"]] else "selected",
            "note": record["note"],
        }
        told[tuple(chosen.values())] += 1
        assert (record["premiere"], record["on"]) == ("", None)
        page = facts.page_of("films_selection", record["id"])
        assert all(chosen[name] in page for name in ("work", "person", "event", "year", "section", "note"))
        for text in filter(None, (chosen["work"], chosen["person"], chosen["event"])):
            assert facts.finds("films_selection", text, record["id"])
        # A prize has a name where one is printed; two prizes are two without a name.
        assert won[record["id"]] == {"selected": 0}.get(chosen["result"], 2 if "Two" in record["note"] else 1)
        prize = record["note"] if record["note"].endswith(" prize") else ""
        assert named.get(record["id"], "") == prize
    assert told == Counter(tuple(row.values()) for row in rows)


def test_events_are_festivals_of_the_kind_and_place_their_row_tells(facts):
    bodies = {row["name"]: row for row in facts.table("organisations")}
    events = {row["event"] for row in facts.table("selections")}
    for record in facts.all("festival"):
        body = bodies[record["name"]]
        assert (record["country"], record["city"]) == (body["country"], body["city"])
    assert events <= {row["name"] for row in facts.all("festival")}


def test_figures(facts):
    rows = facts.table("figures")
    told = {(row["body"]["name"], row["figure"]): row for row in facts.all("statedfigure")}
    assert set(told) == {(row["body"], row["figure"]) for row in rows}
    for row in rows:
        record = told[row["body"], row["figure"]]
        unit, currency, precision = UNITS[row["unit"]]
        starts_on, ends_on = DAYS.get(row["period"], (None, None))
        assert float(record["value"]) == float(row["value"])
        assert (record["unit"], record["currency"], record["precision"]) == (unit, currency, precision)
        assert (record["period"], record["starts_on"], record["ends_on"]) == (
            row["period"],
            starts_on,
            ends_on,
        )
        assert record["source"]
        assert (record["url"], record["read_on"], record["note"]) == ("", None, "")
        page = facts.page_of("impact_statedfigure", record["id"])
        assert all(cell in page for cell in (row["body"], row["figure"], row["period"], row["value"]))
        assert facts.finds("impact_statedfigure", row["figure"], record["id"])
        assert facts.finds("impact_statedfigure", row["body"], record["id"])


def test_a_stated_figure_of_a_year_stands_beside_what_is_counted(facts):
    asked = {"first": 2025, "last": 2025, "currency": "USD", "on": "2026-11-24"}
    answer = facts.caller.get(reverse("api:statedfigure-by-year"), asked).json()
    stated = {
        figure["indicator"]: [float(one["value"]) for line in figure["years"] for one in line["stated"]]
        for figure in answer["figures"]
    }
    assert stated["features"] == [54]
    assert stated["foreign_features"] == [23]
    assert stated["investment"] == [165_000_000]
