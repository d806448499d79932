"""The table of stated figures."""

import re
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field

from alumni.impact.models import StatedFigure, period_of
from foundation.importing.books import chunks
from foundation.importing.resources import Link, Problem, Row, TableResource
from foundation.people.identity import Organisations
from foundation.people.models import Organisation

# A year alone is its first day, or its last.
_DAYS = {"starts_on": "{}-01-01", "ends_on": "{}-12-31"}


class StatedFigureResource(TableResource):
    """A figure is known by its body, its words, its period and its source."""

    code = "figures"
    number = "statedfigure_id"
    required = ("body", "figure", "value", "unit", "source")
    tells_of = (Organisation,)
    body = Link("body__name")

    class Meta(TableResource.Meta):
        model = StatedFigure
        fields = [
            *("id", "body", "figure", "indicator", "value", "precision", "unit", "currency"),
            *("period", "starts_on", "ends_on", "source", "url", "read_on", "note"),
        ]

    @classmethod
    def with_links(cls, rows: Any) -> Any:
        return rows.select_related("body")

    def prefetch(self, rows: list[Row]) -> None:
        self.load_own(rows)
        self._known: dict[tuple[Any, ...], StatedFigure] = {}
        for part in chunks(sorted({row["figure"] for row in rows if row.get("figure")})):
            for known in self.with_links(StatedFigure.objects.filter(figure__in=part)):
                self._known[_identity(known)] = known

    def locate(self, row: Row) -> tuple[StatedFigure | None, dict[str, Any]]:
        own, name = self.own(row), row.get("body", "")
        if own and not name:
            return own, {}
        if not name:
            raise Problem("body", _("This cell may not be empty."))
        body = self.run.book(Organisations).called(name)
        if body is None:
            raise Problem(
                "body", _("No organisation has this name: import the organisations first."), missing=True
            )
        period = row.get("period") or period_of(self._day(row, "starts_on"), self._day(row, "ends_on"))
        key = (body.pk, row.get("figure", ""), period, row.get("source", ""))
        return own or self._known.get(key), {"body": body}

    def import_cell(self, instance: StatedFigure, column: Field, cell: str, place: str) -> None:
        super().import_cell(instance, column, _whole(column.column_name, cell), place)

    def finish(self, instance: StatedFigure, row: Row) -> None:
        if (instance.unit == StatedFigure.Unit.MONEY) != bool(instance.currency):
            raise Problem("currency", _("Money has a currency, such as MAD; nothing else has one."))
        if instance.starts_on and instance.ends_on and instance.ends_on < instance.starts_on:
            raise Problem("ends_on", _("The last day lies before the first."))
        instance.tell_period()

    def prepare(self, instance: StatedFigure) -> None:
        if instance.pk is None:
            instance.entered_by = self.run.by
        super().prepare(instance)

    def remember(self, instance: StatedFigure, row: Row) -> None:
        self._known[_identity(instance)] = instance

    def _day(self, row: Row, column: str) -> Any:
        """The day in a cell; None where there is none, or none that can be read: that is told later."""
        try:
            cell = _whole(column, row.get(column, ""))
            return self.fields[column].widget.clean(cell) if cell else None
        except ValueError:
            return None


def _whole(column: str | None, cell: str) -> str:
    if column in _DAYS and re.fullmatch(r"\d{4}", cell):
        return _DAYS[column].format(cell)
    return cell


def _identity(row: StatedFigure) -> tuple[Any, ...]:
    return row.body_id, row.figure, row.period, row.source
