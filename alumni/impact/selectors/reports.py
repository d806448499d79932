"""What a report to a funder says: counted as of a day, or as it was frozen, told in one language."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from alumni.impact.models import By, FunderReport, IssuedReport
from alumni.impact.selectors.foundation import ALL, Figure, Group, figures
from alumni.impact.selectors.hiding import SMALLEST
from alumni.impact.selectors.judging import Cell, Measured
from alumni.impact.selectors.scope import Scope, in_languages
from foundation.links import Link
from foundation.money import PLACES
from foundation.translated import in_language
from residencies.programmes.models import Participation

LINK = Link("alumni.impact.issued")
Json = dict[str, Any]


def scope_of(report: FunderReport, on: date) -> Scope:
    editions = tuple(report.editions.order_by("pk").values_list("pk", flat=True))
    funder = report.funder_id if report.own_places else None
    return Scope(report.starts_on, report.ends_on, on, By(report.by), funder=funder, editions=editions)


def asked_of(report: FunderReport) -> list[Measured]:
    """Its indicators, in the order of all of them."""
    return [one for code, one in ALL.items() if code in report.indicators]


def counted(report: FunderReport, on: date, viewer: Any) -> tuple[Json, Json]:
    """(`content`, `trace`) of an issued report, as far as `viewer` may see the rows.

    Beside what its funder was told before, in any report, nothing tells of a few people.
    """
    seen = [one for one in asked_of(report) if one.is_seen_by(viewer)]
    scope, language = scope_of(report, on), settings.LANGUAGE_CODE[:2]
    found = figures(scope, seen, viewer, language, told_before(report))
    content = {
        "title": _words(report, "title"),
        "intro": _words(report, "intro"),
        "funder": str(report.funder),
        "starts_on": report.starts_on.isoformat(),
        "ends_on": report.ends_on.isoformat(),
        "on": on.isoformat(),
        "figures": [_kept(one) for one in found],
    }
    return content, {one.indicator.code: {group.key: _rows(group) for group in one.groups} for one in found}


def told_before(report: FunderReport) -> list[frozenset[int]]:
    """Of whom each issue to its funder tells, as far as they are graduates still. In two queries."""
    issues = IssuedReport.objects.filter(report__funder=report.funder_id).order_by("pk")
    found = {_members(*row) for row in issues.values_list("content", "trace")}
    rows = Participation.objects.completed().filter(pk__in=set[int]().union(*found))
    graduates = frozenset(rows.order_by().values_list("pk", flat=True))
    return [known for before in found if (known := before & graduates)]


def _members(content: Json, trace: Json) -> frozenset[int]:
    """Those in the groups that are shown."""
    shown = [
        trace[one["code"]][group["key"]]
        for one in content["figures"]
        for group in one["groups"]
        if not group["hidden"]
    ]
    return frozenset(key for cells in shown for cell in Cell.values for key in cells.get(cell, ()))


def _words(report: FunderReport, name: str) -> Json:
    return {code: in_language(report, name, code) for code, _name in settings.LANGUAGES}


def _kept(figure: Figure) -> Json:
    one = figure.indicator
    names = {"months": figure.scope.answered, "currency": settings.FOUNDATION_CURRENCY}
    return {
        "code": one.code,
        "name": in_languages(one.name),
        "definition": in_languages(one.definition, names),
        "words": {cell.value: in_languages(one.words[cell]) for cell in Cell if cell in one.words},
        "is_share": one.is_share,
        "is_wait": one.is_wait,
        "amount": in_languages(one.amount) if one.amount else None,
        "groups": [_told(group, one) for group in figure.groups],
    }


def _told(group: Group, one: Measured) -> Json:
    """Of a hidden group nothing but its name."""
    said: Json = {"key": group.key, "label": group.names, "hidden": group.is_hidden}
    if group.is_hidden:
        return said
    counts = {cell.value: group.counts[cell] for cell in Cell if cell in one.words}
    percent = None if group.percent is None else str(group.percent)
    said |= {"counts": counts, "percent": percent}
    if one.amount:
        said["amount"] = str(group.amount)
    if one.is_wait:
        said["median"] = list(group.median)
    return said


def _rows(group: Group) -> Json:
    """The numbers of the participations in each cell, and of the source's rows behind the numerator."""
    cells: Json = {}
    for one in group.judged:
        cells.setdefault(one.cell.value, []).append(one.member)
    return {**{cell: sorted(members) for cell, members in cells.items()}, "rows": sorted(group.rows)}


