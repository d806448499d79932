"""The marks that count, jury by jury, as scores from 0 to 100."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from residencies.selection import scoring
from residencies.selection.models import Assignment, Criterion, Jury, Mark
from residencies.selection.scoring import Score


def scores_of(juries: QuerySet[Jury], *, unseen: Any = ()) -> tuple[dict[int, list[Score]], int]:
    """(scores by the number of the jury, how many readings have marks that do not fit), in two queries;
    without `unseen` applications.

    Of a jury, in the order in which the applications were sent in.
    """
    keys = juries.order_by().values("pk")
    criteria: dict[int, dict[int, scoring.Criterion]] = {}
    for row in Criterion.objects.filter(jury__in=keys).order_by("jury", "position", "pk"):
        made = scoring.Criterion(row.code, row.weight, row.low, row.high)
        criteria.setdefault(row.jury_id, {})[row.pk] = made
    counting = Assignment.objects.handed_in().filter(juror__jury__in=keys).exclude(application__in=unseen)
    about = "review__assignment__application"
    found = Mark.objects.filter(review__assignment__in=counting.order_by().values("pk"))
    found = found.order_by(f"{about}__submitted_at", about + "_id", "review__assignment__juror_id", "pk")
    names = ("review__assignment__juror__jury", "review__assignment__juror", about, "criterion", "value")
    marks: dict[tuple[int, int, int], dict[int, int | None]] = {}
    for jury, juror, application, criterion, value in found.values_list(*names):
        marks.setdefault((jury, juror, application), {})[criterion] = value
    reviews: dict[int, list[scoring.Review]] = {jury: [] for jury in criteria}
    unfit = 0
    for (jury, juror, application), given in marks.items():
        wanted = criteria.get(jury, {})
        if _fits(given, wanted):
            by_code = {wanted[key].code: value for key, value in given.items()}
            reviews[jury].append(scoring.Review(juror, application, by_code))
        else:
            unfit += 1
    asked_of = {jury: list(criteria[jury].values()) for jury, said in reviews.items() if said}
    return {jury: scoring.raw_scores(reviews[jury], asked) for jury, asked in asked_of.items()}, unfit


def _fits(given: Mapping[int, int | None], wanted: Mapping[int, scoring.Criterion]) -> bool:
    """A criterion that came, left or changed its scale since makes a reading one of another kind."""
    return given.keys() == wanted.keys() and all(
        value is None or wanted[key].low <= value <= wanted[key].high for key, value in given.items()
    )
