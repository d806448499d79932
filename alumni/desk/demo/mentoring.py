"""A matching round with wishes, a veto and a proposal; pairs that meet, are silent, or are over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from foundation.history import save_by
from foundation.people.models import Account, Person
from residencies.mentoring import services
from residencies.mentoring.models import (
    FIRST_PULSE,
    MOST_WISHES,
    PULSE_EVERY,
    ClosingReview,
    MentoringSession,
    MentorProfile,
    Mentorship,
    Pulse,
    Round,
    Side,
    Veto,
    Wish,
)
from residencies.mentoring.selectors.rounds import TAKE_PART, taking_part
from residencies.programmes.models import Edition, Participation, Track

# Made-up people: name, name in Arabic script, address, languages, mentees at most.
MENTORS = [
    ("Ghita Ouazzani", "غيثة الوزاني", "ghita.mentor@masar.example", ["fr", "ar"], 3),
    ("Karim Belhadj", "كريم بلحاج", "karim.mentor@masar.example", ["fr", "en"], 3),
    ("Nezha Lahlimi", "نزهة الحليمي", "nezha.mentor@masar.example", ["ar", "fr"], 2),
    ("Rita Haddad", "ريتا حداد", "rita.mentor@masar.example", ["fr", "ar", "en"], 3),
]
BUSY = [  # with pairs of a class that is running, and not in the round
    ("Bouchra Tahiri", "بشرى الطاهيري", "bouchra.mentor@masar.example", ["fr", "ar"], 3),
    ("Anas Mernissi", "أنس المرنيسي", "anas.mentor@masar.example", ["fr", "ar"], 2),
]
CLASS = "premieres-prises"
# Active since how many days, how many days ago they met, and what the mentee and the mentor answered.
GOING_ON: list[tuple[int, list[int], tuple[str, str], tuple[str, str]]] = [
    (45, [45, 20, 6], ("well", ""), ("well", "Elle avance vite.")),
    (44, [44, 18], ("talk", "Nous ne voyons pas le même film ; j’aimerais en parler."), ("better", "")),
    (46, [46, 26], ("", ""), ("well", "")),  # silent, and her question is still open
]
ASKED_AFTER = timedelta(days=31)


def match_mentors(*, by: Account, now: datetime) -> None:
    """Nothing is asked yet: the proposal waits for the staff to press."""
    running = Edition.objects.filter(participations__state__in=TAKE_PART).order_by("-starts_on", "pk").first()
    if running is None:
        return
    today = now.date()
    tracks = list(Track.objects.filter(programme=running.programme_id).order_by("slug"))
    mentors = make_mentors(tracks, by)
    row = Round(
        edition=running,
        wishes_until=now + timedelta(days=10),
        starts_on=today,
        ends_on=max(running.ends_on or today, today) + timedelta(days=90),
        hours=12,
        fee_per_hour=600,
    )
    save_by(row, by)
    row.mentors.set(mentors)
    mentees = list(taking_part(row)[:8])
    Wish.objects.bulk_create(
        Wish(
            round=row,
            said_by=Side.MENTEE,
            participation=mentee,
            mentor=mentors[(place + rank) % len(mentors)],
            rank=rank,
        )
        for place, mentee in enumerate(mentees)
        for rank in (1, 2, 3)
    )
    Wish.objects.bulk_create(
        Wish(round=row, said_by=Side.MENTOR, participation=mentee, mentor=mentors[0], rank=rank)
        for rank, mentee in enumerate(mentees[:MOST_WISHES], start=1)
    )
    for mentee in mentees[:1]:
        Veto.objects.create(mentor=mentors[1], mentee=mentee.person, said_by=Side.MENTOR, at=now)
    services.solve_round(row, by=by, now=now)


def make_mentors(
    tracks: list[Track], by: Account, facts: Sequence[tuple[Any, ...]] = MENTORS
) -> list[MentorProfile]:
    chosen = [tracks[place % len(tracks) :][:2] if tracks else [] for place in range(len(facts))]
    return [_mentor(*one, of, by) for one, of in zip(facts, chosen, strict=True)]


def _mentor(
    name: str,
    arabic: str,
    email: str,
    languages: list[str],
    capacity: int,
    tracks: list[Track],
    by: Account,
) -> MentorProfile:
    person = Person(name=name, name_ar=arabic, email=email, language=languages[0])
    save_by(person, by)
    row = MentorProfile(person=person, languages=languages, capacity=capacity)
    save_by(row, by)
    row.fields.set(tracks)
    return row


def follow_pairs(*, by: Account, now: datetime) -> None:
    """Three pairs of the class that is running, one of whom wants to talk and one is silent; one is over."""
    tracks = list(Track.objects.filter(programme__slug=CLASS).order_by("slug"))
    mentors = make_mentors(tracks, by, BUSY)
    mentees = Participation.objects.filter(edition__programme__slug=CLASS).exclude(person__email="")
    running = mentees.filter(state=Participation.State.ATTENDING).order_by("pk")
    for place, (mentee, (since, met, *said)) in enumerate(zip(running, GOING_ON, strict=False)):
        row = _pair(mentors[place % 2], mentee, since, met, by, now)
        for side, (answer, word) in zip((Side.MENTEE, Side.MENTOR), said, strict=True):
            asked = now - timedelta(days=since) + ASKED_AFTER
            at = asked + timedelta(days=1) if answer else None
            told: dict[str, Any] = {"answer": answer, "word": word, "answered_at": at}
            Pulse.objects.create(mentorship=row, side=side, number=1, asked_at=asked, **told)
    graduates = mentees.filter(state=Participation.State.COMPLETED)
    over, closed = graduates.order_by("-edition__starts_on", "pk")[0], now - timedelta(days=20)
    row = _pair(mentors[0], over, 200, [200, 150, 90], by, now, state="closed", closed_at=closed)
    ClosingReview.objects.create(mentorship=row, side=Side.MENTOR, asked_at=closed)
    ClosingReview.objects.create(
        mentorship=row,
        side=Side.MENTEE,
        asked_at=closed,
        answered_at=closed + timedelta(days=4),
        goals="most",
        helped="Relire chaque scène à voix haute, ensemble.",
        recommends=True,
        hours_right=True,
    )


def _pair(
    mentor: MentorProfile,
    mentee: Participation,
    since: int,
    met: list[int],
    by: Account,
    now: datetime,
    **fields: Any,
) -> Mentorship:
    began = now - timedelta(days=since)
    row = Mentorship(
        mentor=mentor,
        participation=mentee,
        starts_on=began.date(),
        ends_on=(now + timedelta(days=120)).date(),
        hours_agreed=12,
        fee_per_hour=600,
        requested_at=began - timedelta(days=5),
        answered_at=began - timedelta(days=3),
        active_at=began,
        next_pulse_at=began + FIRST_PULSE + PULSE_EVERY,
        heard_at=now - timedelta(days=min(met)),
        **{"state": Mentorship.State.ACTIVE, **fields},
    )
    save_by(row, by)
    for days in met:
        at = now - timedelta(days=days)
        save_by(MentoringSession(mentorship=row, on=at.date(), minutes=90, logged_at=at), by)
    return row
