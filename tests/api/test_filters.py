"""Questions to a list: those on its list are answered, all others are refused."""

from datetime import date

import django_filters
import pytest

from foundation.films.models import Credit, Work
from foundation.filters import CountryFilter, IdFilter, NumberFilter, YesNoFilter
from foundation.people.models import Organisation
from residencies.programmes.models import Participation
from tests import cast
from tests.api.routes import LISTS, SINGLES, Route
from tests.api.rows import make, maker_of

pytestmark = pytest.mark.django_db
LOOKUPS = [
    "", "__exact", "__iexact", "__contains", "__icontains", "__startswith", "__istartswith",
    "__endswith", "__regex", "__iregex", "__gt", "__gte", "__lt", "__lte", "__in", "__range",
    "__isnull", "__year", "__date", "__length",
]  # fmt: skip
# Values that a filter of this kind cannot mean, and one that it can.
NOT_A_NUMBER = ["x", "1.5", "-1", str(10**30), "\0"]
BAD_AND_GOOD = [
    (IdFilter, [*NOT_A_NUMBER, "0"], "1"),
    (NumberFilter, [*NOT_A_NUMBER, "32768"], "2026"),
    (YesNoFilter, ["banana", "True", "1"], "true"),
    (CountryFilter, ["ZZ", "ma", "%", "Maroc"], "MA"),
    (django_filters.ModelChoiceFilter, ["nobody", "\0"], "director"),
    (django_filters.ChoiceFilter, ["banana", "null", "\0"], ""),
    (django_filters.IsoDateTimeFilter, ["yesterday", "\0"], "2026-11-24T10:00:00Z"),
    (django_filters.DateFilter, ["24/11/2026", "2026-02-30", "\0"], "2026-11-24"),
    (django_filters.CharFilter, ["\0", "a" * 1000], "a"),
]
# What is refused before any row is looked for is refused on each.
refused = pytest.mark.one_database
every_filter = pytest.mark.parametrize(
    ("route", "name"),
    [pytest.param(route, name, id=f"{route} {name}") for route in LISTS for name in route.filters],
)


def values_of(route: Route, name: str) -> tuple[list[str], str]:
    one = route.filters[name]
    bad, good = next((bad, good) for kind, bad, good in BAD_AND_GOOD if isinstance(one, kind))
    return bad, good or str(one.extra["choices"][0][0])


def asked_of(route: Route) -> set[str]:
    """Every field and relation of the model, and those one relation further, with every lookup."""
    names = set()
    for field in route.model._meta.get_fields():
        names.add(field.name)
        if field.related_model:
            names |= {f"{field.name}__{further.name}" for further in field.related_model._meta.get_fields()}
    return {name + lookup for name in names for lookup in LOOKUPS} - route.known


@pytest.mark.parametrize(
    "text", ["2044-09-07T03:00:10+22:44", "0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00"]
)
def test_an_instant_is_asked_for_with_any_offset(text: str, api):
    client = api(cast.administrator())
    for end in ("gte", "lt"):
        assert client.get("/api/v1/people/", {f"updated_at__{end}": text}).status_code == 200


@every_filter
def test_a_filter_takes_its_values(route: Route, name: str, api):
    _bad, good = values_of(route, name)
    assert api(cast.administrator()).get(route.url(), {name: good}).status_code == 200


@refused
@every_filter
def test_a_filter_refuses_what_it_cannot_mean(route: Route, name: str, api):
    client = api(cast.administrator())
    answers = [client.get(route.url(), {name: bad}) for bad in [*values_of(route, name)[0], "", " "]]
    assert {(answer.status_code, *answer.json()) for answer in answers} == {(400, name)}


@refused
@every_filter
def test_a_filter_is_given_once(route: Route, name: str, api):
    good = values_of(route, name)[1]
    answer = api(cast.administrator()).get(route.url(), {name: [good, good]})
    assert (answer.status_code, answer.json()) == (400, {name: ["Give this parameter once."]})


@refused
@pytest.mark.parametrize("route", LISTS, ids=str)
def test_nothing_else_can_be_asked_of_any_field_by_any_lookup(route: Route, api):
    client, asked = api(cast.administrator()), sorted(asked_of(route))
    for some in (asked[start : start + 400] for start in range(0, len(asked), 400)):
        answer = client.get(route.url(), dict.fromkeys(some, "a"))
        assert (answer.status_code, sorted(answer.json())) == (400, some)


