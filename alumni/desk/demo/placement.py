"""Work for graduates: postings in each state, with offers that wait, run and are done."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from alumni.desk.demo.deliveries import deliver
from alumni.desk.demo.tables import read
from alumni.placement import services
from alumni.placement.models import Posting, TrackCraft
from foundation.films.models import Role
from foundation.history import save_by
from foundation.mail.models import Message
from foundation.people.models import Account, Person
from residencies.programmes.models import Participation, Track

SEED = 1968
DEPARTMENTS = {
    "cinematography": Role.Department.CINEMATOGRAPHY,
    "directing": Role.Department.DIRECTING,
    "editing": Role.Department.EDITING,
    "production": Role.Department.PRODUCTION,
    "screenwriting": Role.Department.WRITING,
    "sound": Role.Department.SOUND,
}


class Placement:
    """At nine in the morning of a working day: offers leave at decent hours alone."""

    def __init__(self, alumnae: list[Person], *, now: datetime, workday: date, by: Account) -> None:
        self.alumnae, self.now, self.by = alumnae, now, by
        self.day = now.replace(hour=10, minute=0) - (now.date() - workday)
        self.table = read("placement")

    def make(self) -> None:
        self.tracks()
        asked, running, over = (self._posting(row) for row in self.table["postings"])
        self.say(asked)
        self._open(running)
        services.offer_posting(running, self.alumnae[:2], at_once=True, days=10, by=self.by, now=self.day)
        self._done(over)
        midnight = timezone.localtime(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        written = Message.objects.filter(
            kind__startswith="placement_", state="queued", created_at__lt=midnight
        )
        deliver(written.select_related("person"), Random(SEED))  # noqa: S311 - no secret

    def tracks(self) -> None:
        TrackCraft.objects.bulk_create(
            TrackCraft(track=track, department=DEPARTMENTS[track.slug])
            for track in Track.objects.filter(slug__in=DEPARTMENTS).order_by("pk")
        )

    def _posting(self, said: dict[str, Any]) -> Posting:
        first, last = said.pop("days")
        role = Role.objects.get(slug=said.pop("role"))
        row = Posting(
            role=role,
            starts_on=self.day.date() + timedelta(days=first),
            ends_on=self.day.date() + timedelta(days=last),
            asked_at=self.day if said.get("places") == 1 else None,
            **said,
        )
        save_by(row, None if row.asked_at else self.by)
        return row

    def say(self, posting: Posting) -> None:
        """What the alumnae with a login say of their work."""
        for number, she in enumerate(self.alumnae):
            services.say_availability(
                she, by=she.account, now=self.day, consent=True, is_available=number % 2 == 0 or None,
                languages=[she.language, "fr"], cities=posting.city, crafts=[posting.role],
            )  # fmt: skip

    def _open(self, row: Posting) -> None:
        services.open_posting(row, by=self.by, now=self.day, closes_at=self.now + timedelta(days=20))

    def _done(self, row: Posting) -> None:
        """Of somebody who has completed: the work is over, and nobody has confirmed it yet."""
        done = Participation.objects.completed().filter(person__account=None).exclude(person__email="")
        she = done.select_related("person").order_by("-completed_on", "pk")[0].person
        services.open_posting(row, by=self.by, now=self.day - timedelta(days=40))
        at = self.day - timedelta(days=35)  # five weeks: the same day of the week
        (offer,) = services.offer_posting(row, [she], at_once=True, days=7, by=self.by, now=at)
        offer.refresh_from_db()
        if offer.sent_at is None:  # a holiday of that week
            return
        services.accept_offer(offer, by=None, now=at)
