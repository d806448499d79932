"""A delegation on its way to a festival, one of whose members was refused a visa; and deadlines to come."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alumni.desk.demo.tables import read
from foundation.films.models import Deadline, Entry, Festival, FestivalEdition, Section
from foundation.history import save_by
from foundation.people.models import Account, Person
from residencies.delegations import services
from residencies.delegations.models import Delegation, Leg, Member, Papers, PerDiem
from residencies.programmes.models import Edition, Participation, Programme

READY, RESERVE = 2, 3
HOME, THERE = "Casablanca", "Rotterdam"


class Delegations:
    def __init__(self, alumnae: list[Person], *, now: datetime, by: Account) -> None:
        self.now, self.by, self.table = now, by, read("delegations")
        self.today = now.astimezone(ZoneInfo("Africa/Casablanca")).date()
        graduates = Person.objects.exclude(email="").filter(participations__state="completed", account=None)
        self.people = [alumnae[0], *graduates.distinct().order_by("-pk")[: READY + RESERVE]]

    def make(self) -> None:
        trip = self._trip()
        members = trip.members.select_related("participation__person", "delegation").order_by("pk")
        for number, row in enumerate(members):
            self._prepare(row, number)
        for person in self.people[READY + 1 :]:
            services.join_reserve(trip, person, by=self.by, now=self.now)
        refused = trip.members.order_by("-pk")[0]
        services.record_refusal(refused, on=self.today - timedelta(days=1), by=self.by, now=self.now)
        self._deadlines()

    def _trip(self) -> Delegation:
        facts = {name: self.table[name] for name in ("city", "country", "time_zone", "brief")}
        leaves, returns = (self.today + timedelta(days=self.table[name]) for name in ("leaves", "returns"))
        programme = Programme.objects.filter(kind=Programme.Kind.DELEGATION).order_by("pk")[0]
        edition = Edition.objects.create(
            programme=programme, name=f"{leaves.year} {THERE}", starts_on=leaves, ends_on=returns, place=THERE
        )
        for person in self.people[: READY + 1]:
            row = Participation(person=person, edition=edition, state=Participation.State.CONFIRMED)
            save_by(row, self.by)
        trip = Delegation(edition=edition, leaves_on=leaves, returns_on=returns, **facts)
        trip.badge_by = self.today + timedelta(days=9)
        save_by(trip, self.by)
        services.open_files(trip, by=self.by, now=self.now)
        return trip

    def _prepare(self, row: Member, number: int) -> None:
        """The first lacks little, the others more."""
        trip = row.delegation
        row.hotel, row.hotel_address = self.table["hotel"], self.table["address"]
        row.brief = self.table["word"] if number == 0 else ""
        row.badge_state = (Member.BadgeState.ISSUED, Member.BadgeState.REQUESTED, Member.BadgeState.OPEN)[
            number
        ]
        row.badge_number = f"P-{2400 + number}" if number == 0 else ""
        save_by(row, self.by)
        papers = Papers(
            member=row,
            passport_number=f"XA{310_000 + number}",
            passport_until=trip.returns_on + timedelta(days=(1200, 120, 900)[number]),
            visa=Papers.Visa.YES,
            applied_on=self.today - timedelta(days=20),
        )
        if number == 0:
            papers.granted_from, papers.granted_until = trip.leaves_on, trip.returns_on
            papers.insurer, papers.policy, papers.insured_until = "Assurance Atlas", "V-8841", trip.returns_on
            self._way(row)
        save_by(papers, self.by)
        save_by(PerDiem(member=row, days=7, rate=60, currency="EUR"), self.by)

    def _way(self, row: Member) -> None:
        trip = row.delegation
        here = {"place": HOME, "zone": "Africa/Casablanca"}
        there = {"place": THERE, "zone": trip.time_zone}
        for on, begins, ends in ((trip.leaves_on, here, there), (trip.returns_on, there, here)):
            leg = Leg(
                member=row, carrier="AT 852", reference="QX7P2L",
                from_place=begins["place"], departs_on=on, departs_at=time(9, 40),
                departs_zone=begins["zone"],
                to_place=ends["place"], arrives_on=on, arrives_at=time(14, 25), arrives_zone=ends["zone"],
            )  # fmt: skip
            save_by(leg, self.by)

    def _deadlines(self) -> None:
        for lab in self.table["labs"]:
            facts = {name: lab[name] for name in ("kind", "country", "city")}
            festival, _new = Festival.objects.get_or_create(name=lab["festival"], defaults=facts)
            starts = self.today + timedelta(days=lab["starts"])
            edition = FestivalEdition.objects.create(festival=festival, year=starts.year, starts_on=starts)
            kind = Section.Kind.LAB if lab["kind"] == "lab" else Section.Kind.SELECTION
            section = Section.objects.create(edition=edition, name=lab["section"], kind=kind)
            self._deadline(section, lab)
        for row in self.table["deadlines"]:
            sections = Section.objects.filter(edition__festival__name=row["festival"], name=row["section"])
            self._deadline(sections.order_by("-edition__starts_on")[0], row)

    def _deadline(self, section: Section, row: dict[str, Any]) -> None:
        zone = ZoneInfo("Europe/Paris")
        day = self.today + timedelta(days=row["days"])
        fee = {"fee": row["fee"], "currency": "EUR"} if "fee" in row else {}
        closes_at = datetime.combine(day, time(23, 59), zone)
        kind = "regular" if "starts" in row else row["kind"]
        Deadline.objects.create(section=section, kind=kind, closes_at=closes_at, time_zone=zone.key, **fee)
        if "rules" in row:
            Entry.objects.create(section=section, url="https://example.org/submit", **row["rules"])
