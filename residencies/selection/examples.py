"""A decision and an offer that never were, to look at their mails with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from residencies.calls.models import Application, Call, Member
from residencies.programmes.models import Edition, Programme
from residencies.selection import letters
from residencies.selection.models import Decision, Deliberation, Offer


def _decision(message: Message) -> Decision:
    now, person = timezone.now(), example_person()
    title, name = _("Writing residency: call for projects"), _("Writing residency")
    edition = Edition(programme=Programme(name_fr=name, name_ar=name, name_en=name), name=f"{now:%Y}")
    call = Call(edition=edition, title_fr=title, title_ar=title, title_en=title, steps=2)
    call.second_opens_at, call.second_closes_at = now + timedelta(days=3), now + timedelta(days=30)
    about = Application(
        call=call,
        number="A26-7KX4M2P",
        name=person.name,
        person=person,
        title=_("The dam’s children"),
        language=message.language,
    )
    outcome = message.kind.partition("_")[2]
    return Decision(
        deliberation=Deliberation(call=call, answer_by=now + timedelta(days=10)),
        application=about,
        outcome=outcome if outcome in Decision.Outcome else Decision.Outcome.SELECTED,
        comment=_(
            "The jury was struck by the voice of this story, and would love to see the mother’s part grow."
        ),
    )


def decision_mail(message: Message) -> Letter:
    return letters.decision_letter(_decision(message), message.language)


def member_mail(message: Message) -> Letter:
    row, she = _decision(message), example_person()
    row.application.name, row.application.person = "Rajaa Fahim", None  # who leads it
    return letters.decision_letter(row, message.language, member=Member(name=she.name, person=she))


def offer_mail(message: Message) -> Letter:
    ends = timezone.now() + timedelta(days=5)
    return letters.offer_letter(Offer(decision=_decision(message), answer_by=ends), message.language)
