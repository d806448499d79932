"""Reads of the selection room: what is to be decided, and what was."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from residencies.calls.models import Application, Member
from residencies.selection.models import Assignment, Decision, Deliberation, Juror, kept_from_room


def standing(deliberation: Deliberation) -> QuerySet[Application]:
    """What it chooses among: all of its call that stand; in the second step, that sent their full file."""
    rows = Application.objects.standing().unsealed(timezone.now()).filter(call=deliberation.call_id)
    if deliberation.step == 2:
        rows = rows.filter(step=2, second_submitted_at__isnull=False)
    return rows.select_related("track", "person").order_by("submitted_at", "pk")


def hidden_from(deliberation: Deliberation, user: Any) -> set[int]:
    """The applications of the call that she learns nothing of."""
    kept = kept_from_room(user).filter(call=deliberation.call_id)
    return set(kept.values_list("pk", flat=True))


def decisions_of(deliberation: Deliberation, *, unseen: Collection[int] = ()) -> dict[int, Decision]:
    """By the application's number of row; without `unseen` ones."""
    rows = Decision.objects.filter(deliberation=deliberation.pk).without(unseen).prefetch_related("prizes")
    return {one.application_id: one for one in rows}


def leads_of(applications: Iterable[Application]) -> dict[int, Member]:
    """Who leads each pair or team."""
    leads = Member.objects.standing().filter(is_lead=True, application__in=applications)
    return {one.application_id: one for one in leads.select_related("person")}


def jurors_comments(deliberation: Deliberation, application: Application) -> str:
    """What the jurors wrote for the applicant, one after the other, to begin her letter's comment with."""
    rows = handed_in(deliberation).filter(application=application.pk).exclude(review__comment="")
    return "\n\n".join(rows.order_by("juror").values_list("review__comment", flat=True))


def handed_in(deliberation: Deliberation) -> QuerySet[Assignment]:
    """The readings of its juries that count."""
    of_step = {"juror__jury__call": deliberation.call_id, "juror__jury__step": deliberation.step}
    return Assignment.objects.handed_in().filter(**of_step)


def with_rows(rows: QuerySet[Deliberation]) -> QuerySet[Deliberation]:
    """With all that its pages say of it, in a fixed number of queries."""
    return rows.select_related("call__edition__programme", "released_by").prefetch_related(
        "rules",
        "prizes",
        "call__tracks",
        Prefetch("present", Juror.objects.select_related("person", "jury")),
    )
