import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from foundation.films.models.works import Episode, Work, seen_by
from foundation.people.models import Account, Organisation, Person, is_staff_with
from foundation.translated import in_language, listed

DIRECTORS = ("director", "co_director")  # slugs of roles


class Role(models.Model):
    """What someone does on a work; the table is filled by a migration and grows with use."""

    class Department(models.TextChoices):
        DIRECTING = "directing", _("directing")
        WRITING = "writing", _("writing")
        PRODUCTION = "production", _("production")
        CINEMATOGRAPHY = "cinematography", _("cinematography")
        SOUND = "sound", _("sound")
        EDITING = "editing", _("editing")
        ART = "art", _("art")
        MUSIC = "music", _("music")
        VFX = "vfx", _("VFX")
        CAST = "cast", _("cast")
        OTHER = "other", _("other")

    class Grade(models.TextChoices):
        """A rung: whom a crew takes on first, and who answers for a department."""

        TRAINEE = "trainee", pgettext_lazy("role", "trainee")
        ASSISTANT = "assistant", pgettext_lazy("role", "assistant")
        HEAD = "head", _("head of department")
        OTHER = "other", pgettext_lazy("role", "other")

    slug = models.SlugField(_("code"), max_length=50, unique=True)
    department = models.CharField(_("department"), max_length=20, choices=Department)
    grade = models.CharField(_("grade"), max_length=10, choices=Grade, default=Grade.OTHER)
    name_fr = models.CharField(_("name in French"), max_length=100)
    name_ar = models.CharField(_("name in Arabic"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["department", "slug"]

    def __str__(self) -> str:
        return in_language(self, "name")


class CreditQuerySet(models.QuerySet["Credit"]):
    def visible_to(self, user: Any) -> "CreditQuerySet":
        """A credit is seen with its work."""
        if is_staff_with(user, "films.view_credit"):
            return self
        return self.filter(seen_by(user, "work__")) if user.is_authenticated else self.none()


class Credit(models.Model):
    """A person or an organisation in a role on a work, or on an episode of it."""

    class Scope(models.TextChoices):
        WORK = "work", _("the whole work")
        EPISODE = "episode", _("an episode")

    class Status(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        CONFIRMED = "confirmed", _("confirmed")
        UNCREDITED = "uncredited", _("uncredited")

    class Verification(models.TextChoices):
        """Set by `services.verify_credit`."""

        UNCHECKED = "unchecked", pgettext_lazy("credit", "not checked")
        VERIFIED = "verified", pgettext_lazy("credit", "verified")
        CONTESTED = "contested", pgettext_lazy("credit", "contested")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="credits", verbose_name=_("work"))
    episode = models.ForeignKey(
        Episode,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("episode"),
    )
    scope = models.CharField(
        _("scope"),
        max_length=10,
        choices=Scope,
        default=Scope.WORK,
        help_text=_("an episode may be meant without its number being known"),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="credits",
        verbose_name=_("organisation"),
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="credits", verbose_name=_("role"))
    credited_as = models.CharField(_("credited as"), max_length=200, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.CONFIRMED)
    order = models.PositiveSmallIntegerField(
        _("order"), null=True, blank=True, help_text=_("its place in the credits")
    )
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.UNCHECKED
    )
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = CreditQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        permissions = [("export_credit", "Can export credits")]
        ordering = ["work", "episode", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="credit_is_one_party",
                violation_error_message=_("Choose a person or an organisation, not both."),
            ),
            models.CheckConstraint(
                condition=Q(verification="unchecked", verified_on=None, verified_by=None)
                | (~Q(verification="unchecked") & Q(verified_on__isnull=False)),
                name="credit_checked_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(episode__isnull=True) | Q(scope="episode"),
                name="credit_episode_has_scope",
                violation_error_message=_("Where you name an episode, choose “an episode” as the scope."),
            ),
            *[
                models.UniqueConstraint(
                    fields=[where, party, "role", *extra],
                    condition=Q(episode__isnull=where == "work", **{f"{party}__isnull": False}),
                    name=f"credit_{party}_on_{where}",
                    violation_error_message=_(
                        "This credit is recorded already: change that one, or choose another role."
                    ),
                )
                for party in ("person", "organisation")
                for where, extra in (("work", ["scope"]), ("episode", []))
            ],
        ]
        indexes = [
            # Read by the lists of what awaits a word or has got one: of the rest, which is most, no line.
            models.Index(fields=["status"], condition=~Q(status="confirmed"), name="credit_unconfirmed"),
            models.Index(
                fields=["verification"], condition=~Q(verification="unchecked"), name="credit_checked"
            ),
        ]

    def __str__(self) -> str:
        return listed([self.person or self.organisation, self.role, self.episode or self.work])

    def clean(self) -> None:
        if self.episode and self.episode.season.work_id != self.work_id:
            raise ValidationError({"episode": _("Choose an episode of this work.")})


def evidence_path(row: "CreditEvidence", _name: str) -> str:
    """Where a file is kept: nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"evidence/{row.credit_id}/{secrets.token_urlsafe(24)}"


class EvidenceQuerySet(models.QuerySet["CreditEvidence"]):
    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """Staff with the right, and whose credit it is."""
        if is_staff_with(user, "films.view_creditevidence"):
            return self
        return self.filter(credit__person__account=user.pk) if user.is_authenticated else self.none()


class CreditEvidence(models.Model):
    """What shows that a credit is right: a page, or a paper and where it is kept."""

    class Kind(models.TextChoices):
        LINK = "link", _("page")
        CALL_SHEET = "call_sheet", _("call sheet")
        CONTRACT = "contract", _("contract")
        FILM = "film", _("the credits of the film")
        OTHER = "other", _("other")

    credit = models.ForeignKey(
        Credit, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("credit")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    url = models.URLField(_("link"), max_length=500, blank=True)
    reference = models.CharField(
        _("reference"), max_length=300, blank=True, help_text=_("which paper, and where it is kept")
    )

    file = models.FileField(_("file"), upload_to=evidence_path, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    content_type = models.CharField(_("content type"), max_length=100, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of a credit")
        verbose_name_plural = _("evidence of credits")
        ordering = ["credit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | (~Q(reference="") & ~Q(kind="link")) | ~Q(file=""),
                name="credit_evidence_says_where",
                violation_error_message=_("Give the link, or say which paper it is and where it is kept."),
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.reference or self.name
