"""What an alumna says of the work she does: whether, when, where, what, in which languages."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alumni.placement.models.postings import languages_field, languages_of
from foundation.films.models import Role
from foundation.people.models import Person, is_staff_with
from foundation.people.names import fold
from residencies.programmes.models import Track


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, user: Any) -> "ProfileQuerySet":
        """Staff with the right see all; an alumna hers, and of others what they let alumnae see."""
        if is_staff_with(user, "placement.view_profile"):
            return self
        person = getattr(user, "person", None) if user.is_authenticated else None
        if person is None:
            return self.none()
        shown = Q(person=person)
        if person.participations.completed().exists():
            shown |= Q(days_to="alumnae") | Q(crafts_to="alumnae") | Q(cities_to="alumnae")
            shown |= Q(languages_to="alumnae")
        return self.filter(shown)


class Profile(models.Model):
    """An alumna's own word on work. What she has not said is not known, and counts for neither yes nor no.

    `cities_key` is what `cities` says, to be compared: "|casablanca|rabat|". Each part is seen by staff, and
    by other alumnae where she says so.
    """

    class Seen(models.TextChoices):
        STAFF = "staff", pgettext_lazy("seen by", "the staff alone")
        ALUMNAE = "alumnae", pgettext_lazy("seen by", "the staff and alumnae")

    PARTS = ("days", "crafts", "cities", "languages")
    STAYS_BY = "said_at"  # of two that a merge brings together
    NARROWED = {"days_to": ["work_periods"], "crafts_to": ["crafts"]}
    WITHIN: list[str] = []

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="work_profile", verbose_name=_("person")
    )
    consent = models.BooleanField(
        _("may be proposed"), null=True, blank=True, help_text=_("empty: she has not said")
    )
    is_available = models.BooleanField(
        _("available"), null=True, blank=True, help_text=_("beside the days she names; empty: not said")
    )
    cities = models.CharField(
        _("cities"), max_length=300, blank=True, help_text=_("where you can work, with commas between")
    )
    cities_key = models.CharField(max_length=400, blank=True, editable=False)
    goes_anywhere = models.BooleanField(_("anywhere"), default=False)
    languages = languages_field()
    days_to = models.CharField(_("days seen by"), max_length=7, choices=Seen, default=Seen.STAFF)
    crafts_to = models.CharField(_("roles seen by"), max_length=7, choices=Seen, default=Seen.STAFF)
    cities_to = models.CharField(_("cities seen by"), max_length=7, choices=Seen, default=Seen.STAFF)
    languages_to = models.CharField(_("languages seen by"), max_length=7, choices=Seen, default=Seen.STAFF)
    said_at = models.DateTimeField(_("said on"))

    objects = ProfileQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["cities_key"])

    class Meta:
        verbose_name = _("availability of an alumna")
        verbose_name_plural = _("availability of alumnae")
        ordering = ["-said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    days_to__in=["staff", "alumnae"],
                    crafts_to__in=["staff", "alumnae"],
                    cities_to__in=["staff", "alumnae"],
                    languages_to__in=["staff", "alumnae"],
                ),
                name="work_profile_seen_by",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.cities_key = cities_key(self.cities)
        super().save(*args, **kwargs)

    @property
    def spoken(self) -> list[str]:
        return languages_of(self.languages)


def cities_key(text: str) -> str:
    """“Casablanca, Rabat” as "|casablanca|rabat|"; '' for none."""
    parts = [fold(part) for part in text.replace("،", ",").split(",")]
    return "".join(f"|{part}" for part in parts if part) + "|" if any(parts) else ""


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, user: Any) -> "PeriodQuerySet":
        """With the profile it belongs to."""
        if is_staff_with(user, "placement.view_profile"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def meeting(self, first: date, last: date) -> "PeriodQuerySet":
        """Those that share a day with these."""
        return self.filter(starts_on__lte=last).filter(Q(ends_on=None) | Q(ends_on__gte=first))

    def covering(self, first: date, last: date) -> "PeriodQuerySet":
        return self.filter(starts_on__lte=first).filter(Q(ends_on=None) | Q(ends_on__gte=last))


class Period(models.Model):
    """Days on which she is, or is not, available; without an end, from then on."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="work_periods", verbose_name=_("person")
    )
    is_available = models.BooleanField(_("available"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of availability")
        verbose_name_plural = _("periods of availability")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="work_period_days",
                violation_error_message=_("The last day lies before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{date_format(self.starts_on)} – {date_format(self.ends_on) if self.ends_on else '…'}"


class Craft(models.Model):
    """A role she does, by her own word; what she is credited for is known without it."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="crafts", verbose_name=_("person")
    )
    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="+", verbose_name=_("role"))

    class Meta:
        verbose_name = _("role she does")
        verbose_name_plural = _("roles she does")
        ordering = ["person", "role"]
        constraints = [models.UniqueConstraint(fields=["person", "role"], name="craft_unique")]

    def __str__(self) -> str:
        return str(self.role)


class TrackCraft(models.Model):
    """The department that a track trains for: its graduates are proposed for work in it."""

    track = models.OneToOneField(
        Track, on_delete=models.CASCADE, related_name="trains_for", verbose_name=_("track")
    )
    department = models.CharField(_("department"), max_length=20, choices=Role.Department)

    class Meta:
        verbose_name = _("department of a track")
        verbose_name_plural = _("departments of tracks")
        ordering = ["department", "track"]
        indexes = [models.Index(fields=["department"], name="track_craft_department")]

    def __str__(self) -> str:
        return f"{self.track}: {self.get_department_display()}"
