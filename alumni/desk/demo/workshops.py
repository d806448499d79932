"""A series of open workshops: a session that is over, a full one with a line, one online, one cancelled."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from alumni.desk.demo.calls import next_edition
from alumni.desk.demo.deliveries import deliver
from alumni.desk.demo.tables import read, texts
from foundation.history import save_by
from foundation.mail.models import Message
from foundation.people.models import Account, Person
from residencies.programmes.models import Edition, Programme
from residencies.workshops import services
from residencies.workshops.models import FeedbackQuestion, Registration, Session, Workshop

SEED = 1895
ZONE = ZoneInfo("Africa/Casablanca")
CAPACITY, IN_LINE = 6, 4
CAME, SPOKE = 7, 6


class Workshops:
    def __init__(self, *, now: datetime, today: date, by: Account) -> None:
        self.now, self.today, self.by = now, today, by
        self.rng = Random(SEED)  # noqa: S311 - the same people at every load, not a secret
        self.table = read("workshops")
        graduates = Person.objects.exclude(email="").filter(participations__state="completed").distinct()
        self.people = list(graduates.filter(account=None).order_by("pk"))
        self.logins = list(graduates.filter(account__is_staff=False).order_by("account"))

    def make(self) -> None:
        edition = self._edition()
        sound, money = (self._workshop(edition, name) for name in ("sound", "money"))
        over, full, off = (
            self._session(sound, day, place, row, capacity=capacity)
            for row, (day, place, capacity) in zip(
                self.table["sound"]["sessions"],
                ((-10, "Cinémathèque, Tanger", 12), (5, "Cinémathèque, Tanger", CAPACITY), (9, "Rabat", 10)),
                strict=True,
            )
        )
        online = self._session(money, 12, "", online_url="https://rencontre.masar.example/contrat")
        self._is_over(over)
        self._is_full(full)
        for person in (*self.logins, *self.people[20:24]):
            self._register(online, person, days=3)
        self._register(off, self.logins[-1], days=6)
        services.cancel_session(off, reason=self.table["cancelled"]["reason"], by=self.by, now=self._at(-1))
        written = Message.objects.filter(
            state=Message.State.QUEUED, kind__startswith="workshop_", created_at__lt=self._at(0, 0)
        )
        deliver(written.select_related("person"), self.rng)

    def _at(self, days: int, hour: int = 17) -> datetime:
        return datetime.combine(self.today + timedelta(days=days), time(hour), ZONE)

    def _edition(self) -> Edition:
        row = self.table["programme"]
        programme = Programme(slug=row["slug"], kind=Programme.Kind.WORKSHOPS, **texts(row, "name"))
        save_by(programme, self.by)
        return next_edition(programme, self.today - timedelta(days=40), 120, "Tanger")

    def _workshop(self, edition: Edition, name: str) -> Workshop:
        row = self.table[name]
        made = Workshop(
            edition=edition,
            languages=["fr", "ar"],
            audience=Workshop.Audience.ALL,
            is_published=True,
            **texts(row, "name"),
            **texts(row["about"], "about"),
        )
        save_by(made, self.by)
        return made

    def _session(
        self, of: Workshop, days: int, place: str, row: dict[str, str] | None = None, **more: object
    ) -> Session:
        titles = texts(row, "title") if row else {}
        starts = self._at(days)
        made = Session(
            workshop=of, starts_at=starts, ends_at=starts + timedelta(hours=2), place=place, **titles, **more
        )
        save_by(made, self.by)
        if row:
            made.speakers.create(person=self.people[30], role="trainer")
        return made

    def _register(self, row: Session, person: Person, days: int) -> Registration:
        return services.register(row, person, by=None, now=self._at(-days, 10))

    def _is_over(self, row: Session) -> None:
        """Most came, and most of them said how it was."""
        for person in self.people[:CAME]:
            self._register(row, person, days=20)
            services.note_attendance(row, person, way="list", by=self.by, now=row.starts_at)
        told = self.table["feedback"]
        more = FeedbackQuestion(workshop=row.workshop, kind="yes_no", **texts(told["question"], "text"))
        save_by(more, self.by)
        for number, person in enumerate(self.people[:SPOKE]):
            marks = {mark: self.rng.choice((3, 4, 5, 5)) for mark in ("overall", "useful", "clear")}
            said = told["comments"][number] if number < len(told["comments"]) else ""
            again = {more.key: "no" if number == 1 else "yes"}
            services.give_feedback(row, person, **marks, comment=said, answers=again, now=row.ends_at)

    def _is_full(self, row: Session) -> None:
        """Someone has just given her place back: it is offered to the first in line, who can log in."""
        placed = [self._register(row, person, days=8) for person in self.people[7 : 7 + CAPACITY]]
        line = [self.logins[0], *self.people[14 : 14 + IN_LINE - 1]]
        for number, person in enumerate(line):
            services.register(row, person, by=None, now=self._at(-6, 10 + number))
        services.cancel_registration(placed[0], by=None, now=self.now)
