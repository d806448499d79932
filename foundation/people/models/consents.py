"""What a person has agreed to, by purpose: her word, when and how she said it, and to which text."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.people.models.people import Person, is_staff_with
from foundation.translated import in_language, listed


class Purpose(models.TextChoices):
    """What is asked for. A new one is a line here, with its first text in `people/purposes.py`."""

    NEWS = "news", pgettext_lazy("purpose of a consent", "newsletters and circulars")
    STORIES = "stories", pgettext_lazy("purpose of a consent", "photos and stories in reports")
    SHARING = "sharing", pgettext_lazy("purpose of a consent", "sharing with partners and productions")
    RESEARCH = "research", pgettext_lazy("purpose of a consent", "research")


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def visible_to(self, user: Any) -> "ConsentTextQuerySet":
        """Whoever has a login may be asked, and reads what she is asked."""
        return self if user.is_authenticated else self.none()

    def current(self) -> "ConsentTextQuerySet":
        """The newest of each purpose."""
        newer = ConsentText.objects.filter(purpose=models.OuterRef("purpose"))
        newer = newer.filter(version__gt=models.OuterRef("version"))
        return self.filter(~models.Exists(newer))


class ConsentText(models.Model):
    """What people are asked for a purpose, in one version. `services.publish_text` makes the next.

    The database lets nobody change a text that somebody has answered: `people/frozen.py`.
    """

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    text_fr = models.TextField(_("text in French"), max_length=2000)
    text_ar = models.TextField(_("text in Arabic"), max_length=2000)
    text_en = models.TextField(_("text in English"), max_length=2000)
    since = models.DateTimeField(_("since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("written by"),
    )  # fmt: skip

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        ordering = ["purpose", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="consent_text_version"),
            models.CheckConstraint(
                condition=~Q(text_fr="") & ~Q(text_ar="") & ~Q(text_en=""), name="consent_text_said"
            ),
        ]

    def __str__(self) -> str:
        return listed([self.get_purpose_display(), self.version])

    @property
    def words(self) -> str:
        return in_language(self, "text")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, user: Any) -> "ConsentQuerySet":
        """Staff with the right see all, anyone else her own."""
        if is_staff_with(user, "people.view_consent"):
            return self
        return self.filter(person__account=user.pk) if user.is_authenticated else self.none()

    def standing(self) -> "ConsentQuerySet":
        """The last word of each person on each purpose, yes or no."""
        return self.filter(until=None)

    def in_force(self, purpose: str | None = None) -> "ConsentQuerySet":
        """What is agreed to now: said yes, and not withdrawn; of one purpose or of all."""
        rows = self.standing().filter(given=True)
        return rows.filter(purpose=purpose) if purpose else rows

    def refused(self, purpose: str) -> "ConsentQuerySet":
        """Who said no, or withdrew, and has not said yes since."""
        return self.standing().filter(given=False, purpose=purpose)


class Consent(models.Model):
    """A person's word on a purpose: yes, or no; it holds until she says another. `services.say_consent`.

    Who has said nothing has no row, and has not agreed.
    """

    class How(models.TextChoices):
        PAGE = "page", pgettext_lazy("how a consent was given", "by herself, on her page")
        API = "api", pgettext_lazy("how a consent was given", "by herself, through an application")
        FORM = "form", pgettext_lazy("how a consent was given", "on a form")
        STAFF = "staff", pgettext_lazy("how a consent was given", "by the staff, for a reason")
        IMPORT = "import", pgettext_lazy("how a consent was given", "from a table")

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    given = models.BooleanField(_("agreed"))
    at = models.DateTimeField(_("said on"))
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("her next word, if any"))
    how = models.CharField(_("how"), max_length=10, choices=How)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("by"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(until=None),
                name="consent_one_standing",
                violation_error_message=_(
                    "A consent for this purpose stands already: end it before you record another."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="consent_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=~Q(how="staff") | ~Q(reason=""),
                name="consent_by_staff_says_why",
                violation_error_message=_("Say why you record this consent for her."),
            ),
        ]
        indexes = [
            models.Index(fields=["purpose", "given"], condition=Q(until=None), name="consent_standing"),
            models.Index(fields=["-at", "-id"], name="consent_at"),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.get_purpose_display()])
