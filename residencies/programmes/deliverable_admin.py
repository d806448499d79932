"""What was handed in, at the staff's desk: read, and accepted or sent back with a word."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display

from foundation.admin import ReadOnly, RecordAdmin
from foundation.confirm import confirmed_one
from foundation.day_filter import DayFilter
from foundation.files.serving import served
from foundation.people.models import Person
from residencies.programmes import services
from residencies.programmes.models import Deliverable
from residencies.programmes.participation_forms import MayWordForm, WordForm


@admin.register(Deliverable)
class DeliverableAdmin(ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["who", "requirement", "paper", "state", "handed_in_at"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("participation__edition", AutocompleteSelectFilter),
        ("handed_in_at", DayFilter),
    ]
    list_select_related = ["participation__person", "requirement"]
    search_fields = ["name"]
    search_named = {"participation__person": Person}
    fields = [
        ("participation", "requirement"),
        ("paper", "size"),
        "remark",
        ("state", "handed_in_at", "decided_at"),
        "word",
    ]
    readonly_fields = ["paper"]
    actions_detail = ["accept", "send_back"]

    def has_decide_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.change_deliverable")

    @display(description=_("participant"), ordering="participation__person__sort_name")
    def who(self, row: Deliverable) -> str:
        return str(row.participation.person)

    @display(description=_("file or link"))
    def paper(self, row: Deliverable) -> SafeString:
        url = reverse("admin:programmes_deliverable_file", args=[row.pk]) if row.file else row.link
        return format_html(
            '<a class="text-important underline" rel="noopener nofollow" href="{}"><bdi>{}</bdi></a>',
            url,
            row.name or row.link,
        )

    @action(description=_("Accept"), icon="check", permissions=["decide"])
    def accept(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        act = services.accept_deliverable
        return confirmed_one(self, request, object_id, gettext("Accept"), act, MayWordForm)

    @action(description=_("Send back"), icon="undo", permissions=["decide"])
    def send_back(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        act = services.return_deliverable
        return confirmed_one(self, request, object_id, gettext("Send back"), act, WordForm)

    def get_urls(self) -> list[Any]:
        route = path(
            "<int:object_id>/file/",
            self.admin_site.admin_view(self.file),
            name="programmes_deliverable_file",
        )
        return [route, *super().get_urls()]

    @method_decorator(require_safe)
    def file(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        if not row.file:
            raise Http404
        return served(row)
