"""The minutes of a deliberation as a PDF, in the language they are asked for in."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.pdf import pdf
from foundation.translated import listed
from residencies.selection.models import Conflict, Decision, Minutes
from residencies.selection.presenting import signed
from residencies.selection.wording import points

Content = dict[str, Any]
OUTCOMES = ("selected", "shortlisted", "waiting", "declined")


def minutes_pdf(row: Minutes, content: Content, language: str) -> bytes:
    """`content` is what its reader may see of the row's; times are those of the place of the call."""
    zone = ZoneInfo(row.deliberation.call.time_zone)
    with translation.override(language), timezone.override(zone):
        return pdf("minutes", _data(row, content, language), language=language, at=row.closed_at)


def _data(row: Minutes, content: Content, language: str) -> dict[str, Any]:
    title = _("Minutes of the selection") if row.number == 1 else _("Amendment %(number)d of the minutes")
    return {
        "title": title % {"number": row.number - 1} if row.number > 1 else title,
        "call": content["call"][language],
        "foundation": settings.FOUNDATION_NAME,
        "foot": f"{settings.FOUNDATION_NAME} · {content['call'][language]} · {row.number}",
        "facts": [[name, text] for name, text in _facts(content) if text],
        "parts": [part for part in _parts(content, language) if part["rows"]],
        "hash": f"SHA-256 {row.sha256}",
        "kept": _kept(content),
    }


def _kept(content: Content) -> str:
    said = _(
        "Part of this is kept from whoever printed it, who is recused from it or applies with it; so are the "
        "rules and the proposal, in which that has a part."
    )
    return said if content["kept"] else ""


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    yield _("Met on"), _moment(content["held_at"])
    yield _("Place"), content["place"]
    yield _("Places"), str(content["places"])
    yield _("Scores"), _("calibrated") if content["by_calibrated"] else _("raw")
    yield _("Jurors present"), listed(_juror(one) for one in content["present"])
    yield _("Jurors absent"), listed(_juror(one) for one in content["absent"])
    yield _("Also present"), listed(content["also_present"])
    yield _("Closed"), f"{_moment(content['closed_at'])} · {content['closed_by']}"
    yield _("Reason"), content["reason"]


def _juror(one: Content) -> str:
    marks = [one["jury"], _("chair") if one["chair"] else ""]
    said = listed(mark for mark in marks if mark)
    return f"{one['name']} ({said})" if said else one["name"]


def _parts(content: Content, language: str) -> Iterator[dict[str, Any]]:
    """Parts of the document: rows of (what, beside it, lines below it)."""
    yield {"title": _("Recusals"), "rows": [_recusal(one) for one in content["recusals"]]}
    yield {"title": _("What has changed"), "rows": [_change(one) for one in content["changes"]]}
    for outcome in OUTCOMES:
        found = [one for one in content["decisions"] if one["outcome"] == outcome]
        found.sort(key=lambda one: (one["track"], one["rank"]) if outcome == "waiting" else ("", 0))
        yield {"title": _title(outcome), "rows": [_decision(one) for one in found]}
    yield {"title": _("Rules of the choice"), "rows": [_rule(one, language) for one in content["rules"]]}
    yield {"title": _("Beside the proposal"), "rows": list(_proposal(content["proposal"]))}


def _title(outcome: str) -> str:
    label = str(Decision.Outcome(outcome).label)
    return label[:1].upper() + label[1:]


def _recusal(one: Content) -> list[Any]:
    return [one["number"], str(Conflict.Kind(one["kind"]).label), [one["juror"]]]


def _change(one: Content) -> list[Any]:
    before = _title(one["before"]["outcome"]) if one["before"] else _("undecided")
    after = one["after"]
    return [
        one["number"],
        f"{before} → {_title(after['outcome'])}",
        [after["reason"]] if after["reason"] else [],
    ]


def _decision(one: Content) -> list[Any]:
    what = " · ".join(part for part in (one["number"], one["title"], one["name"]) if part)
    beside = f"{_('no.')} {one['rank']}" if one["rank"] else ""
    score = "" if one["score"] is None else points(one["score"])
    facts = " · ".join(part for part in (one["track"], score, *one["prizes"]) if part)
    return [what, beside, [line for line in (facts, one["reason"]) if line]]


def _rule(one: Content, language: str) -> list[Any]:
    held = _("held") if one["holds"] else _("not held")
    lines = [f"{held} · {one['stands'][language]}" if one["stands"][language] else held]
    if one["proposed"][language] != one["stands"][language]:
        lines.append(_("In the proposal: %(how)s") % {"how": one["proposed"][language]})
    if one["enters"]:
        told = {"in": listed(one["enters"]), "out": listed(one["leaves"])}
        lines.append(_("Without it: in %(in)s, out %(out)s") % told)
    return [one["text"][language], _cost(one["cost"]), lines]


def _cost(cost: str | None) -> str:
    if cost is None:
        return ""
    return _("costs %(points)s") % {"points": points(cost)} if Decimal(cost) else _("costs nothing")


def _proposal(one: Content) -> Iterator[list[Any]]:
    if one["impossible"]:
        yield [_("No set obeys all the rules."), "", []]
    if one["total"] is not None:
        proven = _("proven best") if one["proven"] else _("not proven in the time there was")
        yield [_("Proposal: %(points)s") % {"points": points(one["total"])}, proven, []]
    if one["pick_total"] is not None:
        behind = signed(-Decimal(one["behind"]), 2)
        yield [
            _("Decided: %(points)s") % {"points": points(one["pick_total"])},
            behind,
            _beside(one),
        ]


def _beside(one: Content) -> list[str]:
    lines = []
    if one["adds"]:
        lines.append(_("In, and not proposed: %(numbers)s") % {"numbers": listed(one["adds"])})
    if one["misses"]:
        lines.append(_("Proposed, and not in: %(numbers)s") % {"numbers": listed(one["misses"])})
    return lines


def _moment(text: str | None) -> str:
    at = parse_datetime(text or "")
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} (UTC{local:%z})"
