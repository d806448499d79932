"""How alike two people's records are, as a number with its reasons. Nothing here decides or merges."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from foundation.people import names

PROPOSED_FROM = 85  # what names and facts have to reach for a person to be asked about two records
SAME_ADDRESS = 70  # one e-mail address or telephone under two names is worth asking about as well

REASONS = {
    "name": _("the same name"),
    "spelling": _("names spelled alike"),
    "script": _("names that sound alike in two scripts"),
    "part": _("one name is part of the other"),
    "email": _("the same e-mail address"),
    "phone": _("the same telephone"),
    "birth_date": _("born on the same day"),
    "work": _("a work in common"),
    "organisation": _("an organisation in common"),
    "edition": _("a programme in common"),
}
_WORTH = {"email": 20, "phone": 20, "birth_date": 15, "work": 10, "organisation": 5, "edition": 5}
_VOCAL = str.maketrans("eoywcqvp", "auiukkfb")
# Written apart from the word they belong to, or not.
_BEFORE = {"ben", "bin", "ibn", "ait", "bou", "abou", "abu", "abd", "ould", "oum", "بن", "ابن", "ايت"}
_BEFORE |= {"بو", "ابو", "عبد", "ولد", "ام"}


@dataclass(frozen=True)
class Name:
    """A name as it is compared: its words folded, without articles, and their consonants."""

    words: tuple[str, ...]
    bones: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Name":
        words: list[str] = []
        for word, _sounds in names.wanted(text):
            if words and words[-1] in _BEFORE:
                words[-1] += word
            else:
                words.append(word)
        return cls(tuple(words), tuple(bones for word in words if (bones := names.skeleton(word))))

    @cached_property
    def joined(self) -> str:
        return "".join(self.words)

    @cached_property
    def skeleton(self) -> str:
        return "".join(self.bones)

    @property
    def is_arabic(self) -> bool:
        return "\u0600" <= self.joined[:1] <= "\u06ff"


@dataclass
class Facts:
    """What of a person's record speaks for or against her being the same as another."""

    pk: int
    names: list[Name]
    email: str = ""
    phone: str = ""
    birth_date: date | None = None
    gender: str = ""
    imdb_id: str = ""
    linked: set[tuple[str, int]] = field(default_factory=set)  # ("work", 12), ("organisation", 3) …

    def blocks(self) -> Iterator[tuple[str, str]]:
        """Keys that records which may be one person share; only those are compared."""
        for name in self.names:
            yield "words", " ".join(sorted(name.words))
            if len(name.skeleton) > 2:
                yield from (("bones", key) for key in (name.skeleton, "".join(sorted(name.bones))))
            if len(name.skeleton) > 4:  # one consonant too many, too few or changed
                yield from (
                    ("bones", name.skeleton[:place] + name.skeleton[place + 1 :])
                    for place in range(len(name.skeleton))
                )
            if len(name.bones) > 2:  # a part of the name left out
                yield from (("bones", "".join(sorted(pair))) for pair in combinations(name.bones, 2))
        yield from (
            (what, value) for what in ("email", "phone") if (value := str(getattr(self, what)).lower())
        )


def likeness(one: Facts, other: Facts) -> tuple[int, list[str]]:
    """0 to 100, and the reasons as keys of REASONS, the best first.

    IMDb numbers that differ prove two people; so does nothing else, but different days of birth and
    genders speak against one.
    """
    if one.imdb_id and other.imdb_id and one.imdb_id != other.imdb_id:
        return 0, []
    score, why = max((names_alike(mine, hers) for mine in one.names for hers in other.names), default=(0, ""))
    reasons = [why] if score else []
    for fact in ("email", "phone", "birth_date"):
        mine, hers = getattr(one, fact), getattr(other, fact)
        if mine and hers and str(mine).lower() == str(hers).lower():
            reasons.append(fact)
    reasons += sorted({kind for kind, _pk in one.linked & other.linked})
    score += sum(_WORTH.get(reason, 0) for reason in reasons)
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        score -= 40
    if {one.gender, other.gender} == {"woman", "man"}:
        score -= 30
    if {"email", "phone"} & set(reasons):
        score = max(score, SAME_ADDRESS)
    return max(0, min(score, 100)), reasons


def names_alike(one: Name, other: Name) -> tuple[int, str]:
    """How alike two names are, 0 to 100, and which of REASONS says so."""
    if not one.words or not other.words:
        return 0, ""
    if sorted(one.words) == sorted(other.words) or one.joined == other.joined:
        return 100, "name"
    if one.is_arabic != other.is_arabic:
        same = one.skeleton == other.skeleton or sorted(one.bones) == sorted(other.bones)
        return (92 if len(one.skeleton) > 3 else 75, "script") if same else (0, "")
    if len(one.words) == len(other.words):
        score = _words_alike(one.words, other.words)
    else:
        score = _word_alike(one.joined, other.joined)
    if score:
        return score, "spelling"
    few, many = sorted((one.words, other.words), key=len)
    inside = 1 < len(few) < len(many) and _words_alike(few, many)
    return (82, "part") if inside else (0, "")


def _words_alike(few: tuple[str, ...], many: tuple[str, ...]) -> int:
    """The mean over the words of the shorter name, each with its best in the other; 0 if one has none."""
    left, total = list(many), 0
    for word in few:
        score, best = max((_word_alike(word, candidate), candidate) for candidate in left)
        if not score:
            return 0
        left.remove(best)
        total += score * len(word)
    return round(total / sum(len(word) for word in few))


def _word_alike(one: str, other: str) -> int:
    if one == other:
        return 100
    letters = fuzz.ratio(one, other)
    if (bones := names.skeleton(one)) and bones == names.skeleton(other):
        spoken = fuzz.ratio(_vocal(one), _vocal(other))
        return round(60 + (spoken + letters) / 5) if spoken >= 80 else 0
    return round(letters) if letters >= 88 else 0


def _vocal(word: str) -> str:
    """A word with the vowels that transliterations mix up made one: Meryem and Mariam are `mariam`."""
    plain = word.replace("ch", "s").replace("sh", "s").replace("ou", "u").translate(_VOCAL)
    return "".join(letter for place, letter in enumerate(plain) if letter != plain[place - 1 : place])
