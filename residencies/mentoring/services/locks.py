"""Rows held, so that nobody else acts on them meanwhile: the round first, then mentors, then mentorships."""

from collections.abc import Iterable

from residencies.mentoring.models import MentorProfile, Mentorship, Round


def locked_round(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("edition__programme")
    return rows.get(pk=round_.pk)


def lock_mentors(numbers: Iterable[int]) -> None:
    list(MentorProfile.objects.select_for_update().filter(pk__in=list(numbers)).order_by("pk"))


def locked_mentorship(mentorship: Mentorship) -> Mentorship:
    rows = Mentorship.objects.select_for_update(of=("self",))
    rows = rows.select_related("mentor__person", "participation__person")
    return rows.get(pk=mentorship.pk)
