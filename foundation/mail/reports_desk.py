"""What came back, at the staff's desk: bounces, complaints, automatic replies."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from foundation.admin import DeskAdmin, ReadOnly
from foundation.mail.models import Report
from foundation.mail.suppressions import ByAddress
from foundation.translated import listed

Kind = Report.Kind
COLOURS = {
    Kind.BOUNCE: "danger",
    Kind.COMPLAINT: "danger",
    Kind.AUTO_REPLY: "info",
    Kind.DELAYED: "warning",
    Kind.DELIVERED: "success",
    Kind.OTHER: "info",
}


class ReportShown:
    """How a report is told, in its list and with its message."""

    @display(description=_("kind"), ordering="kind", label=COLOURS)
    def kind_shown(self, row: Report) -> tuple[str, str]:
        return row.kind, row.get_kind_display()

    @display(description=_("kind"))
    def kind_named(self, row: Report) -> str:
        return row.get_kind_display()

    @display(description=_("what the server said"))
    def said(self, row: Report) -> SafeString:
        words = " ".join(filter(None, [row.status, row.diagnostic]))
        return format_html('<bdi dir="ltr" class="anywhere">{}</bdi>', words)


class ReportInline(ReportShown, ReadOnly, TabularInline):
    model = Report
    fields = readonly_fields = ["kind_named", "severity", "said", "source", "at"]
    extra = 0


@admin.register(Report)
class ReportAdmin(ByAddress, ReportShown, ReadOnly, DeskAdmin):
    list_display = ["kind_shown", "severity", "about", "said", "source", "at"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("severity", ChoicesDropdownFilter),
        ("message", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["message__person"]
    fields = readonly_fields = ["kind_named", "severity", "about", "said", "source", "at", "led_to"]

    @display(description=_("message"))
    def about(self, row: Report) -> Any:
        if row.message is None:
            return gettext("none of ours, without effect")
        url = reverse("admin:mail_message_change", args=[row.message_id])
        return format_html('<a href="{}">{}</a>', url, row.message.person or row.message.to_addr)

    @display(description=_("suppressions"))
    def led_to(self, row: Report) -> str:
        return listed(row.suppressions.all())
