"""Conflicts of interest at the desk: looked at, and settled with a note."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from foundation.admin import ReadOnly, RecordAdmin, RowButtons
from foundation.confirm import confirmed
from foundation.day_filter import DayFilter
from foundation.people.models import Person
from residencies.selection import services
from residencies.selection.models import Conflict

State = Conflict.State


class NoteForm(forms.Form):
    note = forms.CharField(label=_("note"), max_length=5000, widget=UnfoldAdminTextareaWidget)


class MayNoteForm(forms.Form):
    note = forms.CharField(label=_("note"), max_length=5000, required=False, widget=UnfoldAdminTextareaWidget)


class ReadingFilter(admin.SimpleListFilter):
    title = _("its jury reads")
    parameter_name = "reading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("still")), ("no", _("no more"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Conflict]) -> QuerySet[Conflict]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(juror__jury__closed_at__isnull=self.value() == "yes")


@admin.register(Conflict)
class ConflictAdmin(RowButtons, ReadOnly, RecordAdmin):
    """A likeness of names is only flagged: many who share one are not related, and some who are do not."""

    is_kept_in = True
    can_revert = False
    list_display = ["who", "number", "kind", "state", "detail", "note", "at"]
    list_display_links = ["who", "number"]
    list_filter = [
        ("juror__jury", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("at", DayFilter),
        ReadingFilter,
    ]
    list_select_related = ["juror__person", "application"]
    ordering = ["-state", "-at", "pk"]  # those to be looked at first
    search_fields = ["application__number", "application__title", "detail"]
    search_named = {"juror__person": Person}
    fields = [("juror", "application"), ("kind", "state"), "detail", "note", "at"]
    row_buttons = {"clear": _("Clear …"), "confirm": _("Recuse …")}

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("selection.change_conflict")

    def is_pressable(self, row: Conflict) -> bool:
        return bool(row.kind != Conflict.Kind.SELF or row.state != State.RECUSED)

    @display(description=_("juror"), ordering="juror__person__sort_name")
    def who(self, row: Conflict) -> str:
        return str(row.juror)

    @display(description=_("application"), ordering="application__number")
    def number(self, row: Conflict) -> str:
        return str(row.application)

    def clear(self, request: HttpRequest, row: Conflict) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            services.clear_conflict(row, **data, by=request.user, now=timezone.now())
            return gettext("It is no conflict: she may read it.")

        return self._asked(request, row, gettext("It is no conflict"), do, NoteForm)

    def confirm(self, request: HttpRequest, row: Conflict) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            services.confirm_conflict(row, **data, by=request.user, now=timezone.now())
            return gettext("She is recused from it.")

        return self._asked(request, row, gettext("Recuse her"), do, MayNoteForm)

    def _asked(
        self, request: HttpRequest, row: Conflict, title: str, do: Any, form_class: type[forms.Form]
    ) -> HttpResponse:
        rows: QuerySet[Conflict] = Conflict.objects.filter(pk=row.pk).select_related("juror__person")
        back = self.way_back(request)
        return confirmed(self, request, rows, title=title, form_class=form_class, do=do, back=back)
