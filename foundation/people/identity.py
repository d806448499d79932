"""Who a row of a table is: the one rule by which an import finds a person that is here already."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from foundation.importing.books import Ambiguous, Book, chunks, number_fault
from foundation.importing.cells import as_day
from foundation.importing.resources import Problem
from foundation.people.matching import PROPOSED_FROM, Name, names_alike
from foundation.people.models import Merge, Organisation, Person
from foundation.people.names import fold
from foundation.translated import listed


class Mention(NamedTuple):
    """What a row says of who is meant. `facts` are hard: two of them that differ are two people."""

    name: str
    facts: dict[str, str]
    number: str = ""

    @classmethod
    def of(cls, row: dict[str, str], name: str = "person", prefix: str = "person_") -> "Mention":
        facts = {
            "email": row.get(f"{prefix}email", "").lower(),
            "birth_date": as_day(row.get(f"{prefix}birth_date", "")),
            "imdb_id": row.get(f"{prefix}imdb_id", ""),
        }
        known = {fact: value for fact, value in facts.items() if value}
        return cls(row.get(name, ""), known, row.get("person_id", ""))


class People(Book):
    model: type[Model] = Person
    facts = ("email", "birth_date", "imdb_id")

    def __init__(self) -> None:
        super().__init__()
        self.by_fact: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self.by_name: dict[str, list[Person]] = defaultdict(list)

    def queryset(self) -> QuerySet[Person]:
        return Person.objects.prefetch_related("aliases")

    def load(self, source: str, mentions: list[Mention], *, by_name: bool = False) -> None:
        """Fetch everyone these mentions may mean, in a few queries."""
        self.load_numbers(mention.number for mention in mentions)
        self.load_names(source, [(mention.name, mention.facts) for mention in mentions])
        rows = Person.objects.annotate(address=Upper("email")).prefetch_related("aliases")
        for fact, column, cased in (("imdb_id", "imdb_id", str), ("email", "address", str.upper)):
            wanted = {cased(mention.facts[fact]) for mention in mentions if fact in mention.facts}
            for part in chunks(sorted(wanted)):
                self.learn(self.meet(rows.filter(**{f"{column}__in": part})))
        if by_name:
            for part in chunks(sorted({mention.name for mention in mentions})):
                for row in self.meet(self.queryset().filter(name__in=part)):
                    self.by_name[row.name].append(row)

    def learn(self, rows: Iterable[Person]) -> None:
        """Find these people by their hard facts from now on."""
        for row in rows:
            for fact in ("email", "imdb_id"):
                if value := self.fact_of(row, fact):
                    known = self.by_fact[fact, value]
                    known += [] if row in known else [row]

    def fact_of(self, row: Any, fact: str) -> str:
        return str(getattr(row, fact) or "").lower() if fact == "email" else super().fact_of(row, fact)

    def identify(self, source: str, mention: Mention) -> Person | None:
        """The person that a row is about; None for someone new.

        1. Her number here, where the row gives one.
        2. The name she has in this source, unless e-mail address, day of birth or IMDb number say that
           this is someone else of that name.
        3. Her IMDb number.
        4. Her e-mail address together with a name that is alike: families share addresses.
        Nothing else proves identity: whoever has the name of someone known from elsewhere becomes a new
        person, and the pair is proposed as a possible duplicate for a person to decide.
        """
        if mention.number:
            return self.numbered(mention.number)
        found = self.find(source, mention.name, mention.facts)
        return found or self._by_imdb(mention) or self._by_email(mention)

    def refer(self, source: str, mention: Mention, *, strict: bool) -> Person:  # type: ignore[override]
        """The person a row mentions; raises Problem. `strict`: her name may be that of a record here."""
        if mention.number:
            return self.numbered(mention.number)
        try:
            found = super().refer(source, mention.name, mention.facts)
        except Ambiguous:
            raise Problem(
                "person", _("Several people of this list have this name: give the e-mail address as well.")
            ) from None
        found = found or self._by_imdb(mention) or self._by_email(mention)
        if found is None and strict:
            found = self._only_one(mention)
        if found is None:
            raise Problem(
                "person", _("Nobody in this list has this name: import the people first."), missing=True
            )
        return found

    def numbered(self, number: str) -> Person:
        row = self.rows.get(int(number)) if number.isdecimal() and len(number) < 18 else None
        if row is None:
            merged = Merge.objects.filter(removed_id=number).first() if number.isdecimal() else None
            if merged:
                raise Problem(
                    "person_id",
                    _("Number %(old)s was merged into %(new)s: write %(new)s.")
                    % {"old": number, "new": merged.kept_id},
                )
            raise Problem("person_id", number_fault(Person, number))
        return row

    def _only_one(self, mention: Mention) -> Person | None:
        found = self.by_name[mention.name]
        if len(found) > 1:
            raise Problem(
                "person",
                _(
                    "Several people have this name: write the number of the one meant "
                    "(%(numbers)s) into person_id."
                )
                % {"numbers": listed(str(row.pk) for row in found)},
            )
        return found[0] if found else None

    def _by_imdb(self, mention: Mention) -> Person | None:
        known = self.by_fact.get(("imdb_id", mention.facts.get("imdb_id", "")), [])
        return known[0] if known and mention.facts.get("imdb_id") else None

    def _by_email(self, mention: Mention) -> Person | None:
        if not (email := mention.facts.get("email")):
            return None
        found = [row for row in self.by_fact[("email", email)] if _alike(row, mention)]
        if len(found) > 1:
            raise Problem(
                "email",
                _("Several records have this e-mail address and name (%(numbers)s): merge them first.")
                % {"numbers": listed(str(row.pk) for row in found)},
            )
        return found[0] if found else None


def _alike(row: Person, mention: Mention) -> bool:
    born = mention.facts.get("birth_date")
    if born and row.birth_date and str(row.birth_date) != born:
        return False
    asked = Name.of(mention.name)
    return any(names_alike(Name.of(name), asked)[0] >= PROPOSED_FROM for name in row.all_names() if name)


class Organisations(Book):
    """Bodies have one name each: it is the key, whatever the source."""

    model: type[Model] = Organisation

    def __init__(self) -> None:
        super().__init__()
        self.by_name: dict[str, Organisation] = {}
        for row in self.meet(Organisation.objects.all()):
            self.name(row)

    def name(self, row: Organisation) -> None:
        self.by_name[fold(row.name)] = row
        if row.short_name:
            self.by_name.setdefault(fold(row.short_name), row)

    def called(self, name: str) -> Organisation | None:
        return self.by_name.get(fold(name))

    def refer(self, name: str) -> Organisation:  # type: ignore[override]
        found = self.called(name)
        if found is None:
            raise Problem(
                "organisation",
                _("No organisation has this name: import the organisations first."),
                missing=True,
            )
        return found
