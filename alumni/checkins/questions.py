"""The kinds of question: what counts as an answer to each, and what its answer moves."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from alumni.checkins.models import Answer, CheckIn, Question
from alumni.checkins.selectors import current_work, known_facts
from foundation.errors import ServiceError
from foundation.films.models import Role, Work

Kind = Question.Kind
# The parts of an answer that has several; the first one says whether anything was answered.
PARTS: dict[str, tuple[str, ...]] = {
    Kind.CREDIT: ("title", "role", "year"),
    Kind.SELECTION: ("title", "festival", "section", "year"),
    Kind.FACTS: ("city", "country", "occupation"),
}
LONGEST = 300


def clean_value(question: Question, raw: Any) -> dict[str, Any] | None:
    """The answer as it is stored, None for no answer; raises ServiceError for what is not one."""
    if question.kind in PARTS:
        return _clean_parts(question, raw if isinstance(raw, dict) else {})
    text = str(raw or "").strip()
    if not text:
        return None
    if question.kind == Kind.TEXT:
        return {"text": text[:5000]}
    if question.kind == Kind.STAGE:
        return {"stage": _one_of(text, set(Work.Stage.values))}
    return {"choice": _one_of(text, {option.value for option in question.options.all()})}


def _one_of(text: str, allowed: set[str]) -> str:
    if text not in allowed:
        raise ServiceError(_("“%(answer)s” is not one of the answers.") % {"answer": text[:50]})
    return text


def _clean_parts(question: Question, raw: dict[str, Any]) -> dict[str, Any] | None:
    value: dict[str, Any] = {part: str(raw.get(part) or "").strip() for part in PARTS[question.kind]}
    if not any(value.values()):
        return None
    if too_long := [part for part, text in value.items() if len(text) > LONGEST]:
        raise ServiceError(_("Please shorten “%(text)s…”.") % {"text": value[too_long[0]][:40]})
    if "year" in value:
        value["year"] = _year(value["year"])
    if question.kind == Kind.FACTS and value["country"]:
        _one_of(value["country"], set(dict(countries)))
    if question.kind == Kind.CREDIT and value["role"]:
        _one_of(value["role"], set(Role.objects.values_list("slug", flat=True)))
    return value


def _year(text: str) -> int | None:
    if not text:
        return None
    # Arabic-Indic digits are digits to int() as well.
    if not text.isdecimal() or not 1900 <= int(text) <= 2100:
        raise ServiceError(_("“%(year)s” is not a year. Write it with four digits.") % {"year": text[:10]})
    return int(text)


def changes_said(row: CheckIn) -> Iterator[dict[str, Any]]:
    """What her answers say has changed: keyword arguments for `careers.services.propose_change`."""
    for answer in row.answers.select_related("question"):
        said = _change(row, answer)
        if said:
            yield {"source": f"checkin:{row.pk}:{answer.question.key}", **said}


def _change(row: CheckIn, answer: Answer) -> dict[str, Any] | None:
    kind, value = answer.question.kind, answer.value
    if kind == Kind.STAGE:
        work = current_work(row)
        return work and {
            "kind": kind,
            "work": work,
            "before": {"stage": work.stage},
            "after": value,
        }
    if kind == Kind.FACTS:
        return {"kind": kind, "before": known_facts(row.person), "after": value}
    # A credit without a role, or a selection without a festival, is kept as said and proposed later.
    complete = {Kind.CREDIT: ("title", "role"), Kind.SELECTION: ("title", "festival")}.get(kind)
    if complete and all(value.get(part) for part in complete):
        return {"kind": kind, "before": {}, "after": value}
    return None
