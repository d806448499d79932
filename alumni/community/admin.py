"""The directory at the desk: who is listed and for whom, and of each entry what alumnae are shown."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from alumni.community import services
from alumni.community.models import ALUMNAE, Profile, Report
from alumni.community.selectors import entry, reported, shown_name, with_parts
from foundation.admin import DeskAdmin, ReadOnly, RowButtons
from foundation.day_filter import DayFilter
from foundation.translated import language_names, listed


def _part(label: Any, told: Any) -> Any:
    """A column of what alumnae are shown of an entry; a dash for what is hidden, or not said."""

    @display(description=label)
    def column(self: Any, row: Profile) -> str:
        return told(entry(row, ALUMNAE)) or "—"

    return column


def _word(value: bool | None) -> str:
    return "" if value is None else _now("yes") if value else _now("no")


def _clock(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


@admin.register(Profile)
class ProfileAdmin(ReadOnly, DeskAdmin):
    """She writes it; what she keeps from alumnae is kept from the staff."""

    list_display = ["name", "listed_to", "does", "said_at"]
    list_filter = [
        ("listed_to", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
        ("said_at", DayFilter),
    ]
    fields = [
        *("person", "name", "name_ar", "listed_to", "photograph", "told", "does", "speaks", "lives", "works"),
        *("site", "writes", "calls", "said_at"),
    ]
    readonly_fields = ["photograph", "told", "does", "speaks", "lives", "works", "site", "writes", "calls"]
    told = _part(_("short biography"), lambda one: one.biography)
    does = _part(_("roles"), lambda one: listed(one.roles))
    speaks = _part(_("languages"), lambda one: language_names(one.languages))
    lives = _part(_("city"), lambda one: listed(filter(None, [one.city, one.country and one.country.name])))
    works = _part(_("available"), lambda one: _word(one.is_available))
    site = _part(_("website"), lambda one: one.website)
    writes = _part(_("e-mail"), lambda one: one.email)
    calls = _part(_("phone"), lambda one: one.phone)

    @display(description=_("photograph"))
    def photograph(self, row: Profile) -> str:
        if not entry(row, ALUMNAE).has_photo:
            return "—"
        address = reverse("community:photo", args=[row.pk])
        return format_html('<img src="{}" alt="" width="160" height="160" class="rounded-default">', address)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return with_parts(super().get_queryset(request), timezone.localdate())


@admin.register(Report)
class ReportAdmin(RowButtons, ReadOnly, DeskAdmin):
    """What one of the two has reported, and the thread as it stood then."""

    is_kept_in = True
    list_display = ["at", "reporter", "closed_at"]
    list_filter = [("at", DayFilter)]
    list_select_related = ["by"]
    fields = ["reporter", "at", "reason", "said", "word", ("closed_by", "closed_at")]
    readonly_fields = ["reporter", "said", "word"]
    row_buttons = {"close": _("Close")}

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perm("community.change_report")

    def is_pressable(self, row: Report) -> bool:
        return row.closed_at is None

    @display(description=_("reported by"))
    def reporter(self, row: Report) -> str:
        return str(row.by)

    @display(description=_("what the thread said"))
    def said(self, row: Report) -> SafeString:
        lines = ((shown_name(one.author), _clock(one.sent_at), one.text) for one in reported(row))
        return format_html_join("", "<p><strong><bdi>{}</bdi></strong> {}<br>{}</p>", lines)

    @display(description=_("Your word"))
    def word(self, row: Report) -> SafeString:
        return self.buttons_of(row)

    def close(self, request: HttpRequest, row: Report) -> str:
        services.close_report(row, by=request.user, now=timezone.now())
        return _now("It is closed.")
