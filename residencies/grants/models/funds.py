"""What there is to give: funds, and what was put into them."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.money import PLACES, amount_field, currency_field, told
from foundation.people.models import Account, Organisation, is_staff_with
from foundation.translated import in_language
from residencies.programmes.models import Edition, Programme, Track

NOTHING = models.Value(Decimal(0), output_field=models.DecimalField(max_digits=15, decimal_places=PLACES))


def total(rows: QuerySet[Any], of: Any) -> Coalesce:
    """The sum of `of` over `rows` (which name an OuterRef), 0 where there are none."""
    field = models.DecimalField(max_digits=15, decimal_places=PLACES)
    sums = rows.order_by().annotate(_all=models.Value(1)).values("_all").annotate(total=Sum(of))
    return Coalesce(Subquery(sums.values("total"), output_field=field), NOTHING)


def token_field(**how: Any) -> models.UUIDField:
    """Of the form it was made with: a second press makes no second one."""
    return models.UUIDField(null=True, editable=False, **{"unique": True, **how})


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, user: Any) -> "FundQuerySet":
        """Staff with the right alone."""
        return self if is_staff_with(user, "grants.view_fund") else self.none()

    def with_figures(self) -> "FundQuerySet":
        """Annotates `amount` (put in), `committed` and `paid`, in the fund's currency."""
        # By name: grants stand on funds.
        grants = Fund.grants.rel.related_model.objects.filter(fund=OuterRef("pk"))
        payments = grants.model.instalments.rel.related_model.objects.filter(
            grant__fund=OuterRef("pk"), state="paid"
        )
        return self.annotate(
            amount=total(Contribution.objects.filter(fund=OuterRef("pk")), "amount"),
            committed=total(grants, F("amount") - F("released")),
            paid=total(payments, "amount"),
        )


class Fund(models.Model):
    """Money for grants in one currency. How much there is, is the sum of its contributions; what is committed
    and paid, the sum of its grants and their instalments: `ceilings` has the database hold the order of the
    three.
    """

    name_fr = models.CharField(_("name in French"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    giver = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="funds",
        verbose_name=_("giver"),
    )
    currency = currency_field()
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the programme"),
    )
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the edition"),
    )
    track = models.ForeignKey(
        Track,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the track"),
    )
    note = models.TextField(_("note"), blank=True)

    objects = FundQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["note"])  # not all who read the history may read notes

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        permissions = [("export_fund", "Can take out the statement of a fund")]
        ordering = ["name_fr", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="fund_dates",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="fund_currency"),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")

    @property
    def free(self) -> Decimal:
        """What may still be committed; of a fund `with_figures`."""
        return self.amount - self.committed  # type: ignore[attr-defined, no-any-return]

    def clean(self) -> None:
        if self.edition and self.programme and self.edition.programme_id != self.programme_id:
            raise ValidationError({"edition": _("Choose an edition of this programme.")})
        of = self.programme_id or (self.edition.programme_id if self.edition else None)
        if self.track and of and self.track.programme_id != of:
            raise ValidationError({"track": _("Choose a track of this programme.")})


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def visible_to(self, user: Any) -> "ContributionQuerySet":
        """Whoever sees the funds."""
        return self if is_staff_with(user, "grants.view_fund") else self.none()


class Contribution(models.Model):
    """What was put into a fund on a day, or taken back from it (less than nothing). It stays as it is."""

    fund = models.ForeignKey(
        Fund, on_delete=models.PROTECT, related_name="contributions", verbose_name=_("fund")
    )
    amount = amount_field()
    on = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    token = token_field()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["fund", "on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="contribution_of_something")]

    def __str__(self) -> str:
        return told(self.amount, self.fund.currency)
