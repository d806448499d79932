from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.films.models import RightsOption, StageChange, Work
from foundation.films.models.works import SOUND
from foundation.people.models import Person
from foundation.reminders.anchors import Anchor, Facts, Filter, Word

PRODUCED = {
    "work__credits__role__slug__in": ["producer", "co_producer", "line_producer"],
    "work__credits__scope": "work",
    "work__credits__verification__in": SOUND,
}


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


class OptionExpires(Anchor):
    """An option of rights ends, with all extensions that were taken; bought, or not needed, it asks nothing.
    Whom it concerns is the colleague who looks after the project.
    """

    title = _("last day of an option, for the colleague responsible")
    model = RightsOption
    on = "expires_on"
    person = "work__responsible"
    ends = True
    filters = {
        "kind": Filter(_("kind"), "kind", lambda: RightsOption.Kind.choices),
        "stage": Filter(_("stage of the work"), "work__stage", lambda: Work.Stage.choices),
    }
    words = {
        "work": Word(_("the title of the work"), lambda row: row.work.title),
        "right": Word(_("what the option is of"), lambda row: row.title),
        "holder": Word(_("who gives the right"), lambda row: row.holder),
    }
    related = ("work",)
    page = _("the page of the project")

    def rows(self) -> Facts:
        return RightsOption.objects.running_out()

    def path(self, row: RightsOption, person: Person) -> str:
        return reverse("admin:films_work_project", args=[row.work_id])


class OptionExpiresProducer(OptionExpires):
    """The same for those who produce the project."""

    title = _("last day of an option, for its producers")
    person = "work__credits__person"

    def rows(self) -> Facts:
        return super().rows().filter(**PRODUCED)  # `person` goes by the same credit

    def path(self, row: RightsOption, person: Person) -> str:
        return reverse("films:project", args=[row.work_id])
