"""Films, credits and prizes of the tests of careers, in one line each."""

from datetime import date
from itertools import count
from typing import Any

from foundation.films.models import Award, Credit, Festival, FestivalEdition, Role, Section, Selection, Work
from residencies.programmes.models import Participation
from tests import cast

TODAY = date(2026, 11, 24)
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def film(year: int | None = None, *, kind: str = "feature", stage: str = "released", **stages: date) -> Work:
    """`stages`: the days that are known, `released=date(2020, 5, 1)`."""
    made = Work.objects.create(title=f"Film {next(_numbers)}", kind=kind, year=year, stage=stage)
    for name, on in stages.items():
        made.stage_changes.create(stage=name, on=on)
    return made


def credit(person: Any, work: Work, role: str = "director", **fields: Any) -> Credit:
    return Credit.objects.create(person=person, work=work, role=Role.objects.get(slug=role), **fields)


def selection(
    work: Work | None,
    year: int | None,
    *,
    festival: str = "",
    kind: str = "festival",
    section: str = "",
    **fields: Any,
) -> Selection:
    """`section`: its kind, where it is in one."""
    house, _new = Festival.objects.get_or_create(
        name=festival or f"Festival {next(_numbers)}", defaults={"kind": kind}
    )
    edition, _new = FestivalEdition.objects.get_or_create(festival=house, year=year)
    strand = Section.objects.create(edition=edition, name=section, kind=section) if section else None
    return Selection.objects.create(work=work, edition=edition, section=strand, **fields)


def award(chosen: Selection, result: str = "won") -> Award:
    return Award.objects.create(selection=chosen, prize="Grand Prix", result=result)


def takes(
    person: Any, *, track: str = "", starts: date | None = None, ends: date | None = None, **fields: Any
) -> Participation:
    """In an edition of a programme of its own; with a track its programme has others."""
    edition = cast.edition(starts_on=starts, ends_on=ends)
    craft = edition.programme.tracks.create(slug=track, name_fr=track) if track else None
    fields = {"state": "attending", **fields}
    return Participation.objects.create(person=person, edition=edition, track=craft, **fields)
