"""Reads of what is told to applicants: decisions to be released, offers, and places that are free."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.links import Link
from foundation.people.models import Person, is_staff_with
from foundation.translated import listed
from foundation.zones import at_place
from residencies.calls.models import Application
from residencies.calls.selectors import KEPT, beside
from residencies.programmes.models import Track
from residencies.selection.models import (
    Decision,
    DecisionQuerySet,
    Deliberation,
    Jury,
    Offer,
    OfferQuerySet,
    kept_from_room,
)

Outcome = Decision.Outcome
NAMED = 5  # applications told by their number
_OFFER = Link("selection.offer")


def offer_token(row: Offer) -> str:
    """Opens the page where this offer is answered and nothing else."""
    return _OFFER.token(row)


def offer_of_token(token: str) -> tuple[Offer | None, bool]:
    """(offer, whether its link still counts); (None, False) for a link that was never ours."""
    return _OFFER.row(token, with_decision(Offer.objects.all()))


def hooks_kept_from(user: Any) -> Q:
    """The webhooks about decisions on applications of which this reader is to find nothing."""
    about = Decision.objects.filter(application__in=kept_from_room(user)).order_by()
    return Q(event__kind="decision.released", event__subject__in=about.values("pk"))


def with_decision(rows: OfferQuerySet) -> OfferQuerySet:
    """Offers with all that a page or a letter says of them, in two queries."""
    return rows.select_related(
        "decision__deliberation",
        "decision__application__call__edition__programme",
        "decision__application__person",
        "decision__application__track",
    ).prefetch_related("decision__prizes")


def concerned(deliberation: Deliberation) -> QuerySet[Application]:
    """The applications that a release tells something: those that stand in its step, sent in."""
    rows = Application.objects.standing_in(deliberation.step).unsealed(timezone.now())
    return rows.filter(call=deliberation.call_id)


def undecided(deliberation: Deliberation) -> QuerySet[Application]:
    decided = Decision.objects.filter(deliberation=deliberation.pk, application=OuterRef("pk"))
    return concerned(deliberation).filter(~Exists(decided)).order_by("number")


def to_tell(deliberation: Deliberation) -> DecisionQuerySet:
    """The decisions whose letters a release writes: without those withdrawn or found ineligible since."""
    rows = Decision.objects.filter(
        deliberation=deliberation.pk, application__in=concerned(deliberation).order_by().values("pk")
    )
    return _with_letters(rows)


def told(deliberation: Deliberation) -> DecisionQuerySet:
    """What was told by the release, whatever has become of the applications since."""
    rows = Decision.objects.filter(deliberation=deliberation.pk)
    return _with_letters(rows)


def _with_letters(rows: DecisionQuerySet) -> DecisionQuerySet:
    """With all that their letters say, and who gets one."""
    rows = rows.select_related("deliberation__call", "application__call__edition__programme")
    rows = rows.select_related("application__person", "application__track")
    return rows.prefetch_related("prizes", beside("application__"))


def tally(deliberation: Deliberation, *, unseen: Any = ()) -> dict[str, int]:
    """How many letters there are of each outcome it may have, those of nobody as well. `unseen` applications
    are not counted: next to a list without them, the count would tell their outcome.
    """
    rows = told(deliberation) if deliberation.released_at else to_tell(deliberation)
    found = Counter(rows.exclude(application__in=unseen).order_by().values_list("outcome", flat=True))
    return {outcome: found[outcome] for outcome in deliberation.outcomes}


def lacks_minutes(deliberation: Deliberation) -> bool:
    """Whether minutes have to be closed first. Where nobody has met, there is nothing to put down: no jury
    reads in this step, no day is said, and nobody is noted as present.
    """
    juries = Jury.objects.filter(call=deliberation.call_id, step=deliberation.step)
    met = deliberation.held_at is not None or bool(deliberation.also_present.strip()) or juries.exists()
    return met and not deliberation.minutes.exists()


def release_faults(deliberation: Deliberation, now: datetime, *, unseen: Any = ()) -> list[str]:
    """What stands in the way of the release, each in a sentence; [] if it can be done. `unseen` applications
    are neither named nor counted: where they alone stand in the way, that is all it says.
    """
    if deliberation.released_at or not any(_faults(deliberation, now, ())):
        return []
    return list(_faults(deliberation, now, unseen)) or [str(KEPT)]


def _faults(deliberation: Deliberation, now: datetime, unseen: Any) -> Iterator[str]:
    call, counts = deliberation.call, tally(deliberation, unseen=unseen)
    lacking = undecided(deliberation).exclude(pk__in=unseen)
    if count := lacking.count():
        numbers = listed(lacking.values_list("number", flat=True)[:NAMED])
        said = ngettext(
            "%(count)d application has no decision yet: %(numbers)s.",
            "%(count)d applications have no decision yet: %(numbers)s …",
            count,
        )
        yield said % {"count": count, "numbers": numbers}
    unfit = to_tell(deliberation).exclude(outcome__in=deliberation.outcomes)
    for row in unfit.exclude(application__in=unseen).order_by("pk")[:NAMED]:
        said_of = {"number": row.application.number, "outcome": row.get_outcome_display()}
        yield _("%(number)s is decided as “%(outcome)s”, which this step cannot tell.") % said_of
    if lacks_minutes(deliberation):
        yield _("The minutes of the deliberation are not closed yet. Close them first.")
    if not sum(counts.values()) and not count:
        yield _("There is nobody to be told anything.")
    selected = counts.get(Outcome.SELECTED, 0)
    if selected > deliberation.places:
        numbers_of = {"selected": selected, "places": deliberation.places}
        yield (
            ngettext(
                "%(selected)d are selected for %(places)d place.",
                "%(selected)d are selected for %(places)d places.",
                deliberation.places,
            )
            % numbers_of
        )
    if selected and (deliberation.answer_by is None or deliberation.answer_by <= now):
        yield _("Say until when those selected have to answer: a moment that is still to come.")
    if counts.get(Outcome.SHORTLISTED) and (call.second_closes_at is None or now >= call.second_closes_at):
        yield _("The second step has closed: nobody could send a full file any more.")


@dataclass
class Strand:
    """The places of one track, or of a call without tracks, and who is in line for them."""

    track: Track | None
    places: int = 0
    held: int = 0
    decisions: list[Any] = field(default_factory=list)  # each with its offers as `made`, the newest first

    @property
    def free(self) -> int:
        return max(self.places - self.held, 0)


@dataclass(frozen=True)
class Occupancy:
    """Places of a deliberation: of each strand, as many as were selected in it, and in all.

    A place may stand empty in all and in no strand: the jury left it so, and staff may give it.
    """

    strands: dict[int | None, Strand]
    places: int

    @property
    def held(self) -> int:
        return sum(strand.held for strand in self.strands.values())

    @property
    def free(self) -> int:
        return max(self.places - self.held, 0)

    def is_free(self, track: int | None) -> bool:
        """Whether the next of a strand may be called without taking anyone's place."""
        return self.free > 0 and self.strands[track].free > 0


