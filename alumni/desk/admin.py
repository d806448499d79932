"""The staff's home page, the way through the desk, and one page a person with all that is known of her."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from alumni.careers import wording as careers_wording
from alumni.careers.models import Change
from alumni.careers.selectors import timeline
from alumni.checkins import wording
from alumni.checkins.models import CheckIn
from alumni.desk import selectors
from alumni.desk.cards import cards_for
from foundation.importing.views import may_import_tables
from foundation.people.admin import PersonAdmin
from foundation.people.models import Person
from residencies.programmes.models import Participation

# The groups of the navigation, in the order of the work: (title, [(table, icon)]).
GROUPS = [
    (_("People"), [
        ("people.person", "person"), ("people.duplicate", "join"), ("people.organisation", "apartment"),
    ]),
    (_("Programmes"), [
        ("programmes.programme", "local_library"), ("programmes.edition", "event"),
        ("programmes.participation", "groups"),
    ]),
    (_("After the programme"), [
        ("careers.change", "rule"), ("checkins.checkin", "mark_email_unread"),
        ("checkins.plan", "update"), ("checkins.questionnaire", "quiz"),
    ]),
    (_("Works"), [("films.work", "movie"), ("films.credit", "badge"), ("films.role", "theater_comedy")]),
    (_("Festivals and markets"), [
        ("films.festival", "festival"), ("films.festivaledition", "calendar_month"),
        ("films.selection", "star"), ("films.award", "emoji_events"),
    ]),
    (_("Mail"), [
        ("mail.message", "outbox"), ("mail.wording", "edit_note"),
        ("reminders.rule", "notifications_active"), ("reminders.occurrence", "schedule_send"),
        ("mail.report", "assignment_return"), ("mail.suppression", "block"),
        ("mail.postman", "local_shipping"),
    ]),
    (_("Administration"), [
        ("people.account", "manage_accounts"), ("auth.group", "shield_person"),
        ("knox.authtoken", "vpn_key"), ("people.merge", "merge"),
    ]),
]  # fmt: skip
NAMES = {"knox.authtoken": _("API tokens")}  # where a table comes with no name in our languages


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Each table of the desk this reader may open; a group without any is left out by the template."""
    desks = {model._meta.label_lower: desk for model, desk in admin.site._registry.items()}
    home = {"title": _("Today"), "icon": "today", "link": reverse("admin:index")}
    top = [home]
    if may_import_tables(request.user):
        tables = {"title": _("Import tables"), "icon": "upload_file", "link": reverse("import_tables")}
        top.append(tables)
    groups = [{"items": top}]
    for title, tables in GROUPS:
        items = [
            _item(desks[table], icon)
            for table, icon in tables
            if table in desks and desks[table].has_view_or_change_permission(request)
        ]
        groups.append({"title": title, "separator": True, "items": items})
    return groups


def _item(desk: admin.ModelAdmin, icon: str) -> dict[str, Any]:
    opts = desk.opts
    link = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    name = str(NAMES.get(opts.label_lower, opts.verbose_name_plural))
    return {"title": name[:1].upper() + name[1:], "icon": icon, "link": link}


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    cards = cards_for(request.user, now)
    return {
        **context,
        "title": gettext("What is waiting today"),
        "today": timezone.localdate(now),
        "work": [card for card in cards if card.is_work and card.count],
        "idle": [card for card in cards if card.is_work and not card.count],
        "week": [card for card in cards if not card.is_work],
        "trouble": selectors.delivery_trouble(request.user, now),
    }


admin.site.unregister(Person)


@admin.register(Person)
class WholePersonAdmin(PersonAdmin):
    """The record of a person with what the upper floors know: her path, her check-ins, her proposals."""

    change_form_outer_before_template = "desk/person.html"
    list_display = ["name", "name_ar", "path", "email", "city", "country"]
    list_filter = [
        ("participations__edition__programme", AutocompleteSelectFilter),
        ("participations__edition", AutocompleteSelectFilter),
        ("participations__state", ChoicesDropdownFilter),
        *PersonAdmin.list_filter,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        taken = Participation.objects.visible_to(request.user).select_related("edition__programme")
        shown = Prefetch("participations", taken.order_by("-edition__starts_on", "pk"), to_attr="shown_path")
        return super().get_queryset(request).prefetch_related(shown)

    @display(description=_("programmes"))
    def path(self, row: Person) -> str:
        return ", ".join(str(participation.edition) for participation in row.shown_path)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        person = self.get_object(request, object_id)
        known = _known(person, request.user) if person else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **known})


def _known(person: Person, viewer: Any) -> dict[str, Any]:
    roles = careers_wording.roles()
    checkins = CheckIn.objects.visible_to(viewer).filter(person=person)
    checkins = checkins.select_related("participation__edition__programme")
    checkins = checkins.prefetch_related("answers__question__options").order_by("-ask_on", "-pk")
    changes = Change.objects.visible_to(viewer).waiting().filter(person=person).select_related("work")
    return {
        "events": timeline(person, viewer),
        "checkins": [(row, wording.said(row.answers.all(), roles)) for row in checkins],
        "changes": [(row, careers_wording.compared(row, roles)) for row in changes.order_by("said_at")],
        "may_decide": viewer.has_perm("careers.change_change"),
    }
