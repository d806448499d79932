"""Jurors, what they were given and what they handed in, at the staff's desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin, RowButtons
from foundation.confirm import confirmed, confirmed_one
from foundation.errors import ServiceError
from foundation.importing.admin import TableAdmin
from foundation.importing.resources import Run
from foundation.people.models import Person
from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.exporting import ReviewTable
from residencies.selection.models import Assignment, Juror, Mark, Review

State = Juror.State


class SeatForm(forms.ModelForm):  # type: ignore[type-arg]
    languages = forms.MultipleChoiceField(
        label=_("reads"),
        required=False,
        choices=settings.LANGUAGES,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("languages; empty: all of the call"),
    )

    class Meta:
        model = Juror
        fields = ["is_chair", "capacity", "languages"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"), max_length=2000, required=False, widget=UnfoldAdminTextareaWidget
    )


class NumberForm(forms.Form):
    """An application by its number."""

    number = forms.CharField(
        label=_("number of the application"), max_length=20, widget=UnfoldAdminTextInputWidget
    )

    def clean_number(self) -> str:
        return str(self.cleaned_data["number"]).strip()


def _application(number: str, by: Any) -> Application:
    """The one with this number, if `by` may see it."""
    row = Application.objects.visible_to(by).filter(number__iexact=number).first()
    if row is None:
        raise ServiceError(gettext("There is no application with this number."))
    return row


class RecusalForm(NumberForm):
    note = forms.CharField(label=_("why"), max_length=5000, widget=UnfoldAdminTextareaWidget)


@admin.register(Juror)
class JurorAdmin(RecordAdmin):
    """She is invited on the page of her jury; here her seat is looked after."""

    form = SeatForm
    can_revert = False
    list_display = ["who", "jury", "state", "is_chair", "capacity", "invited_at", "answered_at"]
    list_filter = [("jury", AutocompleteSelectFilter), ("state", ChoicesDropdownFilter)]
    list_select_related = ["person", "jury__call", "jury__track"]
    search_fields = ["person__email"]
    search_named = {"person": Person}
    fields = [
        ("person", "jury"),
        ("state", "reason"),
        ("invited_at", "answered_at"),
        ("is_chair", "capacity"),
        "languages",
    ]
    readonly_fields = ["person", "jury", "state", "reason", "invited_at", "answered_at"]
    actions_detail = ["resend", "give_one", "recuse", "remove"]
    has_add_permission = ReadOnly.has_add_permission
    has_delete_permission = ReadOnly.has_delete_permission

    @display(description=_("juror"), ordering="person__sort_name")
    def who(self, row: Juror) -> str:
        return str(row.person)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """What her seat leaves to be done."""
        row = self.get_object(request, str(object_id))
        fit = {
            State.INVITED: ("_resend", "_remove"),
            State.ACCEPTED: ("_give_one", "_recuse", "_remove"),
        }.get(row.state, ()) if row else ()  # fmt: skip
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if one.action_name.endswith(tuple(fit))]

    @action(description=_("Send the invitation again"), icon="forward_to_inbox", permissions=["change"])
    def resend(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Juror, **who: Any) -> str:
            if services.resend_invitation(row, **who):
                return gettext("The invitation is sent again.")
            return gettext("It was sent a moment ago already.")

        return confirmed_one(self, request, object_id, gettext("Send the invitation again"), act)

    @action(description=_("Give one to read"), icon="assignment_add", permissions=["change"])
    def give_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Juror, *, number: str, **who: Any) -> str:
            services.give_one(row, _application(number, request.user), **who)
            return gettext("It is hers to read.")

        return confirmed_one(self, request, object_id, gettext("Give one to read"), act, NumberForm)

    @action(description=_("Recuse"), icon="block", permissions=["change"])
    def recuse(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Juror, *, number: str, **who: Any) -> str:
            services.recuse_juror(row, _application(number, request.user), **who)
            return gettext("She is recused from it.")

        return confirmed_one(
            self, request, object_id, gettext("Recuse her from an application"), act, RecusalForm
        )

    @action(description=_("Remove"), icon="person_remove", permissions=["change"])
    def remove(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Juror, **who: Any) -> str:
            services.remove_juror(row, **who)
            return gettext("She is removed; what she has not handed in can be given to others.")

        return confirmed_one(self, request, object_id, gettext("Remove from the jury"), act, ReasonForm)


@admin.register(Assignment)
class AssignmentAdmin(RowButtons, ReadOnly, DeskAdmin):
    """Made by the jury's button, or one by one on the juror's page."""

    list_display = ["number", "who", "state", "made_at"]
    list_display_links = ["number"]
    list_filter = [("juror__jury", AutocompleteSelectFilter), ("juror", AutocompleteSelectFilter)]
    list_select_related = ["juror__person", "application", "review"]
    search_fields = ["application__number", "application__title"]
    search_named = {"juror__person": Person}
    fields = [("application", "juror"), "made_at"]
    row_buttons = {"take_back": _("Take back …")}

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("selection.delete_assignment")

    def is_pressable(self, row: Assignment) -> bool:
        return row.stage != "handed_in"

    @display(description=_("application"), ordering="application__number")
    def number(self, row: Assignment) -> str:
        return str(row.application)

    @display(description=_("juror"), ordering="juror__person__sort_name")
    def who(self, row: Assignment) -> str:
        return str(row.juror)

    @display(description=_("state"))
    def state(self, row: Assignment) -> str:
        said = {"to_read": _("to read"), "draft": _("draft"), "handed_in": _("handed in")}
        return str(said[row.stage])

    def take_back(self, request: HttpRequest, row: Assignment) -> HttpResponse:
        def do(_data: dict[str, Any]) -> str:
            services.take_back(row, by=request.user, now=timezone.now())
            return gettext("It is not hers to read any more.")

        rows = Assignment.objects.filter(pk=row.pk).select_related("juror__person", "application")
        title, back = gettext("Take it back from her"), self.way_back(request)
        return confirmed(self, request, rows, title=title, do=do, back=back)


class MarkInline(ReadOnly, TabularInline):
    model = Mark
    fields = ["criterion", "value"]
    extra = 0


@admin.register(Review)
class ReviewAdmin(ReadOnly, TableAdmin, RecordAdmin):
    """What was handed in, also as a table to take out. A draft is its juror's alone."""

    resource_classes = [ReviewTable]
    can_revert = False
    list_display = ["number", "who", "submitted_at", "saved_at"]
    list_display_links = ["number"]
    list_filter = [
        ("assignment__juror__jury", AutocompleteSelectFilter),
        ("assignment__juror", AutocompleteSelectFilter),
    ]
    list_select_related = ["assignment__juror__person", "assignment__application"]
    search_fields = ["assignment__application__number", "assignment__application__title"]
    search_named = {"assignment__juror__person": Person}
    fields = [("number", "who"), "notes", "comment", ("submitted_at", "saved_at")]
    readonly_fields = ["number", "who", "submitted_at", "saved_at"]
    inlines = [MarkInline]

    @display(description=_("application"), ordering="assignment__application__number")
    def number(self, row: Review) -> str:
        return str(row.assignment.application)

    @display(description=_("juror"), ordering="assignment__juror__person__sort_name")
    def who(self, row: Review) -> str:
        return str(row.assignment.juror)

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {"run": Run(request.user, timezone.now())}
