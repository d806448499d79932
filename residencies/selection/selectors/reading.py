"""Reads of juries: what they are to read, how far they are, and what a juror finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from residencies.calls.models import Application
from residencies.selection.models import Assignment, Juror, Jury, Review, kept_from_room

State = Application.State


def applications_of(jury: Jury) -> QuerySet[Application]:
    """Those that stand, in the jury's step and in its track or, without one, in those without a jury."""
    rows = Application.objects.standing_in(jury.step).filter(call=jury.call_id)
    if jury.track_id:
        return rows.filter(track=jury.track_id)
    others = Jury.objects.filter(call=jury.call_id, step=jury.step, track__isnull=False)
    return rows.exclude(track__in=others.values("track"))


def waiting_for(jury: Jury) -> QuerySet[Application]:
    """Those that are eligible and not yet given to the jury: in the second step, full files that came in."""
    return applications_of(jury).filter(state=State.ELIGIBLE if jury.step == 1 else State.SHORTLISTED)


def read_by(jury: Jury) -> QuerySet[Application]:
    """Those it reads now."""
    return applications_of(jury).filter(state=State.REVIEW)


def undeclared(juror: Juror, user: Any) -> QuerySet[Application]:
    """What a juror chooses from to declare a conflict: all that her jury reads, but what is kept from her."""
    rows = read_by(juror.jury).select_related("call").prefetch_related("members")
    return rows.exclude(pk__in=kept_from_room(user)).order_by("number")


@dataclass(frozen=True)
class Progress:
    """How many applications a juror has; `to_read` + `drafts` + `handed_in` = `assigned`."""

    assigned: int = 0
    drafts: int = 0
    handed_in: int = 0
    last_saved: datetime | None = None

    @property
    def to_read(self) -> int:
        return self.assigned - self.drafts - self.handed_in

    @property
    def owed(self) -> int:
        return self.assigned - self.handed_in


def progress_of(jurors: Iterable[Juror], *, unseen: Iterable[int] = ()) -> dict[int, Progress]:
    """By the number of the juror, in one query; nothing of what she is recused from is counted, nor what
    its reader does not see (`unseen`, numbers of applications).
    """
    handed = Q(review__submitted_at__isnull=False)
    found = (
        Assignment.objects.readable()
        .filter(juror__in=[juror.pk for juror in jurors])
        .exclude(application__in=unseen)
        .order_by()
        .values("juror")
        .annotate(
            assigned=Count("pk"),
            handed_in=Count("pk", filter=handed),
            drafts=Count("review", filter=~handed),
            last=Max("review__saved_at"),
        )
    )
    return {
        row["juror"]: Progress(row["assigned"], row["drafts"], row["handed_in"], row["last"]) for row in found
    }


def who_owes(jury: Jury, user: Any) -> list[tuple[Juror, Progress]]:
    """Everyone who was asked to sit in a jury, with how far she is; counting what `user` may see."""
    jurors = list(jury.jurors.select_related("person").order_by("state", "person__sort_name", "pk"))
    done = progress_of(jurors, unseen=kept_from_room(user))
    return [(juror, done.get(juror.pk, Progress())) for juror in jurors]


def readings_of(jury: Jury, user: Any) -> QuerySet[Any]:
    """Each application the jury reads that `user` may see, with how many were `given` and `handed_in`."""
    of_jury = Q(assignments__juror__jury=jury, assignments__in=Assignment.objects.readable())
    handed = of_jury & Q(assignments__review__submitted_at__isnull=False)
    return (
        Application.objects.visible_to(user)
        .filter(pk__in=read_by(jury).values("pk"))
        .annotate(
            given=Count("assignments", filter=of_jury, distinct=True),
            handed_in=Count("assignments", filter=handed, distinct=True),
        )
        .order_by("handed_in", "number")
    )


def seats_of(user: Any) -> QuerySet[Juror]:
    """Where she sits and reading has begun, the first to be due first."""
    rows = Juror.objects.sitting().of_account(user).filter(jury__opened_at__isnull=False)
    related = ("person", "jury__track", "jury__call__edition__programme")
    return rows.select_related(*related).order_by("jury__closed_at", "jury__due_at", "pk")


def to_read(juror: Juror, user: Any) -> QuerySet[Assignment]:
    """Hers, in an order that says nothing of who applies: unread ones first, then by number."""
    rows = Assignment.objects.of_account(user).filter(juror=juror)
    return rows.select_related("application__call", "review").order_by("application__number")


def neighbours(given: Assignment, user: Any) -> tuple[Assignment | None, Assignment | None]:
    """(the one before, the one after) in the order of her list."""
    rows, number = to_read(given.juror, user), given.application.number
    before = rows.filter(application__number__lt=number).order_by("-application__number").first()
    return before, rows.filter(application__number__gt=number).first()


def others_said(given: Assignment, user: Any) -> QuerySet[Review]:
    """What the other jurors handed in about it; nothing before their jury has closed."""
    rows = Review.objects.visible_to(user).filter(assignment__application=given.application_id)
    rows = rows.exclude(assignment=given).filter(assignment__juror__jury=given.juror.jury_id)
    return rows.select_related("assignment__juror__person").prefetch_related("marks__criterion")
