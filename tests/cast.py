"""The people of the tests, each with her place: who owns, who looks, who is outside."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from alumni.checkins.models import CheckIn, Option, Plan, Question, Questionnaire, Step
from foundation.people.models import Account, Person
from foundation.reminders.models import Occurrence, Rule
from residencies.programmes.models import Edition, Participation, Programme

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday, 10:00 in Casablanca as well
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def person(**fields: Any) -> Person:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "name": f"Salma Test {number}",
        "email": f"salma{number}@example.org",
    }
    return Person.objects.create(**{**defaults, **fields})


def alumna(**fields: Any) -> Person:
    """A person with a login."""
    she = person(**fields)
    she.account = Account.objects.create_user(she.email)
    she.save()
    return she


def staff(*permissions: str, **fields: Any) -> Account:
    """An account of the staff, with those permissions: `staff("people.view_person")`."""
    from django.contrib.auth.models import Permission

    account = Account.objects.create_user(
        f"staff{next(_numbers)}@example.org", "password", is_staff=True, **fields
    )
    for name in permissions:
        app, codename = name.split(".")
        account.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return account


def administrator() -> Account:
    return Account.objects.create_superuser(f"admin{next(_numbers)}@example.org", "password")


def programme(**fields: Any) -> Programme:
    number = next(_numbers)
    defaults = {
        "slug": f"programme-{number}",
        "kind": "residency",
        "name_fr": f"Résidence {number}",
    }
    return Programme.objects.create(**{**defaults, **fields})


def edition(**fields: Any) -> Edition:
    fields.setdefault("programme", fields.pop("of", None) or programme())
    return Edition.objects.create(**{"name": "2026", **fields})


def completed(on: date, **fields: Any) -> Participation:
    """A completed participation; `person` and `edition` are made where they are not given."""
    fields.setdefault("person", fields.pop("who", None) or person())
    fields.setdefault("edition", fields.pop("of", None) or edition())
    return Participation.objects.create(
        state="completed", completed_on=on, certificate=f"2026-TEST{next(_numbers):04}", **fields
    )


def questionnaire() -> Questionnaire:
    """One question of each kind; the first is answered in the mail."""
    form, new = Questionnaire.objects.get_or_create(slug="test", version=1)
    if not new:
        return form
    kinds = ["choice", "stage", "credit", "selection", "facts", "text"]
    for position, kind in enumerate(kinds):
        question = Question.objects.create(
            questionnaire=form,
            key=kind,
            kind=kind,
            position=position,
            in_mail=kind == "choice",
            text_fr=f"Question {kind} ?",
            text_ar=f"سؤال {kind}؟",
            text_en=f"Question {kind}?",
        )
        if kind == "choice":
            for place, value in enumerate(["yes", "no"]):
                Option.objects.create(
                    question=question,
                    value=value,
                    position=place,
                    text_fr=f"{value} fr",
                    text_ar=f"{value} ar",
                    text_en=value,
                )
    return form


def question(
    form: Questionnaire, key: str, kind: str, choices: tuple[str, ...] = (), **fields: Any
) -> Question:
    """A question at the end of `form`, in three languages, with choices of these codes."""
    place = form.questions.count()
    texts = {"text_fr": f"{key} ?", "text_ar": f"{key}؟", "text_en": f"{key}?"}
    made = Question.objects.create(
        **{"questionnaire": form, "key": key, "kind": kind, "position": place, **texts, **fields}
    )
    Option.objects.bulk_create(
        Option(
            question=made, value=code, position=at, text_fr=f"{code} fr", text_ar=f"{code} ar", text_en=code
        )
        for at, code in enumerate(choices)
    )
    return made


def branching_questionnaire() -> Questionnaire:
    """Does she teach? If so, how many and whom; if not, would she like to. One question of each new kind."""
    form = Questionnaire.objects.create(slug=f"branching-{next(_numbers)}")
    teaching = question(form, "teaching", "yes_no", in_mail=True)
    yes = {"condition_on": teaching, "condition": "has", "condition_values": ["yes"]}
    no = {"condition_on": teaching, "condition": "has_not", "condition_values": ["yes"]}
    units = {"unit_fr": "élèves", "unit_ar": "تلميذ", "unit_en": "pupils"}
    question(form, "pupils", "number", minimum=1, maximum=500, is_required=True, **units, **yes)
    whom = question(form, "whom", "several", ("children", "students", "crew"), **yes)
    crew = {"condition_on": whom, "condition": "has", "condition_values": ["crew"]}
    question(form, "since", "date", **crew)
    question(form, "wish", "scale", ("1", "5"), **no)
    return form


def plan(months: tuple[int, ...] = (3, 6, 12, 24, 36, 48, 60), **fields: Any) -> Plan:
    made = Plan.objects.create(**{"name": f"Plan {next(_numbers)}", **fields})
    form = questionnaire()
    Step.objects.bulk_create(Step(plan=made, months=m, questionnaire=form) for m in months)
    return made


def asked_checkin(**fields: Any) -> CheckIn:
    """A check-in that was mailed on NOW and is open."""
    from datetime import timedelta

    fields.setdefault("participation", completed(date(2026, 8, 24), who=fields.pop("who", None)))
    defaults = {
        "person": fields["participation"].person,
        "questionnaire": questionnaire(),
        "months": 3,
        "due_on": date(2026, 11, 24),
        "ask_on": date(2026, 11, 24),
        "state": "asked",
        "asked_at": NOW,
        "closes_at": NOW + timedelta(days=60),
    }
    return CheckIn.objects.create(**{**defaults, **fields})


def reminder(about: Participation | None = None, **fields: Any) -> Occurrence:
    """A planned reminder of a completion, by a rule of its own."""
    about = about or completed(date(2026, 8, 24))
    rule = Rule.objects.create(
        name=f"Rule {next(_numbers)}", anchor="completion", subject_fr="Rappel", body_fr="{{ edition }}",
        is_active=True, active_since=date(2026, 1, 1),
    )  # fmt: skip
    days = {"anchor_on": about.completed_on, "due_on": NOW.date(), "expires_on": NOW.date()}
    row = Occurrence(rule=rule, object_id=about.pk, person=about.person, **{**days, **fields})
    row.key = row.make_key()
    row.save()
    return row
