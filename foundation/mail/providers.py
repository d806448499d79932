"""Mail that leaves by a provider's API (django-anymail): what it needs, and whose fault a failure is."""

import re
from dataclasses import dataclass
from enum import StrEnum

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from django.conf import settings
from django.core.mail import EmailMessage

from foundation.mail.models import Message

# Our key, our bill or our pace: every message would be answered so. 502 to 504: nobody is there.
_ALL = {401, 402, 403, 404, 407, 429, 502, 503, 504}
_ABOUT_HER = re.compile(
    r"recipient|\bto\b.{0,20}(address|invalid)|invalid.{0,20}\bto\b|inactive", re.IGNORECASE
)


class Whose(StrEnum):
    """Whose fault it was, and so what becomes of the message."""

    RECIPIENT = "recipient"  # refused for good
    MOMENT = "moment"  # tried again later, which costs a try
    SERVER = "server"  # nothing can be sent: costs no try, and the provider is left alone a while
    LETTER = "letter"  # given up: it would never go out


@dataclass(frozen=True)
class Blame:
    whose: Whose
    code: int | None  # HTTP
    said: str


def give_metadata(mail: EmailMessage, message: Message) -> None:
    """Let the provider hand our Message-ID back with each event: it has an identifier of its own."""
    if settings.EMAIL_PROVIDER:
        mail.metadata = {"message_id": message.message_id}  # type: ignore[attr-defined] # anymail's


def blame(fault: Exception) -> Blame | None:
    """Whose fault it was that a provider did not take a mail; None for faults of another kind, SMTP's too."""
    if not isinstance(fault, AnymailError):
        return None
    code = fault.status_code if isinstance(fault.status_code, int) else None
    return Blame(_whose(fault, code), code, _said(fault))


def _whose(fault: AnymailError, code: int | None) -> Whose:
    match fault:
        case AnymailRecipientsRefused():
            return Whose.RECIPIENT
        case AnymailUnsupportedFeature() | AnymailSerializationError():
            return Whose.LETTER
        case requests.ConnectionError():
            return Whose.SERVER
        case AnymailAPIError() if code in _ALL:
            return Whose.SERVER
        case AnymailAPIError() if code and 400 <= code < 500 and _names_her(fault):
            return Whose.RECIPIENT
    return Whose.MOMENT


def _names_her(fault: AnymailError) -> bool:
    """Whether the provider speaks of her address; a refusal of our sender must not cost us her mail."""
    answer = _answer(fault)
    to = fault.email_message.to if fault.email_message else []
    return bool(_ABOUT_HER.search(answer)) or any(address.lower() in answer.lower() for address in to)


def _answer(fault: AnymailError) -> str:
    return str(getattr(fault.response, "text", "") or "")


def _said(fault: AnymailError) -> str:
    return " ".join((_answer(fault) or str(fault)).split())[:300]