def occupancy(deliberation: Deliberation, *, unseen: Any = ()) -> Occupancy:
    """Everyone who was selected or waits, in order, with her offers; by strand, in three queries. Without
    `unseen` applications it says nothing of what is free in all.
    """
    newest = Prefetch("offers", Offer.objects.order_by("-made_at", "-pk"), to_attr="made")
    offered = Exists(Offer.objects.filter(decision=OuterRef("pk")))
    rows = Decision.objects.filter(deliberation=deliberation.pk).without(unseen)
    rows = rows.filter(Q(outcome__in=[Outcome.SELECTED, Outcome.WAITING]) | offered)
    rows = rows.select_related("application__track", "application__call").prefetch_related(newest)
    strands: dict[int | None, Strand] = {}
    row: Any
    for row in rows.order_by(F("rank").asc(nulls_first=True), "pk"):
        track = row.application.track
        strand = strands.setdefault(row.application.track_id, Strand(track))
        strand.places += row.outcome == Outcome.SELECTED
        strand.held += any(offer.state in (Offer.State.OPEN, Offer.State.ACCEPTED) for offer in row.made)
        strand.decisions.append(row)
    ordered = sorted(strands.items(), key=lambda pair: pair[1].track.slug if pair[1].track else "")
    return Occupancy(dict(ordered), deliberation.places)


