"""Forms: what is missing before a call can use one, freezing it, and the copy that is edited instead."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.questions import conditions
from residencies.calls.kinds import kind_of
from residencies.calls.models import Call, Form, Option, Question
from residencies.calls.models.calls import all_languages
from residencies.calls.selectors import questions_of


def freeze_forms(*, now: datetime) -> int:
    """Freeze the forms of all calls that have opened; returns how many. Run by the minute."""
    opened = Call.objects.opened(now).order_by()
    return Form.objects.filter(frozen_at=None, pk__in=opened.values("form")).update(frozen_at=now)


def freeze_form(number: int, *, now: datetime) -> None:
    """By the first application: from then on the database refuses every change."""
    Form.objects.filter(pk=number, frozen_at=None).update(frozen_at=now)


def is_frozen(form: Form, *, now: datetime) -> bool:
    return form.frozen_at is not None or Call.objects.opened(now).filter(form=form).exists()


def check_changeable(form: Form, *, now: datetime) -> None:
    """Raises ServiceError where a call with this form has opened."""
    if is_frozen(form, now=now):
        raise ServiceError(
            _("A call with %(form)s has opened: it stays as it is. Make a copy and change that.")
            % {"form": form}
        )


@transaction.atomic
def copy_form(source: Form, *, later: timedelta | None = None) -> Form:
    """The next version, with the same sections, questions and choices, to be edited.

    `later` moves the instants from which answers are required or frozen.
    """
    last = Form.objects.filter(slug=source.slug).aggregate(last=Max("version"))["last"]
    copy = Form.objects.create(slug=source.slug, version=last + 1)
    sections = {}
    for section in source.sections.all():
        old, section.pk, section._state.adding, section.form = section.pk, None, True, copy
        section.save()
        sections[old] = section
    copied: dict[int | None, int] = {}
    for question in questions_of(source):
        old, options, tracks = question.pk, list(question.options.all()), list(question.tracks.all())
        question.pk, question._state.adding = None, True
        question.section = sections[question.section_id]
        # What it depends on stands before it and was copied already.
        question.condition_on_id = copied.get(question.condition_on_id)
        question.required_from = _moved(question.required_from, later)
        question.frozen_from = _moved(question.frozen_from, later)
        question.save()
        copied[old] = question.pk
        question.tracks.set(tracks)
        for option in options:
            option.pk, option.question = None, question
        Option.objects.bulk_create(options)
    return copy


def _moved(at: datetime | None, by: timedelta | None) -> datetime | None:
    return at + by if at and by else at


def lacks(form: Form, languages: Iterable[str] = ()) -> list[str]:
    """What is missing before a call in these languages can ask with it; [] for a form that is ready."""
    wanted = list(languages) or all_languages()
    questions = questions_of(form)
    if not questions:
        return [_("It has no question yet.")]
    said = _("“%(question)s” lacks %(what)s.")
    return [
        said % {"question": question.key, "what": what}
        for place, question in enumerate(questions)
        for what in _lacks(question, questions[:place], wanted)
    ]


def _lacks(question: Question, before: list[Question], languages: list[str]) -> Iterator[str]:
    if not all(getattr(question, f"text_{language}") for language in languages):
        yield _("its text in the languages of the call")
    for part in ("help", "unit"):
        texts = [getattr(question, f"{part}_{language}") for language in languages]
        if any(texts) and not all(texts):
            yield _("its help or unit in the languages of the call")
    kind = kind_of(question)
    if kind.has_options:
        options = question.options.all()
        if len(options) < 2:
            yield _("at least two choices")
        if not all(getattr(one, f"text_{language}") for one in options for language in languages):
            yield _("its choices in the languages of the call")
    else:
        yield from kind.lacks(question)
    if question.condition:
        yield from conditions.faults(question, {one.pk: one for one in before}, kind_of)
