"""Who may apply, as data: each kind of rule in a class that finds the fact and judges it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from foundation.films.models import Work
from foundation.people.models import Person
from foundation.translated import in_language, listed
from residencies.calls.kinds import kind_of
from residencies.calls.models import Application, Call, EligibilityRule, Question

Answered = Mapping[str, tuple[Question, dict[str, Any]]]  # by the question's code
Values = dict[str, Any]
UNSAID = ("", None, Person.Gender.NOT_SAID)


@dataclass(frozen=True)
class Facts:
    """What an application is judged by."""

    call: Call
    track: str = ""  # its code
    person: Person | None = None
    answers: Answered = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What a rule says of an application; `met` is None while the fact is not known."""

    rule: EligibilityRule
    met: bool | None
    text: str  # the rule explained, in the reader's language

    @property
    def forbids(self) -> bool:
        return self.met is False and self.rule.is_strict


class Rule:
    """One kind of rule. `values` of the row are read by `holds` alone; `keys` are those it must have."""

    code: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()  # one of them at least
    asks: ClassVar[tuple[str, ...]] = ()  # kinds of question whose answers are such a fact
    attribute: ClassVar[str] = ""  # of the person, where no question is named

    def judge(self, rule: EligibilityRule, facts: Facts) -> bool | None:
        """Whether it is met; one fact that fits is enough."""
        known = [fact for fact in self.facts(rule, facts) if fact not in UNSAID]
        return any(self.holds(rule.values, fact, facts.call) for fact in known) if known else None

    def facts(self, rule: EligibilityRule, facts: Facts) -> Iterator[Any]:
        if not rule.sources:
            recorded = getattr(facts.person, self.attribute, None) if self.attribute else None
            yield str(recorded) if recorded else None
        for key in rule.sources:
            if key in facts.answers:
                question, value = facts.answers[key]
                plain = kind_of(question).plain(value)
                yield from plain if isinstance(plain, list) else [plain]

    def holds(self, values: Values, fact: Any, call: Call) -> bool:
        raise NotImplementedError

    def words(self, values: Values, call: Call) -> str:
        """The rule as a sentence, where staff have written none."""
        raise NotImplementedError

    def lacks(self, rule: EligibilityRule, questions: Mapping[str, Question]) -> Iterator[str]:
        """What is missing before a call with it can be announced."""
        if not any(rule.values.get(key) for key in self.keys):
            yield _("values to be compared with")
        if not rule.sources and not self.attribute:
            yield _("the question whose answer it judges")
        for key in rule.sources:
            if key not in questions or questions[key].kind not in self.asks:
                yield _("a question “%(key)s” with answers that it can judge") % {"key": key}


class Bounds(Rule):
    """A number from `least` to `most`; each of them may be left out."""

    keys = ("least", "most")
    asks = (Question.Kind.NUMBER,)

    def holds(self, values: Values, fact: Any, call: Call) -> bool:
        least, most = values.get("least"), values.get("most")
        return (least is None or int(fact) >= least) and (most is None or int(fact) <= most)

    def between(self, values: Values) -> dict[str, Any]:
        return {"least": values.get("least"), "most": values.get("most")}

    def phrase(self, values: Values, both: str, least: str, most: str) -> str:
        if values.get("least") is None:
            return most % self.between(values)
        return (least if values.get("most") is None else both) % self.between(values)


class Age(Bounds):
    """Full years on a day: `on`, else the day the call closes, where it closes."""

    code = EligibilityRule.Kind.AGE
    asks = (Question.Kind.DATE,)
    attribute = "birth_date"

    def holds(self, values: Values, fact: Any, call: Call) -> bool:
        born = parse_date(fact)
        return born is not None and super().holds(values, self.age(born, self.day(values, call)), call)

    def day(self, values: Values, call: Call) -> date:
        on = parse_date(values.get("on") or "")
        return on or call.closes_at.astimezone(ZoneInfo(call.time_zone)).date()

    def age(self, born: date, on: date) -> int:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def words(self, values: Values, call: Call) -> str:
        return self.phrase(
            values,
            _("You are from %(least)s to %(most)s years old."),
            _("You are %(least)s years old or more."),
            _("You are %(most)s years old or less."),
        )


class Film(Bounds):
    """Which of her films the project is: 1 for the first."""

    code = EligibilityRule.Kind.FILM

    def words(self, values: Values, call: Call) -> str:
        if values.get("most") == 1:
            return _("The project is your first film.")
        return self.phrase(
            values,
            _("The project is your film number %(least)s to %(most)s."),
            _("The project is at least your film number %(least)s."),
            _("The project is at most your film number %(most)s."),
        )


