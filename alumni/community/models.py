"""What an alumna shows of herself to other alumnae, or to everybody: nothing, unless she says so."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField

from foundation.people.models import Person, is_staff_with
from foundation.people.names import fold
from foundation.people.search import Named, search
from residencies.programmes.models import Participation


class Seen(models.TextChoices):
    """By whom; each says less than the one after it."""

    NOBODY = "nobody", pgettext_lazy("seen by", "nobody")
    ALUMNAE = "alumnae", pgettext_lazy("seen by", "alumnae")
    PUBLIC = "public", pgettext_lazy("seen by", "everybody")


PARTS = ("photo", "biography", "crafts", "languages", "place", "availability", "website", "email", "phone")
ALUMNAE: tuple[str, ...] = (Seen.ALUMNAE, Seen.PUBLIC)  # what an alumna is shown
WORLD: tuple[str, ...] = (Seen.PUBLIC,)  # what everybody is shown


def shown_to(user: Any) -> tuple[str, ...]:
    """What is shown to an account: staff with the right are shown what alumnae are, and no more."""
    person = getattr(user, "person", None) if user.is_authenticated else None
    is_alumna = person is not None and person.participations.completed().exists()
    return ALUMNAE if is_alumna or is_staff_with(user, "community.view_profile") else WORLD


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, user: Any) -> "ProfileQuerySet":
        """Those that are listed for whoever looks; her own she reads at `me/profile/`."""
        return self.listed(shown_to(user)) if user.is_authenticated else self.none()

    def listed(self, shown: tuple[str, ...]) -> "ProfileQuerySet":
        """Of alumnae, who say that they may be found by those who are shown `shown`."""
        done = Participation.objects.completed().filter(person=OuterRef("person"))
        return self.filter(Exists(done), listed_to__in=shown)

    def search(self, text: str) -> "ProfileQuerySet":
        return search(self, text)  # type: ignore[return-value]


def _seen(what: Any) -> "models.CharField[str, str]":
    return models.CharField(what, max_length=7, choices=Seen, default=Seen.NOBODY)


class Called:
    """What has a name in two scripts."""

    name: Any
    name_ar: Any

    def name_in(self, language: str) -> str:
        return str(self.name_ar if language == "ar" and self.name_ar else self.name)


class Profile(Called, Named):
    """Her entry in the directory. What she does, speaks, and when she works stands in placement and is read
    there; `…_to` says who sees each part, and nobody sees a part of an entry that is not listed for her.

    It is found by the names it shows, not by those of her record: another name of hers may be private.
    """

    PARTS = PARTS
    # What a merge does with it: where it is given to another record, of two, and where what stands in
    # placement comes together.
    SAID_ANEW = {"email_to": Seen.NOBODY, "phone_to": Seen.NOBODY}
    STAYS_BY = "said_at"  # of two that a merge brings together
    NARROWED = {
        "crafts_to": ["crafts"],
        "languages_to": ["work_profile"],
        "availability_to": ["work_profile", "work_periods"],
    }
    WITHIN = ["listed_to"]

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="directory_profile", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("as the directory shows it"))
    name_ar = models.CharField(_("name in Arabic script"), max_length=200, blank=True)
    biography = models.TextField(_("short biography"), max_length=1500, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    city_key = models.CharField(max_length=200, blank=True, editable=False)
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneNumberField(_("phone"), blank=True)
    listed_to = _seen(_("listed for"))
    photo_to = _seen(_("photograph seen by"))
    biography_to = _seen(_("short biography seen by"))
    crafts_to = _seen(_("roles seen by"))
    languages_to = _seen(_("languages seen by"))
    place_to = _seen(_("city and country seen by"))
    availability_to = _seen(_("availability seen by"))
    website_to = _seen(_("website seen by"))
    email_to = _seen(_("e-mail seen by"))
    phone_to = _seen(_("phone seen by"))
    takes_messages = models.BooleanField(_("takes messages from alumnae"), default=False)
    said_at = models.DateTimeField(_("said on"))

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the directory")
        verbose_name_plural = _("directory of alumnae")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="directory_name"),
            models.CheckConstraint(
                condition=Q(
                    **{f"{part}_to__in": ["nobody", "alumnae", "public"] for part in ("listed", *PARTS)}
                ),
                name="directory_seen_by",
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], condition=~Q(listed_to="nobody"), name="directory_listed")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.city_key = fold(self.city)[:200]
        super().save(*args, **kwargs)

    def all_names(self) -> list[str]:
        return [self.name, self.name_ar]


def portrait_path(row: "Portrait", _name: str) -> str:
    """Nothing of it can be guessed."""
    return f"portraits/{row.profile_id}/{secrets.token_urlsafe(24)}.jpg"


class Portrait(models.Model):
    """Her photograph, made anew as a square from what she sent, which is not kept. `Profile.photo_to` says
    who sees it.
    """

    GOES_WITH = "profile"

    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, related_name="portrait", verbose_name=_("entry of the directory")
    )
    file = models.FileField(_("file"), upload_to=portrait_path, max_length=200)
    name = "photo.jpg"  # to whoever is handed it: what she called it may tell a day
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(_("sent on"))

    class Meta:
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, user: Any) -> "ThreadQuerySet":
        """The two of it, and nobody else: the staff read what was reported, on the page of its report."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(starter__account=user.pk) | Q(other__account=user.pk))

    def between(self, one: Person, two: Person) -> "ThreadQuerySet":
        return self.filter(Q(starter=one, other=two) | Q(starter=two, other=one))


