"""Calls at the staff's desk; their forms and the applications to them have files of their own."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminSplitDateTimeWidget, UnfoldAdminTextInputWidget

from foundation.admin import RecordAdmin
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.lines import Blocks, Lines
from foundation.zones import at_place
from residencies.calls import application_admin, form_admin, services  # noqa: F401 - they register pages
from residencies.calls.building import CallForm, RuleForm
from residencies.calls.models import Call, EligibilityRule, InvitationCode, Seat
from residencies.calls.models.applying import is_reader
from residencies.calls.out_pages import show_out, tell_group
from residencies.calls.rules import explained
from residencies.calls.services.calls import call_lacks, has_opened
from residencies.programmes.models import Edition


class UntilItOpens:
    """Lines of a call that applicants go by: they stay as they are from the moment it opens."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _has_opened(obj) and super().has_add_permission(request, obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _has_opened(obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _has_opened(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]


def _has_opened(row: Call | None) -> bool:
    return row is not None and has_opened(row, timezone.now())


class SeatInline(UntilItOpens, Lines):
    model = Seat
    autocomplete_fields = ["role"]
    tab = True


class CodeInline(Lines):
    model = InvitationCode
    tab = True


class RuleInline(UntilItOpens, Blocks):
    model = EligibilityRule
    form = RuleForm
    tab = True
    fields = [
        ("position", "kind", "is_strict"),
        ("least", "most", "on"),
        ("one_of", "asked"),
        ("text_fr", "text_ar", "text_en"),
        "reads",
    ]
    readonly_fields = ["reads"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [("kind", "is_strict"), "reads"] if _has_opened(obj) else super().get_fields(request, obj)

    @display(description=_("as it is told"))
    def reads(self, row: EligibilityRule) -> str:
        return explained(row, row.call) if row.pk else "—"


class InstantField(forms.SplitDateTimeField):
    widget = UnfoldAdminSplitDateTimeWidget


class ExtensionForm(forms.Form):
    closes_at = InstantField(label=_("closes"))
    reason = forms.CharField(label=_("reason"), required=False, widget=UnfoldAdminTextInputWidget)


class CopyForm(forms.Form):
    edition = forms.ModelChoiceField(
        label=_("edition"),
        queryset=Edition.objects.select_related("programme"),
        widget=UnfoldAdminSelectWidget,
    )
    slug = forms.SlugField(label=_("code"), widget=UnfoldAdminTextInputWidget)
    opens_at = InstantField(label=_("opens"))


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Call.State.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Call]) -> QuerySet[Call]:
        state = self.value()
        return queryset.in_state(state, timezone.now()) if state in Call.State.values else queryset


