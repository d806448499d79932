"""A filter of the desk's lists: from one day to another, both included, in the reader's zone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin import FieldListFilter
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from foundation.confirm import DayInput
from foundation.zones import start_of


class DayFilter(FieldListFilter):
    """Unfold's own reads 03/11 as March 11 whatever the language, and lets a wrong day pass unfiltered."""

    template = "unfold/filters/filters_date_range.html"

    def __init__(
        self,
        field: Any,
        request: HttpRequest,
        params: dict[str, Any],
        model: Any,
        model_admin: Any,
        field_path: str,
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        self.request = request
        said = {name: values[-1] for name, values in self.used_parameters.items()}
        self.used_parameters = {name: text for name, text in said.items() if text}
        self.days = {name: _day(text) for name, text in self.used_parameters.items()}

    def expected_parameters(self) -> list[str]:
        return [f"{self.field_path}_from", f"{self.field_path}_to"]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if None in self.days.values():
            return queryset.none()
        first, last = (self.days.get(name) for name in self.expected_parameters())
        if first:
            queryset = queryset.filter(**{f"{self.field_path}__gte": self._start(first)})
        if last:
            queryset = queryset.filter(**{f"{self.field_path}__lt": self._start(last + timedelta(days=1))})
        return queryset

    def _start(self, day: Any) -> Any:
        if not isinstance(self.field, DateTimeField):
            return day
        return start_of(day)

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        first, last = self.expected_parameters()
        form = forms.Form(self.used_parameters)
        for name, label in ((first, _("From")), (last, _("To"))):
            form.fields[name] = forms.DateField(
                label="", required=False, widget=DayInput({"aria-label": label})
            )
        yield {"request": self.request, "parameter_name": self.field_path, "form": form}


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
