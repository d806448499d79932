"""What people say has changed, at the staff's desk: before, after, and a button for each word."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from alumni.careers import services, wording
from alumni.careers.models import Change
from alumni.careers.opening_admin import OpeningAdmin
from foundation.admin import ReadOnly, RecordAdmin, RowButtons
from foundation.confirm import confirmed, named
from foundation.day_filter import DayFilter
from foundation.films.models import Work
from foundation.people.models import Person

__all__ = ["ChangeAdmin", "OpeningAdmin"]


@admin.register(Change)
class ChangeAdmin(RowButtons, ReadOnly, RecordAdmin):
    can_revert = False
    list_display = ["who", "what", "said_at", "state"]
    list_display_links = ["said_at"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
        ("said_at", DayFilter),
    ]
    list_select_related = ["person", "work", "decided_by"]
    search_fields = ["source"]
    search_named = {"person": Person, "work": Work}
    search_help_text = _("A person or a work, in any spelling or script")
    fields = [
        "who",
        "kind",
        "what",
        "evidence",
        "said_at",
        "state",
        "word",
        ("decided_by", "decided_at"),
        "source",
    ]
    readonly_fields = ["who", "what", "evidence", "word"]
    actions = ["accept_selected", "decline_selected"]
    row_buttons = {"accept": _("Accept"), "decline": _("Decline")}

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("careers.change_change")

    has_decide_permission = may_press

    def is_pressable(self, row: Change) -> bool:
        return row.state == Change.State.PROPOSED

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        roles = wording.roles()

        def what(row: Change) -> SafeString:
            return self._what(row, roles)

        what.short_description = _("what has changed")
        return [what if column == "what" else column for column in super().get_list_display(request)]

    @display(description=_("person"), ordering="person__sort_name")
    def who(self, row: Change) -> SafeString:
        url = reverse("admin:people_person_change", args=[row.person_id])
        return format_html('<a href="{}" class="font-medium text-important">{}</a>', url, row.person)

    @display(description=_("what has changed"))
    def what(self, row: Change) -> SafeString:
        return self._what(row, wording.roles())

    def _what(self, row: Change, roles: wording.Roles) -> SafeString:
        context = {"change": row, "lines": wording.compared(row, roles)}
        return render_to_string("admin/said_change.html", context)

    @display(description=_("evidence"))
    def evidence(self, row: Change) -> SafeString:
        """Where she says it can be seen, and the paper she sent. Accepting hands a credit both, and anything
        else the link, as its note.
        """
        shown = [(row.link, row.link)] if row.link else []
        if row.file:
            shown.append((reverse("portal:said_file", args=[row.pk]), row.name))
        return format_html_join(
            "",
            '<a href="{}" rel="noopener noreferrer" class="anywhere block py-1 text-primary-600 underline'
            ' dark:text-primary-500"><bdi>{}</bdi></a>',
            shown,
        )

    @display(description=_("Your word"))
    def word(self, row: Change) -> SafeString:
        return self.buttons_of(row)

    def accept(self, request: HttpRequest, row: Change) -> str:
        services.accept_change(row, by=request.user, now=timezone.now())
        return gettext("Accepted: %(change)s.") % {"change": row}

    def decline(self, request: HttpRequest, row: Change) -> str:
        services.decline_change(row, by=request.user, now=timezone.now())
        return gettext("Declined: %(change)s.") % {"change": row}

    @admin.action(description=_("Accept …"), permissions=["decide"])
    def accept_selected(self, request: HttpRequest, rows: QuerySet[Change]) -> HttpResponse:
        return self._decide_all(request, rows, gettext("Accept proposed changes"), services.accept_change)

    @admin.action(description=_("Decline …"), permissions=["decide"])
    def decline_selected(self, request: HttpRequest, rows: QuerySet[Change]) -> HttpResponse:
        return self._decide_all(request, rows, gettext("Decline proposed changes"), services.decline_change)

    def _decide_all(
        self, request: HttpRequest, rows: QuerySet[Change], title: str, decide: Any
    ) -> HttpResponse:
        """Shown first; then all, or none with the one that cannot be."""
        # Oldest first, for a new credit may be what a later selection stands on.
        rows = rows.filter(state=Change.State.PROPOSED).order_by("said_at", "pk")

        def do(_data: dict[str, Any]) -> str:
            done = list(rows)
            with transaction.atomic():
                for row in done:
                    with named(row):
                        decide(row, by=request.user, now=timezone.now())
            said = ngettext("%(count)d change was decided.", "%(count)d changes were decided.", len(done))
            return said % {"count": len(done)}

        return confirmed(self, request, rows, title=title, do=do, back=request.get_full_path())
