"""Which work, festival or role a row of a table means."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _
from rapidfuzz import process

from foundation.films.models import Festival, FestivalEdition, Role, Section, Selection, Work
from foundation.importing.books import Ambiguous, Book, chunks, is_number, number_fault
from foundation.importing.resources import Problem, Run
from foundation.people.names import fold
from foundation.translated import listed

NEW = "new"


class WorkMention(NamedTuple):
    """What a row says of the work that is meant. Two years or IMDb numbers are two works."""

    title: str
    facts: dict[str, str]
    number: str = ""

    @classmethod
    def of(cls, row: dict[str, str], title: str = "work", prefix: str = "work_") -> "WorkMention":
        facts = {"year": row.get(f"{prefix}year", ""), "imdb_id": row.get(f"{prefix}imdb_id", "")}
        known = {fact: value for fact, value in facts.items() if value}
        return cls(row.get(title, ""), known, row.get("work_id", ""))


class Works(Book):
    model: type[Model] = Work
    facts = ("year", "imdb_id")

    def __init__(self) -> None:
        super().__init__()
        self.by_imdb: dict[str, Work] = {}
        self.by_title: dict[str, list[Work]] = defaultdict(list)

    def load(self, source: str, mentions: list[WorkMention], *, by_title: bool = False) -> None:
        self.load_numbers(mention.number for mention in mentions)
        self.load_names(source, [(mention.title, mention.facts) for mention in mentions])
        wanted = {mention.facts["imdb_id"] for mention in mentions if "imdb_id" in mention.facts}
        for part in chunks(sorted(wanted)):
            self.learn(self.meet(Work.objects.prefetch_related("titles").filter(imdb_id__in=part)))
        if by_title:
            for part in chunks(sorted({mention.title for mention in mentions})):
                for row in self.meet(Work.objects.prefetch_related("titles").filter(title__in=part)):
                    self.by_title[row.title].append(row)

    def learn(self, rows: Iterable[Work]) -> None:
        for row in rows:
            if row.imdb_id:
                self.by_imdb[row.imdb_id] = row

    def identify(self, source: str, mention: WorkMention, *, strict: bool) -> Work | None:
        """The work a row is about: by its number here, its title in this source, or its IMDb number.

        `strict`: a title that a work here has is a question (raises Problem), whose answer is a number
        or the word “new”; the table of another source simply has a work of its own.
        """
        if mention.number and mention.number != NEW:
            return self.numbered(mention.number)
        found = self.find(source, mention.title, mention.facts)
        found = found or self.by_imdb.get(mention.facts.get("imdb_id", ""))
        same = [] if found or not strict or mention.number else self._titled(mention)
        if same:
            raise Problem(
                "title",
                _(
                    "A work of this title is here: write its number (%(numbers)s) into work_id, "
                    "or “new” if this is another one."
                )
                % {"numbers": listed(str(row.pk) for row in same)},
            )
        return found

    def refer(self, source: str, mention: WorkMention, *, strict: bool) -> Work:  # type: ignore[override]
        """The work a row mentions; raises Problem. `strict`: its title may be that of a record here."""
        if mention.number:
            return self.numbered(mention.number)
        try:
            found = super().refer(source, mention.title, mention.facts)
        except Ambiguous:
            raise Problem(
                "work", _("Several works of this list have this title: give the year as well.")
            ) from None
        found = found or self.by_imdb.get(mention.facts.get("imdb_id", ""))
        if found is None and strict:
            found = self._only_one(mention)
        if found is None:
            raise Problem(
                "work", _("No work of this list has this title: import the works first."), missing=True
            )
        return found

    def numbered(self, number: str) -> Work:
        row = self.rows.get(int(number)) if is_number(number) else None
        if row is None:
            raise Problem("work_id", number_fault(Work, number))
        return row

    def _titled(self, mention: WorkMention) -> list[Work]:
        """Works of that title whose year does not say otherwise."""
        year = mention.facts.get("year")
        return [row for row in self.by_title[mention.title] if not year or str(row.year or year) == year]

    def _only_one(self, mention: WorkMention) -> Work | None:
        found = self._titled(mention)
        if len(found) > 1:
            raise Problem(
                "work",
                _(
                    "Several works have this title: write the number of the one meant "
                    "(%(numbers)s) into work_id."
                )
                % {"numbers": listed(str(row.pk) for row in found)},
            )
        return found[0] if found else None


class Festivals:
    """Festivals with their editions and sections; those that are missing are made where they are named."""

    def __init__(self) -> None:
        self.by_name: dict[str, Festival] = {}
        for festival in Festival.objects.all():
            self.name(festival)
        self.editions: dict[tuple[int, int | None], FestivalEdition] = {}
        for edition in FestivalEdition.objects.select_related("festival"):
            self.editions[edition.festival_id, edition.year] = edition
        self.sections: dict[tuple[int, str], Section] = {}
        for section in Section.objects.select_related("edition__festival"):
            self.sections[section.edition_id, fold(section.name)] = section

    def name(self, row: Festival) -> None:
        self.by_name[fold(row.name)] = row
        if row.short_name:
            self.by_name.setdefault(fold(row.short_name), row)

    def festival(self, name: str, run: Run) -> Festival:
        found = self.by_name.get(fold(name))
        if found is None:
            found = Festival(name=name)
            found._history_user = run.by  # type: ignore[attr-defined]
            found.save()
            run.made[Festival] += 1
            self.name(found)
        return found

    def edition(self, festival: Festival, year: int | None, run: Run) -> FestivalEdition:
        key = (festival.pk, year)
        if key not in self.editions:
            self.editions[key] = FestivalEdition.objects.create(festival=festival, year=year)
            run.made[FestivalEdition] += 1
        return self.editions[key]

    def section(self, edition: FestivalEdition, name: str, run: Run) -> Section:
        key = (edition.pk, fold(name))
        if key not in self.sections:
            self.sections[key] = Section.objects.create(edition=edition, name=name)
            run.made[Section] += 1
        return self.sections[key]


class Selections:
    """Who was chosen where: selections by edition, section, work and person."""

    def __init__(self) -> None:
        self.known: dict[tuple[Any, ...], Selection] = {}
        self._loaded: set[int] = set()

    def load(self, festivals: Iterable[Festival]) -> None:
        wanted = {festival.pk for festival in festivals} - self._loaded
        self._loaded |= wanted
        for part in chunks(sorted(wanted)):
            rows = Selection.objects.filter(edition__festival__in=part)
            for row in rows.select_related(
                "edition__festival", "section__edition__festival", "work", "person"
            ):
                self.remember(row)

    def remember(self, row: Selection) -> None:
        self.known[row.edition_id, row.section_id, row.work_id, row.person_id] = row


class Roles:
    """Roles by their code or their name in any language."""

    def __init__(self) -> None:
        self.by_name: dict[str, Role] = {}
        for role in Role.objects.all():
            for name in (role.name_en, role.name_fr, role.name_ar, role.slug.replace("_", " "), role.slug):
                self.by_name.setdefault(fold(name), role)

    def called(self, name: str) -> Role:
        found = self.by_name.get(fold(name))
        if found is None:
            near = process.extract(fold(name), list(self.by_name), limit=8)
            roles = dict.fromkeys(self.by_name[word].slug for word, _score, _key in near)
            raise Problem(
                "role",
                _("There is no such role. Is it one of: %(roles)s?") % {"roles": listed(list(roles)[:3])},
            )
        return found


def whole_number(row: dict[str, Any], column: str) -> int | None:
    """The number in a cell that a reference is made of; raises Problem."""
    text = row.get(column, "")
    if not text:
        return None
    if not is_number(text) or int(text) > 32_767:
        raise Problem(column, _("Write a whole number from 0 to %(most)s.") % {"most": 32_767})
    return int(text)
