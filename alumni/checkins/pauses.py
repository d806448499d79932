"""Pauses at the staff's desk: who is not asked, since when and why, and a word that ends it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from alumni.checkins.models import Pause
from alumni.checkins.pausing import MONTHS, pause_checkins, resume_checkins
from foundation.admin import ReadOnly, RecordAdmin, RowButtons
from foundation.confirm import confirmed
from foundation.day_filter import DayFilter
from foundation.mail.forms import ReasonForm
from foundation.people.models import Person

FOR_EVER = "stop"


def _lengths() -> list[tuple[str, Any]]:
    lengths = [(str(number), ngettext("%d month", "%d months", number) % number) for number in MONTHS]
    return [*lengths, (FOR_EVER, _("until she wants to be asked again"))]


class PauseForm(forms.Form):
    months = forms.ChoiceField(
        label=_("for how long"),
        choices=_lengths,
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(
        label=_("reason"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("for colleagues; she does not see it"),
    )

    def clean_months(self) -> int | None:
        chosen = self.cleaned_data["months"]
        return None if chosen == FOR_EVER else int(chosen)


class HoldsFilter(DropdownFilter):
    title = _("holds")
    parameter_name = "holds"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("paused", gettext("paused")), ("stopped", gettext("stopped")), ("over", gettext("over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Pause]) -> QuerySet[Pause]:
        running = Pause.objects.running(timezone.localdate()).values("pk")
        match self.value():
            case "stopped":
                return queryset.filter(until=None)
            case "paused":
                return queryset.filter(pk__in=running).exclude(until=None)
            case "over":
                return queryset.exclude(pk__in=running)
        return queryset


@admin.register(Pause)
class PauseAdmin(RowButtons, ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["person", "since", "ends", "source", "by", "reason"]
    list_filter = [HoldsFilter, ("source", ChoicesDropdownFilter), ("until", DayFilter)]
    list_select_related = ["person", "by__person"]
    search_fields = ["reason"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or a word of the reason")
    fields = ["person", ("since", "until"), ("source", "by"), "reason"]
    row_buttons = {"resume": _("Ask her again …")}

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("checkins.delete_pause")

    @display(description=_("until"), ordering="until")
    def ends(self, row: Pause) -> Any:
        return row.until or gettext("stopped")

    def resume(self, request: HttpRequest, row: Pause) -> HttpResponse:
        rows = Pause.objects.filter(pk=row.pk).select_related("person")
        return resumed(self, request, row.person, rows, self.way_back(request))


def resumed(desk: Any, request: HttpRequest, person: Person, rows: QuerySet[Any], back: str) -> HttpResponse:
    """The page that asks for a reason and takes her pause away."""

    def do(data: dict[str, Any]) -> str:
        resume_checkins(person, by=request.user, now=timezone.now(), reason=data["reason"])
        return gettext("%(name)s is asked again when the next check-in is due.") % {"name": person}

    title = gettext("Ask her again")
    return confirmed(desk, request, rows, title=title, form_class=ReasonForm, do=do, back=back)


def paused(desk: Any, request: HttpRequest, person: Person, rows: QuerySet[Any], back: str) -> HttpResponse:
    """The page that asks for how long and why, and pauses her check-ins."""

    def do(data: dict[str, Any]) -> str:
        pause_checkins(person, **data, source=Pause.Source.STAFF, by=request.user, now=timezone.now())
        return gettext("%(name)s is not asked for now.") % {"name": person}

    title = gettext("Pause or stop check-ins")
    return confirmed(desk, request, rows, title=title, form_class=PauseForm, do=do, back=back)
