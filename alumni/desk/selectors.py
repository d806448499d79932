"""What is waiting today: one figure a function, oldest first, and only what the viewer may see."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.careers.models import Change
from alumni.checkins.calling import people_to_call
from alumni.checkins.models import Call, CheckIn, CheckInQuerySet
from alumni.desk.models import Task
from alumni.placement.models import Offer, Posting
from alumni.placement.selectors.links import with_posting
from alumni.privacy.models import Request
from foundation.hooks.models import Delivery
from foundation.jobs.models import Job
from foundation.mail.models import Message, Postman
from foundation.people.models import Duplicate, Person
from foundation.strands import Line, Strand, instant, opened, strand
from foundation.zones import start_of
from residencies.grants.models import Instalment, Report
from residencies.mentoring.models import Mentorship, Pulse
from residencies.mentoring.selectors.links import with_pair
from residencies.programmes.models import Participation
from residencies.selection.models import Conflict
from residencies.workshops.models import Registration

DAYS_BACK = 7  # "this week"
POLLS_MISSED = 10  # before the delivery counts as not running


def tasks_due(viewer: Any, now: datetime) -> QuerySet[Task]:
    """To be done today or before, or on no day in particular."""
    rows = Task.objects.visible_to(viewer).due(timezone.localdate(now))
    return rows.select_related("person", "work", "edition__programme")


def mail_kept_from(user: Any) -> Q:
    """The mails that give a colleague something to do about this reader herself: they say what."""
    hers = Task.objects.filter(person__account=user.pk).exclude(
        pk__in=Task.objects.filter(owner=user.pk).values("pk")
    )
    numbers = list(hers.values_list("pk", flat=True))
    return Q(context__has_key="task", context__task__in=numbers) if numbers else Q(pk__in=[])


def changes_waiting(viewer: Any) -> QuerySet[Change]:
    rows = Change.objects.visible_to(viewer).waiting()
    return rows.select_related("person", "work").order_by("said_at", "pk")


def possible_duplicates(viewer: Any) -> QuerySet[Duplicate]:
    rows = Duplicate.objects.filter(state=Duplicate.State.PROPOSED)
    rows = rows if viewer.has_perm("people.view_duplicate") else rows.none()
    return rows.select_related("first", "second").order_by("pk")


def conflicts_to_look_at(viewer: Any) -> QuerySet[Conflict]:
    """Likenesses in juries that have not closed."""
    rows = Conflict.objects.visible_to(viewer).suspected().filter(juror__jury__closed_at=None)
    return rows.select_related("juror__person", "application").order_by("at", "pk")


def conflicts_declared(viewer: Any, now: datetime) -> QuerySet[Conflict]:
    """By jurors, this week."""
    rows = Conflict.objects.visible_to(viewer).recused().filter(kind=Conflict.Kind.DECLARED)
    rows = rows.filter(at__gte=days_ago(DAYS_BACK, now))
    return rows.select_related("juror__person", "application").order_by("-at", "pk")


def participations_to_complete(viewer: Any, now: datetime) -> QuerySet[Participation]:
    """Those still running in an edition that has ended."""
    rows = Participation.objects.visible_to(viewer).left_open(timezone.localdate(now))
    return rows.select_related("person", "edition__programme").order_by("edition__ends_on", "pk")


def instalments_late(viewer: Any, now: datetime) -> QuerySet[Instalment]:
    rows = Instalment.objects.visible_to(viewer).not_hers(viewer).late(timezone.localdate(now))
    return rows.select_related("grant__person", "grant__fund").order_by("due_on", "pk")


def payments_waiting(viewer: Any) -> QuerySet[Instalment]:
    """For this account's approval, or to be paid by it."""
    rows = Instalment.objects.visible_to(viewer).waiting_for(viewer)
    return rows.select_related("grant__person", "grant__fund").order_by("due_on", "pk")


def reports_overdue(viewer: Any, now: datetime) -> QuerySet[Report]:
    rows = Report.objects.visible_to(viewer).not_hers(viewer).overdue(timezone.localdate(now))
    return rows.select_related("grant__person").order_by("due_on", "pk")


def reports_to_read(viewer: Any) -> QuerySet[Report]:
    rows = Report.objects.visible_to(viewer).not_hers(viewer).to_read()
    return rows.select_related("grant__person").order_by("handed_in_at", "pk")


def wanting_talk(viewer: Any) -> QuerySet[Pulse]:
    """Mentors and mentees who have said so, and nobody has spoken to them yet."""
    rows: QuerySet[Pulse] = with_pair(Pulse.objects.visible_to(viewer).wanting_talk())
    return rows.order_by("answered_at", "pk")


def silent_pairs(viewer: Any, now: datetime) -> QuerySet[Mentorship]:
    """Mentors and mentees without a session or a word for 21 days."""
    rows = Mentorship.objects.visible_to(viewer).silent(now)
    return rows.select_related("mentor__person", "participation__person").order_by("heard_at", "pk")


