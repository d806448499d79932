"""The letters to those who are out of the running: which rules are not met, or that a file was late.

Why staff have found so stands in no letter: they write it for themselves.
"""

from typing import Any

from django.utils import translation

from foundation.mail.letters import Letter, NotWanted, as_she_reads, render
from foundation.mail.models import Message
from foundation.mail.previews import veiled
from residencies.calls.checking import check_eligibility
from residencies.calls.letters import application_path, closing, name_of
from residencies.calls.models import Application, Call, Member
from residencies.calls.selectors import LATE, application_token, with_everything

INELIGIBLE, INCOMPLETE, TOO_LATE = "decision_ineligible", "decision_incomplete", "decision_late"


def out_mails(messages: list[Message]) -> dict[int, Letter | Exception]:
    """By their messages' numbers; in a fixed number of queries for each call."""
    rows = with_calls({one.context["application"] for one in messages})
    members = members_of(messages)
    letters: dict[int, Letter | Exception] = {}
    for message in messages:
        row, number = rows.get(message.context["application"]), message.context.get("member")
        with as_she_reads(message):
            if row is None or row.told_at is None or message.kind != kind_of(row):
                letters[message.pk] = NotWanted("the application is not out any more")
            elif number and number not in members:
                letters[message.pk] = NotWanted("she is no longer a member")
            else:
                letters[message.pk] = out_letter(row, message.language, unmet(row), members.get(number))
    return letters


def kind_of(row: Application) -> str:
    """Which letter tells how it stands; "" where it stands otherwise, withdrawn for one."""
    state = Application.State
    if row.state == state.INELIGIBLE:
        return INELIGIBLE
    if row.state in LATE and not row.is_sent:
        return TOO_LATE
    return INCOMPLETE if row.state == state.INCOMPLETE else ""


def with_calls(numbers: Any) -> dict[int, Any]:
    """Applications by number, with all that their rules judge; those of one call share it, and its form."""
    rows = with_everything(Application.objects.all()).in_bulk(numbers)
    calls = Call.objects.select_related("form").prefetch_related("rules", "tracks")
    shared = calls.in_bulk({row.call_id for row in rows.values()})
    for row in rows.values():
        row.call = shared[row.call_id]
    return rows


def members_of(messages: list[Message]) -> dict[Any, Member]:
    """Whom of them letters go to, by number, if she still stands."""
    numbers = {one.context["member"] for one in messages if "member" in one.context}
    return Member.objects.standing().select_related("person").in_bulk(numbers) if numbers else {}


def unmet(row: Application) -> list[str]:
    """The rules of the call that one found ineligible does not meet, in the language that is active."""
    if row.state != Application.State.INELIGIBLE:
        return []
    return [one.text for one in check_eligibility(row) if one.met is False]


def out_letter(row: Application, language: str, unmet: list[str], member: Member | None = None) -> Letter:
    """To the applicant, or to one who has signed beside her: that one holds no link."""
    who: Any = member or row
    context = {
        "path": application_path(),
        "unmet": unmet,
        "contact": row.call.contact,
        "deadline": closing(row),
        "lead": row.name if member else "",
        "token": "",  # of a member's; the mark of a secret stands in its place
    }
    day = {"day": closing(row)} if row.state in LATE else {}
    return Letter(
        context,
        secrets={} if member else {"token": application_token(row)},
        names={"call": str(row.call), **day},
        personal={"name": name_of(who, language), "number": row.number},
        form=None if member else (row.call_id, row.state, row.step, tuple(unmet)),
    )


def out_previewed(row: Application, language: str) -> dict[str, str]:
    """{subject, text, html} of the letter as this applicant would get it, in any language. `row` is read
    by `with_calls`.
    """
    stream = Message.Stream.TRANSACTIONAL
    message = Message(kind=kind_of(row), stream=stream, person=row.person, language=language)
    with translation.override(language):
        return veiled(render(message, out_letter(row, language, unmet(row))))
