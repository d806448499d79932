"""A filter of the desk's lists: rows of another table; it names none that its reader may not see."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.contrib.filters.forms import AutocompleteDropdownForm

from foundation.people.selectors import rows_told


class _Form(AutocompleteDropdownForm):
    def __init__(self, request: HttpRequest, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, name, *args, **kwargs)
        chosen: Any = self.fields[name]
        chosen.queryset = rows_told(chosen.queryset.model, request.user)


class RelatedFilter(AutocompleteSelectFilter):
    """Unfold's names whatever row the address says, and finds nothing where that row is gone."""

    form_class = _Form

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        asked = {str(one) for one in self.lookup_val or [] if one != ""}
        rows = self.field.remote_field.model._base_manager
        try:
            there = rows.filter(pk__in=asked).count() if asked else 0
        except (ValueError, ValidationError, OverflowError) as fault:
            raise IncorrectLookupParameters(fault) from fault
        if there < len(asked):
            raise IncorrectLookupParameters
        return super().queryset(request, queryset)
