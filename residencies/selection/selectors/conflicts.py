"""Finding conflicts of interest in what is on record: a fixed number of queries, then sets.

Applicants often have no record of their own: they are the person whose address they gave. A name alone
never recuses anyone, for many share one; it is flagged, and people look at it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from foundation.films.models import Credit
from foundation.people.matching import Name
from foundation.people.models import Affiliation
from residencies.calls.models import Member
from residencies.selection.models import Conflict, Juror, Jury
from residencies.selection.selectors.reading import applications_of

Kind, State = Conflict.Kind, Conflict.State
Key = tuple[int, int, str]  # juror, application, kind
NAMES = ("name", "name_ar", "credited_name")


@dataclass(frozen=True)
class Found:
    """A conflict of one juror; `detail` says what they share. `sure` ones recuse, the others are flagged."""

    juror: int
    application: int
    kind: str
    sure: bool
    detail: str = ""

    @property
    def key(self) -> Key:
        return self.juror, self.application, self.kind


@dataclass
class Verdict:
    """All that was found for one key."""

    sure: bool = False
    details: set[str] = field(default_factory=set)

    @property
    def state(self) -> str:
        return State.RECUSED if self.sure else State.SUSPECTED

    @property
    def detail(self) -> str:
        return ", ".join(sorted(self.details))


def conflicts_found(jury: Jury) -> dict[Key, Verdict]:
    """What is on record between the jurors of a jury and those who apply to it.

    A room that knows of more, such as who is whose mentor, names a function in `settings.JURY_CONFLICTS`:
    it takes the jury and gives `Found`.
    """
    jurors = list(jury.jurors.called().select_related("person__account"))
    applicants = _Applicants(jury)
    found = [*_themselves(jurors, applicants), *_families(jurors, applicants)]
    found += [*_companies(jurors, applicants), *_works(jurors, applicants)]
    for source in settings.JURY_CONFLICTS:
        found += import_string(source)(jury)
    verdicts: dict[Key, Verdict] = defaultdict(Verdict)
    for one in sorted(found, key=lambda one: not one.sure):
        verdict = verdicts[one.key]
        if one.sure or not verdict.sure:  # a likeness adds nothing to a fact
            verdict.sure |= one.sure
            verdict.details |= {one.detail} if one.detail else set()
    return dict(verdicts)


class _Applicants:
    """Who applies, leads and members alike: numbers of applications by what she is known by."""

    def __init__(self, jury: Jury) -> None:
        self.by_person: dict[int, set[int]] = defaultdict(set)
        self.by_email: dict[str, set[int]] = defaultdict(set)
        self.by_name: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self.by_family: dict[str, set[int]] = defaultdict(set)
        rows = applications_of(jury).order_by()
        for row in rows.values_list("pk", "person", "email", "name", "person__name", "person__name_ar"):
            self._add(*row)
        members = Member.objects.standing().filter(application__in=rows.values("pk")).order_by()
        fields = ("application", "person", "email", "name", "person__name", "person__name_ar")
        for row in members.values_list(*fields):
            self._add(*row)

    def _add(self, application: int, person: int | None, email: str, *names: str | None) -> None:
        if person is not None:
            self.by_person[person].add(application)
        if email:
            self.by_email[email.lower()].add(application)
        for name in filter(None, map(_name, names)):
            self.by_name[tuple(sorted(name.words))].add(application)
            self.by_family[name.words[-1]].add(application)

    def sure(self, person: int, *emails: str) -> set[int]:
        """By her record or an address of hers."""
        found = set(self.by_person.get(person, ()))
        return found.union(*(self.by_email.get(email.lower(), ()) for email in emails if email))

    def alike(self, names: Iterable[str]) -> set[int]:
        """By her whole name, in any order of its words."""
        found = filter(None, map(_name, names))
        return set().union(*(self.by_name.get(tuple(sorted(name.words)), ()) for name in found))


def _name(text: str | None) -> Name | None:
    name = Name.of(text or "")
    return name if name.words else None


def _names(person: Any) -> list[str]:
    return [text for name in NAMES if (text := getattr(person, name))]


def _themselves(jurors: list[Juror], applicants: _Applicants) -> Iterator[Found]:
    for juror in jurors:
        person = juror.person
        sure = applicants.sure(person.pk, person.email, person.account.email if person.account else "")
        yield from (Found(juror.pk, one, Kind.SELF, True) for one in sure)
        alike = applicants.alike(_names(person)) - sure
        yield from (Found(juror.pk, one, Kind.SELF, False, person.name) for one in alike)


def _families(jurors: list[Juror], applicants: _Applicants) -> Iterator[Found]:
    """The last word of the name. Only flagged: half a town may be called El Idrissi, and none be related."""
    for juror in jurors:
        person = juror.person
        hers = applicants.sure(person.pk, person.email) | applicants.alike(_names(person))
        for text in _names(person):
            name = _name(text)
            alike = applicants.by_family.get(name.words[-1], set()) if name else set()
            yield from (
                Found(juror.pk, one, Kind.FAMILY_NAME, False, text.split()[-1]) for one in alike - hers
            )


def _companies(jurors: list[Juror], applicants: _Applicants) -> Iterator[Found]:
    hers = Affiliation.objects.filter(person__in=[juror.person_id for juror in jurors])
    theirs = Affiliation.objects.filter(organisation__in=hers.values("organisation"))
    sides = _rows(hers, "organisation", "name"), _rows(theirs, "organisation", "name")
    return _shared(Kind.COMPANY, jurors, *sides, applicants)


def _works(jurors: list[Juror], applicants: _Applicants) -> Iterator[Found]:
    hers = Credit.objects.filter(person__in=[juror.person_id for juror in jurors])
    theirs = Credit.objects.filter(work__in=hers.values("work"), person__isnull=False)
    sides = _rows(hers, "work", "title"), _rows(theirs, "work", "title")
    return _shared(Kind.CREDIT, jurors, *sides, applicants)


Shared = tuple[int, str, int, str, list[str]]  # what it is and its name; who has it, her address and names


def _rows(links: Any, what: str, name: str) -> list[Shared]:
    fields = (what, f"{what}__{name}", "person", "person__email", *(f"person__{one}" for one in NAMES))
    rows = links.order_by().values_list(*fields).distinct()
    return [(thing, title, person, email, names) for thing, title, person, email, *names in rows]


def _shared(
    kind: str, jurors: list[Juror], hers: list[Shared], theirs: list[Shared], applicants: _Applicants
) -> Iterator[Found]:
    """What a juror and an applicant have in common: `hers` and `theirs` are links of people to things."""
    who_has: dict[int, list[Shared]] = defaultdict(list)
    for row in theirs:
        who_has[row[0]].append(row)
    seats = defaultdict(list)
    for juror in jurors:
        seats[juror.person_id].append(juror.pk)
    for thing, title, juror_person, _email, _of in hers:
        for _thing, _title, person, email, names in who_has[thing]:
            if person == juror_person:
                continue
            sure = applicants.sure(person, email)
            for seat in seats[juror_person]:
                yield from (Found(seat, one, kind, True, title) for one in sure)
                yield from (
                    Found(seat, one, kind, False, f"{title} ({names[0]})")
                    for one in applicants.alike(filter(None, names)) - sure
                )
