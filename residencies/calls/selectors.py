"""Reads of calls and applications: links, and what is asked and answered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, Prefetch, Q, TextChoices, When, prefetch_related_objects
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from foundation.films.models import Role
from foundation.links import Link
from foundation.people.models import Person
from foundation.questions import Value, conditions
from foundation.reminders.anchors import anchors_on
from foundation.reminders.models import Occurrence
from foundation.strands import Line, Strand, opened, strand
from residencies.calls.kinds import kind_of
from residencies.calls.models import Answer, Application, Attachment, Call, Form, Member, Question, Section
from residencies.calls.models.applying import ApplicationQuerySet
from residencies.calls.models.calls import kept_from
from residencies.programmes.models import Track

_APPLICATION, _MEMBER = Link("calls.application"), Link("calls.member")
_BEGUN = "begun"


def application_token(row: Application) -> str:
    """Opens this application and nothing else; it ends when a new link is sent in its place."""
    return _APPLICATION.token(row)


def begun_token(row: Application) -> str:
    """Opens it for whoever has begun it, whose address nobody has proved yet; it ends as soon as the link
    in the mail is used to send something.
    """
    return _APPLICATION.token(row, _BEGUN)


def is_begun_token(token: str) -> bool:
    """Of a token that opens an application: whether it is not the one in the mail."""
    return f".{_BEGUN}:" in token


def application_of_token(token: str) -> tuple[Application | None, bool]:
    """(application, whether its link still counts); (None, False) for a link that was never ours."""
    rows = Application.objects.select_related("call__form", "call__edition__programme", "track", "person")
    row, current = _APPLICATION.row(token, rows, _BEGUN)
    return row, current and not (is_begun_token(token) and row.claimed_at is not None)


def member_token(row: Member) -> str:
    """Opens the page where this member signs or withdraws."""
    return _MEMBER.token(row)


def member_of_token(token: str) -> tuple[Member | None, bool]:
    """(member, whether her link still counts); (None, False) for a link that was never ours."""
    rows = Member.objects.select_related("role", "application__call__edition__programme")
    return _MEMBER.row(token, rows)


def questions_of(form: Form) -> list[Question]:
    """In the order in which they are asked, with their sections, choices and tracks.

    Those of a frozen form, which nothing changes, are read once for each `form` in hand.
    """
    rows = Question.objects.select_related("section").prefetch_related("options", "tracks")
    if form.frozen_at is None:
        return list(rows.filter(form=form))
    prefetch_related_objects([form], Prefetch("questions", rows))
    return list(form.questions.all())


def keep_questions(seen: Application, row: Application) -> Application:
    """`row`, read anew, with the questions that were read with `seen` already, where they are frozen."""
    if Application.call.is_cached(seen) and Call.form.is_cached(seen.call):
        form = seen.call.form
        if form.frozen_at is not None and form.pk == row.call.form_id:
            row.call.form = form
    return row


def asked(
    questions: Iterable[Question], track: Track | None, values: dict[int, Value], step: int
) -> list[Question]:
    """Those of a step that are asked of who applies for this track and has answered so; all earlier
    answers count for the conditions, those of the first step in the second as well.
    """
    of_track = [question for question in questions if _is_of_track(question, track)]
    shown = conditions.shown(of_track, values, kind_of)
    return [question for question in shown if question.step == step]


def on_page(
    questions: Iterable[Question], track: Track | None, values: dict[int, Value], step: int
) -> list[Question]:
    """Those of a step that a page has to hold: all that are asked, and those that will be once another
    question of the page is answered in some way.
    """
    questions = list(questions)
    now_asked = {question.pk for question in asked(questions, track, values, step)}
    here = [question for question in questions if question.step == step and _is_of_track(question, track)]
    numbers = {question.pk for question in here}
    return [one for one in here if one.pk in now_asked or one.condition_on_id in numbers]


def _is_of_track(question: Question, track: Track | None) -> bool:
    tracks = question.tracks.all()
    return not tracks or track in tracks


@dataclass(frozen=True)
class Reply:
    """A question as it was asked, with what was answered to it."""

    question: Question
    answer: Answer | None
    files: list[Attachment]

    @property
    def is_given(self) -> bool:
        return bool(self.files) or (self.answer is not None and self.answer.value is not None)


def answers_of(application: Application) -> dict[int, Answer]:
    """By the question's number."""
    return {answer.question_id: answer for answer in application.answers.all()}


