"""A matching round of the edition that is running: mentors, wishes of both sides, a veto and a proposal."""

from datetime import datetime, timedelta

from foundation.history import save_by
from foundation.people.models import Account, Person
from residencies.mentoring import services
from residencies.mentoring.models import MOST_WISHES, MentorProfile, Round, Side, Veto, Wish
from residencies.mentoring.selectors.rounds import TAKE_PART, taking_part
from residencies.programmes.models import Edition, Track

# Made-up people: name, name in Arabic script, address, languages, mentees at most.
MENTORS = [
    ("Ghita Ouazzani", "غيثة الوزاني", "ghita.mentor@masar.example", ["fr", "ar"], 3),
    ("Karim Belhadj", "كريم بلحاج", "karim.mentor@masar.example", ["fr", "en"], 3),
    ("Nezha Lahlimi", "نزهة الحليمي", "nezha.mentor@masar.example", ["ar", "fr"], 2),
    ("Rita Haddad", "ريتا حداد", "rita.mentor@masar.example", ["fr", "ar", "en"], 3),
]


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


def make_mentors(tracks: list[Track], by: Account) -> list[MentorProfile]:
    return [_mentor(place, tracks, by) for place in range(len(MENTORS))]


def _mentor(place: int, tracks: list[Track], by: Account) -> MentorProfile:
    name, arabic, email, languages, capacity = MENTORS[place]
    person = Person(name=name, name_ar=arabic, email=email, language=languages[0])
    save_by(person, by)
    row = MentorProfile(person=person, languages=languages, capacity=capacity)
    save_by(row, by)
    row.fields.set(tracks[place % len(tracks) :][:2] if tracks else [])
    return row
