"""What of a financing plan counts, and how it is rounded."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.films.standing import Why, count, percent_of, shares_of, standing
from foundation.money import places_of
from foundation.rates.selectors import Rate
from tests.films.financing import TODAY, line, plan, rate, share

MONEY = st.decimals(min_value=1, max_value=10**9, places=2)
RATES = st.decimals(min_value=Decimal("0.0001"), max_value=10**4, places=8)
CURRENCIES = st.sampled_from(["EUR", "MAD", "TND", "XOF"])


def why(one, on=TODAY):
    return count(one, "EUR", {}, on).why


@pytest.mark.parametrize(
    ("signed", "on", "expected"),
    [
        (date(2026, 5, 24), date(2026, 11, 24), None),
        (date(2026, 5, 23), date(2026, 11, 24), Why.ENDED),
        (date(2026, 8, 31), date(2027, 2, 28), None),  # there is no 31 February
        (date(2026, 8, 31), date(2027, 3, 1), Why.ENDED),
        (date(2026, 11, 25), date(2026, 11, 24), Why.LATER),
    ],
)
def test_a_letter_of_intent_counts_for_six_months_to_the_day(signed, on, expected):
    assert why(line(paper="intent", signed_on=signed), on) == expected


def test_a_paper_that_says_until_when_it_is_valid_ends_then():
    letter = line(paper="intent", signed_on=date(2025, 1, 1), valid_until=TODAY)
    assert (why(letter), why(letter, TODAY + timedelta(days=1))) == (None, Why.ENDED)
    assert why(line(paper="memo", valid_until=TODAY - timedelta(days=1))) == Why.ENDED
    assert why(line(paper="received", valid_until=TODAY - timedelta(days=1))) is None


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (line(paper="planned"), Why.PLANNED),
        (line(paper="interest", signed_on=TODAY), Why.INTEREST),
        (line(paper="refused"), Why.REFUSED),
        (line(None, "intent", signed_on=TODAY), Why.NO_AMOUNT),
        (line(paper="intent"), Why.NO_DAY),
        (line(paper="memo"), None),
        (line(paper="contract"), None),
        (line(paper="received"), None),
        (line(currency="MAD"), Why.NO_RATE),
        (line(kind="own"), Why.NO_EVIDENCE),
        (line(kind="own", evidence="letter of the bank, 3 May"), None),
        (line(kind="deferral"), Why.NO_EVIDENCE),
        (line(kind="own", paper="received"), None),
    ],
)
def test_a_line_counts_as_its_paper_is_good(one, expected):
    assert why(one) == expected


def test_a_range_counts_at_its_lowest():
    stands = standing(plan(), [line(100, "intent", amount_to=Decimal(900), signed_on=TODAY)], {}, [], TODAY)
    assert (stands.secured, stands.planned, stands.gap) == (100, 100, 900)


def test_a_country_is_measured_by_the_part_of_its_coproducers():
    lines = [line(300, country="FR"), line(49, country="MA"), line(5, "planned", country="MA")]
    lines += [line(7, country="BE"), line(9, "refused", country="SN")]
    shares = [share("FR", 60), share("MA", 15), share("MA", 5), share("DE", 20)]
    stands = standing(plan(), lines, {}, shares, TODAY)
    found = {one.country: (one.target, one.planned, one.secured) for one in stands.territories}
    assert found == {
        "FR": (600, 300, 300), "MA": (200, 54, 49), "DE": (200, 0, 0), "BE": (None, 7, 7), "SN": (None, 0, 0),
    }  # fmt: skip
    assert [one.country for one in stands.territories[:1]] == ["FR"]
    half = [one.country for one in stands.territories if one.is_confirmed(Decimal(50))]
    assert half == ["FR", "BE", "SN"]
    assert [one.missing(Decimal(50), "EUR") for one in stands.territories[:3]] == [0, 51, 100]


@pytest.mark.parametrize(
    ("shares", "expected"), [([60, 40], True), ([60, "39.999"], False), ([60, "40.001"], False), ([], True)]
)
def test_shares_add_to_a_hundred_exactly(shares, expected):
    assert standing(plan(), [], {}, [share("MA", one) for one in shares], TODAY).adds_up is expected


def test_the_rate_of_a_paper_goes_before_that_of_the_plan():
    rates = {"MAD": rate("MAD", "0.09")}
    fixed = line(1000, currency="MAD", rate=Decimal("0.1"), rate_on=TODAY, rate_source="contract")
    stands = standing(plan(), [line(1000, currency="MAD"), fixed], rates, [], TODAY)
    assert [one.amount for one in stands.lines] == [90, 100]


def test_almost_half_is_not_told_as_half():
    assert percent_of(Decimal("49.999"), Decimal(100)) == Decimal("49.9")
    assert percent_of(Decimal(1), Decimal(0)) is None


@given(MONEY, RATES, CURRENCIES, st.booleans())
def test_what_is_converted_is_rounded_once_half_up(amount, value, currency, other_way):
    """Whichever way round the bank published it."""
    base, quote = (currency, "USD") if other_way else ("USD", currency)
    counted = count(line(amount, currency="USD"), currency, {"USD": Rate("USD", base, quote, value)}, TODAY)
    coin, exact = Decimal(1).scaleb(-places_of(currency)), amount / value if other_way else amount * value
    assert counted.amount == exact.quantize(coin, ROUND_HALF_UP)
    assert abs(counted.amount - exact) <= coin / 2


LINES = st.lists(
    st.builds(
        line,
        MONEY,
        st.sampled_from(["planned", "interest", "intent", "memo", "contract", "received", "refused"]),
        currency=st.sampled_from(["EUR", "MAD", "USD"]),
        country=st.sampled_from(["MA", "FR", ""]),
        signed_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    ),
    max_size=8,
)


@given(LINES, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_countries_add_up_to_the_whole_and_no_more_is_secured_than_planned(lines, on):
    rates = {"MAD": rate("MAD", "0.0923")}
    stands = standing(plan(), lines, rates, [share("MA", 60), share("FR", 40)], on)
    assert sum(one.secured for one in stands.territories) == stands.secured
    assert sum(one.planned for one in stands.territories) == stands.planned == sum(stands.by_paper().values())
    assert 0 <= stands.secured <= stands.planned


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=3), max_size=12), st.integers(0, 3))
def test_shares_of_amounts_add_to_a_hundred_and_are_near(amounts, places):
    shares, total = shares_of(amounts, places), sum(amounts)
    assert sum(shares) == (100 if total else 0)
    unit = Decimal(1).scaleb(-places)
    for amount, part in zip(amounts, shares, strict=True):
        assert part >= 0
        assert not total or abs(part - amount * 100 / total) <= unit
