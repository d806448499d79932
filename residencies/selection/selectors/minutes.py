"""The minutes as data: what they hold, the chain of their hashes, and who may read what of them."""

import hashlib
import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.translated import in_language
from residencies.calls.models import Application
from residencies.selection.choosing import Cost
from residencies.selection.models import Conflict, Decision, Deliberation, Juror, Minutes
from residencies.selection.selectors.deciding import decisions_of, standing
from residencies.selection.selectors.proposing import Answered, Proposed, propose
from residencies.selection.selectors.ranking import Ranking, ranking
from residencies.selection.stating import Stated
from residencies.selection.wording import readings_words, words_of

Content = dict[str, Any]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def undecided(deliberation: Deliberation) -> QuerySet[Application]:
    return standing(deliberation).exclude(pk__in=deliberation.decisions.values("application"))


def canonical(content: Content) -> str:
    """The same content makes the same text, whatever database kept it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(before: str, content: Content) -> str:
    return hashlib.sha256((before + canonical(content)).encode()).hexdigest()


def faults_of(deliberation: Deliberation) -> list[str]:
    """The chain reckoned anew: a sentence for each row that is not as it was written; [] if all are."""
    faults, before = [], ""
    for place, row in enumerate(deliberation.minutes.order_by("number"), start=1):
        told = {"call": deliberation, "number": row.number}
        if row.number != place:
            faults.append(_("%(call)s, %(number)d: a row before it is missing.") % told)
        if hash_of(before, row.content) != row.sha256:
            faults.append(_("%(call)s, %(number)d: its content is not what was closed.") % told)
        columns = (row.number, row.reason, instant(row.closed_at))
        if columns != tuple(row.content.get(name) for name in ("number", "reason", "closed_at")):
            faults.append(_("%(call)s, %(number)d: its columns contradict its content.") % told)
        before = row.sha256
    return faults


def instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds")


def content_of(
    deliberation: Deliberation, number: int, reason: str, *, before: Minutes | None, by: Any, now: datetime
) -> Content:
    """All that the minutes say, as it stands now. An amendment keeps the rules and the proposal as they
    stood when the minutes were closed, and says what was decided otherwise since.
    """
    whole = ranking(deliberation)
    decided = _decisions(deliberation, whole)
    content = {
        "number": number,
        "reason": reason,
        "closed_at": instant(now),
        "closed_by": by.get_full_name() if by else "",
        "call": {code: in_language(deliberation.call, "title", code) for code in LANGUAGES},
        "step": deliberation.step,
        "places": deliberation.places,
        "held_at": instant(deliberation.held_at),
        "place": deliberation.place,
        "by_calibrated": deliberation.chooses_by_calibrated,
        **_attendance(deliberation),
        "recusals": _recusals(deliberation),
        "decisions": decided,
    }
    if before is None:
        return {**content, **_proposal(deliberation, whole), "changes": []}
    kept = {name: before.content[name] for name in ("rules", "proposal")}
    return {**content, **kept, "changes": list(_changes(before.content["decisions"], decided))}


def _attendance(deliberation: Deliberation) -> Content:
    there = set(deliberation.present.values_list("pk", flat=True))
    seats = Juror.objects.sitting().filter(
        jury__call=deliberation.call_id, jury__step=deliberation.step
    ) | Juror.objects.filter(pk__in=there)
    rows = [
        {"name": str(row.person), "chair": row.is_chair, "jury": str(row.jury.track or ""), "pk": row.pk}
        for row in seats.select_related("person", "jury__track").order_by("jury", "-is_chair", "pk")
    ]
    facts = [({name: one[name] for name in ("name", "chair", "jury")}, one["pk"] in there) for one in rows]
    others = [line.strip() for line in deliberation.also_present.splitlines() if line.strip()]
    return {
        "present": [one for one, was_there in facts if was_there],
        "absent": [one for one, was_there in facts if not was_there],
        "also_present": others,
    }


def _recusals(deliberation: Deliberation) -> list[Content]:
    rows = Conflict.objects.filter(
        state=Conflict.State.RECUSED,
        juror__jury__call=deliberation.call_id,
        juror__jury__step=deliberation.step,
        application__in=standing(deliberation).order_by(),
    )
    found = rows.select_related("juror__person", "application").order_by("application__number", "juror", "pk")
    return [
        {"number": one.application.number, "juror": str(one.juror.person), "kind": one.kind} for one in found
    ]


def _decisions(deliberation: Deliberation, whole: Ranking) -> list[Content]:
    """In the order of the ranking."""
    decided, who = decisions_of(deliberation), _deciders(deliberation)
    return [
        {
            "number": line.application.number,
            "title": line.application.title,
            "name": line.application.name,
            "track": str(line.application.track or ""),
            "score": _text(line.score),
            "place": line.place,
            "readings": line.readings,
            "outcome": decision.outcome,
            "rank": decision.rank,
            "reason": decision.reason,
            "comment": decision.comment,
            "prizes": [str(prize) for prize in decision.prizes.all()],
            "decided_at": instant(decision.decided_at),
            "decided_by": who.get(decision.pk, ""),
        }
        for line in whole.lines
        if (decision := decided.get(line.application.pk))
    ]


def _deciders(deliberation: Deliberation) -> dict[int, str]:
    rows = Decision.history.filter(deliberation=deliberation.pk).select_related("history_user__person")
    rows = rows.order_by("history_date", "history_id")
    return {row.id: row.history_user.get_full_name() for row in rows if row.history_user}


def _proposal(deliberation: Deliberation, whole: Ranking) -> Content:
    """The rules with how they stand and what they cost, and the proposal beside the pick."""
    proposed = propose(deliberation, whole, decisions_of(deliberation), keeps=False)
    numbers = {line.application.pk: line.application.number for line in whole.lines}
    rules = [_rule(one, proposed, numbers, deliberation) for one in proposed.stated]
    return {"rules": rules, "proposal": _set(proposed.free, proposed, numbers)}


def _set(free: Answered, proposed: Proposed, numbers: dict[Any, str]) -> Content:
    found, compared = free.proposal, proposed.comparison
    return {
        "numbers": [numbers[key] for key in found.chosen] if found else [],
        "total": _text(found.total) if found else None,
        "proven": found.proven if found else False,
        "impossible": free.clash is not None,
        "pick_total": _text(compared.total) if compared else None,
        "behind": _text(compared.behind) if compared else None,
        "adds": [numbers[key] for key in compared.adds] if compared else [],
        "misses": [numbers[key] for key in compared.misses] if compared else [],
    }


def _rule(one: Stated, proposed: Proposed, numbers: dict[Any, str], deliberation: Deliberation) -> Content:
    """`stands` is how the rule stands for what was chosen, `proposed` how for the proposal."""
    found = proposed.free.proposal
    cost = next((each for each in found.costs if each.rule == one.rule), None) if found else None
    tracks = {track.slug: track for track in deliberation.call.tracks.all()}
    of_pick = [each for each in proposed.pick_readings if each.rule == one.rule]
    content: Content = {
        "text": {},
        "stands": {},
        "proposed": {},
        "holds": all(each.holds for each in of_pick),
    }
    for code in LANGUAGES:
        with translation.override(code):
            content["text"][code] = words_of(one.rule, [one], tracks)
            content["stands"][code] = readings_words(one, of_pick, tracks)
            content["proposed"][code] = readings_words(one, found.readings if found else (), tracks)
    return {**content, **_cost(cost, numbers)}


def _cost(cost: Cost | None, numbers: dict[Any, str]) -> Content:
    return {
        "cost": _text(cost.cost) if cost else None,
        "enters": [numbers[key] for key in cost.enters] if cost else [],
        "leaves": [numbers[key] for key in cost.leaves] if cost else [],
    }


def _text(number: Any) -> str | None:
    return None if number is None else str(number)


def _changes(before: list[Content], now: list[Content]) -> Iterator[Content]:
    was = {one["number"]: one for one in before}
    names = ("outcome", "rank", "reason", "comment", "prizes")
    for one in now:
        old = was.get(one["number"])
        if old is None or any(old[name] != one[name] for name in names):
            yield {
                "number": one["number"],
                "before": {name: old[name] for name in names} if old else None,
                "after": {name: one[name] for name in names},
            }


_NO_PROPOSAL: Content = {
    **{name: [] for name in ("numbers", "adds", "misses")},
    **dict.fromkeys(("total", "pick_total", "behind")),
    **dict.fromkeys(("proven", "impossible"), False),
}


def readable_to(content: Content, hidden: Collection[str]) -> Content:
    """Without what is said of applications with these numbers, nor what they have a part in: how the rules
    stand, and the proposal. `kept` is whether there are any.
    """
    if not hidden:
        return {**content, "kept": False}
    changes = [one for one in map(_unranked, content["changes"]) if one["number"] not in hidden]
    changes = [one for one in changes if one["before"] != one["after"]]
    return {
        **content,
        "decisions": list(_seen(content["decisions"], hidden)),
        "recusals": [one for one in content["recusals"] if one["number"] not in hidden],
        "changes": changes,
        "reason": content["reason"] if changes or not content["changes"] else "",
        "rules": [],
        "proposal": _NO_PROPOSAL,
        "kept": True,
    }


def _seen(decisions: list[Content], hidden: Collection[str]) -> Iterator[Content]:
    """With the places they have among themselves: a gap would tell of the others."""
    out = [one for one in decisions if one["number"] in hidden]
    for one in decisions:
        if one["number"] not in hidden:
            strand = [other for other in out if other["track"] == one["track"]]
            ahead = {"place": _ahead(one, out, "place"), "rank": _ahead(one, strand, "rank")}
            yield {**one, **{name: one[name] and one[name] - count for name, count in ahead.items()}}


def _ahead(one: Content, others: list[Content], name: str) -> int:
    return sum(other[name] < one[name] for other in others if other[name]) if one[name] else 0


def _unranked(change: Content) -> Content:
    sides = {side: change[side] and {**change[side], "rank": None} for side in ("before", "after")}
    return {**change, **sides}
