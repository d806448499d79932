"""How well a person can be reached, reckoned for a whole list at once."""

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.checkins.models import Answer, CheckIn, Contact, Pause
from foundation.mail.models import Message

NEVER = datetime(1900, 1, 1, tzinfo=UTC)
SOME, MANY = 2, 3  # check-ins, or calls, without an answer
State, Outcome, Mail = CheckIn.State, Contact.Outcome, Message.State


class Level(models.TextChoices):
    REACHABLE = "reachable", _("reachable")
    QUIET = "quiet", _("quiet")
    HARD = "hard", _("hard to reach")
    LOST = "lost", _("lost")
    STOPPED = "stopped", _("paused or stopped")
    UNKNOWN = "unknown", _("not known yet")


def with_contactability(rows: QuerySet[Any], *, now: datetime, of: str = "") -> QuerySet[Any]:
    """`rows` with `level` and the facts it follows from, in one query whatever their number.

    `of` leads from a row to its person: "" for people, "person__" for check-ins.

    Counted is what happened since her last sign of life (`heard_at`, NEVER without one): an answer, sent
    or only begun, or a contact that reached her. `silent` are the check-ins that closed without an
    answer, `tries` the calls that nobody answered, `wrong` says that a number was wrong. `mail` is "none"
    without an address, "lost" where the last mail to it was refused, given up or suppressed (an
    unsubscription shows with the first mail it stops), "sent" where it went out, "" where there was none.
    The first that holds:

    - stopped: she has paused, or stopped being asked;
    - lost: mail none or lost, and no phone or a wrong number; or 3 silent and 3 tries;
    - hard to reach: mail none or lost, a wrong number, 2 silent, or 3 tries;
    - quiet: 1 silent, or 1 try;
    - reachable: there is a sign of life;
    - unknown: nothing has happened yet that would say.
    """
    her = OuterRef(f"{of}pk")
    since = rows.annotate(heard_at=_heard_at(her), mail=_mail(of))
    facts = since.annotate(
        silent=_count(CheckIn.objects.filter(person=her, state=State.SILENT, asked_at__gt=_HEARD)),
        tries=_count(_contacts(Outcome.NO_ANSWER).filter(person=her)),
        wrong=Exists(_contacts(Outcome.WRONG_NUMBER).filter(person=her)),
        held=Exists(Pause.objects.running(timezone.localdate(now)).filter(person=her)),
    )
    return facts.annotate(level=_level(of))


_HEARD = OuterRef("heard_at")


def _heard_at(her: OuterRef) -> Greatest:
    answers = Answer.objects.filter(checkin__person=her).order_by("-saved_at").values("saved_at")
    sent = CheckIn.objects.filter(person=her, state=State.ANSWERED).order_by("-answered_at")
    reached = Contact.objects.filter(person=her, outcome=Outcome.REACHED).order_by("-at").values("at")
    moments = [answers, sent.values("answered_at"), reached]
    # On SQLite the greatest of anything and NULL is NULL.
    return Greatest(*(Coalesce(Subquery(rows[:1]), Value(NEVER, DateTimeField())) for rows in moments))


def _mail(of: str) -> Case:
    to_her = Message.objects.filter(person=OuterRef(f"{of}pk"), to_addr__iexact=OuterRef(f"{of}email"))
    # A login code still reaches someone who unsubscribed: it says nothing of check-ins.
    told = to_her.filter(Q(state=Mail.SENT, stream=Message.Stream.SUBSCRIBED) | Q(state__in=_LOST))
    last = told.annotate(
        fate=Case(When(state=Mail.SENT, then=Value("sent")), default=Value("lost"))
    ).order_by("-created_at", "-pk")
    return Case(
        When(Q(**{f"{of}email": ""}), then=Value("none")),
        default=Coalesce(Subquery(last.values("fate")[:1]), Value("")),
    )


_LOST = [Mail.FAILED, Mail.DEAD, Mail.SUPPRESSED]


def _contacts(outcome: str) -> QuerySet[Contact]:
    return Contact.objects.filter(outcome=outcome, at__gt=_HEARD)


def _count(hers: QuerySet[Any]) -> Coalesce:
    counted = hers.order_by().values("person").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _level(of: str) -> Case:
    no_mail = Q(mail__in=["none", "lost"])
    no_phone = Q(**{f"{of}phone": ""}) | Q(wrong=True)
    rules = [
        (Level.STOPPED, Q(held=True)),
        (Level.LOST, (no_mail & no_phone) | Q(silent__gte=MANY, tries__gte=MANY)),
        (Level.HARD, no_mail | Q(wrong=True) | Q(silent__gte=SOME) | Q(tries__gte=MANY)),
        (Level.QUIET, Q(silent__gt=0) | Q(tries__gt=0)),
        (Level.REACHABLE, Q(heard_at__gt=NEVER)),
    ]
    return Case(
        *(When(rule, then=Value(level.value)) for level, rule in rules), default=Value(Level.UNKNOWN.value)
    )
