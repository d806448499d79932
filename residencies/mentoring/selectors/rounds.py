"""What is matched in a round, and how its proposal reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.translated import language_names, listed
from residencies.mentoring.matching import Mentee, Mentor, Said
from residencies.mentoring.models import MentorProfile, Mentorship, Pairing, Pin, Round, Side, Veto, Wish
from residencies.programmes.models import Participation

TAKE_PART = (Participation.State.CONFIRMED, Participation.State.ATTENDING)


def taking_part(round_: Round) -> QuerySet[Participation]:
    """All who may have a mentor in the round."""
    rows = Participation.objects.filter(edition=round_.edition_id, state__in=TAKE_PART)
    return rows.select_related("person", "track").order_by("person__sort_name", "pk")


def without_mentor(round_: Round) -> QuerySet[Participation]:
    """Those of them who have none, and none was asked for."""
    carried = Mentorship.objects.carried().filter(participation=OuterRef("pk"))
    return taking_part(round_).filter(~Exists(carried))


def mentors_of(round_: Round, now: datetime) -> QuerySet[Any]:
    """Those who may be asked for, and are not away; `carries` counts what they have by now."""
    carried = Count("mentorships", filter=Q(mentorships__state__in=Mentorship.CARRIED), distinct=True)
    rows = MentorProfile.objects.free_on(timezone.localdate(now)).annotate(carries=carried)
    if round_.mentors.exists():
        rows = rows.filter(rounds=round_)
    return rows.select_related("person").prefetch_related("fields").order_by("person__sort_name", "pk")


@dataclass(frozen=True)
class Field:
    mentees: list[Mentee]
    mentors: list[Mentor]
    said: Said


def field_of(round_: Round, now: datetime) -> Field:
    """Everything the matching is told."""
    rows = list(without_mentor(round_))
    mentees = [Mentee(row.pk, (row.person.language,), row.track.slug if row.track else "") for row in rows]
    mentors = [
        Mentor(
            row.pk,
            frozenset(row.languages),
            row.capacity,
            row.carries,
            frozenset(track.slug for track in row.fields.all()),
        )
        for row in mentors_of(round_, now)
    ]
    return Field(mentees, mentors, _said(round_, rows))


def _said(round_: Round, rows: Iterable[Participation]) -> Said:
    numbers = {row.person_id: row.pk for row in rows}
    wishes: dict[str, dict[Any, int]] = {Side.MENTEE: {}, Side.MENTOR: {}}
    for side, mentee, mentor, rank in Wish.objects.filter(round=round_).values_list(
        "said_by", "participation", "mentor", "rank"
    ):
        wishes[side][mentee, mentor] = rank
    vetoes = Veto.objects.filter(mentee__in=numbers).values_list("mentee", "mentor")
    pins = list(Pin.objects.filter(round=round_).values_list("participation", "mentor", "is_together"))
    over = [Mentorship.State.DECLINED, Mentorship.State.ENDED]
    tried = Mentorship.objects.filter(participation__in=numbers.values(), state__in=over)
    selves = MentorProfile.objects.filter(person__in=numbers).values_list("person", "pk")
    return Said(
        by_mentee=wishes[Side.MENTEE],
        by_mentor=wishes[Side.MENTOR],
        vetoes=frozenset((numbers[mentee], mentor) for mentee, mentor in vetoes),
        together=frozenset((mentee, mentor) for mentee, mentor, is_together in pins if is_together),
        apart=frozenset((mentee, mentor) for mentee, mentor, is_together in pins if not is_together),
        selves=frozenset((numbers[person], mentor) for person, mentor in selves),
        before=frozenset(tried.values_list("participation", "mentor")),
    )


@dataclass(frozen=True)
class Line:
    """A row of the proposal in words. `pin` is staff's word on this pair, if there is one."""

    pairing: Pairing
    reasons: list[str]
    pin: Pin | None


def proposal_of(round_: Round) -> list[Line]:
    rows = round_.pairings.select_related(
        "participation__person", "participation__track", "mentor__person", "second__person"
    ).order_by("participation__person__sort_name", "pk")
    names = {row.pk: str(row) for row in MentorProfile.objects.select_related("person")}
    pins = {(pin.participation_id, pin.mentor_id): pin for pin in round_.pins.all()}
    return [
        Line(row, list(reasons_of(row, names)), pins.get((row.participation_id, row.mentor_id or 0)))
        for row in rows
    ]


def reasons_of(row: Pairing, names: dict[int, str]) -> Iterable[str]:
    """Why these two, or why nobody, in the reader's language."""
    said = row.reasons
    if row.mentor_id is None:
        yield from _lacks(said, names)
        return
    if said["is_pinned"]:
        yield _("pinned by the staff")
    if said["wish"]:
        yield _("her wish no. %(rank)d") % {"rank": said["wish"]}
    if said["wish_back"]:
        yield _("the mentor’s wish no. %(rank)d") % {"rank": said["wish_back"]}
    if said["has_field"]:
        yield _("the same craft")
    yield _("speak %(languages)s") % {"languages": language_names(said["languages"])}
    if said["carries"]:
        told = ngettext(
            "the mentor has %(count)d mentee", "the mentor has %(count)d mentees", said["carries"]
        )
        yield told % {"count": said["carries"]}


def _lacks(said: dict[str, Any], names: dict[int, str]) -> Iterable[str]:
    if said["full"]:
        places = ngettext("%(count)d place", "%(count)d places", said["places"]) % {"count": said["places"]}
        yield _("%(mentors)s: %(places)s, all taken by others who can have nobody else") % {
            "mentors": listed(names.get(one, "?") for one in said["full"]),
            "places": places,
        }
    for mentor, why in said["barred"]:
        yield f"{names.get(mentor, '?')}: {bar(why)}"


def bar(why: str) -> str:
    """Why two cannot be a pair."""
    words = {
        "self": _("the same person"),
        "veto": _("a veto"),
        "apart": _("kept apart by the staff"),
        "before": _("tried before"),
        "language": _("no language in common"),
        "no_room": _("no place left"),
        "twice": _("pinned to two mentors"),
    }
    return words[why]
