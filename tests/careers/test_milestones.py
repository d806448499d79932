from datetime import date

import pytest

from alumni.careers.dates import When
from alumni.careers.selectors import ladders, milestones, path_of
from alumni.careers.selectors.facts import Sight
from alumni.careers.selectors.milestones import Kind, Side
from foundation.films.models import Credit, Role, Selection
from foundation.people.models import Organisation
from tests import cast
from tests.careers.films import TODAY, award, credit, film, selection, takes

pytestmark = pytest.mark.django_db


@pytest.fixture
def she():
    return cast.alumna()


@pytest.fixture
def boss():
    return cast.administrator()


def reached(she, viewer) -> dict[str, tuple[str, str]]:
    """{kind: (when, side)}"""
    told = milestones(she, viewer, TODAY)
    return {one.kind.value: (str(one.when.on or one.when.year or ""), one.side.value) for one in told}


def test_the_first_of_each_is_found_with_its_day_or_year(she, boss):
    credit(she, film(2019, kind="short"), "editor")
    second = film(
        2021,
        kind="feature",
        developed=date(2018, 1, 1),
        released=date(2021, 3, 4),
        development=date(2018, 2, 3),
    )
    credit(she, second)
    chosen = selection(second, 2021)
    award(selection(second, 2020), "mention")
    award(chosen)
    assert reached(she, boss) == {
        "first_credit": ("2019", "none"),
        "first_short": ("2019", "none"),
        "first_selection": ("2020", "none"),
        "first_award": ("2021", "none"),
        "feature_developed": ("2018-02-03", "none"),
        "feature_directed": ("2021-03-04", "none"),
        "feature_headed": ("2021-03-04", "none"),
    }


def test_what_is_announced_contested_or_uncredited_is_no_milestone(she, boss):
    credit(she, film(2019), status="announced")
    credit(she, film(2019), status="uncredited")
    contested = film(2019)
    credit(she, contested, verification="contested", verified_on=TODAY)
    award(selection(contested, 2019))
    assert reached(she, boss) == {}


@pytest.mark.parametrize(
    "where", [{"kind": "market"}, {"kind": "lab"}, {"section": "in_progress"}, {"section": "market"}]
)
def test_a_market_a_lab_or_a_work_in_progress_is_no_festival(she, boss, where):
    work = film(2019)
    credit(she, work)
    selection(work, 2019, **where)
    assert "first_selection" not in reached(she, boss)


def test_the_a_list_is_what_staff_have_marked_for_the_year(she, boss):
    work = film(2012)
    credit(she, work)
    mark = {"source": "fiapf.org", "as_of": TODAY}
    early, other = selection(work, 2013, festival="Tallinn"), selection(work, 2013, festival="Tanger")
    tallinn, tanger = early.edition.festival, other.edition.festival
    tanger.accreditations.create(grade="specialised", **mark)
    since = tallinn.accreditations.create(first_year=2014, last_year=2020, **mark)
    assert "first_a_list" not in reached(she, boss)
    selection(work, None, festival="Tallinn")  # of some year
    selection(work, 2021, festival="Tallinn")
    assert "first_a_list" not in reached(she, boss)
    selection(work, 2020, festival="Tallinn")
    assert reached(she, boss)["first_a_list"] == ("2020", "none")
    since.first_year = since.last_year = None
    since.save()
    assert reached(she, boss)["first_a_list"] == ("2013", "none")
    early.edition.sections.create(name="Semaine", organiser=Organisation.objects.create(name="Critique"))
    early.section = early.edition.sections.get()
    early.save()
    assert reached(she, boss)["first_a_list"] == ("2020", "none")


def test_a_selection_to_come_has_not_come(she, boss):
    work = film(2026)
    credit(she, work)
    selection(work, 2027)
    assert "first_selection" not in reached(she, boss)


def test_what_has_no_date_stays_without_one(she, boss):
    credit(she, film(None))
    (first, *_others) = milestones(she, boss, TODAY)
    assert (first.when, first.side, str(first.when)) == (When(), Side.NONE, "")