@admin.register(Call)
class CallAdmin(RecordAdmin):
    """It is announced, opened, closed and extended by the buttons of its page; each asks first."""

    form = CallForm
    can_revert = False
    compressed_fields = False
    list_display = ["title", "edition", "state_now", "opens_at", "closes_at", "begun", "sent"]
    list_filter = [StateFilter, ("edition__programme", AutocompleteSelectFilter), ("closes_at", DayFilter)]
    list_select_related = ["edition__programme"]
    search_fields = search_spelled = ["title_fr", "title_ar", "title_en", "slug", "edition__name"]
    autocomplete_fields = ["edition", "form", "tracks"]
    inlines = [SeatInline, CodeInline, RuleInline]
    readonly_fields = ["state_now", "ready", "begun", "sent", "there", "page"]
    actions_detail = ["announce", "withhold", "open_now", "close_now", "extend", "copy", "letters"]
    fieldsets = [
        (None, {"fields": [("state_now", "begun", "sent"), ("ready", "page")]}),
        (_("What it is for"), {"fields": [("edition", "slug"), ("form", "tracks"), "contact"]}),
        (
            _("Texts"),
            {
                "fields": [
                    "languages",
                    ("title_fr", "title_ar", "title_en"),
                    ("text_fr", "text_ar", "text_en"),
                ]
            },
        ),
        (
            _("Instants"),
            {
                "fields": [
                    ("opens_at", "closes_at"),
                    ("time_zone", "grace_minutes"),
                    "there",
                    "steps",
                    ("second_opens_at", "second_closes_at"),
                    "addendum_until",
                ],
                "description": _("Written in the time of the desk."),
            },
        ),
        (
            _("Who applies"),
            {
                "fields": [
                    ("applies", "least_members", "most_members"),
                    ("replacement_days", "most_applications", "needs_code"),
                ]
            },
        ),
        (_("How it is read"), {"fields": [("is_sealed", "is_blind")]}),
    ]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/out/", view(self.out), name="calls_call_out"),
            path("<path:object_id>/out/<slug:group>/tell/", view(self.tell), name="calls_call_tell"),
            *super().get_urls(),
        ]

    @method_decorator(require_safe)
    def out(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return show_out(self, request, self.row_or_404(request, object_id))

    def tell(self, request: HttpRequest, object_id: str, group: str) -> HttpResponse:
        return tell_group(self, request, self.row_or_404(request, object_id), group)

    def has_out_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_reader(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Call]:
        return super().get_queryset(request).counted(request.user)

    @display(description=_("call"), ordering="slug")
    def title(self, row: Call) -> str:
        return str(row)

    @display(description=_("state"))
    def state_now(self, row: Call) -> str:
        return str(Call.State(row.state).label) if row.pk else "—"

    @display(description=_("begun"), ordering="begun")
    def begun(self, row: Call) -> Any:
        return row.begun if row.pk else "—"

    @display(description=_("sent in"), ordering="submitted")
    def sent(self, row: Call) -> SafeString | Any:
        if not row.pk:
            return "—"
        url = reverse("admin:calls_application_changelist")
        link = '<a class="font-medium text-important underline" href="{}?call__id__exact={}">{}</a>'
        return format_html(link, url, row.pk, row.submitted)

    @display(description=_("its page"))
    def page(self, row: Call) -> SafeString | str:
        if not row.pk:
            return "—"
        words = gettext("Preview") if row.published_at is None else gettext("Look at it")
        link = '<a class="font-medium text-important underline" href="{}">{}</a>'
        return format_html(link, reverse("calls:call", args=[row.slug]), words)

    @display(description=_("where it closes"))
    def there(self, row: Call) -> str:
        if not row.pk:
            return "—"
        return f"{at_place(row.opens_at, row.time_zone)} – {at_place(row.closes_at, row.time_zone)}"

    @display(description=_("still missing"))
    def ready(self, row: Call) -> SafeString | str:
        missing = call_lacks(row) if row.pk else []
        if not missing:
            return gettext("Nothing: it can be announced.") if row.pk else "—"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((one,) for one in missing)))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """What its state leaves to be done."""
        offered = super().get_actions_detail(request, object_id)
        row = self.get_object(request, str(object_id))
        if row is None:
            return []
        fit = {
            Call.State.DRAFT: ("_announce", "_open_now", "_copy"),
            Call.State.ANNOUNCED: ("_withhold", "_open_now", "_extend", "_copy"),
            Call.State.OPEN: ("_close_now", "_extend", "_copy", "_letters"),
            Call.State.CLOSED: ("_extend", "_copy", "_letters"),
        }[row.state]
        return [one for one in offered if one.action_name.endswith(fit)]

    @action(description=_("Announce"), icon="campaign", permissions=["change"])
    def announce(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Announce"), services.announce_call)

    @action(description=_("Take back from the public page"), icon="visibility_off", permissions=["change"])
    def withhold(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Take back from the public page")
        return confirmed_one(self, request, object_id, title, services.withhold_call)

    @action(description=_("Open now"), icon="lock_open", permissions=["change"])
    def open_now(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Open now"), services.open_call)

    @action(description=_("Close now"), icon="lock", permissions=["change"])
    def close_now(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Close now"), services.close_call)

    @action(description=_("Extend"), icon="more_time", permissions=["change"])
    def extend(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Extend"), services.extend_call, ExtensionForm)

    @action(description=_("Copy for another edition"), icon="file_copy", permissions=["add"])
    def copy(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Call, *, now: datetime, **how: Any) -> Call:
            return services.copy_call(row, **how)

        return confirmed_one(self, request, object_id, gettext("Copy for another edition"), act, CopyForm)

    @action(description=_("Letters to those out"), icon="drafts", permissions=["out"])
    def letters(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:calls_call_out", args=[object_id]))
