"""Who meets: projects with those who sit for them, guests, when they cannot, and whom they want to meet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models import Work
from foundation.people.models import Organisation, Person, is_staff_with
from foundation.translated import LANGUAGES
from residencies.industry.models.events import Event, Slot

MOST_A_DAY = 40


class Spoken(models.TextChoices):
    """Languages in which people meet."""

    AR = "ar", LANGUAGES["ar"]
    FR = "fr", LANGUAGES["fr"]
    EN = "en", LANGUAGES["en"]
    ES = "es", LANGUAGES["es"]
    DE = "de", LANGUAGES["de"]
    IT = "it", LANGUAGES["it"]


class Side(models.TextChoices):
    """Who of the two it is."""

    PROJECT = "project", pgettext_lazy("side", "project")
    GUEST = "guest", pgettext_lazy("side", "guest")


def check_spoken(codes: Any) -> None:
    if not isinstance(codes, list) or not codes or not set(codes) <= set(Spoken.values):
        raise ValidationError(_("Choose one language at least."))


def _languages() -> models.JSONField:
    return models.JSONField(
        _("languages"), default=list, validators=[check_spoken], help_text=_("in which they can meet")
    )


def _most_a_day(most: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        _("meetings a day at most"),
        default=most,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_A_DAY)],
    )


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> "ProjectQuerySet":
        """Staff with the right see all; who takes part in the event sees the projects that do."""
        if is_staff_with(user, "industry.view_project"):
            return self
        seen = Event.objects.visible_to(user).order_by().values("pk")
        return self.filter(event__in=seen, is_active=True)

    def of_account(self, user: Any) -> "ProjectQuerySet":
        """Those she sits for."""
        if not user.is_authenticated:
            return self.none()
        hers = Seat.objects.filter(person__account=user.pk).order_by().values("project")
        return self.filter(pk__in=hers, is_active=True)

    def active(self) -> "ProjectQuerySet":
        return self.filter(is_active=True)


class Project(models.Model):
    """A work that is shown to guests at an event, with those who sit for it (`Seat`)."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="projects", verbose_name=_("event")
    )
    work = models.ForeignKey(
        Work, on_delete=models.PROTECT, related_name="industry_projects", verbose_name=_("work")
    )
    languages = _languages()
    has_interpreter = models.BooleanField(
        _("comes with an interpreter"), default=False, help_text=_("then no common language is needed")
    )
    most_a_day = _most_a_day(8)
    is_active = models.BooleanField(
        _("takes part"), default=True, help_text=_("one that has left is scheduled no more")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("for the staff alone"))

    objects = ProjectQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["note"])

    class Meta:
        verbose_name = pgettext_lazy("industry event", "project")
        verbose_name_plural = pgettext_lazy("industry event", "projects")
        ordering = ["event", "work__title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "work"], name="project_unique"),
            models.CheckConstraint(
                condition=Q(most_a_day__gte=1, most_a_day__lte=MOST_A_DAY), name="project_most_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.work.title


class Seat(models.Model):
    """A person who sits for a project in its meetings."""

    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        related_name="seats",
        verbose_name=pgettext_lazy("industry event", "project"),
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=["link_version"])

    class Meta:
        verbose_name = _("person who sits for a project")
        verbose_name_plural = _("people who sit for a project")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="project_seat_unique")]

    def __str__(self) -> str:
        return str(self.person)


class GuestQuerySet(models.QuerySet["Guest"]):
    def visible_to(self, user: Any) -> "GuestQuerySet":
        """Staff with the right see all; who takes part in the event sees the guests that do."""
        if is_staff_with(user, "industry.view_guest"):
            return self
        seen = Event.objects.visible_to(user).order_by().values("pk")
        return self.filter(event__in=seen, is_active=True)

    def of_account(self, user: Any) -> "GuestQuerySet":
        """She herself."""
        return self.filter(person__account=user.pk, is_active=True) if user.is_authenticated else self.none()

    def active(self) -> "GuestQuerySet":
        return self.filter(is_active=True)


