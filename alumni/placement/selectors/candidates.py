"""Who may be asked for a posting, best first, and why.

A candidate has finished a track that trains for the department, has a confirmed credit in it, or says that
she does such a role. Left out is who does not want to be proposed, is not available by her own word, has
accepted other work in those days, or was asked already.

The score is the number of reasons that speak for her; each is a yes that can be read. What is not known is
told as such and counts neither way.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from alumni.placement.models import Craft, Offer, Period, Posting, Profile, TrackCraft
from alumni.placement.models.people import cities_key
from foundation.films.models import Credit, Role
from foundation.people.models import Person
from residencies.programmes.models import Participation, Programme
from residencies.programmes.selectors.audiences import paused

DEGREES = [Programme.Kind.BACHELOR, Programme.Kind.MASTER]
MANY = 3  # confirmed credits in the department


class Known(StrEnum):
    YES, NO, UNKNOWN = "yes", "no", "unknown"


class Why(StrEnum):
    """The reasons, in the order they are told."""

    CONSENT = "consent"
    DAYS = "days"
    DEGREE = "degree"
    CREDITS = "credits"
    MANY = "many_credits"
    GRADE = "grade"
    ROLE = "role"
    LANGUAGES = "languages"
    PLACE = "place"


@dataclass(frozen=True)
class Reason:
    why: Why
    known: Known
    # What is told beside it: titles of tracks, a count, codes of languages, a city.
    detail: Any = None


@dataclass(frozen=True)
class Candidate:
    person: Person
    score: int
    reasons: list[Reason]
    is_paused: bool

    @property
    def may_be_asked(self) -> bool:
        return bool(self.person.email) and not self.is_paused


def _credits(roles: list[int]) -> QuerySet[Credit]:
    """Confirmed ones, of people."""
    rows = Credit.objects.filter(role__in=roles, status=Credit.Status.CONFIRMED)
    return rows.filter(person__isnull=False).order_by()


def _roles(posting: Posting) -> list[int]:
    """By number: a short list, so that the database goes by its index."""
    department = posting.department
    return list(Role.objects.filter(department=department).order_by("pk").values_list("pk", flat=True))


def _tracks(posting: Posting) -> list[int]:
    rows = TrackCraft.objects.filter(department=posting.department)
    return list(rows.order_by("pk").values_list("track", flat=True))


def ranked(posting: Posting) -> QuerySet[Person]:
    """Annotated with `score`, and with `why_…`, 0 or 1, for each reason; best first."""
    roles, tracks = _roles(posting), _tracks(posting)
    trained = Participation.objects.completed().filter(track__in=tracks).order_by()
    credits, crafts = _credits(roles), Craft.objects.filter(role__in=roles).order_by()
    pool = trained.values("person").union(credits.values("person"), crafts.values("person"))
    days = Period.objects.filter(person=OuterRef("pk")).order_by()
    free = Exists(days.filter(is_available=True).covering(posting.starts_on, posting.ends_on))
    away = Exists(days.filter(is_available=False).meeting(posting.starts_on, posting.ends_on))
    rows = Person.objects.filter(pk__in=pool).filter(~away, ~_says(consent=False))
    rows = rows.filter(~_says(is_available=False) | free).exclude(pk__in=_taken(posting))
    hers = credits.filter(person=OuterRef("pk"))
    reasons = {
        Why.CONSENT: _says(consent=True),
        Why.DAYS: free | _says(is_available=True),
        Why.DEGREE: Exists(trained.filter(person=OuterRef("pk"), edition__programme__kind__in=DEGREES)),
        Why.CREDITS: Exists(hers),
        Why.MANY: Exists(hers.values("pk")[MANY - 1 : MANY]),
        Why.GRADE: _worked_as(posting, hers),
        Why.ROLE: Exists(crafts.filter(person=OuterRef("pk"))),
        Why.LANGUAGES: _speaks(posting),
        Why.PLACE: Q(city__iexact=posting.city) | _comes_to(posting),
    }
    met = {
        f"why_{why.value}": Case(When(reason, then=1), default=0, output_field=IntegerField())
        for why, reason in reasons.items()
        if reason is not None
    }
    score = sum((F(name) for name in met), Value(0))
    return rows.annotate(**met).annotate(score=score).order_by("-score", "pk")


def _says(**said: Any) -> Exists:
    return Exists(Profile.objects.filter(person=OuterRef("pk"), **said).order_by())


def _taken(posting: Posting) -> QuerySet[Any]:
    """Who has other work in those days, or was asked already."""
    elsewhere = Offer.objects.filter(state=Offer.State.ACCEPTED)
    elsewhere = elsewhere.meeting(posting.starts_on, posting.ends_on)
    asked = Offer.objects.filter(posting=posting).exclude(state=Offer.State.TAKEN_BACK)
    return elsewhere.order_by().values("person").union(asked.order_by().values("person"))


def _worked_as(posting: Posting, hers: QuerySet[Credit]) -> Any:
    """Credited in the grade, or placed in it before; nothing is asked of a trainee."""
    if posting.grade == Posting.Grade.TRAINEE:
        return None
    assisted = Q(role__slug__contains="assistant")
    is_head = posting.grade == Posting.Grade.HEAD
    before = Offer.objects.filter(
        person=OuterRef("pk"),
        state=Offer.State.DONE,
        posting__role__department=posting.department,
        posting__grade=posting.grade,
    )
    return Exists(hers.filter(~assisted if is_head else assisted)) | Exists(before.order_by())


def _speaks(posting: Posting) -> Any:
    """All that are asked; the language of her mails is one of hers."""
    if not posting.asked_languages:
        return None
    met: Any = Q()
    for code in posting.asked_languages:
        met &= Q(language=code) | _says(languages__contains=code)
    return met


def _comes_to(posting: Posting) -> Exists:
    key = cities_key(posting.city)
    there = Q(goes_anywhere=True) | (Q(cities_key__contains=key) if key else Q())
    return Exists(Profile.objects.filter(there, person=OuterRef("pk")).order_by())


def candidates(posting: Posting, rows: list[Person], now: datetime) -> list[Candidate]:
    """The people of a page of `ranked`, with their reasons; in as many queries for one as for all."""
    keys = [row.pk for row in rows]
    profiles = Profile.objects.in_bulk(keys, field_name="person_id")
    away = paused(keys, timezone.localdate(now))
    counts = _credits(_roles(posting)).filter(person__in=keys).values("person").annotate(count=Count("pk"))
    credits = {row["person"]: row["count"] for row in counts}
    tracks: dict[int, list[str]] = defaultdict(list)
    done = Participation.objects.completed().filter(person__in=keys, track__in=_tracks(posting))
    for one in done.select_related("track", "edition__programme").order_by("completed_on", "pk"):
        tracks[one.person_id].append(f"{one.track} ({one.edition})")
    return [
        Candidate(
            row,
            row.score,  # type: ignore[attr-defined]
            _reasons(posting, row, profiles.get(row.pk), credits.get(row.pk, 0), tracks[row.pk]),
            row.pk in away,
        )
        for row in rows
    ]


def _reasons(
    posting: Posting, row: Any, profile: Profile | None, credits: int, tracks: list[str]
) -> list[Reason]:
    def reason(why: Why, otherwise: Known, detail: Any = "") -> Reason | None:
        met = getattr(row, f"why_{why.value}", None)
        return None if met is None else Reason(why, Known.YES if met else otherwise, detail)

    spoken = profile.spoken if profile else []
    lacks = [code for code in posting.asked_languages if code not in {*spoken, row.language}]
    says_where = profile is not None and bool(profile.cities)
    found = [
        reason(Why.CONSENT, Known.UNKNOWN),
        reason(Why.DAYS, Known.UNKNOWN),
        reason(Why.DEGREE, Known.NO, ", ".join(tracks)),
        reason(Why.CREDITS, Known.UNKNOWN, credits),
        reason(Why.MANY, Known.NO, MANY),
        reason(Why.GRADE, Known.UNKNOWN, posting.get_grade_display()),
        reason(Why.ROLE, Known.UNKNOWN),
        reason(Why.LANGUAGES, Known.NO if spoken else Known.UNKNOWN, lacks or posting.asked_languages),
        reason(Why.PLACE, Known.NO if says_where else Known.UNKNOWN, posting.city),
    ]
    return [one for one in found if one is not None]
