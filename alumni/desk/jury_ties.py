"""Who is close to whom, from rooms that do not know of juries: this floor knows both."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q

from residencies.calls.models import Member
from residencies.mentoring.models import Mentorship
from residencies.selection.models import Conflict, Jury
from residencies.selection.selectors.conflicts import Found
from residencies.selection.selectors.reading import applications_of


def mentors(jury: Jury) -> Iterator[Found]:
    """Jurors who accompany, or have accompanied, someone who applies; her record or her address tell who."""
    jurors = defaultdict(list)
    for juror, person in jury.jurors.called().values_list("pk", "person"):
        jurors[person].append(juror)
    pairs = Mentorship.objects.came_about().filter(mentor__person__in=jurors)
    ties = list(
        pairs.order_by().values_list(
            "mentor__person",
            "participation__person",
            "participation__person__email",
            "participation__edition__name",
            "participation__edition__programme__name_fr",
        )
    )
    if not ties:
        return
    people = {mentee for _mentor, mentee, *_rest in ties}
    emails = {email.lower() for _mentor, _mentee, email, *_rest in ties if email}
    by_person, by_email = _applications(jury, people, emails)
    for mentor, mentee, email, edition, programme in ties:
        for application in by_person[mentee] | (by_email[email.lower()] if email else set()):
            for juror in jurors[mentor]:
                yield Found(juror, application, Conflict.Kind.MENTOR, True, f"{programme} {edition}")


def _applications(
    jury: Jury, people: set[int], emails: set[str]
) -> tuple[dict[int, set[int]], dict[str, set[int]]]:
    """Numbers of the jury's applications by those who lead or sign them."""
    by_person: dict[int, set[int]] = defaultdict(set)
    by_email: dict[str, set[int]] = defaultdict(set)
    rows = applications_of(jury).order_by()
    members = Member.objects.standing().filter(application__in=rows.values("pk")).order_by()
    found = [
        *rows.filter(Q(person__in=people) | ~Q(email="")).values_list("pk", "person", "email"),
        *members.values_list("application", "person", "email"),
    ]
    for application, person, email in found:
        if person in people:
            by_person[person].add(application)
        if email and email.lower() in emails:
            by_email[email.lower()].add(application)
    return by_person, by_email
