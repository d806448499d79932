"""Who accepts a place takes part: her record, those who signed with her, and their project."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date
from django_countries import countries

from foundation.films.models import Work
from foundation.history import save_by
from foundation.people.models import Person
from foundation.people.services import find_or_add_person, person_of_address
from residencies.calls.kinds import kind_of
from residencies.calls.models import Application, EligibilityRule, Member, Question
from residencies.calls.services import link_member, link_person
from residencies.programmes.models import Participation
from residencies.programmes.services import change_state, confirm_participation

State = Participation.State
Rule = EligibilityRule.Kind


def enrol(application: Application, *, by: Any, now: datetime) -> list[Participation]:
    """Make the participations of all who apply together; twice is as good as once.

    Whoever is on record is found by her address, and nothing she has said before is typed over. The
    application is locked by the caller.
    """
    answers = _answers(application)
    people = [_applicant(application, answers, by=by, now=now)]
    people += [_member(one, by=by, now=now) for one in _others(application)]
    work = _work(application, people, answers, by)
    return [
        confirm_participation(
            one, application.call.edition, track=application.track, work=work, by=by, now=now
        )
        for one in dict.fromkeys(people)
    ]


def unenrol(application: Application, *, reason: str, by: Any, now: datetime) -> None:
    """Withdraw the participations that came of an application, those that still run."""
    people = [application.person_id, *_others(application).values_list("person", flat=True)]
    running = Participation.objects.filter(person__in=[one for one in people if one])
    running = running.filter(edition=application.call.edition, state__in=[State.CONFIRMED, State.ATTENDING])
    for row in running.order_by("pk"):
        change_state(row, State.WITHDRAWN, by=by, now=now, reason=reason)


def _others(application: Application) -> Any:
    """Who signed beside the applicant."""
    rows = Member.objects.beside().filter(application=application)
    return rows.select_related("person").order_by("pk")


def _applicant(application: Application, answers: Mapping[str, Any], *, by: Any, now: datetime) -> Person:
    person = application.person or person_of_address(application.email, application.name)
    person = person or Person(name=application.name, email=application.email, language=application.language)
    if _fill(person, dict(_said(application, answers))) or person.pk is None:
        save_by(person, by)
    link_person(application, person, by=by, now=now)
    application.person = person  # her mail follows her from now on
    return person


def _member(member: Member, *, by: Any, now: datetime) -> Person:
    person = member.person or find_or_add_person(member.name, member.email, member.language, by=by)
    link_member(member, person, by=by, now=now)
    return person


def _answers(application: Application) -> dict[str, Any]:
    """Plain answers by the code of their questions."""
    rows = application.answers.filter(value__isnull=False).select_related("question")
    return {row.question.key: kind_of(row.question).plain(row.value) for row in rows if row.value}


def _said(application: Application, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(field of a person, what she answered) where a rule of the call names the question for it.

    Two answers that differ, such as nationality and residence, say nothing certain.
    """
    fields = {Rule.GENDER: "gender", Rule.COUNTRY: "country", Rule.AGE: "birth_date"}
    for rule in application.call.rules.filter(kind__in=fields).order_by("position", "pk"):
        given = {str(answers[key]) for key in rule.sources if isinstance(answers.get(key), str)}
        if len(given) == 1 and (value := _fit(fields[Rule(rule.kind)], given.pop())):
            yield fields[Rule(rule.kind)], value


def _fit(name: str, text: str) -> str | date | None:
    if name == "birth_date":
        return parse_date(text)
    known = Person.Gender.values if name == "gender" else dict(countries)
    return text if text in known else None


def _fill(person: Person, said: Mapping[str, Any]) -> bool:
    """Set what is not known of her; whether there was anything."""
    new = {name: value for name, value in said.items() if not getattr(person, name)}
    for name, value in new.items():
        setattr(person, name, value)
    return bool(new)


def _work(application: Application, people: list[Person], answers: Mapping[str, Any], by: Any) -> Work | None:
    """Their project: the one of this title that is linked to one of them, else a new one."""
    title = application.title.strip()
    if not title:
        return None
    theirs = Q(credits__person__in=people) | Q(participations__person__in=people)
    found = Work.objects.filter(theirs, title__iexact=title).order_by("pk").first()
    if found is not None:
        return found
    work = Work(title=title, **_facts_of_work(application, answers))
    save_by(work, by)
    return work


def _facts_of_work(application: Application, answers: Mapping[str, Any]) -> dict[str, str]:
    """Stage and kind, where a question says them: a stage by its kind, a kind by the codes of its choices."""
    questions = application.call.form.questions.filter(key__in=answers)
    kinds = {
        Question.Kind.STAGE: ("stage", Work.Stage.values),
        Question.Kind.CHOICE: ("kind", Work.Kind.values),
    }
    facts: dict[str, str] = {}
    for question in questions.filter(kind__in=kinds).order_by("section", "position", "pk"):
        name, known = kinds[Question.Kind(question.kind)]
        value = answers[question.key]
        if value in known and (name == "stage" or question.key.endswith("kind")):
            facts.setdefault(name, value)
    return facts
