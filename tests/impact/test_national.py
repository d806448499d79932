"""The national figures, each against a case that was counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from alumni.impact.models import Indicator
from alumni.impact.selectors.found import Terms
from alumni.impact.selectors.national import differences, national_figures
from foundation.films.models import Award, Festival, FestivalEdition, Role, Section, Selection
from tests.films.financing import share
from tests.grants import cast as grants
from tests.impact.cast import TERMS, TODAY, backed, directed, film, stated

pytestmark = pytest.mark.django_db


def counted(indicator, first=2024, last=2026, terms=TERMS):
    return national_figures(terms, first, last, [indicator])[0]


def by_year(table):
    return {line.year: line.value for line in table.lines}


def test_features_are_counted_in_the_year_they_were_first_finished():
    film(year=2024)  # its own year
    late = film(year=2024)
    late.stage_changes.create(stage="completed", on=date(2025, 6, 1))
    late.stage_changes.create(stage="released", on=date(2026, 2, 1))
    film("FR", year=2025)  # not of home
    film(kind="short")
    film(kind="documentary", running_time=59)
    film(kind="documentary", running_time=60, year=2026)
    film(stage="shooting")
    film(year=2027)  # after the day as of which it is counted
    table = counted(Indicator.FEATURES)
    assert by_year(table) == {2026: 1, 2025: 1, 2024: 1}
    assert [line.rows for line in table.lines if line.year == 2025] == [[late.pk]]
    assert table.doubts == {}


def test_the_majority_is_the_biggest_share_or_the_only_country():
    major, minor, even = film("MA,FR"), film("MA,FR"), film("MA,FR")
    for work, shares in ((major, (60, 40)), (minor, (40, 60)), (even, (50, 50))):
        for country, percent in zip(("MA", "FR"), shares, strict=True):
            work.country_shares.create(country=country, percent=percent)
    film("MA,BE,FR")  # nobody knows how much each has
    table = counted(Indicator.FEATURES)
    assert by_year(table) == {2026: 0, 2025: 1, 2024: 0}
    assert table.doubts == {"country": 2}


def test_what_is_not_known_is_said_and_in_no_year():
    film(stage="")
    film(year=None)
    film("")
    film(kind="documentary")
    film(kind="")
    table = counted(Indicator.FEATURES)
    assert by_year(table) == {2026: 0, 2025: 0, 2024: 0}
    assert table.doubts == {"stage": 1, "length": 2, "country": 1, "year": 1}


def test_a_film_with_two_partners_counts_once_and_each_partner_has_it():
    film("MA,FR,BE")
    film("MA,FR")
    film()
    (line,) = [line for line in counted(Indicator.COPRODUCTIONS).lines if line.year == 2025]
    assert (line.value, line.partners) == (2, [("FR", 2), ("BE", 1)])


def test_foreign_features_are_those_with_a_firm_rebate_in_their_latest_plan():
    backed(film("FR", stage="shooting"), 5_000_000)
    backed(film("US"), 3_000_000, signed_on=date(2024, 5, 5))
    backed(film("MA"))  # not foreign
    backed(film("FR"), paper="planned")
    backed(film("FR"), signed_on=date(2026, 12, 1))  # not yet
    backed(film("FR", kind="series"))
    dropped = film("FR")
    backed(dropped)
    later = backed(dropped, paper="planned", dated_on=date(2025, 9, 1))
    assert later.dated_on <= TODAY
    backed(film("FR"), paper="received", signed_on=None)
    plan = backed(film("MA,FR"))
    for country, percent in (("FR", 70), ("MA", 30)):
        one = share(country, percent, organisation=grants.giver())
        one.plan = plan
        one.save()
    table = counted(Indicator.FOREIGN)
    assert by_year(table) == {2026: 0, 2025: 2, 2024: 1}
    assert table.doubts == {"year": 1}


def test_investment_takes_the_lowest_scenario_at_the_plans_rate_or_the_last_published():
    backed(film("FR"), 5_000_000, 4_000_000)
    own = backed(film("FR"), 1_000, currency="USD")
    own.rates.create(currency="MAD", rate=Decimal("0.1"), on=date(2025, 2, 1), source="Banque")
    backed(film("FR"), 2_000, currency="EUR")
    grants.rate("10.5", base="EUR", quote="MAD", on=date(2025, 1, 2))
    grants.rate("99", base="EUR", quote="MAD", on=date(2025, 3, 2))  # after the plan's day
    backed(film("FR"), 2_000, currency="CHF")
    backed(film("FR"))
    table = counted(Indicator.INVESTMENT)
    assert by_year(table) == {2026: 0, 2025: Decimal("4031000.00"), 2024: 0}
    assert table.doubts == {"spend": 1, "rate": 1}
    dollars = counted(Indicator.INVESTMENT, terms=Terms("MA", "USD", TODAY))
    assert by_year(dollars)[2025] == 1_000


@pytest.mark.parametrize(
    ("genders", "told"),
    [
        (["woman"] * 5 + ["man"] * 6 + [""] * 5, (5, 11, 5, False)),
        (["woman"] * 6, (6, 6, 0, False)),
        (["woman"] * 4 + ["man"] * 6, (None, None, None, True)),
        (["woman"] * 6 + ["man"] * 4, (None, None, None, True)),
        (["woman"] * 6 + ["man"] * 6 + ["not_said"], (None, None, None, True)),
    ],
)
def test_small_groups_of_directors_are_hidden(genders, told):
    directed(film(), *genders)
    directed(film("FR"), "woman")
    (line,) = [line for line in counted(Indicator.WOMEN).lines if line.year == 2025]
    assert (line.value, line.of, line.unknown, line.is_hidden) == told


def test_a_director_of_two_films_is_one():
    first, second = film(), film()
    directed(first, *["woman"] * 5)
    for credit in first.credits.all():
        second.credits.create(person=credit.person, role=credit.role)
    (line,) = [line for line in counted(Indicator.WOMEN).lines if line.year == 2025]
    assert (line.value, line.of, line.percent) == (5, 5, 100)


def test_who_directs_with_another_is_a_director():
    work = film()
    directed(work, *["woman"] * 5)
    work.credits.update(role=Role.objects.get(slug="co_director"))
    (line,) = [line for line in counted(Indicator.WOMEN).lines if line.year == 2025]
    assert (line.value, line.of) == (5, 5)


def test_whom_a_contested_credit_names_is_no_director():
    work = film()
    directed(work, *["woman"] * 5, "man")
    work.credits.filter(person__gender="man").update(verification="contested", verified_on=TERMS.on)
    (line,) = [line for line in counted(Indicator.WOMEN).lines if line.year == 2025]
    assert (line.value, line.of, line.is_hidden) == (5, 5, False)


def test_festivals_choose_and_markets_do_not():
    def chosen(work, year, kind="festival", section="selection"):
        festival = Festival.objects.create(name=f"F{Festival.objects.count()}", kind=kind)
        edition = FestivalEdition.objects.create(festival=festival, year=year)
        strand = Section.objects.create(edition=edition, name="Section", kind=section)
        return Selection.objects.create(edition=edition, section=strand, work=work)

    won = chosen(film("MA,FR"), 2025)
    chosen(film("FR"), 2025)
    chosen(film(), 2025, kind="market")
    chosen(film(), 2025, section="in_progress")
    chosen(film(), None)
    chosen(film(), 2024, kind="")
    for number in (1, 2):
        Award.objects.create(selection=won, number=number)
    Award.objects.create(selection=won, result="mention")
    table = counted(Indicator.SELECTIONS)
    assert (by_year(table), table.doubts) == ({2026: 0, 2025: 1, 2024: 0}, {"year": 1, "festival": 1})
    assert by_year(counted(Indicator.AWARDS)) == {2026: 0, 2025: 2, 2024: 0}


def test_stated_figures_stand_beside_with_the_difference_where_they_are_of_a_kind():
    film()
    stated()
    stated(figure="in per cent", unit="percent")
    stated(figure="of no whole year", ends_on=date(2025, 6, 30))
    stated(figure="of another thing", indicator="")
    table = counted(Indicator.FEATURES)
    (line,) = [line for line in table.lines if line.year == 2025]
    assert [(one.figure, table.difference(line, one)) for one in line.stated] == [
        ("domestic films delivered", -53),
        ("in per cent", None),
    ]


def test_money_is_compared_in_its_own_currency():
    backed(film("FR"), 5_000)
    stated(indicator="investment", unit="money", currency="USD")
    stated(indicator="investment", unit="money", currency="MAD", figure="spent", value=Decimal(6_000))
    table = counted(Indicator.INVESTMENT)
    (line,) = [line for line in table.lines if line.year == 2025]
    assert [table.difference(line, one) for one in line.stated] == [None, -1_000]


@pytest.mark.one_database  # the queries are the same on each
def test_the_queries_do_not_grow_with_the_rows(django_assert_num_queries):
    def more():
        directed(film("MA,FR"), "woman")
        backed(film("FR"), 1_000, currency="EUR")
        stated()

    more()
    for _more in range(3):
        with django_assert_num_queries(14):
            national_figures(TERMS, 2022, 2026, list(Indicator))
        more()


def test_what_has_changed_since_an_earlier_table_is_told_by_year():
    film()
    before = counted(Indicator.FEATURES)
    film()
    film(year=2024)
    now = counted(Indicator.FEATURES)
    assert differences(now, before) == {2025: 1, 2024: 1}
    assert differences(now, None) == {}


def test_a_table_comes_back_from_a_report_as_it_was_frozen():
    film("MA,FR")
    directed(film(), *["woman"] * 5, *["man"] * 4)
    stated(read_on=date(2026, 2, 1))
    for table in national_figures(TERMS, 2024, 2026, list(Indicator)):
        assert type(table).of_json(table.as_json()) == table