class Thread(models.Model):
    """What two alumnae write to each other; there is one of each two."""

    is_confidential = True  # a merge does not tell that there is one
    IS_OF_TWO = True
    STAYS_BY = "last_at"

    starter = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="threads_begun", verbose_name=_("begun by")
    )
    other = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="threads_got", verbose_name=_("written to")
    )
    begun_at = models.DateTimeField(_("begun on"))
    last_at = models.DateTimeField(_("last message"))

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread of alumnae")
        verbose_name_plural = _("threads of alumnae")
        default_permissions = ()
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(starter=F("other")), name="thread_of_two"),
            models.UniqueConstraint(
                Least("starter", "other"), Greatest("starter", "other"), name="thread_once"
            ),
        ]
        indexes = [models.Index(fields=["starter", "begun_at"], name="thread_begun")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def beside(self, person: Person) -> Person:
        """The other of the two."""
        return self.other if self.starter_id == person.pk else self.starter


class Message(models.Model):
    LONGEST = 4000
    is_confidential = True

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent on"))
    # Of the page or the request it was written with: sent twice, it is one.
    token = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("message of an alumna")
        verbose_name_plural = _("messages of alumnae")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["thread", "token"], name="thread_message_once")]
        indexes = [models.Index(fields=["author", "sent_at"], name="thread_message_rate")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Block(models.Model):
    """Whose messages she does not want. Whoever is blocked is not told so."""

    is_confidential = True
    IS_OF_TWO = True
    STAYS_BY = "at"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "blocked"], name="block_once")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Staff with the right, unless they are one of the two themselves."""
        if not is_staff_with(user, "community.view_report"):
            return self.none()
        return self.exclude(Q(thread__starter__account=user.pk) | Q(thread__other__account=user.pk))


class Report(models.Model):
    """One of the two asks the staff to read the thread, as it stands at that moment."""

    is_confidential = True
    JOINED = ["reason"]

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("reported by"))
    reason = models.TextField(_("why"), blank=True, max_length=1000)
    at = models.DateTimeField(_("reported on"))
    closed_at = models.DateTimeField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("closed by"),
    )  # fmt: skip

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported thread")
        verbose_name_plural = _("reported threads")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "by"], condition=Q(closed_at=None), name="thread_report_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
