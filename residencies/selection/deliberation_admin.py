"""Deliberations at the staff's desk: their rules and prizes, and the way into the selection room."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from foundation.admin import RecordAdmin
from foundation.day_filter import DayFilter
from foundation.lines import Blocks, Lines
from residencies.calls.building import texts_of
from residencies.selection import deliberation_pages as pages
from residencies.selection import room_pages
from residencies.selection.deliberation_forms import RuleForm
from residencies.selection.models import (
    ChoiceRule,
    Deliberation,
    Juror,
    Prize,
    kept_from_room,
    may_decide,
    sees_room,
)


class RuleInline(Blocks):
    model = ChoiceRule
    form = RuleForm
    tab = True
    fields = [
        ("position", "kind", "is_used"),
        ("dimension", "question", "one_of"),
        ("least", "most"),
    ]


class PrizeInline(Lines):
    model = Prize
    tab = True
    fields = ["position", "name_fr", "name_ar", "name_en", "amount", "currency"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if widget := texts_of("name").get(db_field.name):
            kwargs["widget"] = widget
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Deliberation)
class DeliberationAdmin(RecordAdmin):
    """Whoever may look into the room sees it; who decides has a right of her own."""

    can_revert = False
    list_display = ["title", "step", "places", "held_at", "decided", "released_at"]
    list_filter = [("call__edition__programme", AutocompleteSelectFilter), ("held_at", DayFilter)]
    list_select_related = ["call"]
    search_fields = search_spelled = ["call__title_fr", "call__title_ar", "call__title_en", "call__slug"]
    autocomplete_fields = ["call"]
    inlines = [RuleInline, PrizeInline]
    actions_detail = ["open_ranking", "open_room", "open_minutes"]
    fieldsets = [
        (None, {"fields": [("call", "step"), ("places", "chooses_by_calibrated")]}),
        (_("The meeting"), {"fields": ["held_at", "place", "present", "also_present"]}),
        (_("Answers of those selected"), {"fields": ["answer_by", "offer_days"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = ~Q(decisions__application__in=kept_from_room(request.user))
        return super().get_queryset(request).annotate(decided_count=Count("decisions", filter=seen))

    @display(description=_("call"), ordering="call__slug")
    def title(self, row: Deliberation) -> str:
        return str(row)

    @display(description=_("decided"), ordering="decided_count")
    def decided(self, row: Any) -> int:
        return row.decided_count

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_room(request.user) or super().has_view_permission(request, obj)

    def has_room_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        return sees_room(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["call", "step"] if obj else []

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Jurors of the call alone, named with one query."""
        if db_field.name == "present":
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
            match = request.resolver_match
            key = match.kwargs.get("object_id") if match else None
            rows = Juror.objects.sitting().select_related("person")
            kwargs["queryset"] = (
                rows.filter(jury__call__deliberations=key, jury__step=F("jury__call__deliberations__step"))
                if str(key or "").isdecimal()
                else rows.none()
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # -- the ways in -------------------------------------------------------------------------
    @action(description=_("Ranking"), icon="leaderboard", permissions=["room"])
    @method_decorator(require_safe)
    def open_ranking(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._to("ranking", request, object_id)

    @action(description=_("Selection room"), icon="how_to_vote", permissions=["room"])
    @method_decorator(require_safe)
    def open_room(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._to("room", request, object_id)

    @action(description=_("Minutes"), icon="contract", permissions=["room"])
    @method_decorator(require_safe)
    def open_minutes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._to("minutes", request, object_id)

    def _to(self, page: str, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(pages.address(page, self.row_or_404(request, object_id)))

    def get_urls(self) -> list[Any]:
        routes = [
            ("ranking/", self.ranking_page, "ranking"),
            ("room/", self.room_page, "room"),
            ("room/<int:application>/", self.decision_page, "decide"),
            ("minutes/", self.minutes_page, "minutes"),
            ("minutes/<int:number>/<str:language>.pdf", self.minutes_file, "minutes_pdf"),
        ]
        made = [
            path(
                f"<int:object_id>/{route}",
                self.admin_site.admin_view(view),
                name=f"selection_deliberation_{name}",
            )
            for route, view, name in routes
        ]
        return [*made, *super().get_urls()]

    @method_decorator(require_safe)
    def ranking_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return pages.show_ranking(self, request, self._row(request, object_id))

    def room_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return room_pages.show_room(self, request, self._row(request, object_id))

    def decision_page(self, request: HttpRequest, object_id: int, application: int) -> HttpResponse:
        row = self._row(request, object_id)
        if not may_decide(request.user):
            raise PermissionDenied
        return room_pages.show_decision(self, request, row, application)

    def minutes_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return pages.show_minutes(self, request, self._row(request, object_id))

    @method_decorator(require_safe)
    def minutes_file(self, request: HttpRequest, object_id: int, number: int, language: str) -> HttpResponse:
        return pages.send_minutes(request, self._row(request, object_id), number, language)

    def _row(self, request: HttpRequest, object_id: int) -> Deliberation:
        """The deliberation for a look; who writes has to have the right to decide."""
        if not sees_room(request.user) or (request.method == "POST" and not may_decide(request.user)):
            raise PermissionDenied
        return self.row_or_404(request, object_id)
