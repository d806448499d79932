"""The papers of a project: each document in versions, of which none is ever changed."""

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from foundation.films.models.titles import LANGUAGE
from foundation.films.models.works import Work
from foundation.people.models import Account, Person, is_staff_with
from foundation.translated import listed


class DossierDocumentQuerySet(models.QuerySet["DossierDocument"]):
    def visible_to(self, user: Any) -> "DossierDocumentQuerySet":
        """Staff with the right, and those who lead the work; a contract to staff with a right of its own and
        to whose it is.
        """
        if not user.is_authenticated:
            return self.none()
        contract = Q(kind=DossierDocument.Kind.CONTRACT)
        led = Q(work__in=Work.objects.led_by(user).order_by().values("pk"))
        seen = (led & ~contract) | (led & Q(owner__account=user.pk))
        if is_staff_with(user, "films.view_dossierdocument"):
            seen |= ~contract
            if is_staff_with(user, "films.read_contract"):
                seen |= contract
        return self.filter(seen)


class DossierDocument(models.Model):
    """One document of a project, such as its script in Arabic, whatever its versions."""

    TOLD_APART = "title"  # in a merge: two contracts are not one

    class Kind(models.TextChoices):
        TREATMENT = "treatment", _("treatment")
        SCRIPT = "script", _("script")
        NOTE = "note", _("director’s note")
        BUDGET = "budget", _("budget")
        SCHEDULE = "schedule", pgettext_lazy("film", "schedule")
        FINANCING = "financing", _("financing plan")
        MOOD_BOARD = "mood_board", _("mood board")
        CONTRACT = "contract", _("contract")
        OTHER = "other", _("other")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="dossier", verbose_name=_("work"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("tells two documents of one kind apart")
    )
    language = models.CharField(
        _("language"), max_length=11, blank=True, validators=[LANGUAGE], help_text=_("ar, fr, zgh-Tfng …")
    )
    owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("whose contract"),
        help_text=_("of a contract alone; empty: the foundation’s"),
    )

    objects = DossierDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a project")
        verbose_name_plural = _("documents of projects")
        permissions = [("read_contract", gettext_noop("Can read the contracts of projects"))]
        ordering = ["work", "kind", "language", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "kind", "title", "language"],
                condition=Q(owner__isnull=True),
                name="dossier_document_once",
            ),
            models.UniqueConstraint(
                fields=["work", "kind", "title", "language", "owner"],
                condition=Q(owner__isnull=False),
                name="dossier_contract_once",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(kind="contract"), name="dossier_owner_of_contract"
            ),
        ]

    def __str__(self) -> str:
        return listed(str(part) for part in (self.get_kind_display(), self.title, self.language) if part)


def private_path(row: "DossierVersion", _name: str) -> str:
    """Where a file is kept: nothing of it can be guessed, and nothing of it was typed by anyone."""
    return f"dossiers/{row.document.work_id}/{secrets.token_urlsafe(24)}"


class DossierVersionQuerySet(models.QuerySet["DossierVersion"]):
    def visible_to(self, user: Any) -> "DossierVersionQuerySet":
        """A version is seen with its document."""
        seen = DossierDocument.objects.visible_to(user)
        return self.filter(document__in=seen.order_by().values("pk"))


class DossierVersion(models.Model):
    """A file as it was sent in. It is never changed: the database refuses to (`frozen`)."""

    document = models.ForeignKey(
        DossierDocument, on_delete=models.CASCADE, related_name="versions", verbose_name=_("document")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    file = models.FileField(_("file"), upload_to=private_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    content_type = models.CharField(_("content type"), max_length=100)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("what is new in it"))
    sent_at = models.DateTimeField(_("sent in"))
    sent_by = models.ForeignKey(
        Account,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent in by"),
    )

    objects = DossierVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="dossier_version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="dossier_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, v{self.number}"
