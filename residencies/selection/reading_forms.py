"""What a juror fills in, as the page shows it: each criterion with its marks, and two texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.translated import in_language
from residencies.selection.models import Assignment, Criterion, Review
from residencies.selection.services.reading import MARK, NONE, TEXTS, told_mark

TEXT_NAMES: dict[str, tuple[str | Promise, str | Promise]] = {
    "notes": (
        gettext_lazy("Notes"),
        gettext_lazy("For yourself and the jury; the applicant never sees them."),
    ),
    "comment": (
        gettext_lazy("Comment for the applicant"),
        gettext_lazy("She may get it with the decision, without your name."),
    ),
}


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `choices` are (value, words) of a criterion; a text has none.

    `elsewhere` is what was saved in another window in the meantime, as words.
    """

    name: str
    label: str
    help: str
    value: str
    choices: list[tuple[str, str]]
    error: str = ""
    elsewhere: str | None = None

    @property
    def id(self) -> str:
        return self.name.replace(".", "-")


def criteria_of(given: Assignment) -> list[Criterion]:
    return list(given.juror.jury.criteria.all())


def fields_of(
    given: Assignment,
    review: Review | None,
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Iterator[Field]:
    """As it stands, or with what was `typed` and what is wrong with it: nothing typed is lost."""
    typed, errors, elsewhere = typed or {}, errors or {}, elsewhere or {}
    marks = {mark.criterion_id: mark for mark in review.marks.all()} if review else {}
    for criterion in criteria_of(given):
        name = MARK + criterion.code
        there = elsewhere.get(name)
        yield Field(
            name,
            str(criterion),
            in_language(criterion, "help"),
            typed.get(name, told_mark(marks.get(criterion.pk))),
            choices_of(criterion),
            errors.get(name, ""),
            None if there is None else dict(choices_of(criterion)).get(there, _("no mark")),
        )
    for name in TEXTS:
        label, help_text = TEXT_NAMES[name]
        stands = getattr(review, name, "")
        yield Field(
            name, str(label), str(help_text), typed.get(name, stands), [],
            errors.get(name, ""), elsewhere.get(name),
        )  # fmt: skip


def choices_of(criterion: Criterion) -> list[tuple[str, str]]:
    marks = [(str(mark), str(mark)) for mark in range(criterion.low, criterion.high + 1)]
    return [*marks, (NONE, _("does not apply"))] if criterion.may_be_left else marks
