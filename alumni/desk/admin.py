"""The staff's home page, the way through the desk, and one page a person with all that is known of her."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from alumni.careers import wording as careers_wording
from alumni.careers.models import Change
from alumni.careers.selectors import timeline
from alumni.careers.selectors.attribution import sees_outcomes
from alumni.checkins import wording
from alumni.checkins.calls import recorded
from alumni.checkins.contactability import NEVER, Level, with_contactability
from alumni.checkins.models import Call, CheckIn, Contact
from alumni.checkins.pauses import paused, resumed
from alumni.checkins.selectors import running_pause
from alumni.desk import selectors
from alumni.desk.cards import cards_for
from alumni.desk.life import life_page
from alumni.desk.tasks_admin import ResponsibilityAdmin, TaskAdmin  # noqa: F401 - they register their pages
from alumni.desk.waiting import desk_of
from alumni.impact.indicator_pages import may_see as may_see_indicators
from alumni.support.models import kinds_of
from alumni.support.selectors import waits_for
from foundation.admin import country
from foundation.importing.views import may_import_tables
from foundation.people.admin import PersonAdmin
from foundation.people.models import Person, SecondContact, is_staff_with
from foundation.readings import tell_reading
from foundation.translated import listed
from residencies.programmes.models import Participation

AFTER = _("After the programme")
# The groups of the navigation, in the order of the work: (title, [(table, icon)]).
GROUPS = [
    (_("People"), [
        ("people.person", "person"), ("people.duplicate", "join"), ("people.organisation", "apartment"),
    ]),
    (_("Our work"), [("desk.task", "task"), ("desk.responsibility", "assignment_ind")]),
    (_("Privacy"), [
        ("privacy.request", "shield_person"), ("people.consent", "thumb_up"),
        ("people.consenttext", "contract"), ("privacy.rule", "auto_delete"),
        ("privacy.reading", "visibility"),
    ]),
    (_("Programmes"), [
        ("programmes.programme", "local_library"), ("programmes.edition", "event"),
        ("programmes.participation", "groups"), ("programmes.deliverable", "assignment_turned_in"),
        ("programmes.absence", "event_busy"), ("programmes.stay", "bed"), ("programmes.needs", "restaurant"),
        ("programmes.circular", "forward_to_inbox"),
    ]),
    (_("Workshops"), [
        ("workshops.workshop", "co_present"), ("workshops.session", "event_available"),
        ("workshops.registration", "confirmation_number"), ("workshops.attendance", "checklist"),
    ]),
    (_("Calls"), [
        ("calls.call", "campaign"), ("calls.application", "inbox"), ("calls.form", "list_alt"),
    ]),
    (_("Juries"), [
        ("selection.jury", "gavel"), ("selection.juror", "person_raised_hand"),
        ("selection.conflict", "front_hand"), ("selection.assignment", "assignment_ind"),
        ("selection.review", "rate_review"),
    ]),
    (_("Selection"), [
        ("selection.deliberation", "how_to_vote"), ("selection.release", "outgoing_mail"),
        ("selection.offer", "how_to_reg"), ("selection.callfigures", "bar_chart"),
    ]),
    (_("Grants"), [
        ("grants.fund", "account_balance"), ("grants.grant", "volunteer_activism"),
        ("grants.instalment", "payments"), ("grants.report", "description"),
        ("rates.exchangerate", "currency_exchange"),
    ]),
    (_("Delegations"), [
        ("delegations.delegation", "flight_takeoff"), ("delegations.member", "luggage"),
        ("delegations.reserve", "group_add"), ("delegations.perdiem", "payments"),
    ]),
    (_("Mentoring"), [
        ("mentoring.round", "diversity_3"), ("mentoring.mentorship", "handshake"),
        ("mentoring.pulse", "ecg_heart"), ("mentoring.closingreview", "reviews"),
        ("mentoring.mentorprofile", "school"),
        ("mentoring.mentoringsession", "forum"), ("mentoring.veto", "block"), ("mentoring.fee", "payments"),
    ]),
    (_("Industry events"), [
        ("industry.event", "storefront"), ("industry.project", "movie_info"), ("industry.guest", "badge"),
        ("industry.wish", "favorite"), ("industry.meeting", "handshake"), ("industry.followup", "flag"),
    ]),
    (AFTER, [
        ("careers.change", "rule"), ("checkins.call", "call"), ("checkins.checkin", "mark_email_unread"),
        ("checkins.cohort", "monitoring"), ("checkins.contact", "contact_phone"),
        ("checkins.pause", "pause_circle"), ("checkins.plan", "update"), ("checkins.questionnaire", "quiz"),
    ]),
    (_("Work for alumnae"), [
        ("placement.posting", "work"), ("placement.offer", "handshake"),
        ("placement.profile", "event_available"), ("placement.trackcraft", "school"),
    ]),
    (_("Support"), [
        ("support.precedent", "menu_book"), ("support.adviser", "support_agent"),
        ("support.harassmentreader", "shield_person"),
    ]),
    (_("Works"), [("films.work", "movie"), ("films.credit", "badge"), ("films.role", "theater_comedy"),
        ("films.financingplan", "donut_large"), ("films.coproductionrule", "balance"),
        ("films.rebaterule", "currency_exchange"),
    ]),
    (_("Festivals and markets"), [
        ("films.festival", "festival"), ("films.festivaledition", "calendar_month"),
        ("careers.opening", "event_upcoming"),
        ("films.screening", "theaters"), ("films.selection", "star"), ("films.award", "emoji_events"),
    ]),
    (_("Figures"), [("impact.statedfigure", "query_stats"), ("impact.frozenreport", "ac_unit"),
        ("impact.funderreport", "handshake"), ("impact.issuedreport", "outgoing_mail"),
        ("impact.story", "auto_stories"),
    ]),
    (_("Mail"), [
        ("mail.message", "outbox"), ("mail.wording", "edit_note"),
        ("reminders.rule", "notifications_active"), ("reminders.occurrence", "schedule_send"),
        ("mail.report", "assignment_return"), ("mail.suppression", "block"),
        ("mail.postman", "local_shipping"),
    ]),
    (_("Administration"), [
        ("people.account", "manage_accounts"), ("auth.group", "shield_person"),
        ("knox.authtoken", "vpn_key"), ("people.merge", "merge"), ("lists.export", "ios_share"),
        ("hooks.endpoint", "webhook"), ("hooks.delivery", "send_time_extension"),
    ]),
]  # fmt: skip
# … and what is no table: (title, icon, name of the page), after the programme, for whoever follows outcomes.
OUTCOMES = [
    (_("Time to a milestone"), "hourglass_top", "careers_time_to"),
    (_("Outcomes by edition"), "flag", "careers_editions"),
]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Each table of the desk this reader may open; a group without any is left out by the template."""
    desks = {model._meta.label_lower: desk for model, desk in admin.site._registry.items()}
    home = {"title": _("Today"), "icon": "today", "link": reverse("admin:index")}
    top = [home]
    if may_import_tables(request.user):
        tables = {"title": _("Import tables"), "icon": "upload_file", "link": reverse("import_tables")}
        top.append(tables)
    if request.user.has_perm("impact.see_figures"):
        link = reverse("admin:impact_figures")
        top.append({"title": _("National figures"), "icon": "query_stats", "link": link})
    if may_see_indicators(request.user):
        link = reverse("admin:impact_indicators")
        top.append({"title": _("Indicators"), "icon": "monitoring", "link": link})
    if kinds_of(request.user):
        top.append({"title": _("Requests for help"), "icon": "support", "link": reverse("helpdesk:list")})
    groups = [{"items": top}]
    for title, tables in GROUPS:
        items = [
            _item(desks[table], icon)
            for table, icon in tables
            if table in desks and desks[table].has_view_or_change_permission(request)
        ]
        if title is AFTER and sees_outcomes(request.user):
            items += [_page(*page) for page in OUTCOMES]
        groups.append({"title": title, "separator": True, "items": items})
    return groups


