"""Questions to a list: what is not on its list of filters is refused, never ignored."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.forms import Form, ModelChoiceField
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request

from foundation.api.paging import CONTROLS
from foundation.numbers import number_of


class StrictFilterBackend(DjangoFilterBackend):
    """The view's FilterSet on a list; a single row takes no parameters at all."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        asked = request.query_params
        if not asked:
            return queryset
        filters = None if view.detail else self.get_filterset_class(view, queryset)
        known = set(filters.base_filters) if filters else set()
        check_parameters(request, known if view.detail else known | CONTROLS)
        return super().filter_queryset(request, queryset, view) if known & set(asked) else queryset


def check_parameters(request: Request, known: Iterable[str] = ()) -> None:
    """Raises ValidationError with a reason for each parameter that is not known, empty, or given twice."""
    refused = {
        name: [reason]
        for name, values in request.query_params.lists()
        if (reason := _refusal(name, values, known))
    }
    if refused:
        raise ValidationError(refused)


def check_asked(request: Request, kind: type[Form]) -> Any:
    """The parameters as a form of the desk reads them. Raises ValidationError as it says, and NotFound for
    the number of a row that is not there.
    """
    check_parameters(request, kind.base_fields)
    form = kind(request.query_params)
    if not form.is_valid():
        rows = {name for name, field in form.fields.items() if isinstance(field, ModelChoiceField)}
        gone = {name for name in rows if number_of(form.data.get(name)) is not None}
        if wrong := {name: told for name, told in form.errors.items() if name not in gone}:
            raise ValidationError(wrong)
        raise NotFound
    return form


def _refusal(name: str, values: list[str], known: Iterable[str]) -> str:
    """Why this parameter cannot be answered, or ''."""
    if name not in known:
        return _("There is no such parameter here.")
    if len(values) > 1:
        return _("Give this parameter once.")
    return "" if values[0].strip() else _("Give this parameter a value, or leave it out.")
