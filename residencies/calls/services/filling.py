"""Filling in an application: what was typed is kept, right or not, and told where it is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.questions import Value
from residencies.calls.checking import is_frozen
from residencies.calls.kinds import kind_of
from residencies.calls.models import Answer, Application, Call, Question
from residencies.calls.selectors import answers_of, keep_questions, questions_of
from residencies.programmes.models import Track

State = Application.State
LONGEST_UNFIT = 100_000  # characters of something typed that is no answer, kept all the same


@dataclass
class Saved:
    """What was kept. `errors` and `conflicts` are by the code of the question.

    What an error is about is kept as it was typed, unless it is not hers to answer. A conflict is an
    answer that was changed elsewhere since `version` was read; that one stands, and is given here.
    """

    application: Application
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> int:
        return self.application.version


@transaction.atomic
def save_answers(
    application: Application, answers: Mapping[str, Any], *, now: datetime, version: int | None = None
) -> Saved:
    """Keep what was filled in so far: all that is right, and what is not as it was typed.

    `answers` maps codes of questions to raw values; `version` is the application's as the page read
    it. Raises ServiceError where nothing can be kept any more, for the call is closed or it was sent.
    """
    row = editable(application, now)
    questions = {question.key: question for question in questions_of(row.call.form)}
    saved, kept, changed = Saved(row), answers_of(row), list[Question]()
    for key, raw in answers.items():
        question = questions.get(key)
        if question is None or question.step != row.step or question.kind == Question.Kind.FILE:
            saved.errors[key] = _("There is no such question here.")
            continue
        if _Keeper(saved, question, kept.get(question.pk), version, now).keep(raw):
            changed.append(question)
    if changed:
        _count_up(row, changed, now)
    return saved


class _Keeper:
    """Takes in what was typed for one question, in place of `answer`, which is there already."""

    def __init__(
        self, saved: Saved, question: Question, answer: Answer | None, version: int | None, now: datetime
    ) -> None:
        self.saved, self.question, self.answer, self.now = saved, question, answer, now
        self.version = version

    def keep(self, raw: Any) -> bool:
        """Whether anything is different now."""
        value: Value | None = None
        unfit, fault = None, ""
        try:
            value = kind_of(self.question).clean(self.question, raw)
        except ServiceError as error:
            unfit, fault = _storable(raw), str(error)
        if self._stands(value, unfit):
            if fault:
                self.saved.errors[self.question.key] = fault
            return False
        if is_frozen(self.question, self.now):
            self.saved.errors[self.question.key] = _("This answer is not changed any more.")
            return False
        if self._was_changed_elsewhere():
            self.saved.conflicts[self.question.key] = self._told()
            return False
        if fault:
            self.saved.errors[self.question.key] = fault
            if unfit is None:  # too long to be kept, or nothing that was typed
                return False
        self._store(value, unfit)
        return True

    def _stands(self, value: Value | None, unfit: Any) -> bool:
        if self.answer is None:
            return value is None and unfit is None
        return bool(self.answer.value == value and self.answer.unfit == unfit)

    def _was_changed_elsewhere(self) -> bool:
        return self.version is not None and self.answer is not None and self.answer.version > self.version

    def _told(self) -> Any:
        if self.answer is None or self.answer.value is None:
            return self.answer and self.answer.unfit
        return kind_of(self.question).plain(self.answer.value)

    def _store(self, value: Value | None, unfit: Any) -> None:
        if value is None and unfit is None:
            if self.answer:
                self.answer.delete()
            return
        row = self.answer or Answer(application=self.saved.application, question=self.question)
        row.value, row.unfit, row.saved_at = value, unfit, self.now
        row.version = self.saved.application.version + 1
        row.save()


def _storable(raw: Any) -> Any:
    """What was typed, as a database can hold it; None for what is not worth keeping."""
    if isinstance(raw, list) and all(isinstance(one, str) for one in raw):
        return [_clean(one) for one in raw] if sum(map(len, raw)) <= LONGEST_UNFIT else None
    return _clean(raw) or None if isinstance(raw, str) and len(raw) <= LONGEST_UNFIT else None


def _clean(text: str) -> str:
    return text.replace("\0", "").encode(errors="ignore").decode()


def _count_up(row: Application, changed: Iterable[Question], now: datetime) -> None:
    """The title follows its question. Without a row of history: a draft is saved very often."""
    row.version, row.saved_at, row.title = row.version + 1, now, _title(row, changed)
    Application.objects.filter(pk=row.pk).update(version=row.version, saved_at=now, title=row.title)


def _title(row: Application, changed: Iterable[Question]) -> str:
    question = next((one for one in changed if one.is_title), None)
    if question is None:
        return row.title
    answer = row.answers.filter(question=question, value__isnull=False).first()
    return str(answer.value[question.kind])[:300] if answer and answer.value else ""


@transaction.atomic
def choose_track(application: Application, track: Track | None, *, now: datetime) -> Application:
    """What she applies for, while it is a draft. Answers to questions of another track are kept till it
    is sent: she may come back to it.
    """
    row = editable(application, now)
    check_track(row.call, track)
    if row.step != 1:
        raise ServiceError(_("It was sent in for this track."))
    row.track, row.version, row.saved_at = track, row.version + 1, now
    row.save(update_fields=["track", "version", "saved_at"])
    return row


def check_track(call: Call, track: Track | None) -> None:
    """None is allowed while it is a draft; raises ServiceError for a track that is not of the call."""
    if track is not None and not call.tracks.filter(pk=track.pk).exists():
        raise ServiceError(_("Choose one of the tracks of the call."))


def editable(application: Application, now: datetime) -> Application:
    """The application under a lock, if its step can still be filled in; raises ServiceError."""
    row = locked(application)
    if row.state == State.WITHDRAWN:
        raise ServiceError(_("This application was withdrawn."))
    if row.is_sent:
        raise ServiceError(_("This application was sent in: it stays as it is."))
    check_open(row, now)
    return row


def check_open(row: Application, now: datetime) -> None:
    if row.is_told_no:
        raise ServiceError(_("It was decided about already."))
    is_open = row.call.is_open(now) if row.step == 1 else row.call.is_second_step_open(now)
    if not is_open:
        raise ServiceError(_("The call is closed. What was saved before is kept, but it was not sent in."))


def check_addable(row: Application, now: datetime) -> None:
    until = row.call.addendum_until
    if row.submitted_at is None or row.state == State.WITHDRAWN or row.is_told_no:
        raise ServiceError(_("Only an application that was sent and still stands can be added to."))
    if until is None or now >= until:
        raise ServiceError(_("Nothing can be added any more."))


def locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("call__form", "track", "person").get(pk=application.pk)
    return keep_questions(application, row)


def note_change(row: Application) -> None:
    """Something beside its answers has changed, such as a file: pages that are open learn it by this."""
    Application.objects.filter(pk=row.pk).update(version=F("version") + 1)
