"""A participant's days and duties in her edition."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from foundation.films.models import Award
from foundation.people.models import Person
from residencies.programmes.models import Absence, Needs, Participation, Requirement, Stay
from residencies.programmes.selectors.requirements import Standing

LATEST = 10  # participations shown at home


@dataclass(frozen=True)
class Entry:
    """A day of hers, or something she is to do; `url` is a page where she does it."""

    title: str
    on: date | None = None
    detail: str = ""
    url: str = ""
    is_todo: bool = False

    def is_late(self, today: date) -> bool:
        return self.is_todo and self.on is not None and self.on < today


def enrolments(person: Person) -> list[Participation]:
    """What she is or was in, the latest first; not what she said no to."""
    rows = Participation.objects.filter(person=person).exclude(state__in=Participation.LEFT)
    return list(
        rows.select_related("edition__programme", "track").order_by("-edition__starts_on", "-pk")[:LATEST]
    )


def agenda(row: Participation, standings: list[Standing], now: datetime) -> list[Entry]:
    """What this room and those of `settings.PARTICIPANT_AGENDA` know, by day; what has no day comes last."""
    entries = [*_edition_days(row), *_duties(row, standings), *_stay(row), *_absent_days(row)]
    for path in settings.PARTICIPANT_AGENDA:
        entries += import_string(path)(row, now)
    return sorted(entries, key=lambda one: (one.on is None, one.on or date.min))


def to_do(entries: list[Entry]) -> list[Entry]:
    return [one for one in entries if one.is_todo]


def calendar(entries: list[Entry], now: datetime) -> list[Entry]:
    """What is to come, from today on."""
    today = timezone.localdate(now)
    return [one for one in entries if one.on and one.on >= today]


def _edition_days(row: Participation) -> Iterator[Entry]:
    edition = row.edition
    if edition.starts_on:
        yield Entry(_("First day"), edition.starts_on, edition.place)
    if edition.ends_on:
        yield Entry(_("Last day"), edition.ends_on, edition.place)


def _duties(row: Participation, standings: list[Standing]) -> Iterator[Entry]:
    """What is still required of her; what staff alone can say of it is no duty of hers."""
    for one in standings:
        asked = one.requirement
        if one.is_fulfilled:
            continue
        if asked.kind == Requirement.Kind.DELIVERABLE and row.state in Participation.RUNNING:
            detail = _("sent back: look at the word of the team") if one.is_sent_back else ""
            url = reverse("programmes:hand_in", args=[row.pk, asked.pk])
            if not one.waits_for_staff:
                yield Entry(_("Hand in: %(what)s") % {"what": asked}, asked.due_on, detail, url, is_todo=True)
        elif asked.due_on:
            yield Entry(str(asked), asked.due_on, one.figure)


def _stay(row: Participation) -> Iterator[Entry]:
    stays = list(Stay.objects.filter(participation=row).select_related("room"))
    for stay in stays:
        yield from stay_days(stay)
    if stays and row.state in Participation.RUNNING and not Needs.objects.filter(participation=row).exists():
        url = reverse("programmes:needs", args=[row.pk])
        yield Entry(_("Tell us what you need for your stay"), None, "", url, is_todo=True)


def stay_days(stay: Stay) -> Iterator[Entry]:
    yield Entry(_("You arrive"), stay.arrives_on, str(stay.room or ""))
    yield Entry(_("You leave"), stay.leaves_on)


def _absent_days(row: Participation) -> Iterator[Entry]:
    for one in Absence.objects.filter(participation=row):
        yield Entry(_("You are away"), one.away_from)
        if one.back_on:
            yield Entry(_("You are back"), one.back_on)


def partners(row: Participation) -> list[Participation]:
    """Those who share her work in this edition, whoever has left among them."""
    if row.work_id is None:
        return []
    rows = Participation.objects.filter(edition=row.edition_id, work=row.work_id).exclude(pk=row.pk)
    return list(rows.select_related("person").order_by("pk"))


def prizes(row: Participation) -> list[Award]:
    """What she, or the work she shares, was given in this edition."""
    hers = Q(selection__person=row.person_id) | Q(selection__work=row.work_id, selection__work__isnull=False)
    return list(row.edition.prizes.filter(hers).order_by("pk"))
