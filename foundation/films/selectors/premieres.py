"""Where a work was shown, what is claimed of it, and which sections to come it is open to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from foundation.films.models import Festival, FestivalEdition, Screening, Section, Selection, Work
from foundation.films.premieres import Origin, Showing, State, Verdict, asked, claim

OPEN_TO_ALL = ("", Festival.Kind.FESTIVAL)


def showings(work: Work) -> list[Showing]:
    """Every showing of a work that is known: its screenings, and the selections that no screening stands for.

    In two queries. A selection at a market, of a lab or of a work in progress is none in public.
    """
    screenings = list(work.screenings.select_related("selection__edition__festival", "selection__section"))
    return showings_from(screenings, work.selections.select_related("edition__festival", "section"))


def showings_from(screenings: Iterable[Screening], selections: Iterable[Selection]) -> list[Showing]:
    """As `showings`, where those of the work were read already."""
    found = [_of_screening(row) for row in screenings]
    told = {row.selection_id for row in screenings}
    return found + [_of_selection(row) for row in selections if row.pk not in told]


def _of_screening(row: Screening) -> Showing:
    is_public = row.kind not in Screening.CLOSED
    return Showing(row.kind, row.on, row.on, str(row.country or ""), is_public, row.is_planned, row)


def _of_selection(row: Selection) -> Showing:
    section, festival = row.section, row.edition.festival
    is_shown = section is None or section.kind == Section.Kind.SELECTION
    is_public = row.work_id is not None and is_shown and festival.kind in OPEN_TO_ALL
    first, last = (row.on, row.on) if row.on else _days_of(row.edition)
    return Showing(Screening.Kind.FESTIVAL, first, last, str(festival.country or ""), is_public, row=row)


def _days_of(edition: FestivalEdition) -> tuple[date | None, date | None]:
    if edition.starts_on:
        return edition.starts_on, edition.ends_on or edition.starts_on
    return (date(edition.year, 1, 1), date(edition.year, 12, 31)) if edition.year else (None, None)


@dataclass(frozen=True)
class Claim:
    selection: Selection
    verdict: Verdict


@dataclass(frozen=True)
class Door:
    """A section of an edition to come that asks for something: as it stands now, and if all that is planned
    (or tried out) took place.
    """

    section: Section
    now: Verdict
    then: Verdict

    @property
    def is_burnt_by_plans(self) -> bool:
        return self.now.state != State.BURNT and self.then.state == State.BURNT


@dataclass(frozen=True)
class Premieres:
    work: Work
    origin: Origin
    showings: list[Showing]
    claims: list[Claim]
    doors: list[Door]


def origin_of(work: Work) -> Origin:
    """The country with the biggest share, where the shares are known; else whatever countries it has."""
    shares = list(work.country_shares.all()[:2])
    if shares and (len(shares) == 1 or shares[0].percent > shares[1].percent):
        return Origin(frozenset([str(shares[0].country)]))
    return Origin(frozenset(codes(work.countries)))


def premieres(work: Work, on: date, tried: Sequence[Showing] = ()) -> Premieres:
    """What is claimed of a work, and which sections of editions from that day on it is open to.

    `tried` are showings that are thought of and written nowhere. In four queries.
    """
    known, origin = showings(work), origin_of(work)
    held = [one for one in known if not one.is_planned]
    return Premieres(
        work,
        origin,
        sorted([*known, *tried], key=lambda one: one.first or date.max),
        [_claim(one, held, origin) for one in held if _claimed(one)],
        [_door(row, held, [*known, *tried], origin) for row in _asking(on)],
    )


def _claimed(one: Showing) -> Selection | None:
    """The selection that calls it a premiere."""
    row = _selection_of(one)
    return row if row and row.premiere else None


def _selection_of(one: Showing) -> Selection | None:
    """The selection it is, or is the screening of; None for one that is thought of alone."""
    return one.row.selection if isinstance(one.row, Screening) else one.row


def _claim(one: Showing, others: Iterable[Showing], origin: Origin) -> Claim:
    row = _claimed(one)
    assert row is not None  # noqa: S101 - those alone are asked for
    region = set(codes(row.section.region)) if row.section else set()
    rest = [other for other in others if _edition_of(other) != row.edition_id]
    return Claim(row, claim(row.premiere, one, rest, origin, region))


def _asking(on: date) -> Iterable[Section]:
    rows = Section.objects.exclude(rules_source="").filter(edition__starts_on__gte=on)
    return rows.select_related("edition__festival").order_by("edition__starts_on", "pk")


def _door(row: Section, held: Sequence[Showing], all_: Sequence[Showing], origin: Origin) -> Door:
    return Door(row, stands(row, held, origin), stands(row, all_, origin))


def stands(row: Section, shown: Iterable[Showing], origin: Origin) -> Verdict:
    """Whether a section takes a work that was shown so: what is shown in itself does not close it."""
    festival = row.edition.festival
    at = Showing(Screening.Kind.FESTIVAL, *_days_of(row.edition), str(festival.country or ""), True)
    at = replace(at, last=at.first)
    return asked(row, at, [one for one in shown if _section_of(one) != row.pk], origin)


def codes(countries: Any) -> Iterable[str]:
    return (country.code for country in countries)


def _edition_of(one: Showing) -> int | None:
    row = _selection_of(one)
    return row.edition_id if row else None


def _section_of(one: Showing) -> int | None:
    row = _selection_of(one)
    return row.section_id if row else None
