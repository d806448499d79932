"""What a mentor says of herself. Whether she takes mentees, and the note, stay the staff's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from residencies.mentoring.models import LANGUAGES, MOST_AWAY, MOST_MENTEES, MentorProfile, Unavailability
from residencies.mentoring.services.locks import lock_mentors
from residencies.programmes.models import Track

Days = tuple[date, date]


@transaction.atomic
def change_profile(
    profile: MentorProfile,
    *,
    crafts: Sequence[str],
    languages: Sequence[str],
    capacity: int,
    away: Sequence[Days],
    by: Any,
) -> MentorProfile:
    """All of it at once: `crafts` are codes of tracks, `away` the first and last days of each absence.

    Who is her mentee stays it, whatever she takes from now on. Twice is as good as once.
    """
    lock_mentors([profile.pk])
    row = MentorProfile.objects.select_related("person").get(pk=profile.pk)
    if not languages or not set(languages) <= set(LANGUAGES):
        raise ServiceError(_("Choose one language at least."))
    if not 0 <= capacity <= MOST_MENTEES:
        raise ServiceError(_("Say how many mentees you take, %(most)d at most.") % {"most": MOST_MENTEES})
    if any(last < first for first, last in away):
        raise ServiceError(_("The last day comes before the first."))
    if len(away) > MOST_AWAY:
        raise ServiceError(_("Give %(most)d absences at most.") % {"most": MOST_AWAY})
    row.languages, row.capacity = [code for code in LANGUAGES if code in languages], capacity
    save_by(row, by)
    row.fields.set(_tracks(row, set(crafts)))
    row.unavailabilities.all().delete()
    Unavailability.objects.bulk_create(
        Unavailability(mentor=row, starts_on=first, ends_on=last) for first, last in sorted(set(away))
    )
    return row


def _tracks(row: MentorProfile, crafts: set[str]) -> list[Track]:
    """One of each craft, whichever programme teaches it; those the staff have chosen are kept."""
    found = {track.slug: track for track in Track.objects.filter(slug__in=crafts).order_by("-pk")}
    if crafts - set(found):
        raise ServiceError(_("One of the fields is not there any more. Look again."))
    kept = [track for track in row.fields.all() if track.slug in crafts]
    return kept + [found[slug] for slug in sorted(crafts - {track.slug for track in kept})]
