"""Juries at the staff's desk: criteria, jurors, giving out what is to be read, and who still owes what."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from foundation.admin import RecordAdmin
from foundation.confirm import confirmed, confirmed_one
from foundation.errors import ServiceError
from foundation.lines import Blocks
from foundation.people.models import Person
from residencies.selection import services
from residencies.selection.models import Criterion, Jury, Mark, kept_from_room
from residencies.selection.selectors import proposal, readings_of, who_owes
from residencies.selection.services.giving import check_giving

PER_PAGE = 50


class InviteForm(forms.Form):
    """Someone on record, or someone new by name and address."""

    person = forms.IntegerField(
        label=_("number of her record"),
        required=False,
        min_value=1,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("empty: whoever has this address, or a new record"),
    )
    name = forms.CharField(label=_("name"), max_length=200, required=False, widget=UnfoldAdminTextInputWidget)
    email = forms.EmailField(label=_("e-mail"), required=False, widget=UnfoldAdminTextInputWidget)
    language = forms.ChoiceField(label=_("language"), choices=Person.Language, widget=UnfoldAdminSelectWidget)
    capacity = forms.IntegerField(
        label=_("readings at most"),
        required=False,
        min_value=0,
        max_value=10_000,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("empty: any number"),
    )
    languages = forms.MultipleChoiceField(
        label=_("reads"),
        required=False,
        choices=settings.LANGUAGES,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("empty: all languages of the call"),
    )
    is_chair = forms.BooleanField(label=_("chair"), required=False, widget=UnfoldBooleanSwitchWidget)

    def clean_person(self) -> Person | None:
        number = self.cleaned_data["person"]
        person = Person.objects.filter(pk=number).first() if number else None
        if number and person is None:
            raise forms.ValidationError(gettext("There is no record with this number."))
        return person


class SourceForm(forms.Form):
    source = forms.ModelChoiceField(
        label=_("of which jury"),
        queryset=Jury.objects.select_related("call", "track"),
        widget=UnfoldAdminSelectWidget,
    )


class CriterionInline(Blocks):
    """Once a mark was given by one of them they stay as they are."""

    model = Criterion
    ordering_field = "position"
    fields = [
        ("position", "code", "weight"),
        ("low", "high", "may_be_left"),
        ("name_fr", "name_ar", "name_en"),
        ("help_fr", "help_ar", "help_en"),
    ]

    def _is_marked(self, jury: Jury | None) -> bool:
        return jury is not None and Mark.objects.filter(criterion__jury=jury).exists()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not self._is_marked(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_marked(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_marked(obj)


@admin.register(Jury)
class JuryAdmin(RecordAdmin):
    """It is made of jurors, given something to read and closed by the buttons of its page."""

    can_revert = False
    compressed_fields = False
    list_display = ["title", "step", "stage", "readers", "due_at", "sitting", "invited"]
    list_filter = [("call", AutocompleteSelectFilter), "step"]
    list_select_related = ["call", "track"]
    search_spelled = ("call__title_fr", "call__title_ar", "call__title_en", "call__slug")
    search_fields = list(search_spelled)
    autocomplete_fields = ["call", "track"]
    inlines = [CriterionInline]
    fieldsets = [
        (None, {"fields": [("call", "track", "step"), ("readers", "due_at")]}),
        (_("As it stands"), {"fields": [("opened_at", "closed_at")]}),
    ]
    readonly_fields = ["opened_at", "closed_at"]
    actions_detail = ["owed", "invite", "copy_criteria", "give", "remind", "close", "reopen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Jury]:
        rows: QuerySet[Jury] = super().get_queryset(request)
        return rows.annotate(
            sitting_count=Count("jurors", filter=Q(jurors__state="accepted")),
            invited_count=Count("jurors", filter=Q(jurors__state="invited")),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Jury | None = None) -> list[str]:
        """Whose applications it reads is settled once it has begun."""
        begun = ["call", "track", "step"] if obj is not None and obj.opened_at else []
        return [*self.readonly_fields, *begun]

    @display(description=_("jury"), ordering="call")
    def title(self, row: Jury) -> str:
        return str(row)

    @display(description=_("state"))
    def stage(self, row: Jury) -> str:
        if row.closed_at:
            return gettext("closed")
        return gettext("reading") if row.opened_at else gettext("in preparation")

    @display(description=_("jurors"), ordering="sitting_count")
    def sitting(self, row: Any) -> int:
        return int(row.sitting_count)

    @display(description=_("invited"), ordering="invited_count")
    def invited(self, row: Any) -> int:
        return int(row.invited_count)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """What its state leaves to be done."""
        row = self.get_object(request, str(object_id))
        if row is None:
            return []
        unfit = ["_copy_criteria", "_give", "_invite", "_remind", "_close"] if row.closed_at else ["_reopen"]
        if row.opened_at is None:
            unfit += ["_remind", "_close"]
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if not one.action_name.endswith(tuple(unfit))]

    @action(description=_("Who owes what"), icon="checklist", permissions=["view"])
    @method_decorator(require_safe)
    def owed(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """How far each juror is, and how often each application was read."""
        row = self.row_or_404(request, object_id)
        page = Paginator(readings_of(row, request.user), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Who owes what: %(jury)s") % {"jury": row},
            "jury": row,
            "jurors": who_owes(row, request.user),
            "page": page,
            "may_see_applications": request.user.has_perm("calls.view_application"),
            "back": self._page_of(row),
        }
        return TemplateResponse(request, "admin/jury_owed.html", context)

    @action(description=_("Invite a juror"), icon="person_add", permissions=["change"])
    def invite(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Jury, *, by: Any, now: datetime, **data: Any) -> str:
            juror = services.invite_juror(row, services.Invitee(**data), by=by, now=now)
            return gettext("%(name)s is invited.") % {"name": juror}

        return confirmed_one(self, request, object_id, gettext("Invite a juror"), act, InviteForm)

    @action(description=_("Copy criteria"), icon="file_copy", permissions=["change"])
    def copy_criteria(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Jury, *, by: Any, now: datetime, source: Jury) -> str:
            count = len(services.copy_criteria(row, source, by=by))
            said = ngettext("%(count)d criterion was copied.", "%(count)d criteria were copied.", count)
            return said % {"count": count}

        title = gettext("Copy the criteria of another jury")
        return confirmed_one(self, request, object_id, title, act, SourceForm)

    @action(description=_("Give out to read"), icon="assignment_ind", permissions=["change"])
    def give(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows who would read how many, and makes it so once it is confirmed."""
        row = self.row_or_404(request, object_id)
        try:
            check_giving(row, timezone.now())
        except ServiceError as fault:
            messages.error(request, str(fault))
            return HttpResponseRedirect(self._page_of(row))
        unseen = list(kept_from_room(request.user))
        planned = proposal(row, unseen=unseen)

        def do(_data: dict[str, Any]) -> str:
            made = services.give_out(row, by=request.user, now=timezone.now())
            count = sum(int(str(one)) not in unseen for one, _juror in made.result.pairs)
            said = ngettext("%(count)d reading was given out.", "%(count)d readings were given out.", count)
            return said % {"count": count}

        return confirmed(
            self,
            request,
            Jury.objects.filter(pk=row.pk).select_related("call", "track"),
            title=gettext("Give out to read"),
            do=do,
            back=self._page_of(row),
            template="admin/jury_give.html",
            told={"proposal": planned, "lacks": list(planned.lacks())},
        )

    @action(description=_("Remind now"), icon="notifications", permissions=["change"])
    def remind(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Jury, *, by: Any, now: datetime) -> str:
            count = services.remind_jurors(row, now=now)
            said = ngettext("%(count)d juror is written to.", "%(count)d jurors are written to.", count)
            return said % {"count": count}

        title = gettext("Remind all who have not handed in everything")
        return confirmed_one(self, request, object_id, title, act)

    @action(description=_("Close reading"), icon="lock", permissions=["change"])
    def close(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Jury, **who: Any) -> str:
            services.close_reading(row, **who)
            return gettext("The reading is closed.")

        return confirmed_one(self, request, object_id, gettext("Close reading"), act)

    @action(description=_("Open reading again"), icon="lock_open", permissions=["change"])
    def reopen(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Jury, **who: Any) -> str:
            services.reopen_reading(row, **who)
            return gettext("The reading is open again.")

        return confirmed_one(self, request, object_id, gettext("Open reading again"), act)

    def _page_of(self, row: Jury) -> str:
        return reverse("admin:selection_jury_change", args=[row.pk])
