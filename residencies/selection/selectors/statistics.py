"""A call in numbers: who applied and who came how far, by gender, country, track, age and first film.

Each application counts once, by whoever leads it. What is held is counted nowhere: the stages follow from
the states of the applications, which a release alone moves.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from foundation.people.models import Person
from residencies.calls.models import Answer, Application, Call, EligibilityRule
from residencies.calls.models.applying import is_reader
from residencies.calls.rules import RULES, UNSAID, Answered, Facts, facts_of
from residencies.selection.counting import SMALL, Table, counted, protected
from residencies.selection.models import ChoiceRule, kept_from_room

State, Kind = Application.State, EligibilityRule.Kind
BANDS = [(0, 24), (25, 34), (35, 44), (45, 54), (55, 200)]  # full years, both included
STAGES = {
    "sent": gettext_lazy("sent in"),
    "eligible": gettext_lazy("eligible"),
    "shortlisted": gettext_lazy("shortlisted"),
    "selected": gettext_lazy("selected"),
}
DIMENSIONS = {
    "gender": gettext_lazy("gender"),
    "country": gettext_lazy("country"),
    "track": gettext_lazy("track"),
    "age": gettext_lazy("age"),
    "first_film": gettext_lazy("first film"),
}
# What a rule of the choice is about, and the kind of a rule of eligibility that is about the same.
ASKED: dict[str, str] = {
    ChoiceRule.Dimension.GENDER: Kind.GENDER,
    ChoiceRule.Dimension.COUNTRY: Kind.COUNTRY,
    ChoiceRule.Dimension.FIRST_FILM: Kind.FILM,
}
NOT_ELIGIBLE = (State.SUBMITTED, *Application.OUT)


@dataclass(frozen=True)
class Line:
    """One group: how many of it came to each stage; None is hidden."""

    value: str
    label: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True)
class Breakdown:
    """One dimension. The last line, of value "", are those of whom it is not known."""

    code: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Figures:
    """`stages` are codes, broad to narrow, each within the one before; `totals` go with them."""

    call: Call
    begun: int | None
    withdrawn: int | None
    stages: tuple[str, ...]
    totals: tuple[int | None, ...]
    breakdowns: tuple[Breakdown, ...]
    is_published: bool


def sees_real(user: Any, call: Call, now: datetime) -> bool:
    """Who may read its applications, all of them, once they may be read at all; others get what may be
    published. Without what is kept from her the real numbers would tell of it, beside the published ones.
    """
    if not is_reader(user) or call.is_sealed_at(now):
        return False
    return not kept_from_room(user).filter(call=call.pk).exists()


def figures(call: Call, *, published: bool) -> Figures:
    """The real numbers, for those who may read applications; `published`: as they may leave the house.

    What is published holds no group of one to four, nor lets one be worked out: not from a table's total,
    nor from another table, nor from the difference of two stages.
    """
    stages = tuple(code for code in STAGES if code != "shortlisted" or call.steps == 2)
    rules = _rules(call)
    people = [_Applicant(row, facts, rules) for row, facts in _with_facts(call, rules)]
    orders = _orders(call)
    tables = {
        code: [
            counted((one.group(code) for one in people if one.came_to(stage)), orders[code])
            for stage in stages
        ]
        for code in DIMENSIONS
    }
    tables = {code: _filled_up(columns) for code, columns in tables.items()}
    totals: list[int | None] = [sum(one.came_to(stage) for one in people) for stage in stages]
    whole: Any = Call.objects.counted().get(pk=call.pk)
    begun, withdrawn = whole.begun, whole.withdrawn
    if published:
        tables, totals = _published(tables, totals)
        begun, withdrawn = (None if 0 < count < SMALL else count for count in (begun, withdrawn))
    names = _names(call)
    breakdowns = tuple(
        Breakdown(code, str(DIMENSIONS[code]), tuple(_lines(columns, names[code])))
        for code, columns in tables.items()
    )
    return Figures(call, begun, withdrawn, stages, tuple(totals), breakdowns, published)


class _Applicant:
    """An application as it is counted."""

    def __init__(self, row: Application, facts: Facts, rules: Sequence[EligibilityRule]) -> None:
        self.state, self.step = row.state, row.step
        self.groups: dict[str, Hashable] = {
            "gender": _fact(Kind.GENDER, rules, facts),
            "country": _fact(Kind.COUNTRY, rules, facts),
            "track": facts.track or None,
            "age": _band(rules, facts),
            "first_film": _is_first(_fact(Kind.FILM, rules, facts)),
        }

    def group(self, dimension: str) -> Hashable:
        return self.groups[dimension]

    def came_to(self, stage: str) -> bool:
        if stage == "sent":
            return True
        if stage == "eligible":
            return self.state not in NOT_ELIGIBLE
        if stage == "shortlisted":
            return self.state not in NOT_ELIGIBLE and (self.step == 2 or self.came_to("selected"))
        return self.state == State.SELECTED


def _rules(call: Call) -> list[EligibilityRule]:
    """Which questions ask for what: the rules of eligibility name them, and those of the choice, each as it
    would be told of an applicant.
    """
    chosen = ChoiceRule.objects.filter(deliberation__call=call, dimension__in=ASKED).exclude(question="")
    pairs = dict.fromkeys(chosen.order_by("pk").values_list("dimension", "question"))
    asked = [EligibilityRule(kind=ASKED[dimension], sources=[key]) for dimension, key in pairs]
    return [*EligibilityRule.objects.filter(call=call), *asked]


def _with_facts(call: Call, rules: Iterable[EligibilityRule]) -> Iterator[tuple[Application, Facts]]:
    """Those sent in and not withdrawn, with what these rules read of them; in a few statements."""
    call = Call.objects.select_related("form").get(pk=call.pk)
    keys = {key for rule in rules for key in rule.sources}
    questions = {one.pk: one for one in call.form.questions.filter(key__in=keys)}
    said: dict[int, dict[str, Any]] = {}
    answers = Answer.objects.filter(
        Q(application__call=call) & ~Q(application__state=State.WITHDRAWN),
        application__submitted_at__isnull=False,
        question__in=questions,
        value__isnull=False,
    )
    for number, question, value in answers.order_by().values_list("application", "question", "value"):
        said.setdefault(number, {})[questions[question].key] = (questions[question], value)
    rows = Application.objects.filter(call=call).sent().exclude(state=State.WITHDRAWN)
    for row in rows.select_related("person", "track").order_by("pk"):
        row.call = call
        given: Answered = said.get(row.pk, {})
        yield row, facts_of(row, given)


def _fact(kind: str, rules: Iterable[EligibilityRule], facts: Facts) -> Any:
    """What was answered where a rule names the question, else what is recorded of the person."""
    for rule in rules:
        if rule.kind == kind:
            known = [fact for fact in RULES[kind].facts(rule, facts) if fact not in UNSAID]
            if known:
                return str(known[0])
    recorded = getattr(facts.person, RULES[kind].attribute, None) if RULES[kind].attribute else None
    return str(recorded) if recorded not in UNSAID and str(recorded) else None


def _band(rules: Sequence[EligibilityRule], facts: Facts) -> str | None:
    age: Any = RULES[Kind.AGE]
    born = parse_date(_fact(Kind.AGE, rules, facts) or "")
    if born is None:
        return None
    values: Mapping[str, Any] = next((rule.values for rule in rules if rule.kind == Kind.AGE), {})
    years = age.age(born, age.day(values, facts.call))
    return next((f"{least}-{most}" for least, most in BANDS if least <= years <= most), None)


def _is_first(number: str | None) -> str | None:
    return None if number is None else "yes" if number in ("1", "yes") else "no"


def _orders(call: Call) -> dict[str, list[Hashable]]:
    """The groups that are told even if nobody is in them."""
    return {
        "gender": [Person.Gender.WOMAN, Person.Gender.MAN, Person.Gender.OTHER],
        "country": [],
        "track": list(call.tracks.order_by("slug").values_list("slug", flat=True)),
        "age": [f"{least}-{most}" for least, most in BANDS],
        "first_film": ["yes", "no"],
    }


def _filled_up(columns: list[Table]) -> list[Table]:
    """The same groups in each stage, those of the broadest."""
    groups = list(columns[0].counts)
    return [
        Table({group: one.counts.get(group, 0) for group in groups}, one.unknown, one.total)
        for one in columns
    ]


Tables = dict[str, list[Table]]


def _published(tables: Tables, totals: list[int | None]) -> tuple[Tables, list[int | None]]:
    """Each stage protected by itself, and by how many left between it and each of the stages before.

    Where a total itself would tell too much, that stage is hidden in all dimensions: one of them would
    give it away to the others.
    """
    shown = {code: _hidden_in_stages(columns) for code, columns in tables.items()}
    closed = {
        place for columns in shown.values() for place, table in enumerate(columns) if table.total is None
    }
    for code, columns in shown.items():
        shown[code] = [
            _hide(table, set(table.counts), whole=True) if place in closed else table
            for place, table in enumerate(columns)
        ]
    return shown, [None if place in closed else total for place, total in enumerate(totals)]


def _hidden_in_stages(columns: list[Table]) -> list[Table]:
    found: list[Table] = []
    for place, table in enumerate(columns):
        safe = protected(table)
        hidden = _holes(safe)
        for broad in columns[:place]:
            left = protected(_difference(broad, table))
            # So few left that no group of this stage may be told; how many they were in all is no group.
            hidden |= _holes(left) if left.total is not None else {*table.counts, None}
        found.append(_hide(table, hidden, whole=safe.total is None))
    return found


def _holes(table: Table) -> set[Hashable]:
    """The groups whose count is hidden; None stands for the unknown."""
    found = {group for group, count in table.counts.items() if count is None}
    return found | {None} if table.unknown is None else found


def _difference(broad: Table, narrow: Table) -> Table:
    counts = {group: (count or 0) - (narrow.counts[group] or 0) for group, count in broad.counts.items()}
    unknown, total = (broad.unknown or 0) - (narrow.unknown or 0), (broad.total or 0) - (narrow.total or 0)
    return Table(counts, unknown, total)


def _hide(table: Table, hidden: set[Hashable], *, whole: bool) -> Table:
    """Without the counts of those groups (None: of the unknown); `whole`: with nothing at all."""
    counts = {group: None if whole or group in hidden else count for group, count in table.counts.items()}
    return Table(counts, None if whole or None in hidden else table.unknown, None if whole else table.total)


def _names(call: Call) -> dict[str, Callable[[str], str]]:
    """How each group is called in the reader's language."""
    tracks = {track.slug: str(track) for track in call.edition.programme.tracks.all()}
    genders: Mapping[str, Any] = dict(Person.Gender.choices)
    first = {"yes": _("first film"), "no": _("second film or later")}
    return {
        "gender": lambda code: str(genders.get(code, code)),
        "country": lambda code: countries.name(code) or code,
        "track": lambda code: tracks.get(code, code),
        "age": _band_name,
        "first_film": lambda code: first.get(code, code),
    }


def _band_name(code: str) -> str:
    least, _dash, most = code.partition("-")
    if least == "0":
        return _("up to %(most)s") % {"most": most}
    return _("from %(least)s") % {"least": least} if most == "200" else f"{least}–{most}"


def _lines(columns: list[Table], name: Callable[[str], str]) -> Iterator[Line]:
    for group in columns[0].counts:
        yield Line(str(group), name(str(group)), tuple(table.counts[group] for table in columns))
    yield Line("", _("not known"), tuple(table.unknown for table in columns))
