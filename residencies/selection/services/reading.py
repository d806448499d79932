"""What a juror writes about an application: kept as she goes on, handed in, changed until reading closes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.translated import listed
from residencies.selection.models import Assignment, Criterion, Mark, Review

TEXTS = ("notes", "comment")
MARK = "mark."  # before the code of a criterion
NONE = "none"  # the criterion does not apply
LONGEST = 20_000  # characters
MARKED = re.compile(r"-?\d{1,5}")


@dataclass
class Saved:
    """What was kept. `errors` and `conflicts` are by the name of the field: a text, or `mark.<code>`.

    A conflict is what was changed in another window since `version` was read: that stands, and is
    given here.
    """

    review: Review
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def save_review(
    assignment: Assignment,
    said: Mapping[str, Any],
    *,
    by: Any,
    now: datetime,
    version: int | None = None,
    versions: Mapping[str, int] | None = None,
) -> Saved:
    """Keep what a juror has written so far; what is not named in `said` stays as it is.

    A mark is a number as text, "none" where the criterion does not apply, or "". `version` is that of the
    review as it was read, and `versions` those of fields that were read later. Raises ServiceError where
    she may write nothing any more.
    """
    given = _locked(assignment, by)
    review = Review.objects.filter(assignment=given).first() or Review(assignment=given, saved_at=now)
    desk = _Desk(Saved(review), given, version, versions or {})
    for name, raw in said.items():
        desk.take(name, str(raw if raw is not None else ""))
    if desk.changed:
        desk.store(by, now)
    return desk.saved


class _Desk:
    """One review with what changes in it."""

    def __init__(
        self, saved: Saved, given: Assignment, version: int | None, versions: Mapping[str, int]
    ) -> None:
        self.saved, self.review, self.version, self.versions = saved, saved.review, version, versions
        self.criteria = {row.code: row for row in given.juror.jury.criteria.all()}
        marks = self.review.marks.all() if self.review.pk else []
        self.marks = {mark.criterion_id: mark for mark in marks}
        self.changed: dict[str, str] = {}  # name -> what it was before

    def take(self, name: str, raw: str) -> None:
        criterion = self.criteria.get(name.removeprefix(MARK)) if name.startswith(MARK) else None
        if criterion is None and name not in TEXTS:
            self.saved.errors[name] = _("There is no such question here.")
            return
        try:
            wanted = self._mark(criterion, raw) if criterion else _text(raw)
        except ServiceError as fault:
            self.saved.errors[name] = str(fault)
            return
        stands = told_mark(self.marks.get(criterion.pk)) if criterion else getattr(self.review, name)
        if wanted == stands:
            return
        read_at = self.versions.get(name, self.version)
        if read_at is not None and self.review.stamps.get(name, 0) > read_at:
            self.saved.conflicts[name] = stands
            return
        self.changed[name] = stands
        if criterion:
            self._give(criterion, wanted)
        else:
            setattr(self.review, name, wanted)

    def _mark(self, criterion: Criterion, raw: str) -> str:
        raw = raw.strip()
        if raw == "" and self.review.submitted_at is None:
            return ""
        if raw == NONE and criterion.may_be_left:
            return NONE
        if MARKED.fullmatch(raw) and criterion.low <= int(raw) <= criterion.high:
            return str(int(raw))
        told = {"name": criterion, "low": criterion.low, "high": criterion.high}
        raise ServiceError(_("%(name)s: choose a mark from %(low)d to %(high)d.") % told)

    def _give(self, criterion: Criterion, wanted: str) -> None:
        if wanted == "":
            gone = self.marks.pop(criterion.pk)
            if gone.pk:
                gone.delete()
            return
        mark = self.marks.setdefault(criterion.pk, Mark(criterion=criterion))
        mark.value = None if wanted == NONE else int(wanted)

    def store(self, by: Any, now: datetime) -> None:
        """A draft is saved very often, and has no history; what was handed in keeps each change of it."""
        review = self.review
        review.version += 1
        review.saved_at = now
        review.stamps = {**review.stamps, **dict.fromkeys(self.changed, review.version)}
        if review._state.adding or review.submitted_at is not None:
            save_by(review, by, self._told() if review.submitted_at is not None else "")
        else:
            values = {name: getattr(review, name) for name in (*TEXTS, "version", "stamps", "saved_at")}
            Review.objects.filter(pk=review.pk).update(**values)
        touched = {self.criteria[name.removeprefix(MARK)].pk for name in self.changed if name not in TEXTS}
        for mark in (self.marks[number] for number in touched if number in self.marks):
            mark.review = review
            mark.save()

    def _told(self) -> str:
        """Marks have no history of their own: the review's says from what to what."""
        parts = []
        for name, before in self.changed.items():
            if name not in TEXTS:
                code = name.removeprefix(MARK)
                parts.append(f"{code}: {before or '—'} → {told_mark(self.marks.get(self.criteria[code].pk))}")
        return "; ".join(parts)


def told_mark(mark: Mark | None) -> str:
    """As a form has it: "" where none was given yet."""
    if mark is None:
        return ""
    return NONE if mark.value is None else str(mark.value)


def _text(raw: str) -> str:
    text = raw.replace("\0", "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        told = {"count": len(text), "most": LONGEST}
        raise ServiceError(_("%(count)d characters; at most %(most)d are possible.") % told)
    return text


@transaction.atomic
def hand_in(assignment: Assignment, *, by: Any, now: datetime) -> Review:
    """It counts from now on, and can be changed until the reading closes. Twice is as good as once.

    Raises ServiceError while a criterion has no mark.
    """
    given = _locked(assignment, by)
    review = Review.objects.filter(assignment=given).first()
    missing = missing_marks(given, review)
    if review is None or missing:
        told = {"names": listed(missing)}
        raise ServiceError(_("It can be handed in once these have a mark: %(names)s.") % told)
    if review.submitted_at is None:
        review.submitted_at = review.saved_at = now
        save_by(review, by)
    return review


def missing_marks(given: Assignment, review: Review | None) -> list[Criterion]:
    criteria = given.juror.jury.criteria.all()
    marked = set(review.marks.values_list("criterion", flat=True)) if review else set()
    return [criterion for criterion in criteria if criterion.pk not in marked]


def _locked(assignment: Assignment, by: Any) -> Assignment:
    """Hers, under a lock; what she is recused from by now is not there."""
    rows = Assignment.objects.select_for_update(of=("self",)).of_account(by)
    row = rows.select_related("juror__jury").filter(pk=assignment.pk).first()
    if row is None:
        raise ServiceError(_("This is not yours to read any more. Nothing was saved."))
    if row.juror.jury.closed_at is not None:
        raise ServiceError(_("The reading is closed: what was saved before is kept."))
    return row
