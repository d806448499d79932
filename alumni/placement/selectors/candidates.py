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

from django.db import connection, transaction
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from alumni.placement.models import Craft, Offer, Period, Posting, Profile, TrackCraft
from alumni.placement.models.people import PeriodQuerySet, cities_key
from foundation.films.models import Credit, Role
from foundation.people.models import Person
from foundation.translated import listed
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


@dataclass(frozen=True)
class Terms:
    """What a posting asks, by the numbers of short lists: so the database goes by its indexes."""

    posting: Posting
    roles: list[int]
    assisting: list[int]  # those of them that assist
    tracks: list[int]
    degrees: list[int]  # those of them that end with one

    @property
    def credits(self) -> QuerySet[Credit]:
        """Confirmed ones of the department, of people."""
        rows = Credit.objects.filter(role__in=self.roles, status=Credit.Status.CONFIRMED)
        return rows.filter(person__isnull=False).order_by()

    @property
    def crafts(self) -> QuerySet[Craft]:
        return Craft.objects.filter(role__in=self.roles).order_by()

    @property
    def trained(self) -> QuerySet[Participation]:
        return Participation.objects.completed().filter(track__in=self.tracks).order_by()


def terms_of(posting: Posting) -> Terms:
    roles = Role.objects.filter(department=posting.department).order_by("pk").values_list("pk", "slug")
    tracks = TrackCraft.objects.filter(department=posting.department).order_by("pk")
    kinds = dict(tracks.values_list("track", "track__programme__kind"))
    return Terms(
        posting,
        [number for number, _slug in roles],
        [number for number, slug in roles if "assistant" in slug],
        list(kinds),
        [number for number, kind in kinds.items() if kind in DEGREES],
    )


def ranked(posting: Posting) -> QuerySet[Person]:
    """Annotated with `score`, best first, and nothing else of them: what is sorted stays narrow."""
    terms = terms_of(posting)
    pool = terms.trained.values("person").union(terms.credits.values("person"), terms.crafts.values("person"))
    away = Exists(_days(is_available=False).meeting(posting.starts_on, posting.ends_on))
    rows = Person.objects.filter(pk__in=pool).exclude(pk__in=_taken(posting)).filter(~away)
    rows = rows.filter(~Q(work_profile__consent=False), ~Q(work_profile__is_available=False) | _free(posting))
    score = sum(_met(terms).values(), Value(0))
    return rows.annotate(score=score).order_by("-score", "pk").only("pk")


def best(posting: Posting, first: int, count: int) -> list[Person]:
    """So many of `ranked` from the `first` on, counted from 0."""
    page = ranked(posting)[first : first + count]
    if connection.vendor != "postgresql":
        return list(page)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")  # to compile so long a statement takes longer than to run it
        return list(page)


def _met(terms: Terms) -> dict[str, Case]:
    """`why_…`, 0 or 1, for each reason that is asked."""
    posting, hers = terms.posting, terms.credits.filter(person=OuterRef("pk"))
    reasons = {
        Why.CONSENT: Q(work_profile__consent=True),
        Why.DAYS: Q(work_profile__is_available=True) | _free(posting),
        Why.DEGREE: Exists(terms.trained.filter(person=OuterRef("pk"), track__in=terms.degrees)),
        Why.CREDITS: Exists(hers),
        Why.MANY: Exists(hers.values("pk")[MANY - 1 : MANY]),
        Why.GRADE: _worked_as(terms, hers),
        Why.ROLE: Exists(terms.crafts.filter(person=OuterRef("pk"))),
        Why.LANGUAGES: _speaks(posting),
        Why.PLACE: Q(city__iexact=posting.city) | _comes_to(posting),
    }
    return {
        f"why_{why.value}": Case(When(reason, then=1), default=0, output_field=IntegerField())
        for why, reason in reasons.items()
        if reason is not None
    }


def _days(**said: Any) -> PeriodQuerySet:
    return Period.objects.filter(person=OuterRef("pk"), **said).order_by()


def _free(posting: Posting) -> Exists:
    return Exists(_days(is_available=True).covering(posting.starts_on, posting.ends_on))


def _taken(posting: Posting) -> QuerySet[Any]:
    """Who has other work in those days, or was asked already."""
    elsewhere = Offer.objects.filter(state=Offer.State.ACCEPTED)
    elsewhere = elsewhere.meeting(posting.starts_on, posting.ends_on)
    asked = Offer.objects.filter(posting=posting).exclude(state=Offer.State.TAKEN_BACK)
    return elsewhere.order_by().values("person").union(asked.order_by().values("person"))


def _worked_as(terms: Terms, hers: QuerySet[Credit]) -> Any:
    """Credited in the grade, or placed in it before; nothing is asked of a trainee."""
    grade = terms.posting.grade
    if grade == Posting.Grade.TRAINEE:
        return None
    of_head = [number for number in terms.roles if number not in terms.assisting]
    roles = of_head if grade == Posting.Grade.HEAD else terms.assisting
    before = Offer.objects.filter(
        person=OuterRef("pk"),
        state=Offer.State.DONE,
        posting__role__in=terms.roles,
        posting__grade=grade,
    )
    return Exists(hers.filter(role__in=roles)) | Exists(before.order_by())


def _speaks(posting: Posting) -> Any:
    """All that are asked; the language of her mails is one of hers."""
    if not posting.asked_languages:
        return None
    met: Any = Q()
    for code in posting.asked_languages:
        met &= Q(language=code) | Q(work_profile__languages__contains=code)
    return met


def _comes_to(posting: Posting) -> Q:
    key = cities_key(posting.city)
    return Q(work_profile__goes_anywhere=True) | (Q(work_profile__cities_key__contains=key) if key else Q())


def candidates(posting: Posting, rows: list[Person], now: datetime) -> list[Candidate]:
    """The people of a page of `ranked`, with their reasons; in as many queries for one as for all."""
    keys = [row.pk for row in rows]
    terms = terms_of(posting)
    people = Person.objects.annotate(**_met(terms)).in_bulk(keys)
    profiles = Profile.objects.in_bulk(keys, field_name="person_id")
    away = paused(keys, timezone.localdate(now))
    counts = terms.credits.filter(person__in=keys).values("person").annotate(count=Count("pk"))
    credits = {row["person"]: row["count"] for row in counts}
    tracks: dict[int, list[str]] = defaultdict(list)
    done = terms.trained.filter(person__in=keys).select_related("track", "edition__programme")
    for one in done.order_by("completed_on", "pk"):
        tracks[one.person_id].append(f"{one.track} ({one.edition})")
    return [
        Candidate(
            people[row.pk],
            row.score,  # type: ignore[attr-defined]
            _reasons(posting, people[row.pk], profiles.get(row.pk), credits.get(row.pk, 0), tracks[row.pk]),
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
        reason(Why.DEGREE, Known.NO, listed(tracks)),
        reason(Why.CREDITS, Known.UNKNOWN, credits),
        reason(Why.MANY, Known.NO, MANY),
        reason(Why.GRADE, Known.UNKNOWN, posting.get_grade_display()),
        reason(Why.ROLE, Known.UNKNOWN),
        reason(Why.LANGUAGES, Known.NO if spoken else Known.UNKNOWN, lacks or posting.asked_languages),
        reason(Why.PLACE, Known.NO if says_where else Known.UNKNOWN, posting.city),
    ]
    return [one for one in found if one is not None]
