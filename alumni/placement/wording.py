"""What placement says in words: reasons, pay, days."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alumni.placement.models import Offer, Posting
from alumni.placement.selectors.candidates import Candidate, Known, Reason, Why
from foundation.money import told
from foundation.translated import language_names, listed


def days(posting: Posting) -> str:
    first, last = (date_format(day, "DATE_FORMAT") for day in (posting.starts_on, posting.ends_on))
    return first if first == last else _("%(first)s – %(last)s") % {"first": first, "last": last}


def place(posting: Posting) -> str:
    return listed(str(part) for part in (posting.city, posting.country.name) if part)


def pay(posting: Posting) -> str:
    """“12 000,00 MAD, a week”; that it is not known is said as well."""
    parts = [told(posting.pay_amount, posting.pay_currency)] if posting.pay_amount is not None else []
    parts += [posting.pay_words] if posting.pay_words else []
    if posting.is_paid is False:
        return listed([_("not paid"), *parts])
    if parts:
        return listed(parts)
    return pgettext("work", "paid") if posting.is_paid else _("not said")


def reason(one: Reason) -> str:
    """One fact about a candidate, as yes, as no, or as not known."""
    return _SAID[one.why](one.known, one.detail)


def reasons(candidate: Candidate) -> list[tuple[str, str]]:
    """(yes, no or unknown, sentence) of each, what speaks for her first; of “many” just the yes is told."""
    told_ones = [one for one in candidate.reasons if one.why != Why.MANY or one.known == Known.YES]
    order = list(Known)
    return [
        (one.known.value, reason(one)) for one in sorted(told_ones, key=lambda one: order.index(one.known))
    ]


def _consent(known: Known, detail: Any) -> str:
    return _("wants to be proposed") if known == Known.YES else _("has not said whether she may be proposed")


def _days(known: Known, detail: Any) -> str:
    return _("is available on these days") if known == Known.YES else _("not known whether she is available")


def _degree(known: Known, detail: Any) -> str:
    if known == Known.YES:
        return _("graduated from %(tracks)s") % {"tracks": detail}
    if detail:
        return _("finished %(tracks)s, which is no degree") % {"tracks": detail}
    return _("no degree of this department with us")


def _credits(known: Known, detail: Any) -> str:
    if known != Known.YES:
        return _("no confirmed credit known in the department")
    words = ngettext(
        "%(count)d confirmed credit in the department",
        "%(count)d confirmed credits in the department",
        detail,
    )
    return words % {"count": detail}


def _many(known: Known, detail: Any) -> str:
    return _("these are %(count)d or more") % {"count": detail}


def _grade(known: Known, detail: Any) -> str:
    words = (
        _("has worked as: %(grade)s")
        if known == Known.YES
        else _("not known whether she has worked as: %(grade)s")
    )
    return words % {"grade": detail}


def _role(known: Known, detail: Any) -> str:
    return (
        _("says that she works in the department")
        if known == Known.YES
        else _("has not said which roles she does")
    )


def _spoken(known: Known, detail: Any) -> str:
    words = {
        Known.YES: _("speaks %(languages)s"),
        Known.NO: _("does not name among her languages: %(languages)s"),
        Known.UNKNOWN: _("not known whether she speaks %(languages)s"),
    }
    return words[known] % {"languages": language_names(detail)}


def _place(known: Known, detail: Any) -> str:
    words = {
        Known.YES: _("lives or can work in %(city)s"),
        Known.NO: _("does not name among her cities: %(city)s"),
        Known.UNKNOWN: _("not known whether she can work in %(city)s"),
    }
    return words[known] % {"city": detail}


_SAID = {
    Why.CONSENT: _consent,
    Why.DAYS: _days,
    Why.DEGREE: _degree,
    Why.CREDITS: _credits,
    Why.MANY: _many,
    Why.GRADE: _grade,
    Why.ROLE: _role,
    Why.LANGUAGES: _spoken,
    Why.PLACE: _place,
}


def shared(row: Offer) -> list[tuple[str, str, bool]]:
    """(label, text, whether it is to be copied as it stands) of what the production gets of her: just what
    she agreed to.
    """
    lines = [(_("Name"), row.person.name, False), (_("E-mail address"), row.person.email, True)]
    if row.shares_phone and row.person.phone:
        lines.append((_("Phone"), row.person.phone.as_international, True))
    if row.word:
        lines.append((_("What she writes to you"), row.word, False))
    return lines
