"""The letters of this room: a certificate is there, and what staff write to a list."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from foundation.mail.letters import Letter, NotWanted, render
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.mail.previews import veiled
from foundation.reminders import texts
from residencies.programmes.models import Circular, Deliverable, Participation
from residencies.programmes.services.circulars import KINDS

RELATED = ("person", "edition__programme", "track", "work")


def certificate_mail(message: Message) -> Letter:
    rows = Participation.objects.completed().select_related("person", "edition__programme")
    row = rows.filter(pk=message.context["participation"]).first()
    if row is None:
        raise NotWanted("the participation is not completed")
    return certificate_letter(row, message.language)


def certificate_letter(row: Participation, language: str) -> Letter:
    edition = str(row.edition)
    path = reverse("programmes:programme", args=[row.pk]) if row.pk else reverse("portal:home")
    return Letter(
        {"path": path, "edition": edition, "number": row.certificate},
        names={"edition": edition},
        personal={"name": spoken_name(row.person, language)},
    )


def deliverable_mail(message: Message) -> Letter:
    """What the staff decided of it. Not written where it was decided otherwise since."""
    rows = Deliverable.objects.select_related("participation__person", "participation__edition__programme")
    row = rows.select_related("requirement").filter(pk=message.context["deliverable"]).first()
    if row is None or message.kind != f"deliverable_{row.state}":
        raise NotWanted("it is gone, or was decided otherwise")
    return deliverable_letter(row, message.language)


def deliverable_letter(row: Deliverable, language: str) -> Letter:
    about, work = row.participation, str(row.requirement)
    path = reverse("programmes:hand_in", args=[about.pk, row.requirement_id]) if row.pk else "/"
    return Letter(
        {"path": path, "edition": str(about.edition), "work": work, "word": row.word},
        names={"edition": str(about.edition), "work": work},
        personal={"name": spoken_name(about.person, language)},
    )


def circular_mail(message: Message) -> Letter:
    row = Circular.objects.filter(pk=message.context["circular"]).first()
    about = Participation.objects.select_related(*RELATED).filter(pk=message.context["participation"]).first()
    if row is None or about is None:
        raise NotWanted("the circular or the participation is gone")
    return circular_letter(row, about, message.language)


def circular_letter(row: Circular, about: Participation, language: str) -> Letter:
    """The staff's words in `language`, which is on, with what each name stands for."""
    code = row.language_for(language)
    values = {
        "name": about.person.name_in(code),
        "programme": str(about.edition.programme),
        "edition": str(about.edition),
        "track": str(about.track or ""),
        "project": about.work.title if about.work else "",
        "foundation": settings.FOUNDATION_NAME,
    }
    subject, body = getattr(row, f"subject_{code}"), getattr(row, f"body_{code}")
    return Letter(
        {
            "person": about.person,
            "subject": texts.line(subject, values),
            "body": texts.plain(body, values),
            "paragraphs": texts.paragraphs(body, values),
        }
    )


def circular_languages(messages: list[Message]) -> dict[int, str]:
    """By message: her present language if it is written in it, else the first that it is."""
    rows = Circular.objects.in_bulk({one.context["circular"] for one in messages})
    return {
        one.pk: rows[one.context["circular"]].language_for(one.person.language)
        for one in messages
        if one.person and one.context["circular"] in rows
    }


def previewed(row: Circular, about: Participation, language: str) -> dict[str, Any]:
    """{subject, text, html} as this participant would get it."""
    message = Message(
        kind=KINDS[Message.Stream(row.stream)], stream=row.stream, person=about.person, language=language
    )
    return veiled(render(message, circular_letter(row, about, language)))
