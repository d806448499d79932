"""What a financing plan says, in words and in figures of the reader's language."""

from decimal import ROUND_DOWN, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django_countries import countries

from foundation.figures import figure, percent
from foundation.films.coproduction import Change, Check, Fault, Violation
from foundation.films.models import FilmCountries
from foundation.films.rebates import Lack, Rebate
from foundation.films.standing import Counted, Standing, percent_of
from foundation.money import told

GONE = FilmCountries()


def apart(text: object) -> str:
    """A name inside a sentence keeps its own direction."""
    return f"\u2068{text}\u2069"


def share(part: Decimal, whole: Decimal) -> str:
    return percent(percent_of(part, whole))


def comma() -> str:
    """What stands between the parts of a list in the reader’s language."""
    return pgettext("between the parts of a list", ",") + " "


def country_name(code: str) -> str:
    if not code:
        return _("no country")
    return str(countries.name(code) or GONE.name(code) or code)


def paper(one: Counted) -> str:
    """“letter of intent, 24 May 2026, valid until 24 November 2026”."""
    signed = one.line.signed_on
    parts = [str(one.line.get_paper_display()), date_format(signed) if signed else ""]
    if one.ends_on:
        parts.append(_("valid until %(day)s") % {"day": date_format(one.ends_on)})
    return comma().join(part for part in parts if part)


def verdict(one: Counted) -> str:
    return _("counts") if one.why is None else str(one.why.label)


def violation(one: Violation, currency: str) -> str:
    value = one.value.quantize(Decimal("0.001"), rounding=ROUND_DOWN)
    said = {"value": figure(percent(value)), "limit": figure(percent(one.limit))}
    if one.fault == Fault.CONFIRMED:
        missing = figure(told(one.missing or Decimal(0), currency))
        said |= {"country": country_name(one.country), "missing": missing}
        return _("%(country)s: %(value)s confirmed, of at least %(limit)s; %(missing)s are missing.") % said
    if one.coproducer is None:
        return _("Countries that are no party: %(value)s together, of at most %(limit)s.") % said
    said["company"] = apart(one.coproducer.organisation)
    if one.fault == Fault.MOST:
        return _("%(company)s: %(value)s, of at most %(limit)s.") % said
    return _("%(company)s: %(value)s, of at least %(limit)s.") % said


def change(one: Change, currency: str) -> str:
    said = {
        "company": apart(one.coproducer.organisation),
        "old": figure(percent(one.coproducer.percent)),
        "new": figure(percent(one.to)),
        "money": figure(told(one.money, currency)),
    }
    return _("%(company)s: from %(old)s to %(new)s (%(money)s).") % said


def mending(check: Check, currency: str) -> list[str]:
    """The least change of shares; nothing where shares are not the fault."""
    if check.changes is None:
        return [_("No shares of so many co-producers keep this rule.")]
    return [change(one, currency) for one in check.changes]


def rebate(one: Rebate) -> str:
    """What comes back, or why nothing does."""
    if one.lacks:
        short = f" ({figure(told(one.short, one.rule.currency))})" if one.short else ""
        return " · ".join(str(lack.label) + (short if lack == Lack.SPEND else "") for lack in one.lacks)
    capped = _("the cap or the envelope of the rule") if one.is_capped else ""
    return f"{figure(told(one.amount, one.rule.currency))}{f' ({capped})' if capped else ''}"


def rule_terms(one: Rebate) -> str:
    """“30 % · from 10 000 000,00 MAD on · from 18 days on · at most …”."""
    rule = one.rule
    parts = [figure(percent(rule.percent))]
    if rule.floor:
        parts.append(_("from %(amount)s on") % {"amount": figure(told(rule.floor, rule.currency))})
    if rule.floor_days:
        days = rule.floor_days
        parts.append(ngettext("from %(days)d day on", "from %(days)d days on", days) % {"days": days})
    if rule.cap:
        parts.append(_("at most %(amount)s") % {"amount": figure(told(rule.cap, rule.currency))})
    if rule.envelope:
        amount = {"amount": figure(told(rule.envelope, rule.currency))}
        parts.append(_("%(amount)s a year for all films") % amount)
    return " · ".join(parts)


def warnings(stands: Standing) -> list[str]:
    """What keeps the figures from being the whole truth."""
    said = []
    if not stands.adds_up:
        said.append(
            _("The shares of the co-producers add to %(total)s: no rule can be held against them.")
            % {"total": figure(percent(stands.shares_total))}
        )
    if unknown := [one for one in stands.lines if one.rate is None]:
        names = comma().join(sorted({one.line.currency for one in unknown}))
        said.append(_("No exchange rate: %(currencies)s. These lines are in no sum.") % {"currencies": names})
    return said