def test_one_without_a_date_may_have_been_earlier(she, boss):
    takes(she, starts=date(2015, 1, 1), ends=date(2015, 6, 30))
    credit(she, film(2019))
    credit(she, film(None))
    told = {one.kind: one for one in milestones(she, boss, TODAY)}[Kind.FIRST_CREDIT]
    assert (told.when.year, told.undated, told.side) == (2019, 1, Side.UNKNOWN)


@pytest.mark.parametrize(
    ("days", "side"),
    [
        ({"year": 2019}, "before"),
        ({"year": 2020}, "unknown"),  # the programme began in March
        ({"year": 2020, "released": date(2020, 2, 1)}, "before"),
        ({"year": 2020, "released": date(2020, 5, 1)}, "during"),
        ({"year": 2020, "released": date(2020, 9, 2)}, "after"),
        ({"year": 2021}, "after"),
        # Told years later: the year of the film is when it came out.
        ({"year": 2019, "released": date(2024, 5, 1)}, "before"),
    ],
)
def test_it_came_before_during_or_after_her_programme(she, boss, days, side):
    cast.completed(date(2020, 9, 1), who=she, of=cast.edition(starts_on=date(2020, 3, 1)))
    credit(she, film(days.pop("year"), **days))
    assert reached(she, boss)["first_credit"][1] == side


def test_her_project_in_a_programme_is_in_development_without_a_credit(she, boss):
    work = film(None, stage="development", development=date(2024, 4, 1))
    takes(she, work=work, starts=date(2024, 3, 1))
    assert reached(she, boss) == {"feature_developed": ("2024-04-01", "during")}


@pytest.mark.parametrize("viewer", ["she", "stranger", "reader", "boss", "credits_only"])
def test_what_is_seen_is_what_visible_to_lets_be_seen(she, boss, viewer):
    viewers = {
        "she": lambda: she.account,
        "stranger": lambda: cast.alumna().account,
        "reader": lambda: cast.staff("people.view_person"),
        "credits_only": lambda: cast.staff("films.view_credit"),
        "boss": lambda: boss,
    }
    other, hidden, public = cast.person(), film(2019), film(2020)
    public.is_public = True
    public.save()
    for work in (hidden, public):
        for person in (she, other):
            credit(person, work)
        selection(work, 2020)
        selection(work, 2020, person=other)
    for person in (she, other):
        selection(None, 2020, person=person)
    reader = viewers[viewer]()
    both = [she.pk, other.pk]
    sight = Sight(both, reader)
    seen = set(sight.credits())
    works = Credit.objects.filter(person__in=both).values("work")
    assert seen == set(Credit.objects.visible_to(reader).filter(person__in=both))
    of_people = Selection.objects.visible_to(reader).filter(person__in=both)
    assert set(sight.of_people()) == set(of_people)
    assert set(sight.of_works(works)) == set(Selection.objects.visible_to(reader).filter(work__in=works))


def test_entry_to_head_counts_once_a_department(she, boss):
    for year in (2010, 2011):
        credit(she, film(year), "second_assistant_director")
        credit(she, film(year), "assistant_editor")
    for year in (2014, 2015, 2016):
        credit(she, film(year))
    credit(she, film(2012), "cinematographer")
    directing, cinematography, editing = ladders(path_of(she, boss))
    assert (directing.climbed, directing.entered.year, directing.led.year) == (True, 2010, 2014)
    assert (cinematography.climbed, editing.climbed, editing.led) == (False, False, None)


def test_a_role_of_the_house_stands_on_the_rung_that_staff_give_it(she, boss):
    names = {"name_fr": "stagiaire son", "name_en": "sound trainee"}
    Role.objects.create(slug="sound_trainee", department="sound", grade="trainee", **names)
    credit(she, film(2012), "sound_trainee")
    credit(she, film(2016), "sound_mixer")
    (sound,) = ladders(path_of(she, boss))
    assert [rung.grade for rung in sound.rungs] == ["trainee", "head"]
    assert sound.climbed


@pytest.mark.parametrize(
    ("assistant", "head", "climbed"), [(2015, 2014, False), (2014, 2014, None), (None, 2014, None)]
)
def test_a_climb_is_told_by_dates_alone(she, boss, assistant, head, climbed):
    credit(she, film(assistant), "first_assistant_director")
    credit(she, film(head))
    (ladder,) = ladders(path_of(she, boss))
    assert ladder.climbed is climbed
