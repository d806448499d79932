"""The days of a call that reminders may hang on."""

from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word
from residencies.calls.models import Application, Call


class CallCloses(Anchor):
    """For drafts of those who are on record: whoever began without a record has no reminder rule."""

    title = _("day a call closes, for applications not yet sent")
    model = Application
    on = "call__closes_at"
    is_instant = True
    ends = True
    filters = {
        "call": Filter(_("call"), "call", lambda: [(row.pk, str(row)) for row in Call.objects.all()]),
    }
    words = {
        "call": Word(_("the call"), lambda row: row.call),
        "project": Word(_("the title of her project"), lambda row: row.title, is_hers=True),
    }
    related = ("call",)
    page = _("the page of the call")

    def rows(self) -> Facts:
        return Application.objects.filter(state=Application.State.DRAFT, call__published_at__isnull=False)

    def path(self, row: Application, person: Person) -> str:
        """Without her link, which is a secret: that page sends it to her again."""
        return resolve_url("calls:call", row.call.slug)
