"""Who is to be called, with what is known of her and words to say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone, translation

from alumni.checkins.models import Answer, Call, CheckIn, CheckInQuerySet, Contact
from foundation.films.models import Work
from foundation.mail.models import Message
from foundation.people.models import Person, SecondContact

OVERDUE = timedelta(days=10)  # no weekend and no feast lasts so long: something is wrong with her address
LOST_MAIL = (Message.State.FAILED, Message.State.DEAD, Message.State.SUPPRESSED)
Outcome, State = Contact.Outcome, CheckIn.State


def people_to_call(viewer: Any, now: datetime) -> QuerySet[Call]:
    return to_call(Call.objects.visible_to(viewer), now=now).order_by("ask_on", "pk")


def to_call(rows: CheckInQuerySet, *, now: datetime) -> QuerySet[Any]:
    """Of `rows` (check-ins) those because of which a person is to be called, one a person: her newest.

    It closed without an answer; or its last reminder is some days old and she has not even begun to
    answer; or its mail was refused or stopped; or it is due and there is no address to ask at, or none
    that works. Not those of people who have paused, and not where the last contact says that she was
    reached, or names a day to call back that has not come.
    """
    today = timezone.localdate(now)
    begun = Answer.objects.filter(checkin=OuterRef("pk"))
    lost = Message.objects.filter(
        person=OuterRef("person"), state__in=LOST_MAIL, created_at__gte=OuterRef("asked_at")
    ).exclude(stream=Message.Stream.TRANSACTIONAL)
    unheard = (
        Q(state=State.SILENT)
        | Q(state=State.ASKED) & ~Exists(begun) & (Q(call_at__lte=now) | Exists(lost))
        | Q(state=State.PLANNED, ask_on__lte=today, person__email="")
        | Q(state=State.PLANNED, ask_on__lte=today - OVERDUE)
    )
    open_still = (
        Q(last_outcome=None)
        | Q(last_outcome__in=[Outcome.NO_ANSWER, Outcome.WRONG_NUMBER])
        | Q(last_outcome=Outcome.CALL_BACK, again_on__lte=today)
    )
    found = rows.filter(unheard, ~Exists(_newer())).unpaused(today)
    words = {"last_outcome": _last_word("outcome"), "again_on": _last_word("call_back_on")}
    return found.annotate(**words).filter(open_still)


def _newer() -> QuerySet[CheckIn]:
    later = Q(due_on__gt=OuterRef("due_on")) | Q(due_on=OuterRef("due_on"), pk__gt=OuterRef("pk"))
    return CheckIn.objects.filter(later, person=OuterRef("person")).exclude(state=State.CANCELLED)


def _last_word(field: str) -> Subquery:
    said = Contact.objects.filter(checkin=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(said.values(field)[:1])


def with_known_facts(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` (check-ins) with `project`, its `stage` and `last_answered_at`, for a list."""
    unfinished = Work.objects.filter(credits__person=OuterRef("person")).exclude(stage__in=Work.FINISHED)
    unfinished = unfinished.order_by("-pk")
    hers = Answer.objects.filter(checkin__person=OuterRef("person")).order_by("-saved_at")
    return rows.select_related("person", "participation__edition__programme").annotate(
        project=Coalesce(F("participation__work__title"), Subquery(unfinished.values("title")[:1])),
        stage=Coalesce(F("participation__work__stage"), Subquery(unfinished.values("stage")[:1])),
        last_answered_at=Subquery(hers.values("saved_at")[:1]),
    )


@dataclass(frozen=True)
class Way:
    """A way to reach someone: `phone` as it is written, `tel` and `whatsapp` as links; '' where unknown."""

    phone: str
    tel: str
    whatsapp: str


def way_to(phone: Any, text: str = "") -> Way:
    """`phone` is a PhoneNumber or ''; the WhatsApp link opens a chat with `text` written in it."""
    if not phone:
        return Way("", "", "")
    number = phone.as_e164
    # WhatsApp shows a plus as a plus: spaces have to be %20.
    query = urlencode({"text": text}, quote_via=quote) if text else ""
    chat = f"https://wa.me/{number.lstrip('+')}" + (f"?{query}" if query else "")
    return Way(phone.as_international, f"tel:{number}", chat)


def ready_message(row: CheckIn) -> str:
    """What to write or say to her, in her language and with her name in its script."""
    language = row.person.language
    context = {
        "name": row.person.name_in(language),
        "foundation_name": settings.FOUNDATION_NAME,
    }
    with translation.override(language):
        context["edition"] = str(row.participation.edition)
        return render_to_string("checkins/ready_message.txt", context).strip()


def last_answered(person: Person) -> CheckIn | None:
    rows = CheckIn.objects.filter(person=person, state=State.ANSWERED).order_by("-answered_at")
    return rows.prefetch_related("answers__question__options").first()


def second_contacts(person: Person, viewer: Any) -> list[tuple[SecondContact, Way]]:
    rows = SecondContact.objects.visible_to(viewer).filter(person=person)
    return [(row, way_to(row.phone)) for row in rows]
