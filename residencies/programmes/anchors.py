"""The days of a participation that reminders may hang on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from residencies.programmes.models import Edition, Participation, Programme, Track

State = Participation.State


def _listed(model: Any, *related: str) -> Any:
    """A choice of rows: (number, name)."""
    return lambda: [(row.pk, str(row)) for row in model.objects.select_related(*related)]


class _OfParticipation(Anchor):
    model = Participation
    filters = {
        "programme": Filter(_("programme"), "edition__programme", _listed(Programme)),
        "edition": Filter(_("edition"), "edition", _listed(Edition, "programme")),
        "track": Filter(_("track"), "track", _listed(Track)),
    }
    words = {
        "programme": Word(_("the programme"), lambda row: row.edition.programme),
        "edition": Word(_("the edition"), lambda row: row.edition),
        "track": Word(_("her track"), lambda row: row.track or ""),
        "project": Word(_("the title of her project"), lambda row: row.work.title if row.work else ""),
    }
    related = ("edition__programme", "track", "work")
    page = _("her own page")


class Completion(_OfParticipation):
    title = _("completion of a participation")
    on = "completed_on"

    def rows(self) -> Facts:
        return Participation.objects.completed()


class _OfEdition(_OfParticipation):
    filters = {
        **_OfParticipation.filters,
        "state": Filter(_("state"), "state", lambda: State.choices),
    }

    def rows(self) -> Facts:
        """Whoever left, declined or was dismissed has no part in it any more."""
        return Participation.objects.exclude(state__in=Participation.LEFT)


class EditionStart(_OfEdition):
    title = _("first day of an edition")
    on = "edition__starts_on"


class EditionEnd(_OfEdition):
    title = _("last day of an edition")
    on = "edition__ends_on"
