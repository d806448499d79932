"""From trainee to head of department: when somebody first stood on each rung, department by department."""

from collections.abc import Iterable
from dataclasses import dataclass

from alumni.careers.dates import When, earliest
from alumni.careers.selectors.facts import Part, Path
from foundation.films.models import Role

Grade = Role.Grade
RUNGS = (Grade.TRAINEE, Grade.ASSISTANT, Grade.HEAD)


@dataclass(frozen=True)
class Rung:
    """The first credit on it, and when that was."""

    grade: Role.Grade
    part: Part
    when: When
    credits: int


@dataclass(frozen=True)
class Ladder:
    """One department. `climbed`: she entered it below its head and led it later; None where dates do not
    tell. However many credits she has on either rung, that is once.
    """

    department: Role.Department
    rungs: list[Rung]
    climbed: bool | None

    @property
    def entered(self) -> When:
        return self.rungs[0].when

    @property
    def led(self) -> When | None:
        last = self.rungs[-1]
        return last.when if last.grade == Grade.HEAD else None

    @property
    def steps(self) -> list[tuple[Role.Grade, Rung | None]]:
        """Every rung there is, the lowest first; None where she has not stood on it."""
        by_grade = {rung.grade: rung for rung in self.rungs}
        return [(grade, by_grade.get(grade)) for grade in RUNGS]


def ladders(path: Path) -> list[Ladder]:
    """Of confirmed credits that nobody contests; roles that stand on no rung are left out."""
    by_department: dict[str, list[Part]] = {}
    for part in path.sure:
        if part.role.grade in RUNGS:
            by_department.setdefault(part.role.department, []).append(part)
    found = (_ladder(Role.Department(code), parts) for code, parts in by_department.items())
    return sorted(found, key=lambda one: list(Role.Department).index(one.department))


def _ladder(department: Role.Department, parts: Iterable[Part]) -> Ladder:
    by_grade: dict[str, list[Part]] = {}
    for part in parts:
        by_grade.setdefault(part.role.grade, []).append(part)
    rungs = [_rung(grade, by_grade[grade]) for grade in RUNGS if grade in by_grade]
    return Ladder(department, rungs, _climbed(rungs))


def _rung(grade: Role.Grade, parts: list[Part]) -> Rung:
    first = min(parts, key=lambda part: (part.film.finished.order, part.pk))
    return Rung(grade, first, earliest(part.film.finished for part in parts), len(parts))


def _climbed(rungs: list[Rung]) -> bool | None:
    *below, top = rungs
    if not below or top.grade != Grade.HEAD:
        return False
    entered = earliest(rung.when for rung in below)
    if entered.last is None or top.when.first is None or top.when.last is None:
        return None
    if entered.last < top.when.first:
        return True
    return False if entered.first and entered.first > top.when.last else None
