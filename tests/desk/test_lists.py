from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.desk.rows import MAKERS

pytestmark = pytest.mark.django_db

TABLES = sorted(model._meta.label_lower for model in admin.site._registry)
ADDABLE = sorted(set(TABLES) & {
    "auth.group", "calls.call", "calls.form", "checkins.plan", "checkins.questionnaire", "films.award",
    "delegations.delegation", "desk.responsibility", "desk.task", "films.credit",
    "films.episode", "films.festival", "films.festivaledition", "films.role", "films.season",
    "films.section", "films.selection", "films.work",
    "films.rightsoption",
    "films.financingplan", "films.coproductionrule", "films.rebaterule", "films.screening",
    "hooks.endpoint", "rates.exchangerate", "grants.fund", "grants.grant", "impact.statedfigure",
    "impact.funderreport", "impact.story",
    "industry.event", "industry.guest", "industry.project", "industry.wish",
    "placement.posting", "placement.trackcraft",
    "people.account", "people.consent", "people.consenttext", "people.organisation",
    "people.person", "programmes.edition", "programmes.participation", "programmes.programme",
    "programmes.track", "reminders.rule", "selection.deliberation", "selection.jury",
    "workshops.session", "workshops.workshop",
})  # fmt: skip


every_table = pytest.mark.parametrize("table", TABLES)


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(cast.administrator())
    return client


def page(table: str, name: str, *args: Any) -> str:
    return reverse(f"admin:{table.replace('.', '_')}_{name}", args=args)


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_every_table_of_the_desk_has_a_row_to_be_counted_with():
    assert set(TABLES) == set(MAKERS) & set(TABLES)


@pytest.mark.one_database  # the queries are the same on each
@pytest.mark.parametrize("table", TABLES)
def test_a_list_takes_as_many_queries_for_fifty_rows_as_for_one(administrator, table):
    MAKERS[table]()
    queries(administrator, page(table, "changelist"))  # fills the caches of content types
    one = queries(administrator, page(table, "changelist"))
    for _more in range(49):
        MAKERS[table]()
    assert queries(administrator, page(table, "changelist")) == one


@pytest.mark.parametrize("table", TABLES)
def test_a_record_opens_and_so_does_its_history(administrator, table):
    row = MAKERS[table]()
    assert administrator.get(page(table, "change", row.pk)).status_code == 200
    assert administrator.get(page(table, "history", row.pk)).status_code == 200


@pytest.mark.one_database  # a page that is empty
@pytest.mark.parametrize("table", ADDABLE)
def test_a_record_can_be_added(administrator, table):
    assert administrator.get(page(table, "add")).status_code == 200


@pytest.mark.parametrize("table", TABLES)
def test_a_search_finds_or_does_not_but_answers(administrator, table):
    MAKERS[table]()
    for text in ("Salma", "x@y سلمى ٪'\""):
        assert administrator.get(page(table, "changelist"), {"q": text}).status_code in (200, 302), text


@every_table
def test_an_address_that_names_no_record_is_no_fault_of_ours(table, administrator):
    for number in ("nonsense", "0", "9" * 30, "a/b"):
        assert administrator.get(page(table, "change", number)).status_code in {302, 404}, number
