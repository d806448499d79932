from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from simple_history.models import HistoricalRecords

from foundation.films.models.works import Work, seen_by
from foundation.people.models import Organisation, Person, is_staff_with
from foundation.translated import listed


class Festival(models.Model):
    """A festival, market, lab or workshop that chooses works or people."""

    class Kind(models.TextChoices):
        FESTIVAL = "festival", _("festival")
        MARKET = "market", _("market")
        LAB = "lab", _("lab")
        WORKSHOP = "workshop", _("industry workshop")
        FUND = "fund", _("fund")

    name = models.CharField(_("name"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=50, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True)
    country = CountryField(_("country"), blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AccreditationQuerySet(models.QuerySet["Accreditation"]):
    def a_list(self) -> "AccreditationQuerySet":
        return self.filter(grade=Accreditation.Grade.COMPETITIVE)

    def covering(self, year: Any) -> "AccreditationQuerySet":
        """`year` may be an OuterRef. A year that is not known is covered only by what holds for all years."""
        begun = Q(first_year=None) | Q(first_year__lte=year)
        return self.filter(begun, Q(last_year=None) | Q(last_year__gte=year))


class Accreditation(models.Model):
    """As what a festival is accredited, for which of its years, and where somebody read that on which day."""

    class Grade(models.TextChoices):
        COMPETITIVE = "competitive", _("competitive, of all genres (A-list)")
        SPECIALISED = "specialised", _("competitive, specialised")
        NON_COMPETITIVE = "non_competitive", _("not competitive")
        SHORTS = "shorts", _("documentaries and shorts")

    festival = models.ForeignKey(
        Festival, on_delete=models.CASCADE, related_name="accreditations", verbose_name=_("festival")
    )
    grade = models.CharField(_("class"), max_length=16, choices=Grade, default=Grade.COMPETITIVE)
    first_year = models.PositiveSmallIntegerField(
        _("from year"), null=True, blank=True, help_text=_("empty: from its beginning on")
    )
    last_year = models.PositiveSmallIntegerField(
        _("to year"), null=True, blank=True, help_text=_("empty: to this day")
    )
    source = models.CharField(_("source"), max_length=300, help_text=_("where it can be read"))
    as_of = models.DateField(_("as of"), help_text=_("the day on which it stood there"))

    objects = AccreditationQuerySet.as_manager()

    class Meta:
        verbose_name = _("accreditation of a festival")
        verbose_name_plural = _("accreditations of festivals")
        ordering = ["festival", F("first_year").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["festival", "grade", "first_year"], name="accreditation_unique"),
            models.UniqueConstraint(
                fields=["festival", "grade"],
                condition=Q(first_year__isnull=True),
                name="accreditation_since_ever_once",
                violation_error_message=_(
                    "This grade stands without a first year already: say from which year this one holds."
                ),
            ),
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(last_year__gte=F("first_year")),
                name="accreditation_years",
                violation_error_message=_("The last year lies before the first."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="accreditation_has_source"),
        ]

    def __str__(self) -> str:
        years = f"{self.first_year or ''}–{self.last_year or ''}"
        return listed([self.festival, self.get_grade_display(), *([] if years == "–" else [years])])


class FestivalEdition(models.Model):
    """One year of a festival; without a year where the source does not give it."""

    festival = models.ForeignKey(
        Festival, on_delete=models.CASCADE, related_name="editions", verbose_name=_("festival")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("festival edition")
        verbose_name_plural = _("festival editions")
        ordering = ["festival", F("year").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["festival", "year"], name="festival_edition_unique"),
            models.UniqueConstraint(
                fields=["festival"],
                condition=Q(year__isnull=True),
                name="festival_edition_unknown_year_once",
                violation_error_message=_(
                    "An edition of unknown year is recorded already: say of which year this one is."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="festival_edition_dates",
                violation_error_message=_("Choose a last day that is not before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.festival} {self.year or ''}".strip()


class Premiere(models.TextChoices):
    """What a showing is the first of; the strictest first."""

    WORLD = "world", _("world premiere")
    INTERNATIONAL = "international", _("international premiere")
    CONTINENTAL = "continental", _("continental premiere")
    NATIONAL = "national", _("national premiere")


class Section(models.Model):
    """A section or programme strand of a festival's edition, and what it asks of where a work was shown.

    `organiser` is not always the festival: Critics' Week is not the Official Selection. A work that is shown
    in progress, or at a market, is not shown in public.
    """

    class Kind(models.TextChoices):
        SELECTION = "selection", _("festival selection")
        IN_PROGRESS = "in_progress", _("work in progress")
        MARKET = "market", _("market")
        LAB = "lab", _("lab")

    edition = models.ForeignKey(
        FestivalEdition,
        on_delete=models.CASCADE,
        related_name="sections",
        verbose_name=_("edition"),
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SELECTION)
    organiser = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sections",
        verbose_name=_("organiser"),
        help_text=_("where it is not the festival"),
    )
    premiere_asked = models.CharField(
        _("premiere asked for"), max_length=20, choices=Premiere, blank=True, help_text=_("at least")
    )
    region = CountryField(
        _("region"),
        multiple=True,
        blank=True,
        max_length=746,
        help_text=_("countries that a continental premiere is the first in"),
    )
    unseen_at_home = models.BooleanField(_("never in public in the festival’s country"), default=False)
    no_broadcast = models.BooleanField(_("never on television or online"), default=False)
    rules_source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("the regulations it stands in")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["edition", "name"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="section_unique"),
            models.CheckConstraint(
                condition=~Q(rules_source="")
                | Q(premiere_asked="", unseen_at_home=False, no_broadcast=False),
                name="section_rules_have_source",
                violation_error_message=_("What a section asks for stands somewhere: name the source."),
            ),
        ]

    def __str__(self) -> str:
        return listed([self.edition, self.name])


def _chosen_seen_by(user: Any, path: str = "") -> Q:
    hers = Q(**{f"{path}work": None, f"{path}person__account": user.pk})
    return seen_by(user, f"{path}work__") | hers


class SelectionQuerySet(models.QuerySet["Selection"]):
    def visible_to(self, user: Any) -> "SelectionQuerySet":
        """Staff with the right see all; others those of works they see, or their own."""
        if is_staff_with(user, "films.view_selection"):
            return self
        return self.filter(_chosen_seen_by(user)) if user.is_authenticated else self.none()


class Selection(models.Model):
    """A work, or a person, chosen by an edition of a festival, market, lab or delegation."""

    Premiere = Premiere

    edition = models.ForeignKey(
        FestivalEdition,
        on_delete=models.PROTECT,
        related_name="selections",
        verbose_name=_("edition"),
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name=_("section"),
    )
    work = models.ForeignKey(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name=_("work"),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="selections",
        verbose_name=_("person"),
    )
    premiere = models.CharField(_("premiere"), max_length=20, choices=Premiere, blank=True)
    on = models.DateField(_("on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SelectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        permissions = [("export_selection", "Can export selections")]
        ordering = ["edition", "section", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(work__isnull=False) | Q(person__isnull=False),
                name="selection_has_work_or_person",
                violation_error_message=_("Choose the work or the person that was selected, or both."),
            ),
            *[
                models.UniqueConstraint(
                    fields=["edition", *([] if no_section else ["section"]), *who],
                    condition=Q(
                        section__isnull=no_section,
                        work__isnull="work" not in who,
                        person__isnull="person" not in who,
                    ),
                    name=f"selection_{'_'.join(who)}{'_no_section' if no_section else ''}",
                    violation_error_message=_(
                        "This selection is recorded already: change that one, or choose another section."
                    ),
                )
                for who in (["work"], ["person"], ["work", "person"])
                for no_section in (False, True)
            ],
        ]

    def __str__(self) -> str:
        chosen = listed(str(part) for part in (self.work, self.person) if part)
        return f"{chosen}: {self.section or self.edition}"

    def clean(self) -> None:
        if self.section and self.section.edition_id != self.edition_id:
            raise ValidationError({"section": _("Choose a section of this edition.")})


class AwardQuerySet(models.QuerySet["Award"]):
    def visible_to(self, user: Any) -> "AwardQuerySet":
        """An award is seen with the selection it was given in."""
        if is_staff_with(user, "films.view_award"):
            return self
        return self.filter(_chosen_seen_by(user, "selection__")) if user.is_authenticated else self.none()


class Award(models.Model):
    """A prize, mention or nomination given to a selection. Two prizes are two rows."""

    class Result(models.TextChoices):
        WON = "won", _("won")
        MENTION = "mention", _("special mention")
        NOMINATED = "nominated", _("nominated")
        SHORTLISTED = "shortlisted", _("on the shortlist")

    selection = models.ForeignKey(
        Selection, on_delete=models.CASCADE, related_name="awards", verbose_name=_("selection")
    )
    prize = models.CharField(
        _("prize"), max_length=200, blank=True, help_text=_("empty if its name is not known")
    )
    category = models.CharField(_("category"), max_length=200, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=Result, default=Result.WON)
    number = models.PositiveSmallIntegerField(
        _("number"), default=1, help_text=_("tells two prizes of one name, or of none, apart")
    )
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator("^[A-Z]{3}$", _("Three capital letters, such as MAD or EUR."))],
    )
    in_kind = models.CharField(
        _("in kind"), max_length=300, blank=True, help_text=_("days of post-production, distribution …")
    )
    is_ex_aequo = models.BooleanField(
        _("ex aequo"), default=False, help_text=_("another work won the same prize")
    )
    jury = models.CharField(
        _("jury"), max_length=200, blank=True, help_text=_("where it is not the festival’s own: FIPRESCI …")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("company"),
        help_text=_("where the prize goes to a company"),
    )
    shared_with = models.ManyToManyField(Person, blank=True, related_name="+", verbose_name=_("shared with"))
    note = models.TextField(_("note"), blank=True)

    objects = AwardQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        permissions = [("export_award", "Can export awards")]
        # Through "selection" alone Django sees a loop: a section has an edition as well.
        ordering = ["selection__edition", "selection_id", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "prize", "category", "result", "number"], name="award_unique"
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="")
                | Q(amount__isnull=False, amount__gte=0, currency__regex="^[A-Z]{3}$"),
                name="award_amount_and_currency",
                violation_error_message=_("An amount is not below zero, and has a currency such as MAD."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prize or _('prize')}: {self.selection}"

    @property
    def worth(self) -> str:
        """“20 000 MAD”, or '' where no money comes with it."""
        if self.amount is None:
            return ""
        places = 0 if self.amount == self.amount.to_integral() else 2
        return f"{number_format(self.amount, places, force_grouping=True)}\xa0{self.currency}"
