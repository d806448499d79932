"""The delivery at the staff's desk: paused and resumed, each on a page of its own that asks first."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from foundation.admin import DeskAdmin, ReadOnly
from foundation.confirm import confirmed
from foundation.mail import figures, services
from foundation.mail.forms import PauseForm
from foundation.mail.models import Postman
from foundation.mail.selectors import postman


class PausesDelivery:
    """The two buttons, for the pages of several tables."""

    actions_list = ["pause", "resume"]
    list_before_template = "mail/desk_paused.html"

    def get_actions_list(self, request: HttpRequest) -> list[Any]:
        row = postman()
        request.delivery_paused_by = row and row.paused and (row.paused_by or gettext("the system"))
        request.delivery_paused_for = row and row.pause_reason
        unfit = "_pause" if row and row.paused else "_resume"
        offered = super().get_actions_list(request)
        return [one for one in offered if not one.action_name.endswith(unfit)]

    # By method: unfold looks a dotted permission up in the database, which an empty one cannot answer.
    def has_pause_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("mail.change_postman")

    @action(description=_("Pause all mail"), icon="pause", permissions=["pause"])
    def pause(self, request: HttpRequest) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            services.pause_delivery(True, by=request.user, reason=data["reason"])
            return gettext("All mail is paused: what is written waits until you resume.")

        none, more = Postman.objects.none(), {"form_class": PauseForm, "template": "mail/desk_pause.html"}
        return confirmed(
            self, request, none, title=gettext("Pause all mail"), do=do, back=self._list(), **more
        )

    @action(description=_("Resume all mail"), icon="play_arrow", permissions=["pause"])
    def resume(self, request: HttpRequest) -> HttpResponse:
        """With what would leave at once: after a restore much of it may have left already."""

        def do(_data: dict[str, Any]) -> str:
            services.pause_delivery(False, by=request.user)
            return gettext("Mail leaves again.")

        now = timezone.now()
        rows = figures.due(now).visible_to(request.user).select_related("person").order_by("not_before", "pk")
        more = {"told": what_leaves(now), "template": "mail/desk_resume.html"}
        return confirmed(
            self, request, rows, title=gettext("Resume all mail"), do=do, back=self._list(), **more
        )

    def _list(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def what_leaves(now: datetime) -> dict[str, Any]:
    """For the page that resumes mail: how much leaves at once, of which kinds, and what waits besides."""
    row, kinds = postman(), figures.due_by_kind(now)
    names = settings.MAIL_KIND_NAMES
    return {
        "now": now,
        "reason": row.pause_reason if row else "",
        "due": sum(kind["count"] for kind in kinds),
        "kinds": [{**kind, "name": names.get(kind["kind"], kind["kind"])} for kind in kinds],
        **figures.not_due(now),
    }


@admin.register(Postman)
class PostmanAdmin(PausesDelivery, ReadOnly, DeskAdmin):
    is_kept_in = True
    list_display = ["__str__", "paused", "paused_by", "pause_reason", "looked_at", "closed_until", "faults"]
    list_select_related = ["paused_by"]
    fields = ["paused", "paused_by", "pause_reason", "looked_at", "closed_until", "faults"]
