from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries import Countries
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.people.models import Person, is_staff_with
from foundation.people.search import Named, search
from foundation.translated import language_names


class FilmCountries(Countries):
    """Countries as films name them: those that are gone have made films, too."""

    override = {
        "SU": _("Soviet Union"),
        "CS": _("Czechoslovakia"),
        "YU": _("Yugoslavia"),
        "DD": _("East Germany"),
    }


LEADING = ("directing", "writing", "production")
SOUND = ("unchecked", "verified")  # verifications of a credit that nobody contests


def _credited(user: Any, **more: Any) -> models.QuerySet["Work"]:
    sound = {"credits__verification__in": SOUND}
    return Work.objects.order_by().filter(credits__person__account=user.pk, **sound, **more)


def seen_by(user: Any, path: str = "") -> Q:
    """Of the works that `path` leads to ("work__"), those that an account sees that is no staff's: what is
    public, or credited to her. Each is asked as it is met: a list of all of them would be made first.
    """
    return Q(**{f"{path}is_public": True}) | Q(**{f"{path}pk__in": credited_to(user)})


def credited_to(user: Any) -> models.QuerySet[Any]:
    """The numbers of the works that an account is credited on, from its credits alone."""
    credits = Work.credits.rel.related_model.objects  # by name: credits stand on works
    return credits.order_by().filter(person__account=user.pk).values("work")


class WorkQuerySet(models.QuerySet["Work"]):
    def visible_to(self, user: Any) -> "WorkQuerySet":
        """Staff with the right see all; others what is public or credited to them."""
        if is_staff_with(user, "films.view_work"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(seen_by(user))

    def of(self, user: Any) -> "WorkQuerySet":
        """Those she is credited on, if nobody contests it: her projects."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=_credited(user).values("pk"))

    def led_by(self, user: Any) -> "WorkQuerySet":
        """Those of them that she directs, writes or produces as a head of department: her dossier, her
        options and her financing plan.
        """
        if not user.is_authenticated:
            return self.none()
        leading = {
            "credits__scope": "work",
            "credits__role__grade": "head",
            "credits__role__department__in": LEADING,
        }
        return self.filter(pk__in=_credited(user, **leading).values("pk"))

    def search(self, text: str) -> "WorkQuerySet":
        return search(self, text)  # type: ignore[return-value]


class Work(Named):
    """A project and the film it becomes: one row, moved on by `services.change_stage`."""

    class Kind(models.TextChoices):
        FEATURE = "feature", _("feature")
        SHORT = "short", _("short")
        DOCUMENTARY = "documentary", _("documentary")
        SERIES = "series", _("series")
        MINI_SERIES = "mini_series", _("mini-series")
        WEB_SERIES = "web_series", _("web series")
        ANIMATION = "animation", _("animation")
        VIDEO_ART = "video_art", _("video art")
        OTHER = "other", _("other")

    class Stage(models.TextChoices):
        IDEA = "idea", _("idea")
        DEVELOPMENT = "development", _("development")
        FINANCING = "financing", _("financing")
        PRE_PRODUCTION = "pre_production", _("pre-production")
        SHOOTING = "shooting", _("shooting")
        POST_PRODUCTION = "post_production", _("post-production")
        COMPLETED = "completed", _("completed")
        RELEASED = "released", _("released")

    FINISHED = (Stage.COMPLETED, Stage.RELEASED)

    title = models.CharField(_("title"), max_length=300)
    original_title = models.CharField(_("original title"), max_length=300, blank=True)
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    form = models.CharField(
        _("form"), max_length=100, blank=True, help_text=_("fiction, hybrid documentary …")
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage, blank=True, help_text=_("empty if not known")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    running_time = models.PositiveSmallIntegerField(
        _("running time"), null=True, blank=True, help_text=_("minutes")
    )
    countries = CountryField(
        _("countries"), multiple=True, blank=True, max_length=746, countries=FilmCountries
    )
    languages = models.CharField(
        _("languages"), max_length=100, blank=True, help_text=_("codes, with commas: ar,fr")
    )
    logline = models.TextField(_("logline"), blank=True)
    synopsis_fr = models.TextField(_("synopsis in French"), blank=True)
    synopsis_ar = models.TextField(_("synopsis in Arabic"), blank=True)
    synopsis_en = models.TextField(_("synopsis in English"), blank=True)
    responsible = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="looked_after",
        verbose_name=_("responsible"),
        help_text=_("the colleague who looks after it, and is told before an option expires"),
        limit_choices_to={"account__is_staff": True},
    )
    imdb_id = models.CharField("IMDb", max_length=12, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("known outside: everyone may see it")
    )
    note = models.TextField(_("note"), blank=True)
    imported_keys = GenericRelation("people.ImportedKey")

    objects = WorkQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_key", "sound_key"])

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        permissions = [("export_work", "Can export works")]
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="work_has_a_title"),
            models.UniqueConstraint(
                fields=["imdb_id"],
                condition=~Q(imdb_id=""),
                name="work_imdb_id_unique",
                violation_error_message=_(
                    "Another work has this IMDb number: check it, or use that work’s record."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["title", "id"], name="work_title"),
            models.Index(fields=["stage"], name="work_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def languages_told(self) -> str:
        return language_names(code.strip() for code in self.languages.split(","))

    @property
    def next_stage(self) -> str:
        """The one after its own, or nothing once it is released."""
        stages = ["", *self.Stage.values, ""]
        return stages[stages.index(self.stage) + 1]

    def all_names(self) -> list[str]:
        others = [other.title for other in self.titles.all()] if self.pk else []
        return [self.title, self.original_title, self.title_ar, *others]


class StageChange(models.Model):
    """The day a work reached a stage, as far as the day is known."""

    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, related_name="stage_changes", verbose_name=_("work")
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Work.Stage)
    on = models.DateField(_("on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.work}: {self.get_stage_display()}"


class Season(models.Model):
    """A season of a series."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="seasons", verbose_name=_("series"))
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("season")
        verbose_name_plural = _("seasons")
        ordering = ["work", "number"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="season_unique")]

    def __str__(self) -> str:
        return f"{self.work} S{self.number:02}"


class Episode(models.Model):
    """An episode of a season."""

    season = models.ForeignKey(
        Season, on_delete=models.CASCADE, related_name="episodes", verbose_name=_("season")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        ordering = ["season", "number"]
        constraints = [models.UniqueConstraint(fields=["season", "number"], name="episode_unique")]

    def __str__(self) -> str:
        return f"{self.season}E{self.number:02}"
