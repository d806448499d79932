"""Who may open what: each role × each URL × method, against `matrix.tsv` and fixed rules.

The matrix is written by `WRITE_MATRIX=1 pytest tests/access` and read by people before it is
committed; a URL that is not in it fails here, and so does a status that has changed.
"""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.template import Template
from django.test import Client, override_settings
from django.test.utils import _TestState
from django.urls import reverse
from django.utils import timezone
from unfold.sites import UnfoldAdminSite

from alumni.careers.selectors.openings_feed import feed_token
from alumni.checkins.selectors import answer_token, pause_token
from alumni.impact.selectors.reports import LINK as REPORT
from foundation.jobs.models import Job
from foundation.mail.letters import unsubscribe_path
from foundation.people.models import Person
from residencies.calls.selectors import application_token, member_token
from residencies.selection.selectors import juror_token
from residencies.selection.selectors.telling import offer_token
from tests.access.markers import MARKERS, World
from tests.access.walk import Place, address, places
from tests.access.world import build
from tests.access.world_of_industry import industry_samples
from tests.access.world_of_privacy import privacy_samples
from tests.access.world_of_work import work_samples
from tests.access.world_of_year import year_samples

# One walk serves them all: they stay on one core.
# The rules of who sees what are the same on each database; what they read is tested on both elsewhere.
pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.xdist_group("walk")]

MATRIX = Path(__file__).with_name("matrix.tsv")
WRITING = ("POST", "PUT", "PATCH", "DELETE")  # the last three for the API alone: pages do not know them
# What a look may write: a session notes when it was used, and that what is sensitive was read by somebody who
# works here is recorded, for reading is the act.
WRITTEN_BY_LOOKING = {"django_session", "privacy_reading", "lists_export"}

STAFF_ONLY = {
    "option_note", "house_contract", "endpoint_url", "delivery_reason",
    "plan_note", "figure_note", "plan_evidence", "plan_source", "credit_evidence",
    "person_note", "participation_reason", "duplicate_reason", "merge_removed", "message_to",
    "conflict_detail", "conflict_note", "report_diagnostic", "application_reason", "application_code",
    "decision_reason",
    "credit_note", "selection_note", "wording_before", "second_contact", "contact_note", "pause_reason",
    "offer_note", "registration_reason",
    "absence_reason", "circular_body",
    "grant_note", "fund_note", "instalment_reason",
    "veto_reason", "mentor_note", "mentorship_reason", "fee_reference",
    "others_pulse_word", "others_review_helped", "work_offer_reason", "delegation_note",
    "project_note", "guest_note", "meeting_staff_note",
    "task_title", "task_note",
    "consent_reason",
}  # fmt: skip
# Of those who arrange stays and journeys: not even the director's to know.
LODGING = {"needs_dietary", "passport_number", "papers_health", "papers_policy"}
# What a mentor keeps to herself, she alone reads; who a stranger is, nobody, before she has confirmed it.
NEVER = {
    "message_secret",
    "others_note",
    "meeting_others_note",
    "request_name",
    "request_posting",
    "view_name",
}
OWNER_ALONE = {
    "own_note",
    "support_words",
    "directory_hidden",
    "thread_words",
}  # no right of the staff opens it
OF_HER_SIDE = {"meeting_own_note"}  # nor this, but for whoever holds the link of her mail
HERS = set(MARKERS) - STAFF_ONLY - NEVER
SEES = {
    "anonymous": set(),
    "owner": HERS,
    "neighbour": set(),
    "staff without rights": set(),
    "programme staff": set(MARKERS) - NEVER - OWNER_ALONE - OF_HER_SIDE,
    "finance staff": {
        *("work_title", "work_logline", "credit_note", "selection_note"),
        *("option_note", "option_scope", "dossier_title", "contract_title", "house_contract"),
        *("work_synopsis", "evidence_file"),
        *("plan_note", "plan_evidence", "plan_source", "screening_planned", "credit_evidence"),
        "figure_note",
        *("payment_reference", "instalment_reason"),  # and neither notes nor what a report says
        *("fee_reference", "per_diem_reference", "delegation_note"),
    },
    "director": set(MARKERS) - NEVER - OWNER_ALONE - OF_HER_SIDE - LODGING,
    "administrator": set(MARKERS) - NEVER - OWNER_ALONE - OF_HER_SIDE,
}
# The link in her mail is her proof: whoever holds it sees what the form needs, and no more.
BY_LINK = {
    "answer_text", "person_birth_city", "work_title", "person_email",
    "application_title", "application_answer", "application_file", "application_addendum", "member_name",
    "decision_comment", "session_link", "pulse_word", "review_helped",
    "posting_contact", "posting_pay", "work_offer_word",
    *OF_HER_SIDE,
}  # fmt: skip


