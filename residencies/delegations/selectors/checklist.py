"""What each member still lacks before she travels, and until when she needs it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.people.models import is_staff_with
from residencies.delegations.models import Delegation, Leg, Member, Papers, PerDiem

TICKET, MONEY, VISA = timedelta(days=14), timedelta(days=3), timedelta(days=7)  # before the departure


@dataclass(frozen=True)
class Lack:
    """One thing, by its last day; `key` names it, `is_private` where not all who see her file see this."""

    key: str
    text: str
    by: date
    is_private: str = ""  # the right it takes

    def is_late(self, today: date) -> bool:
        return self.by < today


@dataclass(frozen=True)
class Standing:
    """A member with what she lacks, the soonest first."""

    member: Member
    lacks: list[Lack]


def with_files(rows: QuerySet[Member]) -> QuerySet[Member]:
    """With all that the checklist reads, in two queries."""
    related = ("participation__person", "delegation", "papers", "per_diem")
    return rows.select_related(*related).prefetch_related("legs")


def lacking(delegation: Delegation, viewer: Any) -> list[Standing]:
    """Those who travel with what they lack that `viewer` may know of: whoever has to be seen to first, first;
    those who lack nothing last. In two queries.
    """
    rows = with_files(delegation.members.going()).order_by("participation__person__sort_name", "pk")
    found = [Standing(row, seen_by(viewer, lacks(row))) for row in rows]
    return sorted(found, key=lambda one: one.lacks[0].by if one.lacks else date.max)


def seen_by(viewer: Any, found: Iterable[Lack]) -> list[Lack]:
    """What staff may know of; of her own file she knows all, and asks `lacks` itself."""
    rights: dict[str, bool] = {"": True}
    for one in found:
        if one.is_private not in rights:
            rights[one.is_private] = is_staff_with(viewer, one.is_private)
    return [one for one in found if rights[one.is_private]]


def lacks(row: Member) -> list[Lack]:
    """Read with `with_files`."""
    found = [*_badge(row), *_papers(row), *_way(row), *_money(row), *_words(row)]
    return sorted(found, key=lambda one: one.by)


def _badge(row: Member) -> Iterator[Lack]:
    trip = row.delegation
    by = trip.badge_by or trip.leaves_on - TICKET
    if row.badge == Member.Badge.NONE or row.badge_state == Member.BadgeState.ISSUED:
        return
    asked = row.badge_state == Member.BadgeState.REQUESTED
    yield Lack("badge", _("badge asked for, not issued") if asked else _("badge to be asked for"), by)


def _papers(row: Member) -> Iterator[Lack]:
    trip, right = row.delegation, "delegations.view_papers"
    papers = getattr(row, "papers", None) or Papers(member=row)
    needs_visa = papers.visa != Papers.Visa.NO
    by = trip.visa_by if needs_visa else trip.leaves_on - VISA
    if not papers.passport_number or not papers.passport_until:
        yield Lack("passport", _("passport not known"), by, right)
    elif papers.passport_until < trip.passport_until:
        yield Lack("passport", _("passport ends less than six months after the return"), by, right)
    if needs_visa:
        yield from _visa(papers, trip, right)
    if not papers.policy or not papers.insured_until or papers.insured_until < trip.returns_on:
        yield Lack("insurance", _("insurance until the return"), min(by, trip.leaves_on - VISA), right)


def _visa(papers: Papers, trip: Delegation, right: str) -> Iterator[Lack]:
    last = trip.leaves_on - VISA
    if papers.visa == Papers.Visa.UNKNOWN:
        yield Lack("visa", _("not known whether she needs a visa"), trip.visa_by, right)
    elif papers.stage == Papers.Stage.OPEN:
        yield Lack("visa", _("no appointment for the visa"), trip.visa_by, right)
    elif papers.stage == Papers.Stage.APPOINTMENT:
        is_late = papers.appointment_on is not None and papers.appointment_on > trip.visa_by
        words = _("appointment for the visa is late") if is_late else _("visa to be applied for")
        yield Lack("visa", words, papers.appointment_on or last, right)
    elif papers.stage == Papers.Stage.APPLIED:
        yield Lack("visa", _("visa applied for, not granted"), last, right)
    elif papers.stage == Papers.Stage.REFUSED:
        yield Lack("visa", _("visa refused"), last, right)
    elif not _covers(papers, trip):
        yield Lack("visa", _("visa does not cover the stay"), last, right)


def _covers(papers: Papers, trip: Delegation) -> bool:
    first, until = papers.granted_from, papers.granted_until
    return first is not None and until is not None and first <= trip.leaves_on and until >= trip.returns_on


def _way(row: Member) -> Iterator[Lack]:
    legs: list[Leg] = list(row.legs.all())
    by = row.delegation.leaves_on - TICKET
    if not legs:
        yield Lack("flights", _("flights"), by)
    elif legs[-1].to_place.casefold() != legs[0].from_place.casefold():
        yield Lack("flights", _("way back"), by)
    if not row.hotel:
        yield Lack("hotel", _("hotel"), by)


def _money(row: Member) -> Iterator[Lack]:
    paid: PerDiem | None = getattr(row, "per_diem", None)
    if paid is None or not paid.paid_on:
        words = _("per diem to be paid") if paid else _("per diem not set")
        yield Lack("per_diem", words, row.delegation.leaves_on - MONEY, "delegations.view_perdiem")


def _words(row: Member) -> Iterator[Lack]:
    if not row.brief and not row.delegation.brief:
        yield Lack("brief", _("brief"), row.delegation.leaves_on - MONEY)
    if row.reported_at is None:
        yield Lack("report", pgettext("journey", "report"), row.delegation.report_due_on)