def behind(issue: IssuedReport, code: str, key: str, cell: str) -> list[int] | None:
    """The numbers frozen behind a part of a figure; None of what is not in the report, or is hidden in it."""
    figures_ = (one for one in issue.content["figures"] if one["code"] == code)
    shown = {group["key"] for one in figures_ for group in one["groups"] if not group["hidden"]}
    return issue.trace[code][key].get(cell, []) if key in shown else None


def previous(issue: IssuedReport) -> IssuedReport | None:
    """The last one of the same report that was frozen before it."""
    return IssuedReport.objects.filter(report=issue.report_id, number__lt=issue.number).first()


def told(content: Json, before: Json | None, language: str) -> Json:
    """`content` as a page or a paper shows it, all text; `before` is that of the issue before.

    A difference of one to four people is told as such and no more: it may tell who they are.
    """
    earlier = {one["code"]: one for one in before["figures"]} if before else {}
    with override(language):
        days = {name: formats.date_format(_day(content[name])) for name in ("starts_on", "ends_on", "on")}
        return {
            **days,
            "title": content["title"][language],
            "intro": content["intro"][language],
            "funder": content["funder"],
            "before": formats.date_format(_day(before["on"])) if before else "",
            "parts": [
                _part(one, earlier.get(one["code"]), bool(before), language) for one in content["figures"]
            ],
        }


def issue_told(issue: IssuedReport, language: str) -> Json:
    """An issue beside the one before it, as `told`."""
    before = previous(issue)
    return told(issue.content, before.content if before else None, language)


def _day(said: str) -> date:
    return parse_date(said) or date.min


def _part(one: Json, earlier: Json | None, is_compared: bool, language: str) -> Json:
    head = [_("Group"), *(_first(words[language]) for words in one["words"].values())]
    head += ["%"] if one["is_share"] else []
    head += [_first(one["amount"][language])] if one["amount"] else []
    head += [_("Median in months (95 %)")] if one["is_wait"] else []
    head += [_("Since the report before")] if is_compared else []
    old = {group["key"]: group for group in earlier["groups"]} if earlier else {}
    rows = []
    for group in one["groups"]:
        row = [group["label"].get(language) or _("All"), *_line(one, group)]
        rows.append([*row, _changed(group, old.get(group["key"]))] if is_compared else row)
    return {
        "code": one["code"],
        "title": _first(one["name"][language]),
        "definition": one["definition"][language],
        "head": head,
        "rows": rows,
        "is_hidden": any(group["hidden"] for group in one["groups"]),
    }


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line(one: Json, group: Json) -> list[str]:
    if group["hidden"]:
        return ["…"] * (len(one["words"]) + one["is_share"] + bool(one["amount"]) + one["is_wait"])
    line = [_number(group["counts"][cell]) for cell in one["words"]]
    if one["is_share"]:
        line.append("—" if group["percent"] is None else f"{_number(group['percent'])}\u00a0%")
    if one["amount"]:
        line.append(_amount(group["amount"]))
    if one["is_wait"]:
        middle, low, high = ("—" if months is None else str(months) for months in group["median"])
        line.append(f"{middle}\u00a0({low}\u00a0–\u00a0{high})")
    return line


def _amount(said: str) -> str:
    """Whole where it is; what was frozen with more places than any currency has is told with two."""
    exact = Decimal(said)
    if exact == exact.to_integral_value():
        return _number(exact.to_integral_value())
    return _number(round(exact, 2) if -int(exact.as_tuple().exponent) > PLACES else exact)


def _number(said: Any) -> str:
    return str(formats.number_format(Decimal(said), force_grouping=True))


def _changed(group: Json, old: Json | None) -> str:
    """By how many people the numerator has changed."""
    if old is None or group["hidden"] or old["hidden"]:
        return "—"
    gap = group["counts"]["yes"] - old["counts"]["yes"]
    if 0 < abs(gap) < SMALLEST:
        return _("fewer than five")
    return f"{gap:+d}".replace("-", "−") if gap else "0"
