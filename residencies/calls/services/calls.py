"""Calls: announced, opened and closed by their instants. What is open stays as it opened."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.calls.models import Call, EligibilityRule, Seat
from residencies.calls.rules import RULES
from residencies.calls.selectors import questions_of
from residencies.calls.services.forms import copy_form, freeze_form, lacks
from residencies.calls.services.telling import tell_again
from residencies.programmes.models import Edition

# What applicants have begun to go by, from the moment a call opens; and the seal they were promised.
FIXED = (
    *("edition", "slug", "form", "steps", "applies", "least_members", "most_members", "needs_code"),
    "is_sealed",
)


@transaction.atomic
def announce_call(call: Call, *, by: Any, now: datetime) -> Call:
    """Put a call on the public page, where it opens at its instant. Twice is as good as once.

    Raises ServiceError with all that is missing.
    """
    row = _locked(call)
    if missing := call_lacks(row):
        raise ServiceError(" ".join(missing))
    if row.published_at is None:
        row.published_at = now
        save_by(row, by)
    return row


@transaction.atomic
def withhold_call(call: Call, *, by: Any, now: datetime) -> Call:
    """Take an announced call from the public page again, before it has opened."""
    row = _locked(call)
    if row.published_at is not None and now >= row.opens_at:
        raise ServiceError(_("It has opened already: close it instead."))
    row.published_at = None
    save_by(row, by)
    return row


@transaction.atomic
def open_call(call: Call, *, by: Any, now: datetime) -> Call:
    """Open an announced call at once, ahead of its instant. Twice is as good as once."""
    row = announce_call(call, by=by, now=now)
    if now >= row.closes_at:
        raise ServiceError(_("Its instant of closing has passed: give it a later one first."))
    if now < row.opens_at:
        row.opens_at = now.replace(microsecond=0)  # as a form shows it
        _keep(row, by)
    freeze_form(row.form_id, now=now)
    return row


@transaction.atomic
def close_call(call: Call, *, by: Any, now: datetime) -> Call:
    """Close an open call at once, ahead of its instant, with its minutes of grace from now on."""
    row = _locked(call)
    if not row.is_open(now):
        raise ServiceError(_("It is not open."))
    if now < row.closes_at:
        row.closes_at = now.replace(microsecond=0)
        _keep(row, by)
    return row


@transaction.atomic
def extend_call(call: Call, closes_at: datetime, *, by: Any, now: datetime, reason: str = "") -> Call:
    """Move the closing to a later instant. One that has closed is opened again, for a reason."""
    row = _locked(call)
    if closes_at <= max(now, row.closes_at):
        raise ServiceError(_("Choose an instant after the one it has, and after now."))
    if now >= row.ends_at and not reason.strip():
        raise ServiceError(_("It has closed. Say why it is to be open again."))
    if row.second_opens_at and closes_at > row.second_opens_at:
        raise ServiceError(_("The second step would open before the first has closed. Move it first."))
    if row.is_sealed and now >= row.ends_at and row.applications.being_read().exists():
        raise ServiceError(_("Its applications are being read: a sealed call is not opened again then."))
    row.closes_at = closes_at
    _keep(row, by, reason)
    tell_again(now=now)
    return row


@transaction.atomic
def copy_call(source: Call, edition: Edition, slug: str, opens_at: datetime, *, by: Any) -> Call:
    """A call like the last one for another edition, in preparation: its texts, its rules, its roles, and
    a copy of its form. Every instant keeps its distance from the opening.
    """
    later = opens_at - source.opens_at
    tracks, seats, rules = list(source.tracks.all()), list(source.seats.all()), list(source.rules.all())
    copy = Call.objects.get(pk=source.pk)
    copy.pk, copy._state.adding, copy.published_at = None, True, None
    copy.edition, copy.slug, copy.form = edition, slug, copy_form(source.form, later=later)
    for name in ("opens_at", "closes_at", "second_opens_at", "second_closes_at", "addendum_until"):
        if at := getattr(copy, name):
            setattr(copy, name, at + later)
    _keep(copy, by)
    copy.tracks.set(track for track in tracks if track.programme_id == edition.programme_id)
    for seat in seats:
        seat.pk, seat.call = None, copy
    for rule in rules:
        rule.pk, rule.call = None, copy
    Seat.objects.bulk_create(seats)
    EligibilityRule.objects.bulk_create(rules)
    return copy


def has_opened(call: Call, now: datetime) -> bool:
    """From then on its rules of eligibility and the roles of its members stay as they are as well."""
    return call.published_at is not None and now >= call.opens_at


def check_change(call: Call, changed: Iterable[str], *, now: datetime) -> list[tuple[str, str]]:
    """(field, what is wrong) of changes at the desk to a call, as it is recorded, that has opened."""
    if not has_opened(call, now):
        return []
    fault = _("It has opened: this stays as it is.")
    kept = {*FIXED, "opens_at", "tracks", *(["is_blind"] if call.is_blind else [])}
    faults = [(name, fault) for name in changed if name in kept]
    if "grace_minutes" in changed and now >= call.ends_at:
        faults.append(("grace_minutes", _("It has closed: move its closing with “Extend”.")))
    if "closes_at" in changed:
        faults.append(("closes_at", _("It has opened: move its closing with “Extend” or “Close now”.")))
    return faults


def call_lacks(call: Call) -> list[str]:
    """What is missing before it can be announced, each in a sentence."""
    return [*_texts_lack(call), *lacks(call.form, call.languages), *_rules_lack(call)]


def _texts_lack(call: Call) -> Iterator[str]:
    for field, name in (("title", _("title")), ("text", _("text"))):
        if not all(getattr(call, f"{field}_{language}") for language in call.languages):
            yield _("The %(field)s is not there in all languages of the call.") % {"field": name}
    seats = list(call.seats.select_related("role"))
    if call.has_members and not seats:
        yield _("No role is named for the members.")
    if call.has_members and sum(seat.least for seat in seats) > call.most_members:
        yield _("Its roles need more members than there may be.")
    if any(track.programme_id != call.edition.programme_id for track in call.tracks.all()):
        yield _("A track is not one of the edition’s programme.")


def _rules_lack(call: Call) -> Iterator[str]:
    questions = {question.key: question for question in questions_of(call.form)}
    said = _("The rule “%(rule)s” lacks %(what)s.")
    for rule in call.rules.select_related("call"):
        for what in RULES[rule.kind].lacks(rule, questions):
            yield said % {"rule": rule.get_kind_display(), "what": what}


def _keep(call: Call, by: Any, reason: str = "") -> None:
    """Save it if its instants still go together; raises ServiceError."""
    try:
        call.full_clean()
    except ValidationError as fault:
        raise ServiceError(" ".join(fault.messages)) from fault
    save_by(call, by, reason)


def _locked(call: Call) -> Call:
    rows = Call.objects.select_for_update(of=("self",)).select_related("form", "edition")
    return rows.get(pk=call.pk)
