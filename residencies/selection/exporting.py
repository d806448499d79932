"""The table of readings that leaves the house: a line for each, and a column for each criterion."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field

from foundation.importing.resources import Link, TableResource
from residencies.calls.models import Application
from residencies.selection.blinding import seen_title, with_seen_title
from residencies.selection.calibrating import calibrate
from residencies.selection.models import Juror, Jury, Review, kept_from_room
from residencies.selection.scoring import Score
from residencies.selection.selectors.ranking import CENTS
from residencies.selection.selectors.scores import scores_of

ABOUT = "assignment__application"
Key = tuple[int, int]  # juror, application


class ReviewTable(TableResource):
    """It is written, and never read in. Of who applies it says no more than the jury is told.

    `raw` and `calibrated` are those of the ranking; a reading that does not count there has neither.
    """

    code = "readings"
    number = "review_id"
    tells_of = (Application, Juror)
    application = Link(f"{ABOUT}__number")
    call = Link(f"{ABOUT}__call__slug")
    step = Link("assignment__juror__jury__step")
    track = Link(f"{ABOUT}__track__slug")
    juror = Link("assignment__juror__person__name")
    title, state, raw, calibrated = (Field(readonly=True) for _column in range(4))

    class Meta(TableResource.Meta):
        model = Review
        fields = [
            *("id", "application", "title", "call", "step", "track", "juror", "state", "submitted_at"),
            *("raw", "calibrated", "comment", "notes"),
        ]
        export_order = fields

    def filter_export(self, queryset: QuerySet[Review], **kwargs: Any) -> Any:
        """All of it at once, for the columns of the criteria are added at the end."""
        juries = Jury.objects.filter(pk__in=queryset.order_by().values("assignment__juror__jury"))
        self._learn(juries)
        return list(self.with_links(queryset))

    @classmethod
    def with_links(cls, rows: QuerySet[Review]) -> QuerySet[Review]:
        about = (f"{ABOUT}__track", f"{ABOUT}__call__form")
        rows = rows.select_related(*about, "assignment__juror__person", "assignment__juror__jury")
        return with_seen_title(rows.prefetch_related("marks__criterion"), f"{ABOUT}__")

    def _learn(self, juries: QuerySet[Jury]) -> None:
        """What counts, and what of it this reader is told: in a jury where she sits and which still reads,
        nothing that the marks of the others have a part in.
        """
        found, _unfit = scores_of(juries, unseen=kept_from_room(self.run.by))
        seats = Juror.objects.sitting().of_account(self.run.by).filter(jury__closed_at=None)
        hers = set(seats.values_list("jury", flat=True))
        self._raw: dict[Key, Decimal] = {}
        self._calibrated: dict[Key, Decimal] = {}
        for jury, scores in found.items():
            self._raw |= _by_key(scores)
            self._calibrated |= {} if jury in hers else _by_key(calibrate(scores)[0])

    def get_export_fields(self, selected_fields: Any = None) -> list[Field]:
        fields = super().get_export_fields(selected_fields)
        if self.run.by.has_perm("selection.export_review_notes"):
            return fields
        return [field for field in fields if field.column_name != "notes"]

    def dehydrate_title(self, row: Review) -> str:
        return seen_title(row.assignment.application)

    def dehydrate_state(self, row: Review) -> str:
        if row.submitted_at is None:
            return "draft"
        return "handed_in" if _key(row) in self._raw else "not_counted"

    def dehydrate_raw(self, row: Review) -> Decimal | str:
        return self._raw.get(_key(row), "")

    def dehydrate_calibrated(self, row: Review) -> Decimal | str:
        return self._calibrated.get(_key(row), "")

    def after_export(self, queryset: Any, dataset: Any, **kwargs: Any) -> None:
        """The marks, by the code of their criterion."""
        super().after_export(queryset, dataset, **kwargs)
        given = [{mark.criterion.code: mark.value for mark in row.marks.all()} for row in queryset]
        for code in dict.fromkeys(code for marks in given for code in marks):
            marks_of_code = [marks.get(code) for marks in given]
            dataset.append_col(
                ["" if mark is None else mark for mark in marks_of_code], header=f"mark_{code}"
            )


def _key(row: Review) -> Key:
    return row.assignment.juror_id, row.assignment.application_id


def _by_key(scores: Iterable[Score]) -> dict[Any, Decimal]:
    return {(one.juror, one.application): Decimal(one.value).quantize(CENTS) for one in scores}
