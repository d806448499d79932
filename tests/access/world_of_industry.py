"""An industry event in which the owner is a guest: she met strangers’ project, and something is to follow."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from foundation.people import models as people
from residencies.industry.models import Away, Event, Notice, Seat, Travel, Wish
from residencies.industry.selectors.links import FEED, token_of
from residencies.industry.services import plan_follow_up, say_wishes
from tests import cast
from tests.access.markers import MARKERS, World, keep
from tests.industry import cast as industry


def add_industry(world: World, owner: people.Person) -> None:
    now = timezone.now()
    event = industry.event()
    area, table, slot = event.areas.get(), event.tables.first(), event.slots.first()
    further = event.areas.create(name="Terrasse")
    travel = Travel.objects.create(one=area, other=further, minutes=5)
    project = industry.project(event, note=MARKERS["project_note"])
    guest = industry.guest(event, person=owner, note=MARKERS["guest_note"])
    say_wishes(guest, {project.pk: "like"}, by=None, now=now)
    away = Away.objects.create(slot=event.slots.last(), guest=guest)
    Event.objects.filter(pk=event.pk).update(state="released", released_at=now)
    meeting = event.meetings.create(project=project, guest=guest, slot=slot, table=table)
    note = meeting.notes.create(side="", text=MARKERS["meeting_staff_note"], at=now)
    meeting.notes.create(side="guest", text=MARKERS["meeting_own_note"], at=now)
    meeting.notes.create(side="project", text=MARKERS["meeting_others_note"], at=now)
    task = plan_follow_up(
        meeting, owner, "Lire le scénario", (now + timedelta(days=9)).date(), side="guest", by=None, now=now
    )
    notice = Notice.objects.create(meeting=meeting, person=cast.person(), change="added", at=now)
    keep(world, Event.objects.get(pk=event.pk), area, travel, table, slot, project, guest)
    keep(world, Wish.objects.get(guest=guest), away, meeting, note, task, notice)
    keep(world, Seat.objects.get(project=project))


def industry_samples(world: World) -> dict[str, Any]:
    """What stands for the parameters of its pages: the owner's as a guest, by login and by link."""
    guest, event = world.rows["industry.guest"], world.rows["industry.event"].pk
    pages = ("event", "agenda_pdf", "agenda_ics", "calendar", "wishes", "away", "meeting", "follow_ups")
    samples: dict[str, Any] = {"industry:feed token": token_of(guest, FEED)}
    samples |= {f"industry:{name} event": event for name in (*pages, "print_agendas", "print_tables")}
    samples |= {f"industry:link_{name} token": token_of(guest) for name in pages}
    for name in ("wishes", "away"):
        for door in ("", "link_"):
            samples |= {f"industry:{door}{name} side": "guest", f"industry:{door}{name} number": guest.pk}
    for door in ("", "link_"):
        samples[f"industry:{door}meeting number"] = world.rows["industry.meeting"].pk
    return samples