def samples(world: World) -> dict[str, Any]:
    """What stands for the parameters that no model tells."""
    token = answer_token(world.rows["checkins.checkin"])
    return {
        "checkins:answer token": token,
        "checkins:thanks token": token,
        "checkins:pause token": pause_token(world.rows["people.person"].pk),
        "mail:unsubscribe token": unsubscribe_path(world.rows["mail.message"]).rstrip("/").rpartition("/")[2],
        **{
            f"calls:{name} token": application_token(world.rows["calls.application"])
            for name in ("application", "check", "file", "members", "receipt", "add", "withdraw")
        },
        **{f"films:{name} number": world.rows["films.work"].pk for name in ("project", "write", "send")},
        "portal:propose_stage number": world.rows["films.work"].pk,
        "portal:say_record kind": "selection",
        "portal:withdraw_record number": world.rows["careers.change"].pk,
        "portal:said_file number": world.rows["careers.change"].pk,
        "films:file number": world.rows["films.dossierversion"].pk,
        "films:evidence number": world.rows["evidence file"].pk,
        "slug": world.rows["calls.call"].slug,
        "desk:hand_over kind": "tasks",
        "desk:hand_over number": world.rows["desk.task"].pk,
        "calls:sign token": member_token(world.rows["calls.member"]),
        "selection:offer token": offer_token(world.rows["selection.offer"]),
        "decision": world.rows["selection.offer"].decision_id,
        "api:outcome-detail pk": world.rows["selection.offer"].decision_id,
        "api:outcome-offer pk": world.rows["selection.offer"].decision_id,
        "offer": world.rows["selection.offer"].pk,
        "file": world.rows["calls.attachment"].pk,
        "selection:invitation token": juror_token(world.rows["selection.juror"]),
        "selection:conflicts number": world.rows["selection.juror"].pk,
        "number": world.rows["selection.assignment"].pk,
        "lists:open number": world.rows["lists.savedview"].pk,
        "lists:delete number": world.rows["lists.savedview"].pk,
        "careers_person number": world.rows["people.person"].pk,
        "careers_edition number": world.rows["programmes.participation"].edition_id,
        "admin:selection_deliberation_decide application": world.rows["selection.decision"].application_id,
        "admin:selection_deliberation_minutes_pdf number": 1,
        **year_samples(world),
        **industry_samples(world),
        **work_samples(world),
        **privacy_samples(world),
        **{
            f"impact:{name} token": REPORT.token(world.rows["impact.issuedreport"])
            for name in ("issued", "issued_paper")
        },
        **{
            f"stories:{name} number": world.rows["impact.story"].pk
            for name in ("story", "decline", "withdraw")
        },
        "careers:feed token": feed_token(world.rows["careers.openingfeed"]),
        "admin:careers_opening_who number": world.rows["careers.opening"].pk,
        "uidb36": "1",
        "key": "key",
        "api:operation key": "people_partial_update",
        "name": "letter",
        "kind": "checkin",
        "group": "ineligible",
        "language": "fr",
        "indicator": "features",
        "code": "graduates",
        "cell": "yes",
        "admin:impact_indicators_rows group": "total",
        "part": "2025",
        "app_label": "people",
        "admin:view_on_site content_type_id": ContentType.objects.get_for_model(Person).pk,
        "admin:view_on_site object_id": world.rows["people.person"].pk,
        # Django names the page where an account's password is changed after its own model.
        "admin:auth_user_password_change id": world.rows["people.account"].pk,
        "mfa_edit_webauthn pk": 1,
        "mfa_remove_webauthn pk": 1,
    }