class Minutes(Bounds):
    code = EligibilityRule.Kind.MINUTES

    def words(self, values: Values, call: Call) -> str:
        return self.phrase(
            values,
            _("The film runs from %(least)s to %(most)s minutes."),
            _("The film runs %(least)s minutes or more."),
            _("The film runs %(most)s minutes or less."),
        )


class OneOf(Rule):
    """A code that is among `one_of`."""

    keys = ("one_of",)

    def holds(self, values: Values, fact: Any, call: Call) -> bool:
        return str(fact) in values.get("one_of", [])

    def name(self, code: str, call: Call) -> str:
        return code

    def named(self, values: Values, call: Call) -> str:
        return listed(self.name(code, call) for code in values.get("one_of", []))


class Country(OneOf):
    code = EligibilityRule.Kind.COUNTRY
    asks = (Question.Kind.COUNTRY, Question.Kind.COUNTRIES)
    attribute = "country"

    def name(self, code: str, call: Call) -> str:
        return countries.name(code) or code

    def words(self, values: Values, call: Call) -> str:
        return _("You are a national or a resident of: %(countries)s.") % {
            "countries": self.named(values, call)
        }


class ProjectCountry(Country):
    code = EligibilityRule.Kind.PROJECT_COUNTRY
    attribute = ""

    def words(self, values: Values, call: Call) -> str:
        return _("A country of the project is: %(countries)s.") % {"countries": self.named(values, call)}


class Stage(OneOf):
    code = EligibilityRule.Kind.STAGE
    asks = (Question.Kind.STAGE,)

    def name(self, code: str, call: Call) -> str:
        return str(dict(Work.Stage.choices).get(code, code))

    def words(self, values: Values, call: Call) -> str:
        return _("The project is in one of these stages: %(stages)s.") % {"stages": self.named(values, call)}


class Gender(OneOf):
    """Where the programme is for some; who does not say is judged by people."""

    code = EligibilityRule.Kind.GENDER
    asks = (Question.Kind.CHOICE,)
    attribute = "gender"

    def name(self, code: str, call: Call) -> str:
        return str(dict(Person.Gender.choices).get(code, code))

    def words(self, values: Values, call: Call) -> str:
        return _("The call is open to: %(genders)s.") % {"genders": self.named(values, call)}


class OfTrack(OneOf):
    code = EligibilityRule.Kind.TRACK

    def facts(self, rule: EligibilityRule, facts: Facts) -> Iterator[Any]:
        yield facts.track

    def name(self, code: str, call: Call) -> str:
        return next((str(track) for track in call.tracks.all() if track.slug == code), code)

    def words(self, values: Values, call: Call) -> str:
        return _("You apply for one of: %(tracks)s.") % {"tracks": self.named(values, call)}

    def lacks(self, rule: EligibilityRule, questions: Mapping[str, Question]) -> Iterator[str]:
        if not rule.values.get("one_of"):
            yield _("values to be compared with")


class Answer(OneOf):
    """Any question whose answers are choices; it is explained by staff."""

    code = EligibilityRule.Kind.ANSWER
    asks = (Question.Kind.CHOICE, Question.Kind.SEVERAL, Question.Kind.YES_NO)

    def words(self, values: Values, call: Call) -> str:
        return ""

    def lacks(self, rule: EligibilityRule, questions: Mapping[str, Question]) -> Iterator[str]:
        yield from super().lacks(rule, questions)
        if not all(getattr(rule, f"text_{language}") for language in rule.call.languages):
            yield _("its explanation in the languages of the call")


_CLASSES = (Age, Film, Country, ProjectCountry, Stage, Minutes, Gender, OfTrack, Answer)
RULES: dict[str, Rule] = {made.code: made() for made in _CLASSES}


def explained(rule: EligibilityRule, call: Call) -> str:
    """What it asks, in the reader's language: as staff wrote it, else in our words."""
    own = getattr(rule, f"text_{(get_language() or '')[:2]}", "")
    return own or RULES[rule.kind].words(rule.values, call) or in_language(rule, "text")


def verdicts(rules: Iterable[EligibilityRule], facts: Facts) -> list[Verdict]:
    return [Verdict(rule, RULES[rule.kind].judge(rule, facts), explained(rule, facts.call)) for rule in rules]


def facts_of(application: Application, answers: Answered) -> Facts:
    track = application.track.slug if application.track else ""
    return Facts(application.call, track, application.person, answers)
