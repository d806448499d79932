"""The letters of this room. None says anything of what is held."""

from django.conf import settings
from django.urls import reverse

from alumni.privacy.models import Request
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name


def _of(message: Message) -> Request:
    row = Request.objects.select_related("person").filter(pk=message.context.get("request")).first()
    if row is None:
        raise NotWanted("the request is gone")
    return row


def privacy_confirm(message: Message) -> Letter:
    """The link with which she confirms: a secret, and of no use a day later."""
    row = _of(message)
    if row.state != Request.State.ASKED:
        raise NotWanted("it is confirmed already")
    path = reverse("privacy:confirm", args=[row.token])
    return confirm_letter(spoken_name(row.person, message.language), row.kind, path)


def confirm_letter(name: str, kind: str, path: str) -> Letter:
    return Letter(
        {"is_erasure": kind == Request.Kind.ERASURE},
        secrets={"link": settings.SITE_URL + path},
        personal={"name": name},
    )


def privacy_refused(message: Message) -> Letter:
    row = _of(message)
    return Letter({"reason": row.reason}, personal={"name": spoken_name(row.person, message.language)})


def privacy_erased(message: Message) -> Letter:
    row = _of(message)
    if row.state != Request.State.APPROVED:
        raise NotWanted("it was not approved, or is done")
    return Letter({}, personal={"name": spoken_name(row.person, message.language)})
