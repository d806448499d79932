"""Work that never was, to look at its mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.placement import letters
from alumni.placement.models import Offer, Posting
from foundation.films.models import Role
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person


def _posting() -> Posting:
    today = timezone.localdate()
    role = Role(
        slug="assistant_editor", department="editing",
        name_fr="assistanat montage", name_ar="مساعدة المونتاج", name_en="assistant editor",
    )  # fmt: skip
    return Posting(
        title=_("The salt road"),
        production="Studio Exemple",
        contact_name="Nadia Exemple",
        role=role,
        starts_on=today + timedelta(days=20),
        ends_on=today + timedelta(days=41),
        city="Tanger",
        pay_words=_("6 000 MAD a week"),
        state=Posting.State.OPEN,
    )


def _offer(state: str) -> Offer:
    now = timezone.now()
    return Offer(
        posting=_posting(), person=example_person(), state=state, sent_at=now,
        answer_by=now + timedelta(days=5), word=_("I know this room well."),
    )  # fmt: skip


def posting_mail(message: Message) -> Letter:
    return letters.posting_letter(_posting())


def offer_mail(message: Message) -> Letter:
    state = Offer.State.ENDED if message.kind == "placement_over" else Offer.State.SENT
    return letters.offer_letter(_offer(state), message.language)


def production_mail(message: Message) -> Letter:
    return letters.production_letter(_offer(Offer.State.ACCEPTED), message.kind)