def in_line(strand: Strand, now: datetime) -> list[Decision]:
    """Who may be called next, in order: who waits, is whole, and was not offered a place before."""
    return [
        row
        for row in strand.decisions
        if row.outcome == Outcome.WAITING and not row.made and _waits(row.application, now)
    ]


def _waits(about: Application, now: datetime) -> bool:
    has_lost_one = about.replace_by is not None and about.replace_by <= now
    return about.state == Application.State.WAITING and not has_lost_one


def to_settle(now: datetime) -> QuerySet[Deliberation]:
    """Released deliberations where an offer is over, or someone waits who has not been called."""
    last = Deliberation.objects.filter(released_at__isnull=False, step=F("call__steps"))
    offers = Offer.objects.filter(decision__deliberation=OuterRef("pk"))
    waiting = Decision.objects.filter(deliberation=OuterRef("pk"), outcome=Outcome.WAITING, offers=None)
    waiting = waiting.filter(application__state=Application.State.WAITING)
    return last.filter(
        Exists(offers.overdue(now)) | Exists(offers.gone(now)) | (Exists(waiting) & not_begun(now))
    )


def not_begun(now: datetime) -> Q:
    """The waiting list is called by itself until the edition begins; staff may call after that."""
    return Q(call__edition__starts_on=None) | Q(call__edition__starts_on__gt=now.date())


def outcomes_visible_to(user: Any) -> QuerySet[Decision]:
    """Released decisions alone: for staff with the right all but those they are recused from, else those
    about her applications.
    """
    rows = Decision.objects.released()
    if is_staff_with(user, "selection.view_offer"):
        return rows.exclude(application__in=kept_from_room(user))
    return rows.filter(application__in=Application.objects.of_account(user))


def offers_told(applications: Collection[Application], now: datetime) -> dict[int, str]:
    """How the newest offer of each stands, for all who apply together; {number of the application: words}."""
    rows = Offer.objects.filter(decision__application__in=[one.pk for one in applications])
    rows = rows.select_related("decision__application__call").order_by("made_at", "pk")
    return {row.decision.application_id: _told_of(row, now) for row in rows}


def _told_of(row: Offer, now: datetime) -> str:
    state = Offer.State.LAPSED if row.state == Offer.State.OPEN and now >= row.answer_by else row.state
    said = {
        Offer.State.OPEN: _(
            "A place is offered, to be answered by %(day)s. All about it, and the link by which it is "
            "answered, is in the mail to who leads the application."
        ),
        Offer.State.ACCEPTED: _("The place is accepted. We write to you about what comes next."),
        Offer.State.DECLINED: _("The place was declined."),
        Offer.State.LAPSED: _("A place was offered, and not answered for by %(day)s."),
        Offer.State.TAKEN_BACK: _("A place was offered, and is not any more."),
    }
    return said[Offer.State(state)] % {
        "day": at_place(row.answer_by, row.decision.application.call.time_zone)
    }


@dataclass(frozen=True)
class Offered:
    """An offer as its applicant finds it when she is logged in."""

    offer: Offer
    token: str
    is_open: bool


def offers_of(person: Person, now: datetime) -> list[Offered]:
    """The open ones of someone who applied, alone or as the lead; then those she has accepted."""
    states = [Offer.State.OPEN, Offer.State.ACCEPTED]
    made = Offer.objects.filter(decision__application__person=person, state__in=states)
    rows = with_decision(made).order_by("-state", "answer_by", "pk")
    found = [Offered(row, offer_token(row), row.is_answerable(now)) for row in rows]
    return [one for one in found if one.is_open or one.offer.state == Offer.State.ACCEPTED]
