"""An industry event to come: projects of alumnae, guests, what both wish, and a provisional schedule."""

from datetime import datetime, time, timedelta
from random import Random

from django.db.models import Exists, OuterRef
from django.utils import timezone

from alumni.desk.demo.tables import read, texts
from foundation.films.models import Credit, Work
from foundation.history import save_by
from foundation.people.models import Account, Organisation, Person
from residencies.industry import services
from residencies.industry.models import Area, Event, Guest, Project, Seat, Slot, Table, Travel
from residencies.programmes.models import Edition

SEED = 1895
PROJECTS, TABLES, DAYS = 8, 4, 2
SPOKEN = (["fr", "ar"], ["fr"], ["fr", "en"], ["ar", "en"])


class Industry:
    def __init__(self, *, now: datetime, by: Account) -> None:
        self.now, self.by, self.table = now, by, read("industry")
        self.chance = Random(SEED)  # noqa: S311 - no secret

    def make(self) -> None:
        event = self._event()
        projects = self._projects(event)
        guests = [self._guest(event, facts) for facts in self.table["guests"]]
        self._wish(projects, guests)
        services.schedule_meetings(event, by=self.by, now=self.now)
        first = event.meetings.planned().order_by("slot__starts_at", "table").first()
        if first:
            services.pin_meeting(first, pinned=True, by=self.by, now=self.now)

    def _event(self) -> Event:
        """Two days of five slots, with a break for prayer and lunch in each."""
        first = timezone.localdate(self.now) + timedelta(days=18)
        row = Event(
            **texts(self.table["name"], "name"),
            starts_on=first,
            ends_on=first + timedelta(days=DAYS - 1),
            place=self.table["place"],
            edition=Edition.objects.filter(programme__slug="residence-duos").order_by("-starts_on").first(),
            wishes_until=self.now + timedelta(days=8),
            most_in_a_row=3,
        )
        save_by(row, self.by)
        areas = [Area.objects.create(event=row, name=name) for name in self.table["areas"]]
        one, other = sorted(areas, key=lambda area: area.pk)
        Travel.objects.create(one=one, other=other, minutes=5)
        for number in range(TABLES):
            area = areas[number * len(areas) // TABLES]
            Table.objects.create(event=row, area=area, name=str(number + 1), position=number)
        for day in range(DAYS):
            on = first + timedelta(days=day)
            laid = {"minutes": 30, "change": 5, "by": self.by, "now": self.now}
            services.lay_slots(row, on=on, first=time(10), count=3, **laid)
            services.lay_slots(row, on=on, first=time(14, 30), count=2, **laid)
            noon = datetime.combine(on, time(12, 30), row.zone)
            label = self.table["prayer"]["fr"]
            slot = Slot(
                event=row, starts_at=noon, ends_at=noon + timedelta(hours=2), blocked="prayer", label=label
            )
            save_by(slot, self.by)
        return row

    def _projects(self, event: Event) -> list[Project]:
        """Works on their way whose makers are known; those of alumnae with a login first."""
        makers = Credit.objects.filter(work=OuterRef("pk"), person__isnull=False)
        logged = makers.filter(person__account__isnull=False)
        works = Work.objects.filter(Exists(makers), stage__in=["development", "financing"])
        chosen = works.annotate(is_hers=Exists(logged)).order_by("-is_hers", "pk")[:PROJECTS]
        return [self._project(event, work, number) for number, work in enumerate(chosen)]

    def _project(self, event: Event, work: Work, number: int) -> Project:
        row = Project(event=event, work=work, languages=SPOKEN[number % len(SPOKEN)], most_a_day=4)
        save_by(row, self.by)
        people = Person.objects.filter(credits__work=work).order_by("pk").distinct()[:2]
        for position, person in enumerate(people):
            Seat.objects.create(project=row, person=person, position=position)
        return row

    def _guest(self, event: Event, facts: dict[str, object]) -> Guest:
        house = Organisation(name=facts["organisation"], country=facts["country"])
        save_by(house, self.by)
        names = {name: facts[name] for name in ("name", "name_ar", "email", "language") if name in facts}
        person = Person(**names, country=facts["country"])
        save_by(person, self.by)
        row = Guest(event=event, person=person, organisation=house, kind=facts["kind"], most_a_day=5)
        row.languages = facts["languages"]
        save_by(row, self.by)
        return row

    def _wish(self, projects: list[Project], guests: list[Guest]) -> None:
        words = ["must", "like", "like", "", "", "no"]
        for one in projects:
            said = {guest.pk: self.chance.choice(words[:-1]) for guest in guests}
            services.say_wishes(one, said, by=self.by, now=self.now)
        for guest in guests:
            said = {one.pk: self.chance.choice(words) for one in projects}
            services.say_wishes(guest, said, by=self.by, now=self.now)
        away = [slot.pk for slot in guests[0].event.slots.open().order_by("starts_at")[:2]]
        services.say_away(guests[0], away, by=self.by, now=self.now)