def values_of(answers: Iterable[Answer]) -> dict[int, Value]:
    """The answers that count, by the question's number."""
    return {answer.question_id: answer.value for answer in answers if answer.value is not None}


def replies(application: Application, step: int | None = None) -> list[Reply]:
    """What is asked of her, in order, with what she has answered; of one step or, without one, of all
    that her application has come to.
    """
    questions = questions_of(application.call.form)
    answers = answers_of(application)
    files: dict[int | None, list[Attachment]] = {}
    for file in application.attachments.all():
        files.setdefault(file.question_id, []).append(file)
    values = values_of(answers.values())
    steps = [step] if step else range(1, application.step + 1)
    return [
        Reply(question, answers.get(question.pk), files.get(question.pk, []))
        for one in steps
        for question in asked(questions, application.track, values, one)
    ]


def by_section(replies: Iterable[Reply]) -> list[tuple[Section, list[Reply]]]:
    sections: dict[int, tuple[Section, list[Reply]]] = {}
    for reply in replies:
        section = reply.question.section
        sections.setdefault(section.pk, (section, []))[1].append(reply)
    return list(sections.values())


def with_everything(rows: Any) -> Any:
    """Applications with all that a page, a file or the API says of them, in a fixed number of queries."""
    answers = Answer.objects.select_related("question")
    return rows.select_related("call__form", "call__edition__programme", "track", "person").prefetch_related(
        Prefetch("answers", answers),
        "attachments",
        Prefetch("members", Member.objects.select_related("role", "person")),
        "addenda__attachments",
    )


# Who is out of the running: found so by staff, or the file was not sent by the closing.
OUT_GROUPS = ("ineligible", "incomplete", "unsent")


def out_of(call: Call, now: datetime, groups: Iterable[str] = OUT_GROUPS) -> ApplicationQuerySet:
    """The applications of some of OUT_GROUPS, told or not."""
    found = Q(pk__in=[])
    for group in groups:
        found |= _is_out(call, group, now)
    rows: ApplicationQuerySet = call.applications.filter(found).order_by("number")
    return rows


def _is_out(call: Call, group: str, now: datetime) -> Q:
    """`unsent` are drafts, which nobody but their applicants reads; one that holds nothing yet was not
    begun in earnest, and is left alone. Of a sealed call that was opened again, nothing.
    """
    state, nobody = Application.State, Q(pk__in=[])
    if call.is_sealed_at(now):
        return nobody
    if group == "ineligible":
        return Q(state=state.INELIGIBLE)
    if group == "unsent":
        return Q(state=state.DRAFT, version__gt=0) if now >= call.ends_at else nobody
    is_over = call.second_closes_at and now >= call.second_closes_at and not call.is_second_step_open(now)
    late = Q(state=state.SHORTLISTED, step=2, second_submitted_at=None) if is_over else nobody
    return Q(state=state.INCOMPLETE) | late


def beside(path: str = "") -> Any:
    """Of applications (at `path`): who has signed beside the applicant, as `beside`."""
    return Prefetch(f"{path}members", Member.objects.beside().select_related("person"), to_attr="beside")


def public_calls(now: datetime) -> Any:
    """All that is announced: the open ones, the first to close first; then those to come, then the closed."""
    is_open, is_coming = Q(opens_at__lte=now, ends_at__gt=now), Q(opens_at__gt=now)
    place = Case(When(is_open, then=0), When(is_coming, then=1), default=2)
    soonest = Case(When(is_open, then="ends_at"), When(is_coming, then="opens_at"))
    calls = Call.objects.announced().select_related("edition__programme").prefetch_related("tracks")
    return calls.order_by(place, soonest, "-ends_at", "pk")


def mail_kept_from(user: Any) -> Q:
    """The mails about applications of which this reader is to find nothing."""
    numbers = [number for kept in kept_from(user) for number in kept]
    if not numbers:
        return Q(pk__in=[])
    members = Member.objects.filter(application__in=numbers).values_list("pk", flat=True)
    about = Q(context__has_key="application", context__application__in=numbers)
    about |= Q(context__has_key="member", context__member__in=list(members))
    return about | Q(reminder__in=Occurrence.objects.filter(_reminder_of(numbers)).order_by().values("pk"))


def reminders_kept_from(user: Any) -> Q:
    """The reminders of applications of which this reader is to find nothing."""
    return _reminder_of([number for kept in kept_from(user) for number in kept])


def _reminder_of(numbers: list[int]) -> Q:
    return Q(rule__anchor__in=anchors_on(Application), object_id__in=numbers)