def _page(title: str, icon: str, name: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse(name)}


def _item(desk: admin.ModelAdmin, icon: str) -> dict[str, Any]:
    opts = desk.opts
    link = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    name = str(opts.verbose_name_plural)
    return {"title": name[:1].upper() + name[1:], "icon": icon, "link": link}


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    now = timezone.now()
    cards = cards_for(request.user, now)
    asked = request.GET
    desk = desk_of(request.user, now, whose=asked.get("who", ""), page=asked.get("page"))
    return {
        **context,
        "desk": desk,
        "help_waits": waits_for(request.user),
        "title": gettext("What is waiting today"),
        "today": timezone.localdate(now),
        "work": [card for card in cards if card.is_work and card.count],
        "idle": [card for card in cards if card.is_work and not card.count],
        "week": [card for card in cards if not card.is_work],
        "trouble": selectors.delivery_trouble(request.user, now),
        "late_jobs": selectors.late_jobs(request.user, now),
    }


admin.site.unregister(Person)


@admin.register(Person)
class WholePersonAdmin(PersonAdmin):
    """The record of a person with what the upper floors know: her path, her check-ins, her proposals."""

    change_form_outer_before_template = "desk/person.html"
    actions_detail = [
        *("life", *PersonAdmin.actions_detail, "new_task", "record_call"),
        *("pause_checkins", "ask_again", "what_is_held"),
    ]  # fmt: skip
    list_display = ["name", "name_ar", "path", "email", "city", country]
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
        return listed(str(participation.edition) for participation in row.shown_path)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Pausing or asking again, as it stands with her."""
        row = self.get_object(request, unquote(str(object_id)))
        held = row is not None and running_pause(row, timezone.localdate()) is not None
        unfit = "_pause_checkins" if held else "_ask_again"
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if not one.action_name.endswith(unfit)]

    def has_task_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("desk.add_task")

    @action(description=_("Everything of her"), icon="view_timeline", permissions=["view"])
    def life(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return life_page(self, request, self.row_or_404(request, object_id))

    @action(description=_("New task"), icon="add_task", permissions=["task"])
    def new_task(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.row_or_404(request, object_id)
        return HttpResponseRedirect(f"{reverse('admin:desk_task_add')}?person={person.pk}")

    def has_call_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("checkins.add_contact")

    def has_pause_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(["checkins.add_pause", "checkins.delete_pause"])

    @action(description=_("Record a call"), icon="call", permissions=["call"])
    def record_call(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person, rows, back = self._one(request, object_id)
        return recorded(self, request, person, rows, back)

    @action(description=_("Pause or stop check-ins"), icon="pause_circle", permissions=["pause"])
    def pause_checkins(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person, rows, back = self._one(request, object_id)
        return paused(self, request, person, rows, back)

    @action(description=_("Ask her again"), icon="play_circle", permissions=["pause"])
    def ask_again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person, rows, back = self._one(request, object_id)
        return resumed(self, request, person, rows, back)

    def has_data_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff_with(request.user, "privacy.answer_request")

    @action(description=_("What is held"), icon="folder_open", permissions=["data"])
    def what_is_held(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.row_or_404(request, object_id)
        return HttpResponseRedirect(reverse("privacydesk:held", args=[person.pk]))

    def _one(self, request: HttpRequest, object_id: str) -> tuple[Person, QuerySet[Person], str]:
        person = self.row_or_404(request, object_id)
        back = reverse("admin:people_person_change", args=[person.pk])
        return person, Person.objects.filter(pk=person.pk), back

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        person = self.get_object(request, object_id)
        known = _known(person, request.user) if person else {}
        if person and SecondContact.objects.visible_to(request.user).filter(person=person).exists():
            tell_reading(person, "contact", person.pk, by=request.user)
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
        **_reach(person, viewer),
    }


def _reach(person: Person, viewer: Any) -> dict[str, Any]:
    """How well she is reached, for whoever sees check-ins."""
    if not viewer.has_perm("checkins.view_checkin"):
        return {}
    now = timezone.now()
    found = with_contactability(Person.objects.filter(pk=person.pk), now=now).get()
    sheet = Call.objects.visible_to(viewer).filter(person=person).order_by("-due_on", "-pk").first()
    return {
        "reach": Level(found.level),
        "heard_at": None if found.heard_at == NEVER else found.heard_at,
        "pause": running_pause(person, timezone.localdate(now)),
        "contacts": Contact.objects.visible_to(viewer).filter(person=person).select_related("by__person"),
        "sheet": sheet,
    }
