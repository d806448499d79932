"""Made-up people: believable names in two scripts, addresses that reach nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from simple_history.utils import bulk_create_with_history

from alumni.desk.demo.tables import read
from foundation.people.models import Account, Person
from foundation.people.names import fold

# Reserved by RFC 2606: mail to them arrives nowhere.
DOMAINS = ["example.org", "example.org", "courriel.example", "boite.example"]
LANGUAGES = {
    "MA": ["fr"] * 5 + ["ar"] * 4 + ["en"],
    "FR": ["fr"] * 9 + ["en"],
    "BE": ["fr"] * 8 + ["en"] * 2,
    "CA": ["fr"] * 3 + ["en"] * 2,
    "TN": ["fr", "ar"],
    "DZ": ["fr", "ar"],
}


@dataclass(frozen=True)
class Wanted:
    """A person to be made: what she does, and the ages she may have."""

    craft: str
    ages: tuple[int, int]
    is_man: bool = False
    has_email: bool = True


def make_people(wanted: Iterable[Wanted], *, rng: Random, today: date, by: Account) -> list[Person]:
    maker = _Maker(rng, today)
    people = [maker.person(one) for one in wanted]
    return bulk_create_with_history(people, Person, default_user=by)


class _Maker:
    """Deals names, places and addresses so that no two people have the same."""

    def __init__(self, rng: Random, today: date) -> None:
        table = read("names")
        self.rng, self.today = rng, today
        self.places: list[dict[str, Any]] = table["places"]
        self.occupations: dict[str, dict[str, list[str]]] = table["occupations"]
        self.forenames = {is_man: self._dealt(table["men" if is_man else "women"]) for is_man in (0, 1)}
        self.surnames = {land: self._dealt(names) for land, names in table["surnames"].items()}
        known = Person.objects.values_list("name", "credited_name", "email", "phone")
        self.taken = {text for row in known for text in row if text}

    def _dealt(self, names: list[list[str]]) -> Iterator[list[str]]:
        return cycle(self.rng.sample(names, len(names)))

    def person(self, wanted: Wanted) -> Person:
        place = self.rng.choices(self.places, [place["share"] for place in self.places])[0]
        language = self.rng.choice(LANGUAGES[place["country"]])
        names = self._names(wanted, place, language)
        while self.taken & (called := {names["name"], names.get("credited_name", names["name"])}):
            names = self._names(wanted, place, language)
        self.taken |= called
        person = Person(
            **names,
            gender=self._gender(wanted),
            birth_date=self._birth_date(wanted),
            country=place["country"],
            city=place[language],
            occupation=self.occupations[wanted.craft][language][wanted.is_man],
            language=language,
            time_zone=place["zone"],
            phone=self._phone(place.get("phone", "")),
        )
        person.set_keys()
        return person

    def _names(self, wanted: Wanted, place: dict[str, Any], language: str) -> dict[str, str]:
        forename, forename_ar = next(self.forenames[wanted.is_man])
        surname, surname_ar = next(self.surnames[place["surnames"]])
        latin, arabic = f"{forename} {surname}", f"{forename_ar} {surname_ar}"
        email = self._address(latin) if wanted.has_email else ""
        if language == "ar" and self.rng.random() < 0.1:  # some write their name in Arabic only
            return {"name": arabic, "sort_name": arabic, "credited_name": latin, "email": email}
        has_arabic = place["country"] in ("MA", "TN", "DZ") or self.rng.random() < 0.5
        return {
            "name": latin,
            "sort_name": f"{surname} {forename}",
            "name_ar": arabic if has_arabic else "",
            "email": email,
        }

    def _address(self, name: str) -> str:
        local = fold(name).replace(" ", ".")
        address = f"{local}@{self.rng.choice(DOMAINS)}"
        while address in self.taken:
            address = f"{local}{self.rng.randrange(2, 99)}@example.org"
        self.taken.add(address)
        return address

    def _phone(self, pattern: str) -> str:
        """A number of a range where nobody is called, or none."""
        drawn = "".join(str(self.rng.randrange(10)) if sign == "#" else sign for sign in pattern)
        if drawn in self.taken:
            return self._phone(pattern)
        self.taken.update([drawn] if drawn else [])
        return drawn

    def _gender(self, wanted: Wanted) -> str:
        """Her own word, where she was asked."""
        said = Person.Gender.MAN if wanted.is_man else Person.Gender.WOMAN
        return self.rng.choices([said, "", Person.Gender.NOT_SAID], [80, 17, 3])[0]

    def _birth_date(self, wanted: Wanted) -> date | None:
        if self.rng.random() < 0.35:
            return None
        youngest, oldest = wanted.ages
        return self.today - timedelta(days=self.rng.randrange(youngest * 365, oldest * 365))


def other_spellings(people: Iterable[Person]) -> Iterator[tuple[Person, str]]:
    """(person, her name as others spell it) for those whose forename is often spelt otherwise."""
    spellings: dict[str, str] = read("names")["spellings"]
    for person in people:
        forename, _space, rest = person.name.partition(" ")
        if forename in spellings:
            yield person, f"{spellings[forename]} {rest}"
