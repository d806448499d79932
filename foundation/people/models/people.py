from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField
from simple_history.models import HistoricalRecords

from foundation.people.search import Named, search
from foundation.translated import listed


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        # None makes the password unusable: she logs in by a code sent to her address.
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """A way to log in. `people.services.open_account` makes one for a person."""

    email = models.EmailField(_("e-mail"), unique=True)
    is_staff = models.BooleanField(_("may open the staff's desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("opened on"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Upper("email"),  # as `email__iexact` asks
                name="account_email_unique",
                violation_error_message=_(
                    "Somebody has an account with this address already: use that one, or another address."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        person = getattr(self, "person", None)
        return person.name if person else self.email

    def get_short_name(self) -> str:
        return self.get_full_name()


def is_staff_with(user: Any, right: str) -> bool:
    """Whether an account of the staff, in use, has a right: `is_staff_with(user, "people.view_person")`."""
    return bool(user.is_active and user.is_staff and user.has_perm(right))


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one like Africa/Casablanca."),
            params={"name": name},
        )


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> "PersonQuerySet":
        """Staff with the right see all; anyone else sees the record that is her own."""
        if is_staff_with(user, "people.view_person"):
            return self
        return self.filter(account=user.pk) if user.is_authenticated else self.none()

    def search(self, text: str) -> "PersonQuerySet":
        return search(self, text)  # type: ignore[return-value]


class Person(Named):
    """Someone, once, whatever she is to the foundation; roles follow from what she is linked to."""

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        OTHER = "other", _("other")
        NOT_SAID = "not_said", _("prefers not to say")

    class Language(models.TextChoices):
        FR = "fr", "Français"
        AR = "ar", "العربية"
        EN = "en", "English"

    name = models.CharField(_("name"), max_length=200, help_text=_("as she writes it"))
    sort_name = models.CharField(_("sort name"), max_length=200, blank=True)
    name_ar = models.CharField(_("name in Arabic script"), max_length=200, blank=True)
    credited_name = models.CharField(_("credited name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneNumberField(_("phone"), blank=True)
    gender = models.CharField(
        _("gender"),
        max_length=10,
        blank=True,
        choices=Gender,
        help_text=_("her own word; empty if she was not asked"),
    )
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    country = CountryField(_("country of residence"), blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    occupation = models.CharField(_("occupation"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FR)
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="Africa/Casablanca", validators=[check_time_zone]
    )
    imdb_id = models.CharField("IMDb", max_length=12, blank=True)
    note = models.TextField(_("note"), blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    imported_keys = GenericRelation("people.ImportedKey")  # they go with her

    objects = PersonQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_key", "sound_key", "created_at", "updated_at"])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        permissions = [("export_person", "Can export people")]
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.UniqueConstraint(
                fields=["imdb_id"],
                condition=~Q(imdb_id=""),
                name="person_imdb_id_unique",
                violation_error_message=_(
                    "Another person has this IMDb number: check it, or use that person’s record."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_name", "id"], name="person_sort_name"),
            # Read by whoever looks for an address: `email__iexact`.
            models.Index(Upper("email"), name="person_email"),
            # Read by the API: what has changed since.
            models.Index(fields=["updated_at", "id"], name="person_updated"),
        ]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_ar if language == "ar" and self.name_ar else self.name

    def all_names(self) -> list[str]:
        aliases = [alias.name for alias in self.aliases.all()] if self.pk else []
        return [self.name, self.name_ar, self.credited_name, *aliases]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = self.sort_name or self.name
        self.email = self.email.strip()
        super().save(*args, **kwargs)


class Alias(models.Model):
    """Another name a person is or was known by: a spelling, a former name, a name in the credits."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="alias_unique")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Person.objects.get(pk=self.person_id).keep_keys()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        Person.objects.get(pk=self.person_id).keep_keys()
        return gone


class SecondContactQuerySet(models.QuerySet["SecondContact"]):
    def visible_to(self, user: Any) -> "SecondContactQuerySet":
        """Staff with the right alone."""
        allowed = is_staff_with(user, "people.view_secondcontact")
        return self if allowed else self.none()


class SecondContact(models.Model):
    """Someone to ask where a person herself is not reached: a parent, a partner, a colleague."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="second_contacts", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=200)
    relation = models.CharField(
        _("relation"), max_length=100, blank=True, help_text=_("sister, producer, neighbour …")
    )
    phone = PhoneNumberField(_("phone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    may_be_told = models.CharField(
        _("may be told"),
        max_length=300,
        blank=True,
        help_text=_("what she has agreed to; where it is empty, ask for her to call back and say no more"),
    )

    objects = SecondContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("second contact")
        verbose_name_plural = _("second contacts")
        ordering = ["person", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & (~Q(phone="") | ~Q(email="")),
                name="second_contact_can_be_reached",
                violation_error_message=_("Give a phone number or an e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Organisations are public facts: everyone who is logged in sees them."""
        return self if user.is_authenticated else self.none()

    def search(self, text: str) -> "OrganisationQuerySet":
        return search(self, text)  # type: ignore[return-value]


class Organisation(Named):
    """A body: foundation, film centre, school, company, market …"""

    class Kind(models.TextChoices):
        FOUNDATION = "foundation", _("foundation")
        FILM_CENTRE = "film_centre", _("film centre")
        SCHOOL = "school", _("film school")
        PRODUCTION = "production", _("production company")
        SERVICES = "services", _("production services")
        SALES = "sales", _("sales agent")
        BROADCASTER = "broadcaster", _("broadcaster")
        PLATFORM = "platform", _("industry platform")
        FESTIVAL = "festival", _("festival")
        FESTIVAL_SECTION = "festival_section", _("festival section")
        MARKET = "market", _("market")
        LAB = "lab", _("lab")
        FUND = "fund", _("fund")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=50, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    country = CountryField(_("country"), blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["search_key", "sound_key"])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        permissions = [("export_organisation", "Can export organisations")]
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def all_names(self) -> list[str]:
        return [self.name, self.short_name]


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def visible_to(self, user: Any) -> "AffiliationQuerySet":
        """Staff with the right see all; anyone else with a login what is public, or her own."""
        if is_staff_with(user, "people.view_affiliation"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(is_public=True) | Q(person__account=user.pk))


class Affiliation(models.Model):
    """What a person is, or was, in an organisation: its founder, its head, an alumna of it."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="affiliations", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        related_name="affiliations",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=100, blank=True)
    from_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    to_year = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("known outside: everyone with a login may see it")
    )

    objects = AffiliationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="affiliation_unique"),
            models.CheckConstraint(
                condition=Q(from_year=None) | Q(to_year=None) | Q(to_year__gte=F("from_year")),
                name="affiliation_years",
                violation_error_message=_("The last year lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return listed([self.person, self.role or "…", self.organisation])


class ImportedKey(models.Model):
    """What a source calls a row here, so that its next import finds the same row again.

    A name is a key only within one source: the same name in another source may be someone else.
    """

    source = models.CharField(_("source"), max_length=50)
    key = models.CharField(_("key"), max_length=300)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    row = GenericForeignKey("content_type", "object_id")

    class Meta:
        verbose_name = _("imported key")
        verbose_name_plural = _("imported keys")
        constraints = [
            models.UniqueConstraint(fields=["source", "content_type", "key"], name="imported_key_unique")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="imported_key_row")]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"


class Duplicate(models.Model):
    """Two records that may be one person. Only a person's word merges them: `services.merge_people`."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("to decide")
        DIFFERENT = "different", _("two people")

    first = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("first record")
    )
    second = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("second record")
    )
    score = models.PositiveSmallIntegerField(_("likeness"), help_text=_("0 to 100"))
    reasons = models.JSONField(_("reasons"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_unique"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class Merge(models.Model):
    """A merge that happened: what was removed, and how many rows of each kind moved.

    `journal` holds each row as it was and as it became, for `undoing.undo_merge`; it is shown nowhere, for
    it may tell of rows that are nobody's to see. Merges of before have none.
    """

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges", verbose_name=_("kept"))
    removed_id = models.PositiveBigIntegerField(_("removed number"))
    removed = models.JSONField(_("removed record"))
    moved = models.JSONField(_("moved"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("on"))
    journal = models.JSONField(default=list, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )
    undone_at = models.DateTimeField(_("undone on"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.removed.get('name', self.removed_id)} → {self.kept}"
