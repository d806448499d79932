"""Until when wishes are said: a day that reminders may hang on, for those who have said none."""

from django.db.models import Exists, OuterRef
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from residencies.industry.models import Event, Guest, Project, Side, Wish


class _Wishes(Anchor):
    on = "event__wishes_until"
    is_instant = True
    ends = True
    filters = {
        "event": Filter(
            _("industry event"), "event", lambda: [(row.pk, str(row)) for row in Event.objects.all()]
        )
    }
    words = {"event": Word(_("the industry event"), lambda row: row.event)}
    related = ("event",)
    page = _("the event, for whoever logs in")

    def path(self, row: Guest | Project, person: Person) -> str:
        """Without her link, which is a secret."""
        return resolve_url("industry:event", row.event_id)


class GuestWishes(_Wishes):
    title = _("last day to say wishes, for guests who have said none")
    model = Guest

    def rows(self) -> Facts:
        said = Wish.objects.filter(guest=OuterRef("pk"), side=Side.GUEST)
        return Guest.objects.active().exclude(event__state=Event.State.RELEASED).filter(~Exists(said))


class ProjectWishes(_Wishes):
    title = _("last day to say wishes, for projects that have said none")
    model = Project
    person = "seats__person"

    def rows(self) -> Facts:
        said = Wish.objects.filter(project=OuterRef("pk"), side=Side.PROJECT)
        return Project.objects.active().exclude(event__state=Event.State.RELEASED).filter(~Exists(said))
