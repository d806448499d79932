"""What the checker and the schedulers say, as people read it."""

from django.utils.translation import gettext as _

from residencies.industry.checking import Breach
from residencies.industry.models import Guest, Meeting, Project
from residencies.industry.planning import Pair


def told(breach: Breach, moved: Pair) -> str:
    """Why a meeting cannot be where somebody wants to put it. `moved` is its pair."""
    others = [placed for placed in breach.meetings if placed.pair != moved]
    names = {
        "who": _who(breach, moved),
        "project": str(Project.objects.select_related("work").get(pk=moved[0])),
        "guest": str(Guest.objects.select_related("person", "organisation").get(pk=moved[1])),
        "other": _named(others[0].pair) if others else "",
    }
    return SENTENCES[breach.what]() % names


def _who(breach: Breach, moved: Pair) -> str:
    side, number = breach.who if isinstance(breach.who, tuple) else ("", 0)
    if side == "project":
        return str(Project.objects.select_related("work").get(pk=number))
    if side == "guest":
        return str(Guest.objects.select_related("person", "organisation").get(pk=number))
    if side == "person":
        return str(Guest.person.field.related_model._default_manager.get(pk=number))
    return ""


def _named(pair: Pair) -> str:
    row = Meeting.objects.with_all().filter(project=pair[0], guest=pair[1]).planned().first()
    return str(row) if row else ""


SENTENCES = {
    "unknown": lambda: _("%(project)s or %(guest)s does not take part any more, or the table is gone."),
    "no": lambda: _("One of them does not want this meeting."),
    "self": lambda: _("%(guest)s sits for %(project)s: nobody meets herself."),
    "language": lambda: _(
        "%(project)s and %(guest)s have no language in common. Book an interpreter and say so, or leave it."
    ),
    "away": lambda: _("%(who)s cannot come in this slot. Choose another."),
    "blocked": lambda: _("In this slot nobody meets. Choose another."),
    "twice": lambda: _("%(project)s and %(guest)s meet already: a pair meets once."),
    "table": lambda: _("The table is taken: %(other)s. Choose another table or slot."),
    "project": lambda: _("%(who)s has another meeting then: %(other)s. Choose another slot."),
    "guest": lambda: _("%(who)s has another meeting then: %(other)s. Choose another slot."),
    "person": lambda: _("%(who)s sits in another meeting then: %(other)s. Choose another slot."),
    "travel": lambda: _(
        "%(who)s cannot walk there in time between this meeting and %(other)s. Choose a table in the same"
        " area, or another slot."
    ),
    "day": lambda: _("%(who)s would have more meetings that day than she takes. Choose another day."),
    "row": lambda: _("%(who)s would have too many meetings in a row. Leave a slot of rest."),
}
