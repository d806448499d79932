"""The mail that every sender of peers.py sends: some 2 KB of text and HTML, made out to one person.

All of them fill in the same two templates, with the same names in them.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import Signer
from django.template.loader import get_template

from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.people.models import Person

TEMPLATES = Path(__file__).parent / "templates" / "mail"
SUBJECT = (TEMPLATES / "benchmark.subject.txt").read_text().strip()
_SIGNER = Signer(salt="benchmark")


def token(person: Person) -> str:
    """What is personal in her link."""
    return _SIGNER.sign(person.pk)


def letters(messages: list[Message]) -> dict[int, Letter | Exception]:
    """As Masar's own kinds give them, late: the people come with their messages."""
    return {message.pk: _letter(message.person) for message in messages}


def _letter(person: Person | None) -> Letter | Exception:
    if person is None:
        return NotWanted("she is gone")
    return Letter({}, secrets={"token": token(person)}, personal={"name": person.name}, form="benchmark")


def names(person: Person) -> dict[str, Any]:
    """What the templates are filled in with."""
    return {
        "name": person.name,
        "token": token(person),
        "site": settings.SITE_URL,
        "foundation_name": settings.FOUNDATION_NAME,
    }


def subject(person: Person) -> str:
    return SUBJECT.replace("{{ name }}", person.name)


def render(person: Person) -> tuple[str, str, str]:
    """(subject, text, HTML), the two latter by Django's templates, which are loaded once."""
    known = names(person)
    return subject(person), _template("txt").render(known), _template("html").render(known)


@cache
def _template(ending: str) -> Any:
    return get_template(f"mail/benchmark.{ending}")


def mail(person: Person, connection: Any = None) -> EmailMultiAlternatives:
    title, text, html = render(person)
    made = EmailMultiAlternatives(title, text, to=[person.email], connection=connection)
    made.attach_alternative(html, "text/html")
    return made