@refused
@pytest.mark.parametrize("route", LISTS, ids=str)
def test_nothing_else_can_be_ordered_by(route: Route, api):
    client = api(cast.administrator())
    names = {field.name for field in route.model._meta.get_fields()} - set(route.orders)
    names |= {"?", "-", "--id", "id,name", "pk", "person__email", "0", "RANDOM()"}
    answers = [client.get(route.url(), {"ordering": name}) for name in names]
    assert {(answer.status_code, *answer.json()) for answer in answers} == {(400, "ordering")}


@refused
@pytest.mark.parametrize("route", SINGLES, ids=str)
def test_a_single_row_takes_no_parameters(route: Route, api):
    boss = cast.alumna()
    client, made = api(cast.administrator()), make(maker_of(route), boss, 1)
    answers = [client.get(route.url(made.pk), {name: "1"}) for name in [*route.known, "format", "x"]]
    assert {answer.status_code for answer in answers} == {400}


def names(answer, key: str = "name") -> list[str]:
    return sorted(row[key] for row in answer.json()["results"])


def test_people_are_found_by_any_spelling_country_language_and_address(api):
    cast.person(name="Oumaïma Alaoui", country="MA", email="Oumaima@example.org", language="ar")
    cast.person(name="Salma Idrissi", country="FR")
    client = api(cast.staff("people.view_person"))
    questions = {"q": "oumayma", "country": "MA", "email": "oumaima@EXAMPLE.org", "language": "ar"}
    answers = [names(client.get("/api/v1/people/", {key: value})) for key, value in questions.items()]
    assert answers == [["Oumaïma Alaoui"]] * 4


def test_works_are_found_by_title_country_and_year(api):
    Work.objects.create(title="Le Silence", year=2020, countries=["MA", "FR"], kind="feature")
    Work.objects.create(title="La Mer", year=2021, countries=["TN"], stage="shooting")
    client = api(cast.administrator())
    questions = [
        {"q": "silence"},
        {"country": "FR"},
        {"year": "2020"},
        {"year__lte": "2020"},
        {"kind": "feature"},
    ]
    answers = [names(client.get("/api/v1/works/", question), "title") for question in questions]
    assert answers == [["Le Silence"]] * 5


@pytest.mark.parametrize("name", ["work", "person", "episode"])
def test_credits_are_found_by_each_of_their_ends(name: str, api):
    first, _second = (make(Credit, cast.person(), number) for number in (1, 2))
    answer = api(cast.administrator()).get("/api/v1/credits/", {name: getattr(first, f"{name}_id")})
    assert [row["id"] for row in answer.json()["results"]] == [first.pk]


def test_credits_are_found_by_role_and_department(api):
    credit = make(Credit, cast.person(), 1)
    client = api(cast.administrator())
    questions = [
        {"role": "director"},
        {"role": "editor"},
        {"department": "directing"},
        {"department": "sound"},
    ]
    answers = [len(client.get("/api/v1/credits/", question).json()["results"]) for question in questions]
    assert answers == [1, 0, 1, 0]
    assert credit.role.slug == "director"


def test_participations_are_found_by_state_programme_and_day(api):
    done = cast.completed(date(2026, 6, 30))
    other = Participation.objects.create(person=cast.person(), edition=cast.edition())
    client = api(cast.administrator())
    questions = [
        {"state": "completed"},
        {"programme": done.edition.programme_id},
        {"completed_on__gte": "2026-06-30"},
        {"completed_on__lte": "2026-06-30", "person": done.person_id},
    ]
    answers = [client.get("/api/v1/participations/", question).json()["results"] for question in questions]
    assert [[row["id"] for row in rows] for rows in answers] == [[done.pk]] * 4
    assert other.state == "invited"


def test_organisations_are_found_by_name(api):
    Organisation.objects.create(name="Centre cinématographique", short_name="CCM")
    Organisation.objects.create(name="Autre maison")
    answer = api(cast.alumna().account).get("/api/v1/organisations/", {"q": "ccm"})
    assert names(answer) == ["Centre cinématographique"]
