"""The cards of the desk's home page: what each counts, how a line of it reads, where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.desk import selectors
from alumni.desk.models import RIGHTS, Waiting
from foundation.money import told
from foundation.strands import Line
from foundation.translated import listed
from residencies.workshops.selectors import year

LINES = 5
COUNTED = 1000  # a figure beyond that is shown as "1000+"


@dataclass(frozen=True)
class Card:
    title: str
    icon: str
    count: int
    lines: list[Line]
    url: str
    filters: dict[str, str]
    is_work: bool

    @property
    def figure(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


@dataclass(frozen=True)
class Kind:
    """A card to be: `table` is its list in the admin, `permission` what its reader needs.

    What waits for somebody has a `code`, and `at`: the field it waits since, or until. `person` is the path
    to whom it is about.
    """

    title: str
    icon: str
    permission: str
    table: str
    filters: dict[str, str]
    rows: QuerySet[Any]
    line: Callable[[Any], Line]
    code: str = ""
    at: Any = None
    person: str = ""

    @property
    def is_work(self) -> bool:
        return bool(self.code)


def _work(
    kind: Waiting,
    icon: str,
    table: str,
    filters: dict[str, str],
    rows: Any,
    line: Any,
    at: Any,
    person: str = "",
) -> Kind:
    return Kind(kind.label, icon, RIGHTS[kind], table, filters, rows, line, kind.value, at, person)


def cards_for(viewer: Any, now: datetime) -> list[Card]:
    """The cards this viewer may see. `is_work`: somebody has to do something about its rows."""
    seen = [kind for kind in _week_kinds(viewer, now) if viewer.has_perm(kind.permission)]
    return [_card(kind) for kind in [*waiting_kinds(viewer, now), *seen]]


def waiting_kinds(viewer: Any, now: datetime) -> list[Kind]:
    """What waits for somebody, as far as this viewer may see it."""
    kinds = [
        *_task_kinds(viewer, now),
        *_word_kinds(viewer, now),
        *_people_kinds(viewer, now),
        *_workshop_kinds(viewer, now),
        *_grant_kinds(viewer, now),
        *_placement_kinds(viewer, now),
        *_privacy_kinds(viewer),
    ]
    return [kind for kind in kinds if viewer.has_perm(kind.permission)]


def _card(kind: Kind) -> Card:
    url = f"{reverse(f'admin:{kind.table}_changelist')}?{urlencode(kind.filters)}"
    count = kind.rows[: COUNTED + 1].count()
    lines = [kind.line(row) for row in kind.rows[:LINES]] if count else []
    return Card(kind.title, kind.icon, count, lines, url, kind.filters, kind.is_work)


def _task_kinds(viewer: Any, now: datetime) -> list[Kind]:
    return [
        _work(
            Waiting.TASKS, "task", "desk_task", {"stands": "due"}, selectors.tasks_due(viewer, now),
            lambda row: Line(row.title, row.about, row.due_on, _edit("desk_task", row)),
            Coalesce(Cast("due_on", DateTimeField()), "created_at"), "person",
        ),
    ]  # fmt: skip


def _word_kinds(viewer: Any, now: datetime) -> list[Kind]:
    return [
        _work(
            Waiting.CHANGES, "rule", "careers_change",
            {"state__exact": "proposed"}, selectors.changes_waiting(viewer),
            lambda row: Line(
                str(row.person), row.get_kind_display(), row.said_at, _edit("careers_change", row)
            ),
            "said_at", "person",
        ),
        _work(
            Waiting.DUPLICATES, "join", "people_duplicate",
            {"state__exact": "proposed"}, selectors.possible_duplicates(viewer),
            lambda row: Line(str(row), f"{row.score}\u00a0%", None, _edit("people_duplicate", row)),
            Value(now),
        ),
        _work(
            Waiting.CONFLICTS, "front_hand", "selection_conflict",
            {"state__exact": "suspected", "reading": "yes"},
            selectors.conflicts_to_look_at(viewer), _conflict_line, "at",
        ),
    ]  # fmt: skip


def _people_kinds(viewer: Any, now: datetime) -> list[Kind]:
    return [
        _work(
            Waiting.ENDED, "school", "programmes_participation", {"left_open": "yes"},
            selectors.participations_to_complete(viewer, now),
            lambda row: Line(
                str(row.person), str(row.edition), row.edition.ends_on, _edit("programmes_participation", row)
            ),
            "edition__ends_on", "person",
        ),
        _work(
            Waiting.TALK, "support_agent", "mentoring_pulse",
            {"waits": "yes"}, selectors.wanting_talk(viewer),
            lambda row: Line(
                str(row.person),
                listed([row.get_side_display(), row.mentorship.participation.edition]),
                row.answered_at,
                _edit("mentoring_pulse", row),
            ),
            "answered_at",
        ),
        _work(
            Waiting.SILENT, "speaker_notes_off", "mentoring_mentorship",
            {"silent": "yes"}, selectors.silent_pairs(viewer, now),
            lambda row: Line(
                str(row.mentor),
                str(row.participation.person),
                row.heard_at,
                _edit("mentoring_mentorship", row),
            ),
            "heard_at", "participation__person",
        ),
        _work(
            Waiting.CALL, "call", "checkins_call", {},
            selectors.to_call(viewer, now),
            lambda row: Line(
                str(row.person), str(row.participation.edition), row.ask_on, _edit("checkins_call", row)
            ),
            "ask_on", "person",
        ),
        _work(
            Waiting.MAIL, "unsubscribe", "mail_message",
            {"state__in": "failed,dead"}, selectors.mail_undelivered(viewer),
            lambda row: Line(row.to_addr, row.reason, row.created_at, _edit("mail_message", row)),
            "created_at", "person",
        ),
        _work(
            Waiting.WEBHOOKS, "webhook", "hooks_delivery",
            {"state__exact": "given_up"}, selectors.webhooks_given_up(viewer),
            lambda row: Line(
                str(row.endpoint), row.event.kind_name, row.event.at, _edit("hooks_delivery", row)
            ),
            "event__at",
        ),
    ]  # fmt: skip


def _workshop_kinds(viewer: Any, now: datetime) -> list[Kind]:
    soon = (timezone.localdate(now) + year.AHEAD).isoformat()
    tomorrow = timezone.localdate(now + timedelta(days=1)).isoformat()
    return [
        _work(
            Waiting.SPEAKER, "voice_over_off", "workshops_session",
            {"speakers": "none", "starts_at_to": soon},
            year.without_speaker(viewer, now),
            lambda row: Line(str(row), row.place, row.starts_at, _edit("workshops_session", row)),
            "starts_at",
        ),
        _work(
            Waiting.PLACES, "hourglass_bottom", "workshops_registration",
            {"state__exact": "offered", "answer_by_to": tomorrow},
            selectors.workshop_offers_running_out(viewer, now),
            lambda row: Line(
                str(row.person), str(row.session), row.answer_by, _edit("workshops_registration", row)
            ),
            "answer_by", "person",
        ),
    ]  # fmt: skip


def _grant_kinds(viewer: Any, now: datetime) -> list[Kind]:
    return [
        _work(
            Waiting.PAYMENTS, "payments", "grants_instalment",
            {"waits": "me"}, selectors.payments_waiting(viewer), _instalment_line,
            "due_on", "grant__person",
        ),
        _work(
            Waiting.INSTALMENTS, "event_busy", "grants_instalment",
            {"waits": "late"}, selectors.instalments_late(viewer, now), _instalment_line,
            "due_on", "grant__person",
        ),
        _work(
            Waiting.OWED, "assignment_late", "grants_report",
            {"stands": "overdue"}, selectors.reports_overdue(viewer, now), _report_line,
            "due_on", "grant__person",
        ),
        _work(
            Waiting.REPORTS, "description", "grants_report",
            {"stands": "to_read"}, selectors.reports_to_read(viewer), _report_line,
            "handed_in_at", "grant__person",
        ),
    ]  # fmt: skip


def _placement_kinds(viewer: Any, now: datetime) -> list[Kind]:
    today = timezone.localdate(now)
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    return [
        _work(
            Waiting.POSTINGS, "work", "placement_posting",
            {"state__exact": "draft"}, selectors.postings_to_approve(viewer),
            lambda row: Line(row.name, str(row.role), row.starts_on, _edit("placement_posting", row)),
            "starts_on",
        ),
        _work(
            Waiting.DONE, "task_alt", "placement_offer",
            {"state__exact": "accepted", "posting__ends_on_to": yesterday.isoformat()},
            selectors.work_to_confirm(viewer, now), _offer_line("posting.ends_on"),
            "posting__ends_on", "person",
        ),
        _work(
            Waiting.WORK, "timer", "placement_offer",
            {"state__in": "sent,interested", "answer_by_to": tomorrow.isoformat()},
            selectors.work_running_out(viewer, now), _offer_line("answer_by"), "answer_by", "person",
        ),
    ]  # fmt: skip


def _privacy_kinds(viewer: Any) -> list[Kind]:
    return [
        _work(
            Waiting.PRIVACY, "shield_person", "privacy_request",
            {"state__exact": "open"}, selectors.privacy_requests(viewer),
            lambda row: Line(
                str(row.person), row.get_kind_display(), row.due_on, _edit("privacy_request", row)
            ),
            "due_on", "person",
        )
    ]  # fmt: skip


def _offer_line(moment: str) -> Callable[[Any], Line]:
    return lambda row: Line(
        str(row.person), row.posting.name, attrgetter(moment)(row), _edit("placement_offer", row)
    )


def _instalment_line(row: Any) -> Line:
    amount = told(row.amount, row.grant.fund.currency)
    return Line(
        str(row.grant.person),
        listed([amount, row.get_state_display()]),
        row.due_on,
        _edit("grants_instalment", row),
    )


def _report_line(row: Any) -> Line:
    return Line(str(row.grant.person), row.get_kind_display(), row.due_on, _edit("grants_report", row))


def _week_kinds(viewer: Any, now: datetime) -> list[Kind]:
    today = timezone.localdate(now).isoformat()
    since = timezone.localdate(selectors.days_ago(selectors.DAYS_BACK, now)).isoformat()
    permission, table = "checkins.view_checkin", "checkins_checkin"
    return [
        Kind(
            _("Check-ins to send today"), "schedule_send", permission, table,
            {"state__exact": "planned", "ask_on_to": today, "address": "some"},
            selectors.checkins_to_ask(viewer, now), _checkin_line("ask_on"),
        ),
        Kind(
            _("Asked this week"), "outgoing_mail", permission, table, {"asked_at_from": since},
            selectors.checkins_asked(viewer, now), _checkin_line("asked_at"),
        ),
        Kind(
            _("Answered this week"), "mark_email_read", permission, table, {"answered_at_from": since},
            selectors.checkins_answered(viewer, now), _checkin_line("answered_at"),
        ),
        Kind(
            _("Conflicts declared this week"), "back_hand", "selection.view_conflict", "selection_conflict",
            {"kind__exact": "declared", "state__exact": "recused", "at_from": since},
            selectors.conflicts_declared(viewer, now), _conflict_line,
        ),
    ]  # fmt: skip


def _checkin_line(moment: str) -> Callable[[Any], Line]:
    """A line about a check-in, dated by its field `moment`, leading to the person's own page."""
    return lambda row: Line(
        str(row.person),
        str(row.participation.edition),
        getattr(row, moment),
        _edit("people_person", row.person),
    )


def _conflict_line(row: Any) -> Line:
    return Line(
        str(row.juror), f"{row.application.number}: {row.detail}", row.at, _edit("selection_conflict", row)
    )


def _edit(table: str, row: Any) -> str:
    return reverse(f"admin:{table}_change", args=[row.pk])
