from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.films.models import Role
from foundation.people.models import Person
from residencies.calls.models.applying import Application
from residencies.calls.models.given import OfApplicationQuerySet


class MemberQuerySet(OfApplicationQuerySet):
    def standing(self) -> "MemberQuerySet":
        return self.filter(withdrawn_at=None)

    def beside(self) -> "MemberQuerySet":
        """Who has signed beside the one who leads, and is still there."""
        return self.standing().filter(is_lead=False, signed_at__isnull=False)


class Member(models.Model):
    """One of the pair or team that applies. Everyone signs for herself; the lead signs by sending it."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="members", verbose_name=_("application")
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name=_("role"))
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, choices=Person.Language)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("person"),
    )
    is_lead = models.BooleanField(_("lead"), default=False)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    invited_at = models.DateTimeField(_("invited"))
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    link_version = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["application", "-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                "application",
                Lower("email"),
                condition=Q(withdrawn_at=None),
                name="application_member_once",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_lead=True, withdrawn_at=None),
                name="application_one_lead",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="application_member_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"
