from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.films.models import StageChange, Work
from foundation.reminders.anchors import Anchor, Facts, Filter, Word


class Stage(Anchor):
    """A work came to the stage it is at; once it has moved on, nothing is asked of that stage."""

    title = _("day a work came to its stage")
    model = StageChange
    on = "on"
    person = "work__credits__person"
    ends = True
    filters = {
        "stage": Filter(_("stage"), "stage", lambda: Work.Stage.choices),
        "kind": Filter(_("kind of work"), "work__kind", lambda: Work.Kind.choices),
    }
    words = {
        "work": Word(_("the title of the work"), lambda row: row.work.title),
        "stage": Word(_("the stage"), lambda row: row.get_stage_display()),
    }
    related = ("work",)
    page = _("her own page")

    def rows(self) -> Facts:
        newer = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
        later = StageChange.objects.filter(newer, work=OuterRef("work"))
        return StageChange.objects.filter(~Exists(later), stage=F("work__stage"))
