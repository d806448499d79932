"""Sessions at the staff's desk, with who speaks and what is handed out."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import RecordAdmin
from foundation.confirm import ReasonForm, confirmed, confirmed_one
from foundation.day_filter import DayFilter
from foundation.lines import Lines
from foundation.people.models import Person
from residencies.programmes.models import Participation
from residencies.workshops import services
from residencies.workshops.desk_forms import (
    MaterialForm,
    PersonForm,
    SecureLinks,
    SessionForm,
    voices_text,
)
from residencies.workshops.models import (
    Material,
    Session,
    SessionQuerySet,
    Speaker,
)
from residencies.workshops.selectors.figures import counted
from residencies.workshops.services.sessions import CHANGED


class SpeakerInline(Lines):
    model = Speaker
    autocomplete_fields = ["person"]
    fields = ["position", "person", "role"]


class MaterialInline(SecureLinks, Lines):
    """Where a file is kept is nobody's business: it is handed out by a page that looks who asks."""

    model = Material
    form = MaterialForm
    fields = ["title", "url", "file"]
    formfield_overrides = {
        models.FileField: {"widget": forms.FileInput},
    }


class WithoutSpeakerFilter(admin.SimpleListFilter):
    title = _("speakers")
    parameter_name = "speakers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", gettext("nobody named yet, to come"))]

    def queryset(self, request: HttpRequest, queryset: SessionQuerySet) -> SessionQuerySet:
        return queryset.without_speaker(timezone.now()) if self.value() == "none" else queryset


@admin.register(Session)
class SessionAdmin(SecureLinks, RecordAdmin):
    """Its times, place and places are changed by a service, which tells who is concerned."""

    form = SessionForm
    can_revert = False
    list_display = ["title", "starts_at", "place", "state", "taken", "waiting", "there"]
    list_filter = [
        ("workshop__edition__programme", AutocompleteSelectFilter),
        ("workshop__edition", AutocompleteSelectFilter),
        ("workshop", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("starts_at", DayFilter),
        WithoutSpeakerFilter,
    ]
    list_select_related = ["workshop"]
    search_fields = search_spelled = [
        *("workshop__name_fr", "workshop__name_ar", "workshop__name_en"),
        *("title_fr", "title_ar", "title_en", "place"),
    ]
    autocomplete_fields = ["workshop"]
    inlines = [SpeakerInline, MaterialInline]
    fieldsets = [
        (None, {"fields": ["workshop", "title_fr", "title_ar", "title_en"]}),
        (_("When and where"), {"fields": ["starts_at", "ends_at", "time_zone", ("place", "online_url")]}),
        (_("Places"), {"fields": [("capacity", "taken", "waiting")]}),
        (_("As it stands"), {"fields": [("state", "reason"), ("lists", "told")]}),
    ]
    readonly_fields = ["taken", "waiting", "state", "reason", "lists", "told"]
    actions = ["cancel_all"]
    actions_detail = ["attendance", "register_someone", "register_edition", "cancel"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Its times are typed and shown in its own zone, whoever reads."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        named = request.POST.get("time_zone") or (row.time_zone if row else "")
        zone = ZoneInfo(named) if named in available_timezones() else timezone.get_current_timezone()
        with timezone.override(zone):
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return response.render() if hasattr(response, "render") else response

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return counted(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Session | None = None) -> list[str]:
        """One that is cancelled stays as it is; and none changes its workshop."""
        if obj is None:
            return self.readonly_fields
        fixed = sorted(CHANGED) if obj.is_cancelled else []
        return [*self.readonly_fields, "workshop", *fixed]

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        values = {name: form.cleaned_data[name] for name in form.changed_data if name in CHANGED}
        if values:
            services.change_session(obj, **values, by=request.user, now=timezone.now())

    @display(description=_("session"), ordering="workshop__name_fr")
    def title(self, row: Session) -> str:
        return str(row)

    @display(description=_("places taken"), ordering="held")
    def taken(self, row: Session) -> str:
        return f"{row.held}/{row.capacity}" if row.capacity else str(row.held)

    @display(description=_("waiting"), ordering="waiting_count")
    def waiting(self, row: Any) -> int:
        return getattr(row, "waiting_count", 0)

    @display(description=_("there"), ordering="there_count")
    def there(self, row: Any) -> int:
        return row.there_count

    @display(description=_("lists"))
    def lists(self, row: Session) -> str | SafeString:
        if not row.pk:
            return "—"
        places = f"{reverse('admin:workshops_registration_changelist')}?session__id__exact={row.pk}"
        link = '<a class="font-medium text-important underline" href="{}">{}</a>'
        return format_html(link, places, gettext("registrations"))

    @display(description=_("feedback"))
    def told(self, row: Session) -> str | SafeString:
        return voices_text(row.feedback.all()) if row.pk else "—"

    @action(description=_("Attendance list"), icon="checklist", permissions=["view"])
    def attendance(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        return HttpResponseRedirect(reverse("workshops:attendance", args=[row.pk]))

    @action(description=_("Register someone"), icon="person_add", permissions=["change"])
    def register_someone(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Session, *, person: Person, by: Any, now: datetime) -> str:
            made = services.register_guest(row, person, by=by, now=now)
            said = {"name": person, "state": made.get_state_display()}
            return gettext("%(name)s: %(state)s.") % said

        return confirmed_one(self, request, object_id, gettext("Register someone"), act, PersonForm)

    @action(description=_("Register the whole edition"), icon="group_add", permissions=["change"])
    def register_edition(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Session, *, by: Any, now: datetime) -> str:
            edition = row.workshop.edition_id
            parts = Participation.objects.running().filter(edition=edition).select_related("person")
            made = services.register_all(row, [part.person for part in parts.order_by("pk")], by=by, now=now)
            said = ngettext("%(count)d person was registered.", "%(count)d people were registered.", made)
            return said % {"count": made}

        return confirmed_one(self, request, object_id, gettext("Register the whole edition"), act)

    @action(description=_("Cancel the session"), icon="event_busy", permissions=["change"])
    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Cancel the session")
        return confirmed_one(self, request, object_id, title, services.cancel_session, ReasonForm)

    @admin.action(description=_("Cancel sessions …"), permissions=["change"])
    def cancel_all(self, request: HttpRequest, rows: QuerySet[Session]) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            done = list(rows.order_by("pk"))
            with transaction.atomic():  # all or none
                for row in done:
                    services.cancel_session(row, **data, by=request.user, now=timezone.now())
            said = ngettext("%(count)d session is cancelled.", "%(count)d sessions are cancelled.", len(done))
            return said % {"count": len(done)}

        title, back = gettext("Cancel sessions"), request.get_full_path()
        return confirmed(self, request, rows, title=title, form_class=ReasonForm, do=do, back=back)