def checkins_to_ask(viewer: Any, now: datetime) -> QuerySet[CheckIn]:
    """Due today or before, with an address to ask at, and of nobody who has paused."""
    today = timezone.localdate(now)
    rows = _checkins(viewer).filter(state=CheckIn.State.PLANNED, ask_on__lte=today)
    return rows.exclude(person__email="").unpaused(today).order_by("ask_on", "pk")


def checkins_asked(viewer: Any, now: datetime) -> QuerySet[CheckIn]:
    return _checkins(viewer).filter(asked_at__gte=days_ago(DAYS_BACK, now)).order_by("asked_at", "pk")


def checkins_answered(viewer: Any, now: datetime) -> QuerySet[CheckIn]:
    return _checkins(viewer).filter(answered_at__gte=days_ago(DAYS_BACK, now)).order_by("answered_at", "pk")


def to_call(viewer: Any, now: datetime) -> QuerySet[Call]:
    rows = people_to_call(viewer, now)
    return rows.select_related("person", "participation__edition__programme")


def workshop_offers_running_out(viewer: Any, now: datetime) -> QuerySet[Registration]:
    """Places that were offered, and go on to the next today or tomorrow."""
    rows = Registration.objects.visible_to(viewer).running_out(days_ago(-2, now))
    return rows.select_related("person", "session__workshop").order_by("answer_by", "pk")


def postings_to_approve(viewer: Any) -> QuerySet[Posting]:
    """Drafts: those that productions have asked for, and those begun at the desk."""
    rows = Posting.objects.visible_to(viewer).filter(state=Posting.State.DRAFT)
    return rows.select_related("work", "organisation", "role").order_by("starts_on", "pk")


def work_to_confirm(viewer: Any, now: datetime) -> QuerySet[Offer]:
    """Accepted work whose last day is past, and nobody has said that it was done."""
    rows = with_posting(Offer.objects.visible_to(viewer).to_confirm(timezone.localdate(now)))
    return rows.order_by("posting__ends_on", "pk")


def work_running_out(viewer: Any, now: datetime) -> QuerySet[Offer]:
    """Offers of work that go on to the next today or tomorrow."""
    rows = Offer.objects.visible_to(viewer).filter(state__in=Offer.OPEN, answer_by__lt=days_ago(-2, now))
    return with_posting(rows).order_by("answer_by", "pk")


def mail_undelivered(viewer: Any) -> QuerySet[Message]:
    lost = [Message.State.FAILED, Message.State.DEAD]
    return Message.objects.visible_to(viewer).filter(state__in=lost).order_by("created_at", "pk")


def webhooks_given_up(viewer: Any) -> QuerySet[Delivery]:
    rows = Delivery.objects.visible_to(viewer).given_up()
    return rows.select_related("endpoint", "event").order_by("-pk")


def delivery_trouble(viewer: Any, now: datetime) -> str:
    """'paused', 'silent' (no sender has looked at the outbox for long), 'closed' (server down) or ''."""
    if not viewer.has_perm("mail.view_postman"):
        return ""
    postman = Postman.objects.filter(pk=1).first()
    if postman and postman.paused:
        return "paused"
    patience = timedelta(seconds=settings.MAIL_POLL * POLLS_MISSED)
    if postman is None or postman.looked_at is None or postman.looked_at < now - patience:
        return "silent"
    return "closed" if postman.closed_until and postman.closed_until > now else ""


def late_jobs(viewer: Any, now: datetime) -> list[Job]:
    """What should have run by itself and has not for long."""
    return list(Job.objects.late(now)) if viewer.has_perm("mail.view_postman") else []


def days_ago(days: int, now: datetime) -> datetime:
    """The midnight with which the day so many days ago began here."""
    return start_of(timezone.localdate(now) - timedelta(days=days))


def _checkins(viewer: Any) -> CheckInQuerySet:
    return CheckIn.objects.visible_to(viewer).select_related("person", "participation__edition__programme")


def life(person: Person, viewer: Any) -> list[Strand]:
    """What is to be done about her, and was: on her page."""
    rows = Task.objects.visible_to(viewer).filter(person=person).select_related("owner__person")
    return [strand(rows, instant("done_at", "due_on", "created_at"), _task)]


def _task(row: Task) -> Line:
    owner = row.owner.get_full_name() if row.owner else _("nobody’s")
    told = _("done") if row.done_at else owner
    return Line(row.title, told, row.done_at or row.due_on or row.created_at, opened(row))


def privacy_requests(viewer: Any) -> QuerySet[Request]:
    """Copies and erasures asked for, what is due first at its head."""
    return Request.objects.visible_to(viewer).waiting().select_related("person")
