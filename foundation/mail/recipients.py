"""To whom a mail goes in the end: what waits follows the person, not the address she had.

A mail is written with the address and the language of that day, and may wait for days: for its hour, its
domain's pace, a paused delivery, a server that puts it off. Kinds that are about the address itself
(`is_about_address` in settings.MAIL_KINDS: a login code, a new password) stay with it.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from foundation.mail import claims
from foundation.mail.models import Message
from foundation.mail.services import is_address

UNREACHED = "she has no address that mail can be written to any more"


def follow(batch: Iterable[Message]) -> set[int]:
    """Let messages that are ours go to the person's present address, in her language until they are frozen.

    The numbers of those whose person has no address any more. No query where nothing has changed.
    """
    rows = [row for row in batch if row.person and _follows(row)]
    languages = _languages([row for row in rows if not row.subject and row.person.language != row.language])
    unreached = set()
    for row in rows:
        address = row.person.email
        if address != row.to_addr and not is_address(address):
            unreached.add(row.pk)
        else:
            _redirect(row, address, languages.get(row.pk, row.language))
    return unreached


def _follows(row: Message) -> bool:
    facts = settings.MAIL_KINDS.get(row.kind, {"is_about_address": True})
    return not facts.get("is_about_address", False)


def _languages(rows: list[Message]) -> dict[int, str]:
    """Hers, or what the kind's own `languages` makes of it: not every mail is written in all of them."""
    found: dict[int, str] = {}
    by_kind: dict[str, list[Message]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    for kind, group in by_kind.items():
        path = settings.MAIL_KINDS[kind].get("languages")
        found |= import_string(path)(group) if path else {row.pk: row.person.language for row in group}
    return found


def _redirect(row: Message, address: str, language: str) -> None:
    if (address, language) == (row.to_addr, row.language):
        return
    row.to_addr, row.language = address, language
    row.to_domain = address.partition("@")[2].lower()  # as the database reckons it
    claims.change(row, to_addr=address, language=language)