def hooks_kept_from(user: Any) -> Q:
    """The webhooks about applications of which this reader is to find nothing."""
    numbers = [number for kept in kept_from(user) for number in kept]
    return Q(event__kind="application.submitted", event__subject__in=numbers)


def open_calls(now: datetime) -> Any:
    """Those that take applications now, the first to close first."""
    calls = Call.objects.open(now).select_related("edition__programme").prefetch_related("tracks")
    return calls.order_by("ends_at", "pk")


# What is said instead of a reason that would tell of an application which is kept from whoever asks.
KEPT = _(
    "Something that is kept from you stands in the way. A colleague from whom nothing of this call is kept "
    "has to see to it."
)


class Standing(TextChoices):
    """What an applicant is told of her application. What becomes of it is not hers to know before it is
    told to all (`told_at`): from the closing on, each that was sent is under review.
    """

    DRAFT = "draft", _("not sent yet")
    UNSENT = "unsent", _("not sent in time")
    RECEIVED = "received", _("received")
    REVIEW = "review", _("under review")
    SECOND = "second", _("full file to be sent")
    SELECTED = "selected", _("selected")
    WAITING = "waiting", _("on the waiting list")
    DECLINED = "declined", _("not selected")
    INELIGIBLE = "ineligible", _("not eligible")
    INCOMPLETE = "incomplete", _("incomplete")
    WITHDRAWN = "withdrawn", _("taken back")


# Who is told in these states is told that it was not sent in time, which the clock says as well.
LATE = (Application.State.DRAFT, Application.State.SHORTLISTED)


def standing_of(row: Application, now: datetime) -> Standing:
    """`row` with its call."""
    call, is_first = row.call, row.step == 1
    if row.state == Application.State.WITHDRAWN:
        return Standing.WITHDRAWN
    if row.told_at is not None and row.state not in LATE:
        return Standing(row.state)
    if row.is_sent:
        ends_at = call.ends_at if is_first else call.second_closes_at
        return Standing.RECEIVED if ends_at and now < ends_at else Standing.REVIEW
    if is_first:
        return Standing.DRAFT if call.is_open(now) else Standing.UNSENT
    is_over = call.second_closes_at is None or now >= call.second_closes_at
    return Standing.SECOND if call.is_second_step_open(now) or not is_over else Standing.UNSENT


def told_state(row: Application, now: datetime) -> str:
    """As `standing_of`, in the words of the API: the state of which its applicant knows."""
    standing, state = standing_of(row, now), Application.State
    plain = {
        Standing.UNSENT: state.DRAFT if row.step == 1 else state.SHORTLISTED,
        Standing.RECEIVED: state.SUBMITTED,
        Standing.SECOND: state.SHORTLISTED,
    }
    return str(plain.get(standing, standing.value))


def news_of(rows: Collection[Application], now: datetime) -> dict[int, str]:
    """What rooms above have to say of applications to those who apply, by number."""
    found: dict[int, str] = {}
    for name in settings.APPLICATION_NEWS:
        found |= import_string(name)(rows, now)
    return found


def may_be_filled_in(row: Application, now: datetime) -> bool:
    """Whether the step it stands in takes answers."""
    if row.state == Application.State.WITHDRAWN or row.is_sent or row.is_told_no:
        return False
    return row.call.is_open(now) if row.step == 1 else row.call.is_second_step_open(now)


def to_replace(row: Application, role: Role | None) -> Member | None:
    """Whoever left last in that role and was not replaced yet, once it was sent."""
    if row.is_draft:
        return None
    gone = row.members.filter(role=role, withdrawn_at__isnull=False, replaced_by=None)
    return gone.order_by("-withdrawn_at").first()


def applications_of(person: Person, viewer: Any) -> ApplicationQuerySet:
    """What somebody applied with, alone or signing with others, as far as a reader may see it."""
    signed = Member.objects.filter(person=person, signed_at__isnull=False, withdrawn_at=None)
    hers = Q(person=person) | Q(pk__in=signed.values("application"))
    return Application.objects.visible_to(viewer).filter(hers)


def life(person: Person, viewer: Any) -> list[Strand]:
    """What a person's page at the desk tells of calls."""
    rows = applications_of(person, viewer).select_related("call__edition__programme")
    return [
        strand(
            rows,
            "submitted_at",
            lambda row: Line(
                f"{row.call} · {row.number}", str(row.get_state_display()), row.submitted_at, opened(row)
            ),
        )
    ]
