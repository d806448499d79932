"""The cards of the desk's home page: what each counts, how a line of it reads, where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.desk import selectors
from foundation.money import told
from residencies.workshops.selectors import year

LINES = 5
COUNTED = 1000  # a figure beyond that is shown as "1000+"


@dataclass(frozen=True)
class Line:
    """One row on a card."""

    text: str
    detail: str
    when: Any
    url: str


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
    """A card to be: `table` is its list in the admin, `permission` what its reader needs."""

    title: str
    icon: str
    permission: str
    table: str
    filters: dict[str, str]
    rows: QuerySet[Any]
    line: Callable[[Any], Line]
    is_work: bool = True


def cards_for(viewer: Any, now: datetime) -> list[Card]:
    """The cards this viewer may see. `is_work`: somebody has to do something about its rows."""
    kinds = [
        *_word_kinds(viewer),
        *_people_kinds(viewer, now),
        *_workshop_kinds(viewer, now),
        *_grant_kinds(viewer, now),
        *_placement_kinds(viewer, now),
        *_privacy_kinds(viewer),
        *_week_kinds(viewer, now),
    ]
    return [_card(kind) for kind in kinds if viewer.has_perm(kind.permission)]


def _card(kind: Kind) -> Card:
    url = f"{reverse(f'admin:{kind.table}_changelist')}?{urlencode(kind.filters)}"
    count = kind.rows[: COUNTED + 1].count()
    lines = [kind.line(row) for row in kind.rows[:LINES]] if count else []
    return Card(kind.title, kind.icon, count, lines, url, kind.filters, kind.is_work)


def _word_kinds(viewer: Any) -> list[Kind]:
    return [
        Kind(
            _("Proposed changes"), "rule", "careers.view_change", "careers_change",
            {"state__exact": "proposed"}, selectors.changes_waiting(viewer),
            lambda row: Line(
                str(row.person), row.get_kind_display(), row.said_at, _edit("careers_change", row)
            ),
        ),
        Kind(
            _("Possible duplicates"), "join", "people.view_duplicate", "people_duplicate",
            {"state__exact": "proposed"}, selectors.possible_duplicates(viewer),
            lambda row: Line(str(row), f"{row.score} %", None, _edit("people_duplicate", row)),
        ),
        Kind(
            _("Conflicts of interest to be looked at"), "front_hand", "selection.view_conflict",
            "selection_conflict", {"state__exact": "suspected", "reading": "yes"},
            selectors.conflicts_to_look_at(viewer), _conflict_line,
        ),
    ]  # fmt: skip


def _people_kinds(viewer: Any, now: datetime) -> list[Kind]:
    return [
        Kind(
            _("Editions that have ended"), "school", "programmes.view_participation",
            "programmes_participation", {"left_open": "yes"},
            selectors.participations_to_complete(viewer, now),
            lambda row: Line(
                str(row.person), str(row.edition), row.edition.ends_on, _edit("programmes_participation", row)
            ),
        ),
        Kind(
            _("Wants to talk to somebody"), "support_agent", "mentoring.view_pulse", "mentoring_pulse",
            {"waits": "yes"}, selectors.wanting_talk(viewer),
            lambda row: Line(
                str(row.person),
                f"{row.get_side_display()}, {row.mentorship.participation.edition}",
                row.answered_at,
                _edit("mentoring_pulse", row),
            ),
        ),
        Kind(
            _("Silent pairs"), "speaker_notes_off", "mentoring.view_mentorship", "mentoring_mentorship",
            {"silent": "yes"}, selectors.silent_pairs(viewer, now),
            lambda row: Line(
                str(row.mentor),
                str(row.participation.person),
                row.heard_at,
                _edit("mentoring_mentorship", row),
            ),
        ),
        Kind(
            _("People to call"), "call", "checkins.view_checkin", "checkins_call", {},
            selectors.to_call(viewer, now),
            lambda row: Line(
                str(row.person), str(row.participation.edition), row.ask_on, _edit("checkins_call", row)
            ),
        ),
        Kind(
            _("Mail refused or given up"), "unsubscribe", "mail.view_message", "mail_message",
            {"state__in": "failed,dead"}, selectors.mail_undelivered(viewer),
            lambda row: Line(row.to_addr, row.reason, row.created_at, _edit("mail_message", row)),
        ),
    ]  # fmt: skip


def _workshop_kinds(viewer: Any, now: datetime) -> list[Kind]:
    soon = (timezone.localdate(now) + year.AHEAD).isoformat()
    tomorrow = timezone.localdate(now + timedelta(days=1)).isoformat()
    return [
        Kind(
            _("Sessions without a speaker"), "voice_over_off", "workshops.view_session",
            "workshops_session", {"speakers": "none", "starts_at_to": soon},
            year.without_speaker(viewer, now),
            lambda row: Line(str(row), row.place, row.starts_at, _edit("workshops_session", row)),
        ),
        Kind(
            _("Offers of places running out"), "hourglass_bottom", "workshops.view_registration",
            "workshops_registration", {"state__exact": "offered", "answer_by_to": tomorrow},
            selectors.workshop_offers_running_out(viewer, now),
            lambda row: Line(
                str(row.person), str(row.session), row.answer_by, _edit("workshops_registration", row)
            ),
        ),
    ]  # fmt: skip


def _grant_kinds(viewer: Any, now: datetime) -> list[Kind]:
    return [
        Kind(
            _("Payments that wait for you"), "payments", "grants.view_instalment", "grants_instalment",
            {"waits": "me"}, selectors.payments_waiting(viewer), _instalment_line,
        ),
        Kind(
            _("Late instalments"), "event_busy", "grants.view_instalment", "grants_instalment",
            {"waits": "late"}, selectors.instalments_late(viewer, now), _instalment_line,
        ),
        Kind(
            _("Reports on grants overdue"), "assignment_late", "grants.view_report", "grants_report",
            {"stands": "overdue"}, selectors.reports_overdue(viewer, now), _report_line,
        ),
        Kind(
            _("Reports on grants to be read"), "description", "grants.view_report", "grants_report",
            {"stands": "to_read"}, selectors.reports_to_read(viewer), _report_line,
        ),
    ]  # fmt: skip


def _placement_kinds(viewer: Any, now: datetime) -> list[Kind]:
    today = timezone.localdate(now)
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    return [
        Kind(
            _("Postings to be approved"), "work", "placement.view_posting", "placement_posting",
            {"state__exact": "draft"}, selectors.postings_to_approve(viewer),
            lambda row: Line(row.name, str(row.role), row.starts_on, _edit("placement_posting", row)),
        ),
        Kind(
            _("Was the work done?"), "task_alt", "placement.view_offer", "placement_offer",
            {"state__exact": "accepted", "posting__ends_on_to": yesterday.isoformat()},
            selectors.work_to_confirm(viewer, now), _offer_line("posting.ends_on"),
        ),
        Kind(
            _("Offers of work running out"), "timer", "placement.view_offer", "placement_offer",
            {"state__in": "sent,interested", "answer_by_to": tomorrow.isoformat()},
            selectors.work_running_out(viewer, now), _offer_line("answer_by"),
        ),
    ]  # fmt: skip


def _privacy_kinds(viewer: Any) -> list[Kind]:
    return [
        Kind(
            _("Requests about one’s data"), "shield_person", "privacy.view_request", "privacy_request",
            {"state__exact": "open"}, selectors.privacy_requests(viewer),
            lambda row: Line(
                str(row.person), row.get_kind_display(), row.due_on, _edit("privacy_request", row)
            ),
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
        f"{amount}, {row.get_state_display()}",
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
            selectors.checkins_to_ask(viewer, now), _checkin_line("ask_on"), is_work=False,
        ),
        Kind(
            _("Asked this week"), "outgoing_mail", permission, table, {"asked_at_from": since},
            selectors.checkins_asked(viewer, now), _checkin_line("asked_at"), is_work=False,
        ),
        Kind(
            _("Answered this week"), "mark_email_read", permission, table, {"answered_at_from": since},
            selectors.checkins_answered(viewer, now), _checkin_line("answered_at"), is_work=False,
        ),
        Kind(
            _("Conflicts declared this week"), "back_hand", "selection.view_conflict", "selection_conflict",
            {"kind__exact": "declared", "state__exact": "recused", "at_from": since},
            selectors.conflicts_declared(viewer, now), _conflict_line, is_work=False,
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
