"""What stands between an application and its being sent in, told before it is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from residencies.calls.models import Application, Member, Question
from residencies.calls.rules import Verdict, facts_of, verdicts
from residencies.calls.selectors import Reply, replies


@dataclass(frozen=True)
class Gap:
    """Something that is missing; `key` is the question's code, "members" or "track"."""

    key: str
    text: str


@dataclass(frozen=True)
class Progress:
    """How many of the questions that have to be answered are."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return 100 if not self.total else 100 * self.done // self.total


def is_required(question: Question, now: datetime) -> bool:
    if not question.is_required:
        return False
    return question.required_from is None or now >= question.required_from


def is_frozen(question: Question, now: datetime) -> bool:
    """Whether its answer is no longer changed."""
    return question.frozen_from is not None and now >= question.frozen_from


def what_is_missing(
    application: Application, given: list[Reply] | None = None, *, now: datetime
) -> list[Gap]:
    """All that the step it stands in still lacks, each in a sentence; [] if it can be sent. `given` are
    all its replies, where they were read already.
    """
    given = replies(application) if given is None else given
    gaps = list(_missing_answers((one for one in given if one.question.step == application.step), now))
    if application.call.tracks.all() and application.track is None:
        gaps.insert(0, Gap("track", _("Choose what you apply for.")))
    return [*gaps, *_missing_members(application)]


def _missing_answers(asked: Iterable[Reply], now: datetime) -> Iterable[Gap]:
    for reply in asked:
        question = reply.question
        if reply.answer is not None and reply.answer.unfit is not None:
            told = _("“%(question)s”: what is written there cannot be sent as it is.")
            yield Gap(question.key, told % {"question": question})
        elif is_required(question, now) and not reply.is_given:
            yield Gap(question.key, _("“%(question)s” is not answered.") % {"question": question})


def _missing_members(application: Application) -> Iterable[Gap]:
    call = application.call
    if not call.has_members:
        return
    members = [member for member in application.members.all() if member.withdrawn_at is None]
    lacking = call.least_members - len(members)
    if lacking > 0:
        said = ngettext("%(count)d member is missing.", "%(count)d members are missing.", lacking)
        yield Gap("members", said % {"count": lacking})
    for seat in call.seats.select_related("role"):
        held = sum(member.role_id == seat.role_id for member in members)
        if held < seat.least:
            yield Gap("members", _("Nobody is named as %(role)s.") % {"role": seat.role})
    for member in members:
        if member.signed_at is None and not member.is_lead:
            yield Gap("members", unsigned(member))


def unsigned(member: Member) -> str:
    return _("%(name)s (%(role)s) has not signed yet.") % {"name": member.name, "role": member.role}


def progress(application: Application, *, now: datetime) -> Progress:
    """Of the step it stands in."""
    needed = [one for one in replies(application, application.step) if is_required(one.question, now)]
    return Progress(sum(reply.is_given for reply in needed), len(needed))


def check_eligibility(application: Application, given: list[Reply] | None = None) -> list[Verdict]:
    """What each rule of the call says of the application as it stands, in the reader's language. `given`
    are all its replies, where they were read already.
    """
    given = replies(application) if given is None else given
    answers = {
        one.question.key: (one.question, one.answer.value)
        for one in given
        if one.answer is not None and one.answer.value is not None
    }
    rules = application.call.rules.all()
    return verdicts(rules, facts_of(application, answers))
