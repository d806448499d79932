"""What is read of people across tables."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.people.models import Merge, Person
from foundation.strands import Line, Strand, strand


def life(person: Person, viewer: Any) -> list[Strand]:
    """How her record was changed, and which others became one with it."""
    changes = Person.history.filter(id=person.pk).select_related("history_user__person")
    merges = Merge.objects.filter(kept=person)
    return [
        Strand(
            "people.history",
            _("Changes of her record"),
            changes,
            "history_date",
            _change,
            "people.view_person",
        ),
        strand(merges, "at", lambda row: Line(str(row), "", row.at)),
    ]


def _change(row: Any) -> Line:
    by = row.history_user.get_full_name() if row.history_user else _("by the system")
    told = " · ".join(part for part in (by, row.history_change_reason) if part)
    url = reverse("admin:people_person_history", args=[row.id])
    return Line(str(row.get_history_type_display()), told, row.history_date, url)