class Guest(models.Model):
    """A professional who is invited to meet projects."""

    class Kind(models.TextChoices):
        SALES = "sales", _("sales agent")
        COPRODUCER = "coproducer", _("co-producer")
        FUND = "fund", _("fund")
        BROADCASTER = "broadcaster", _("broadcaster")
        FESTIVAL = "festival", _("festival")
        OTHER = "other", _("other")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="guests", verbose_name=_("event"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="industry_guests", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.OTHER)
    languages = _languages()
    has_interpreter = models.BooleanField(
        _("comes with an interpreter"), default=False, help_text=_("then no common language is needed")
    )
    most_a_day = _most_a_day(10)
    is_active = models.BooleanField(
        _("takes part"), default=True, help_text=_("one who has left is scheduled no more")
    )
    note = models.TextField(_("note"), blank=True, help_text=_("for the staff alone"))
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = GuestQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["note", "link_version"])

    class Meta:
        verbose_name = pgettext_lazy("industry event", "guest")
        verbose_name_plural = pgettext_lazy("industry event", "guests")
        ordering = ["event", "person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="guest_unique"),
            models.CheckConstraint(
                condition=Q(most_a_day__gte=1, most_a_day__lte=MOST_A_DAY), name="guest_most_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.organisation})" if self.organisation else str(self.person)


class OfParty(models.QuerySet[Any]):
    """Rows with a `project` or a `guest` whose they are."""

    def of_account(self, user: Any) -> Any:
        if not user.is_authenticated:
            return self.none()
        projects = Project.objects.of_account(user).order_by().values("pk")
        guests = Guest.objects.of_account(user).order_by().values("pk")
        return self.filter(Q(project__in=projects) | Q(guest__in=guests))


class AwayQuerySet(OfParty):
    def visible_to(self, user: Any) -> "AwayQuerySet":
        """Staff with the right see all; anyone else her own."""
        return self if is_staff_with(user, "industry.view_away") else self.of_account(user)


class Away(models.Model):
    """A slot in which a project or a guest cannot meet; in all others it can."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="away", verbose_name=_("slot"))
    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="away",
        verbose_name=pgettext_lazy("industry event", "project"),
    )
    guest = models.ForeignKey(
        Guest,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="away",
        verbose_name=pgettext_lazy("industry event", "guest"),
    )

    objects = AwayQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot without her")
        verbose_name_plural = _("slots without her")
        ordering = ["slot", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=True, guest__isnull=False)
                | Q(project__isnull=False, guest__isnull=True),
                name="away_is_one_party",
            ),
            models.UniqueConstraint(fields=["project", "slot"], name="away_project_once"),
            models.UniqueConstraint(fields=["guest", "slot"], name="away_guest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project or self.guest}: {self.slot}"


class WishQuerySet(models.QuerySet["Wish"]):
    def visible_to(self, user: Any) -> "WishQuerySet":
        """Staff with the right see all; anyone else what her own side wished."""
        return self if is_staff_with(user, "industry.view_wish") else self.of_account(user)

    def of_account(self, user: Any) -> "WishQuerySet":
        if not user.is_authenticated:
            return self.none()
        projects = Project.objects.of_account(user).order_by().values("pk")
        guests = Guest.objects.of_account(user).order_by().values("pk")
        return self.filter(Q(side=Side.PROJECT, project__in=projects) | Q(side=Side.GUEST, guest__in=guests))


class Wish(models.Model):
    """What one side says of meeting the other. The other side never reads it."""

    class Word(models.TextChoices):
        MUST = "must", pgettext_lazy("wish", "must")
        LIKE = "like", pgettext_lazy("wish", "like")
        NO = "no", pgettext_lazy("wish", "no")

    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        related_name="wishes",
        verbose_name=pgettext_lazy("industry event", "project"),
    )
    guest = models.ForeignKey(
        Guest,
        on_delete=models.CASCADE,
        related_name="wishes",
        verbose_name=pgettext_lazy("industry event", "guest"),
    )
    side = models.CharField(_("whose wish"), max_length=7, choices=Side)
    word = models.CharField(_("wish"), max_length=4, choices=Word)

    objects = WishQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = pgettext_lazy("industry event", "wish")
        verbose_name_plural = pgettext_lazy("industry event", "wishes")
        ordering = ["project", "guest", "side"]
        constraints = [
            models.UniqueConstraint(fields=["project", "guest", "side"], name="industry_wish_once"),
            models.CheckConstraint(condition=Q(side__in=["project", "guest"]), name="industry_wish_side"),
            models.CheckConstraint(condition=Q(word__in=["must", "like", "no"]), name="industry_wish_word"),
        ]

    def __str__(self) -> str:
        return f"{self.project} – {self.guest}: {self.get_word_display()}"
