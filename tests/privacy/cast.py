"""One row of each table of this room, and of what people agree to."""

from alumni.privacy.models import Reading, Request, Rule
from foundation.people.models import Consent, ConsentText, Person
from foundation.people.services import publish_text, say_consent
from tests import cast


def request() -> Request:
    return Request.objects.create(
        person=cast.person(), kind="copy", state="open", asked_at=cast.NOW, due_on=cast.NOW.date()
    )


def reading() -> Reading:
    return Reading.objects.create(
        person=cast.person(), reader=cast.alumna().account, what="mail", number=1, face="desk", at=cast.NOW
    )


def consent() -> Consent:
    by = cast.alumna().account
    return say_consent(cast.person(), "news", True, how="staff", by=by, now=cast.NOW, reason="appel")


def text() -> ConsentText:
    """Another version each time."""
    by = cast.alumna().account
    words = dict.fromkeys(("fr", "ar", "en"), f"x{ConsentText.objects.count()}")
    return publish_text("news", words, by=by, now=cast.NOW)


def rule() -> Rule:
    """One of those there are: nobody adds any."""
    return Rule.objects.get(code="drafts")


def mailed_about(she: Person, kind: str) -> dict[str, int]:
    """The request a letter of the kind is about."""
    state = {"privacy_confirm": "asked", "privacy_refused": "refused", "privacy_erased": "approved"}[kind]
    row = Request.objects.create(
        person=she,
        kind="erasure",
        state=state,
        asked_at=cast.NOW,
        due_on=cast.NOW.date(),
        reason="En litige.",
    )
    return {"request": row.pk}
