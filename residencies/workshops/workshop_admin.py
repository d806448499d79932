"""Workshops at the staff’s desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
)

from foundation.admin import RecordAdmin
from foundation.lines import Lines
from residencies.workshops.desk_forms import voices_text
from residencies.workshops.models import (
    Feedback,
    FeedbackQuestion,
    Session,
    Workshop,
)


class WorkshopForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("spoken in it"),
    )


class SessionInline(Lines):
    """Those it has; each is made and changed on a page of its own, so that who is concerned is told."""

    model = Session
    fields = readonly_fields = ["starts_at", "ends_at", "place", "capacity", "held", "state"]
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class QuestionInline(Lines):
    """What its feedback asks beside the marks. What somebody has answered stays."""

    model = FeedbackQuestion
    fields = ["position", "kind", "text_fr", "text_ar", "text_en"]


@admin.register(Workshop)
class WorkshopAdmin(RecordAdmin):
    form = WorkshopForm
    list_display = ["name", "edition", "audience", "is_published", "sessions_count"]
    list_filter = [
        ("edition__programme", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
        ("audience", ChoicesDropdownFilter),
        "is_published",
    ]
    list_select_related = ["edition__programme"]
    search_fields = search_spelled = ["name_fr", "name_ar", "name_en"]
    autocomplete_fields = ["edition"]
    inlines = [SessionInline, QuestionInline]
    fieldsets = [
        (None, {"fields": [("edition", "audience"), ("is_published", "offer_hours"), "languages"]}),
        (_("Name"), {"fields": [("name_fr", "name_ar", "name_en")]}),
        (_("Description"), {"fields": ["about_fr", "about_ar", "about_en"]}),
        (_("As it stands"), {"fields": ["told"]}),
    ]
    readonly_fields = ["told"]
    actions_detail = ["add_session"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Workshop]:
        return super().get_queryset(request).annotate(sessions_number=Count("sessions"))

    @display(description=_("workshop"), ordering="name_fr")
    def name(self, row: Workshop) -> str:
        return str(row)

    @display(description=_("sessions"), ordering="sessions_number")
    def sessions_count(self, row: Any) -> int:
        return row.sessions_number

    @display(description=_("feedback of all sessions"))
    def told(self, row: Workshop) -> str | SafeString:
        return voices_text(Feedback.objects.filter(session__workshop=row.pk)) if row.pk else "—"

    @action(description=_("Add a session"), icon="event", permissions=["change"])
    def add_session(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        return HttpResponseRedirect(f"{reverse('admin:workshops_session_add')}?workshop={row.pk}")
