"""The day of a session, for reminders: "the day before it", "two days after it, for feedback"."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from residencies.programmes.models import Edition
from residencies.workshops.models import Registration, Session, Workshop
from residencies.workshops.wording import when, where


def _workshops() -> list[tuple[int, str]]:
    return [(row.pk, str(row)) for row in Workshop.objects.all()]


def _editions() -> list[tuple[int, str]]:
    rows = Edition.objects.filter(workshops__isnull=False).distinct().select_related("programme")
    return [(row.pk, str(row)) for row in rows]


class SessionStart(Anchor):
    """For whoever has a place in a session that is not cancelled."""

    title = _("beginning of a session of a workshop")
    model = Registration
    on = "session__starts_at"
    is_instant = True
    filters = {
        "workshop": Filter(_("workshop"), "session__workshop", _workshops),
        "edition": Filter(_("edition"), "session__workshop__edition", _editions),
    }
    words = {
        "session": Word(_("the workshop and its session"), lambda row: row.session),
        "when": Word(_("when it is"), lambda row: when(row.session)),
        "place": Word(_("where it is"), lambda row: where(row.session)),
    }
    related = ("session__workshop",)
    page = _("the page of the session")

    def rows(self) -> Facts:
        return Registration.objects.registered().filter(session__state=Session.State.PLANNED)

    def path(self, row: Any, person: Person) -> str:
        return reverse("workshops:session", args=[row.session_id])