class Visitor:
    """One role, walking. What it writes is rolled back; what a look does would stay, and be found."""

    def __init__(self, world: World, role: str) -> None:
        self.client = Client(raise_request_exception=False)
        if account := world.roles[role]:
            self.client.force_login(account)
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def ask(self, method: str, path: str) -> tuple[int, str]:
        cache.clear()
        self.client.cookies.load(self.cookies)
        with transaction.atomic():
            response = getattr(self.client, method.lower())(path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if method in WRITING:
                transaction.set_rollback(True)
        return response.status_code, body.decode(errors="replace")


Seen = dict[str, dict[str, tuple[int, str]]]  # {place: {role: (status, body)}}


@dataclass
class Walk:
    seen: dict[str, Seen]  # by method
    written: set[str]  # tables that GET and HEAD have changed


@contextmanager
def sidebar_on_the_first_page() -> Iterator[None]:
    """What a role may open is beside each page of the desk: written with the first one alone, for it is the
    same everywhere, and to write it thousands of times took a third of the walk.
    """
    sidebar, tables = UnfoldAdminSite.get_sidebar_list, UnfoldAdminSite.get_app_list

    def is_first(request: HttpRequest) -> bool:
        return request.path == reverse("admin:index")

    def sidebar_once(site: UnfoldAdminSite, request: HttpRequest) -> list[dict[str, Any]]:
        return sidebar(site, request) if is_first(request) else [{"items": []}]

    def tables_once(site: UnfoldAdminSite, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        return tables(site, request, app_label) if app_label or is_first(request) else []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnfoldAdminSite, "get_sidebar_list", sidebar_once)
        patch.setattr(UnfoldAdminSite, "get_app_list", tables_once)
        yield


@pytest.fixture(scope="module")
def walk(django_db_setup, django_db_blocker) -> Iterator[Walk]:
    """The whole walk, once for all tests of this file."""
    unhurried = override_settings(HEALTH_LOOK=3600, HEALTH_WAIT=3600)  # the walk takes minutes
    logging.disable(logging.WARNING)  # thousands of refusals, each with its trace
    told, Template._render = Template._render, _TestState.saved_data.template_render  # no copies of contexts
    with unhurried, sidebar_on_the_first_page(), django_db_blocker.unblock(), transaction.atomic():
        world = build()
        Job.objects.update(began_at=timezone.now(), ended_at=timezone.now())
        visitors = {role: Visitor(world, role) for role in world.roles}
        before = rows_of_all_tables()
        seen = {"GET": walked(world, visitors, "GET")}
        walked(world, {role: visitors[role] for role in ("anonymous", "owner")}, "HEAD")
        after = rows_of_all_tables()
        seen |= {method: walked(world, visitors, method) for method in WRITING}
        written = {table for table in before if before[table] != after[table]}
        transaction.set_rollback(True)
        logging.disable(logging.NOTSET)
        Template._render = told
        yield Walk(seen, written)


def asked(method: str) -> list[Place]:
    api_only = method in WRITING[1:]
    return [place for place in places() if place.name.startswith("api:") or not api_only]


def walked(world: World, visitors: dict[str, Visitor], method: str) -> Seen:
    fill = samples(world)
    paths = {place.key: address(place, world, fill) for place in asked(method)}
    return {
        key: {role: visitor.ask(method, path) for role, visitor in visitors.items()}
        for key, path in paths.items()
    }


def rows_of_all_tables() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - WRITTEN_BY_LOOKING
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def lines(seen: dict[str, Seen]) -> list[str]:
    return sorted(
        "\t".join([method, place, *(str(status) for status, _body in roles.values())])
        for method, walk_of_it in seen.items()
        for place, roles in walk_of_it.items()
    )


def test_each_role_gets_what_the_matrix_says(walk):
    if os.environ.get("WRITE_MATRIX"):
        head = "\t".join(["method", "place", *next(iter(walk.seen["GET"].values()))])
        MATRIX.write_text("\n".join([head, *lines(walk.seen)]) + "\n")
    assert lines(walk.seen) == MATRIX.read_text().splitlines()[1:]


def test_nothing_fails_with_a_server_error(walk):
    faults = [line for line in lines(walk.seen) if re.search(r"\t5\d\d", line)]
    assert faults == []


def test_no_role_finds_a_marker_it_should_not_see(walk):
    leaks = []
    for place, roles in walk.seen["GET"].items():
        for role, (_status, body) in roles.items():
            allowed = SEES[role] | (BY_LINK if "<token>" in place else set())
            found = {name for name, marker in MARKERS.items() if marker in body}
            leaks += [(place, role, name) for name in sorted(found - allowed)]
    assert leaks == []


def test_the_markers_are_really_planted(walk):
    """A walk that finds nothing must not pass because there was nothing to find."""
    bodies = [roles["administrator"][1] for roles in walk.seen["GET"].values()]
    missing = {name for name, marker in MARKERS.items() if not any(marker in body for body in bodies)}
    assert missing == NEVER | OWNER_ALONE
    hers = "".join(roles["owner"][1] for roles in walk.seen["GET"].values())
    assert all(MARKERS[name] in hers for name in OWNER_ALONE)


def test_looking_changes_nothing(walk):
    assert walk.written == set()


def test_nobody_outside_the_staff_opens_the_desk(walk):
    opened = [
        (place, role)
        for place, roles in walk.seen["GET"].items()
        for role in ("anonymous", "owner", "neighbour")
        if place.startswith("admin:") and roles[role][0] == 200 and place != "admin:jsi18n"
    ]
    assert opened == []


def test_every_place_has_a_line_for_each_method():
    """A new URL fails here until someone has written down who may open it."""
    listed = [tuple(line.split("\t")[:2]) for line in MATRIX.read_text().splitlines()[1:]]
    wanted = [(method, place.key) for method in ("GET", *WRITING) for place in asked(method)]
    assert sorted(listed) == sorted(wanted)
