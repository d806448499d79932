"""What people decide in the selection room: held, under a lock, and told to nobody before the release.

Every change counts the deliberation's `version` up, and a decision keeps the one of its last change. A
page sends along the version it was made from: what has changed since is told, never overwritten. Once the
minutes are closed, every change is an amendment of them, and `amendment` says why.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.errors import ServiceError
from foundation.history import delete_by, save_by
from residencies.calls.models import Application
from residencies.selection.models import ChoiceRule, Decision, Deliberation, Prize
from residencies.selection.selectors.deciding import standing
from residencies.selection.services import minutes
from residencies.selection.services.locks import locked_deliberation
from residencies.selection.services.waiting import keep, waiting


@transaction.atomic
def decide(
    deliberation: Deliberation,
    application: Application,
    outcome: str,
    *,
    by: Any,
    now: datetime,
    reason: str | None = None,
    comment: str | None = None,
    prizes: Collection[Prize] | None = None,
    version: int | None = None,
    amendment: str = "",
) -> Decision:
    """Decide about one application, or decide anew; for the waiting list, it goes to the end of it.

    `reason`, `comment` and `prizes` of None stay as they are. `version` is that of the page, or None to
    decide whatever it was before. Twice is as good as once. Raises ServiceError, with what has changed if
    the decision was changed meanwhile.
    """
    row = locked(deliberation)
    about = _standing(row, [application.pk])[application.pk]
    before = row.decisions.select_related("application").filter(application=about).first()
    _allowed(row, about, outcome)
    texts = _texts(reason, comment)
    given = prizes is not None and _prizes(before) != {prize.pk for prize in prizes}
    if before is not None and not (given or _differs(before, outcome, texts)):
        return before
    _fresh(before, version)
    decision = _set(before or Decision(deliberation=row, application=about), outcome, texts)
    keep(row, [decision], by=by, now=now)
    if given:
        decision.prizes.set(prizes or [])
    minutes.amend_if_closed(row, amendment, by=by, now=now)
    return decision


@transaction.atomic
def decide_all(
    deliberation: Deliberation,
    outcomes: Mapping[int, str],
    *,
    by: Any,
    now: datetime,
    reason: str | None = None,
    version: int | None = None,
    amendment: str = "",
) -> list[Decision]:
    """Decide about many at once, `outcomes` by the number of their row: all of them, or none.

    Those for the waiting list go to its end in the order given. Returns what has changed.
    """
    row = locked(deliberation)
    rows = _standing(row, outcomes)
    decided = row.decisions.select_related("application").filter(application__in=rows)
    before = {one.application_id: one for one in decided}
    texts, changed = _texts(reason, None), []
    for key, outcome in outcomes.items():
        _allowed(row, rows[key], outcome)
        was = before.get(key)
        if was is None or _differs(was, outcome, texts):
            _fresh(was, version)
            changed.append(_set(was or Decision(deliberation=row, application=rows[key]), outcome, texts))
    if changed:
        keep(row, changed, by=by, now=now)
        minutes.amend_if_closed(row, amendment, by=by, now=now)
    return changed


@transaction.atomic
def undecide(
    deliberation: Deliberation,
    application: Application,
    *,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> None:
    """Let it be undecided again. Twice is as good as once."""
    row = locked(deliberation)
    decision = row.decisions.select_related("application").filter(application=application.pk).first()
    if decision is None:
        return
    _fresh(decision, version)
    if row.minutes.exists():
        raise ServiceError(_("The minutes are closed: each application keeps a decision. Choose another."))
    decision.prizes.clear()
    delete_by(decision, by)
    keep(row, [], by=by, now=now)


@transaction.atomic
def move_waiting(
    deliberation: Deliberation,
    application: Application,
    *,
    up: bool,
    unseen: Collection[int] = (),
    by: Any,
    now: datetime,
    version: int | None = None,
    amendment: str = "",
) -> None:
    """Change places with the one before or behind it on the waiting list of its strand; `unseen` ones, which
    she does not find on her page, stay where they are.
    """
    row = locked(deliberation)
    seen = [one for one in waiting(row) if one.application_id not in unseen]
    line = [one for one in seen if one.application.track_id == application.track_id]
    at = next((place for place, one in enumerate(line) if one.application_id == application.pk), None)
    if at is None:
        raise ServiceError(_("It is not on the waiting list any more."))
    to = at - 1 if up else at + 1
    if not 0 <= to < len(line):
        return
    pair = [line[at], line[to]]
    for one in pair:
        _fresh(one, version)
    pair[0].rank, pair[1].rank = pair[1].rank, pair[0].rank
    keep(row, pair, by=by, now=now)
    minutes.amend_if_closed(row, amendment, by=by, now=now)


@transaction.atomic
def switch_rule(rule: ChoiceRule, *, is_used: bool, by: Any) -> ChoiceRule:
    """Reckon with a rule, or leave it out: the proposal follows. Twice is as good as once."""
    locked(rule.deliberation)
    row = ChoiceRule.objects.get(pk=rule.pk)
    if row.is_used != is_used:
        row.is_used = is_used
        save_by(row, by)
    return row


def locked(deliberation: Deliberation) -> Deliberation:
    """The row, so that nobody else decides meanwhile; raises ServiceError once it was released."""
    row = locked_deliberation(deliberation)
    if row.released_at is not None:
        raise ServiceError(_("The decisions were released: they are not changed any more."))
    return row


def _standing(deliberation: Deliberation, keys: Iterable[int]) -> dict[int, Application]:
    wanted = set(keys)
    found = {one.pk: one for one in standing(deliberation).filter(pk__in=wanted)}
    if len(found) < len(wanted):
        raise ServiceError(_("An application is not one of this step any more: it was withdrawn, say."))
    return found


def _allowed(deliberation: Deliberation, about: Application, outcome: str) -> None:
    if outcome not in deliberation.outcomes:
        raise ServiceError(_("This cannot be decided in this step."))
    if about.state == Application.State.SUBMITTED:
        raise ServiceError(_("Say first whether %(number)s is eligible.") % {"number": about.number})


def _fresh(decision: Decision | None, version: int | None) -> None:
    """Raises ServiceError if it has changed since `version`, and says what it is now."""
    if decision is None or version is None or decision.version <= version:
        return
    last = decision.history.first()
    told = {
        "number": decision.application.number,
        "outcome": decision.get_outcome_display(),
        "who": last.history_user if last and last.history_user else pgettext("who did it", "the system"),
    }
    said = _("%(number)s has changed meanwhile: “%(outcome)s”, by %(who)s. Look at it, then decide again.")
    raise ServiceError(said % told)


def _texts(reason: str | None, comment: str | None) -> dict[str, str]:
    given = {"reason": reason, "comment": comment}
    return {name: text.strip() for name, text in given.items() if text is not None}


def _differs(decision: Decision, outcome: str, texts: Mapping[str, str]) -> bool:
    return decision.outcome != outcome or any(getattr(decision, name) != text for name, text in texts.items())


def _set(decision: Decision, outcome: str, texts: Mapping[str, str]) -> Decision:
    if decision.outcome != outcome:
        decision.outcome, decision.rank = outcome, None
    for name, text in texts.items():
        setattr(decision, name, text)
    return decision


def _prizes(decision: Decision | None) -> set[int]:
    return set(decision.prizes.values_list("pk", flat=True)) if decision else set()
