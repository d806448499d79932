"""Calls of any size, the same at every run."""

from decimal import Decimal
from fractions import Fraction
from random import Random

from residencies.selection.rules import Budget, Candidate, Each, Quota, Share

COUNTRIES = ["MA", "DZ", "TN", "EG", "LB", "SN", "FR", "JO", "PS", "SD", *(f"X{n}" for n in range(30))]
STRANDS = ["fiction", "documentary", "series", "animation"]
SIX_RULES = [
    Share("gender", frozenset({"woman"}), least=Fraction(1, 2)),
    Each("strand", least=1, most=4),
    Each("country", most=2),
    Quota("first_film", frozenset({True}), least=3),
    Budget(3_500_000),
    Quota("track", frozenset({"production"}), least=6),
]


def applications(count: int, *, top: int = 10**6, seed: int = 1) -> list[Candidate]:
    """Scores are ten-thousandths below `top` of them: a low one makes many ties."""
    chance = Random(seed)
    return [
        Candidate(
            number,
            Decimal(chance.randrange(top)) / 10_000,
            {
                "gender": chance.choices(["woman", "man", None], [35, 55, 10])[0],
                "strand": chance.choice(STRANDS),
                "country": chance.choices(COUNTRIES, [1 / place for place in range(1, 41)])[0],
                "first_film": chance.random() < 0.3,
                "track": chance.choice(["production", "directing", "writing"]),
            },
            chance.randrange(100, 1000) * 1000,
        )
        for number in range(count)
    ]
