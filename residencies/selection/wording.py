"""Rules, readings and clashes in the reader's words."""

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from foundation.figures import form_of, percent, plain
from foundation.people.models import Person
from foundation.translated import in_language, listed, phrases
from residencies.calls.kinds import kind_of
from residencies.programmes.models import Track
from residencies.selection.calibrating import FEWEST, FULL, Adjustment
from residencies.selection.clashes import Member
from residencies.selection.models import ChoiceRule, Prize
from residencies.selection.rules import Pin, Places, Reading, Rule, Share
from residencies.selection.scoring import SAME
from residencies.selection.stating import Stated

Dimension = ChoiceRule.Dimension


def amount(number: Decimal | int | None) -> str:
    """As people write it, without zeros behind the point that say nothing."""
    if number is None:
        return "—"
    return number_format(plain(Decimal(number)), force_grouping=True)


def points(number: str) -> str:
    """“1 point”, “83.25 points”."""
    exact = Decimal(number)
    return ngettext("%(count)s point", "%(count)s points", form_of(exact)) % {"count": amount(exact)}


def prize_text(prize: Prize) -> str:
    """Its name in the reader's language, with what it is worth."""
    if prize.amount is None:
        return str(prize)
    told = {"name": prize, "amount": amount(prize.amount), "currency": prize.currency}
    return _("%(name)s: %(amount)s %(currency)s") % told


def bounds(row: ChoiceRule, unit: str = "") -> str:
    """“at least 5”, “at most 50 %” …"""
    sign = "\u00a0%" if row.kind == ChoiceRule.Kind.SHARE else f"\u00a0{unit}" if unit else ""
    parts = []
    if row.least is not None:
        parts.append(_("at least %(number)s") % {"number": amount(row.least) + sign})
    if row.most is not None:
        parts.append(_("at most %(number)s") % {"number": amount(row.most) + sign})
    return listed(parts)


def value_name(one: Stated, value: Hashable, tracks: Mapping[str, Track]) -> str:
    row, text = one.row, str(value)
    if row.dimension == Dimension.FIRST_FILM:
        return _("first film")
    if row.dimension == Dimension.TRACK:
        return str(tracks.get(text, text))
    if row.dimension == Dimension.COUNTRY:
        return countries.name(text) or text
    if one.question is not None:
        return dict(kind_of(one.question).choices(one.question)).get(text, text)
    return str(dict(Person.Gender.choices).get(text, text))


def rule_name(one: Stated, tracks: Mapping[str, Track], value: Hashable = None) -> str:
    """The rule in a line; with `value`, the row of it that is about that value."""
    row = one.row
    if row.kind == ChoiceRule.Kind.BUDGET:
        unit = in_language(one.question, "unit") if one.question else ""
        return _("Budget: %(bounds)s") % {"bounds": bounds(row, unit)}
    about = _about(one)
    if row.kind == ChoiceRule.Kind.EACH:
        if value is None:
            return _("Each %(what)s: %(bounds)s") % {"what": about, "bounds": bounds(row)}
        values = value_name(one, value, tracks)
    else:
        values = _(" or ").join(value_name(one, each, tracks) for each in row.values)
    if row.dimension == Dimension.FIRST_FILM:
        return _("First films: %(bounds)s") % {"bounds": bounds(row)}
    told = {"what": about.capitalize(), "values": values, "bounds": bounds(row)}
    return _("%(what)s “%(values)s”: %(bounds)s") % told


def _about(one: Stated) -> str:
    if one.row.dimension == Dimension.ANSWER and one.question is not None:
        return str(one.question)
    return str(Dimension(one.row.dimension).label)


def words_of(
    rule: Rule, known: Iterable[Stated], tracks: Mapping[str, Track], value: Hashable = None, name: str = ""
) -> str:
    """Any rule of a choice; `name` is that of the application a pin is about."""
    if isinstance(rule, Places):
        return _("Places: %(count)d") % {"count": rule.count}
    if isinstance(rule, Pin):
        said = _("Decided: %(name)s is in") if rule.chosen else _("Decided: %(name)s is not in")
        return said % {"name": name or rule.id}
    return next((rule_name(one, tracks, value) for one in known if one.rule == rule), str(rule))


def reading_words(reading: Reading) -> str:
    """“5 of 9 known (56 %), 1 unknown”."""
    if isinstance(reading.rule, Share) and reading.known:
        told = {
            "amount": amount(reading.amount),
            "known": reading.known,
            "share": percent(round(Decimal(reading.amount) * 100 / reading.known, 1)),
        }
        text = _("%(amount)s of %(known)d known (%(share)s)") % told
    else:
        text = amount(reading.amount)
    if reading.unknown:
        text = _("%(text)s, %(count)d not known") % {"text": text, "count": reading.unknown}
    return text


def readings_words(one: Stated, found: Iterable[Reading], tracks: Mapping[str, Track]) -> str:
    """How a rule stands, in a line: “Morocco: 2; Tunisia: 1”."""
    parts = []
    for reading in found:
        if not tells(one, reading):
            continue
        text = reading_words(reading)
        named = reading.value is not None
        parts.append(f"{value_name(one, reading.value, tracks)}: {text}" if named else text)
    return phrases(parts)


def tells(one: Stated, reading: Reading) -> bool:
    """Of a rule about each value, those that none of the set has are no news while they may be none."""
    return reading.rule == one.rule and bool(reading.value is None or reading.amount or not reading.holds)


def guards(one: Adjustment, groups: int) -> list[str]:
    """Why a juror's scores are not adjusted in full, or cannot be compared."""
    said = []
    if one.readings < FEWEST:
        said.append(_("fewer than %(count)d readings: spread as it is") % {"count": FEWEST})
    elif one.spread <= SAME:
        said.append(_("the same score for all: spread as it is"))
    elif one.readings < FULL:
        said.append(
            _("%(count)d of %(full)d readings: spread in part") % {"count": one.readings, "full": FULL}
        )
    if not one.shared:
        said.append(_("no reading shared: severity not known"))
    elif one.shared < FEWEST:
        said.append(_("fewer than %(count)d shared: severity left as it is") % {"count": FEWEST})
    elif one.shared < FULL:
        said.append(_("%(count)d of %(full)d shared: severity in part") % {"count": one.shared, "full": FULL})
    if groups > 1:
        said.append(_("group %(number)d: not comparable with others") % {"number": one.group})
    return said


def clash_words(
    members: Iterable[Member],
    known: Iterable[Stated],
    tracks: Mapping[str, Track],
    names: Mapping[Hashable, str],
) -> list[str]:
    """What cannot be had together, each in a line; `names` are those of applications."""
    stated = list(known)
    return [
        words_of(rule, stated, tracks, value, names.get(rule.id, "") if isinstance(rule, Pin) else "")
        for rule, value in members
    ]
