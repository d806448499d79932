"""Careers at the desk, in her own space, and in the API: who sees them, and in how many queries."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.films.models import Award
from foundation.lists.models import Export
from residencies.grants.models import Grant
from tests import cast
from tests.api.conftest import api  # noqa: F401 - a fixture
from tests.careers.films import award, credit, film, selection, takes
from tests.grants import cast as grants

pytestmark = pytest.mark.django_db
RIGHTS = ("people.view_person", "programmes.view_participation")
RIGHTS += ("films.view_credit", "films.view_selection", "films.view_award", "films.view_work")


@pytest.fixture(autouse=True)
def _today(time_machine, client):
    time_machine.move_to(cast.NOW, tick=False)
    client.cookies["django_language"] = "en"


@pytest.fixture
def she():
    """She directed a film in her programme, which was selected and won."""
    row = cast.alumna(name="Salma")
    taken = takes(row, track="directing", starts=date(2020, 3, 1), ends=date(2020, 9, 1))
    career(row)
    row.taken = taken
    return row


def career(person, year: int = 2021) -> None:
    work = film(year, released=date(year, 5, 4), development=date(year - 2, 1, 1))
    credit(person, work)
    credit(cast.person(), work, "editor")
    award(selection(work, year))
    credit(person, film(year, kind="short"), "second_assistant_director")


@pytest.fixture
def reader():
    return cast.staff(*RIGHTS)


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as done:
        assert client.get(url).status_code == 200
    return len(done)


def person_page(person) -> str:
    return reverse("careers_person", args=[person.pk])


def test_the_desk_tells_milestones_rungs_outcomes_and_people(client, she, reader):
    client.force_login(reader)
    response = client.get(person_page(she))
    context, page = response.context, response.content.decode()
    assert "feature_directed" in {one.kind.value for one in context["reached"]}
    assert [ladder.climbed for ladder in context["ladders"]] == [None]
    (judged,) = context["judged"]
    assert judged.counts == {"counted": 4, "possible": 0, "excluded": 0}
    assert len(context["people"]) == 1
    assert "<svg" in page
    assert context["people"][0].name in page  # the list is the picture in words


def test_who_does_not_follow_outcomes_is_shown_none(client, she):
    client.force_login(cast.staff("people.view_person"))
    context = client.get(person_page(she)).context
    assert (context["judged"], context["reached"], context["people"]) == ([], [], [])
    pages = [reverse("careers_time_to"), reverse("careers_editions"), reverse("careers_edition", args=[1])]
    assert [client.get(page).status_code for page in pages] == [403] * 3


@pytest.mark.one_database  # the queries are the same on each
def test_pages_take_as_many_queries_for_fifty_rows_as_for_one(client, she, api):  # noqa: F811
    boss = cast.administrator()
    boss_as_person = cast.person(account=boss)
    takes(boss_as_person)
    cast.completed(date(2020, 1, 1), who=she)
    career(boss_as_person)
    client.force_login(boss)
    pages = [
        person_page(she),
        reverse("admin:people_person_change", args=[she.pk]),
        reverse("careers_edition", args=[she.taken.edition_id]),
        reverse("careers_time_to") + "?milestone=first_award",
        reverse("portal:career"),
        reverse("portal:collaborators"),
    ]
    calls = [
        *(
            f"/api/v1/careers/{she.pk}/{name}/"
            for name in ("milestones", "timeline", "collaborators", "outcomes")
        ),
        *(f"/api/v1/me/{name}/" for name in ("career", "timeline", "collaborators")),
        f"/api/v1/edition-outcomes/{she.taken.edition_id}/people/",
        "/api/v1/time-to/?milestone=first_selection",
    ]
    app = api(boss)
    for page in pages:
        client.get(page)  # fills the caches of content types
    one = [queries(client, page) for page in pages], [queries(app, call) for call in calls]
    for number in range(49):
        career(she, 2010 + number % 12)
        career(boss_as_person, 2010 + number % 12)
        other = cast.person()
        career(other)
        type(she.taken).objects.create(person=other, edition=she.taken.edition, state="attending")
        cast.completed(date(2020, 1, 1), who=other)
    fifty = [queries(client, page) for page in pages], [queries(app, call) for call in calls]
    assert fifty == one


def test_an_edition_tells_of_each_what_counts_and_takes_it_out(client, she, reader):
    client.force_login(reader)
    page = reverse("careers_edition", args=[she.taken.edition_id])
    (judged,) = client.get(page).context["judged"]
    assert judged.participation.person == she
    rows = list(csv.DictReader(StringIO(client.get(page + "?csv=1").content.decode("utf-8-sig"))))
    assert {row["verdict"] for row in rows} == {"counted"}
    assert {row["person"] for row in rows} == {"Salma"}
    taken = Export.objects.values_list("table", "form", "count", "by", "filters").get()
    told = f"edition={she.taken.edition_id}"
    assert taken == ("programmes.participation", "csv", 1, reader.pk, told)


def test_a_curve_is_drawn_and_taken_out_and_few_are_hidden(client, reader):
    programme = cast.programme(name_fr="Grande")
    small = cast.programme(name_fr="Petite")
    for number in range(6):
        taken = cast.completed(date(2020, 1, 1), of=cast.edition(of=programme, name=str(number)))
        if number < 2:
            credit(taken.person, film(2022, released=date(2022, 1, 15)))
    cast.completed(date(2020, 1, 1), of=cast.edition(of=small))
    client.force_login(reader)
    page = reverse("careers_time_to")
    groups = client.get(page, {"milestone": "feature_directed", "by": "programme"}).context["groups"]
    assert [bool(one.get("curve")) for one in groups] == [True, False]
    text = client.get(page, {"milestone": "feature_directed", "by": "programme", "csv": "1"}).content
    rows = list(csv.DictReader(StringIO(text.decode("utf-8-sig"))))
    assert [(row["months"], row["at_risk"], row["events"]) for row in rows] == [
        ("24", "6", "2"), ("82", "4", "0"), ("", "", ""),
    ]  # fmt: skip
    assert [row["hidden"] for row in rows] == ["0", "0", "1"]


def test_the_months_of_a_curve_run_as_one_reads(client, reader):
    programme = cast.programme()
    for number in range(6):
        taken = cast.completed(date(2020, 1, 1), of=cast.edition(of=programme, name=str(number)))
    credit(taken.person, film(2022, released=date(2022, 1, 15)))
    client.force_login(reader)
    drawn = {}
    for language in ("en", "ar"):
        client.cookies["django_language"] = language
        (group,) = client.get(reverse("careers_time_to")).context["groups"]
        drawn[language] = group["drawing"]
    there, here = drawn["en"], drawn["ar"]
    assert [tick.x for tick in there.months] == sorted(tick.x for tick in there.months)
    assert [tick.label for tick in here.months] == [tick.label for tick in there.months]
    for ticks, mirrored in ((there.months, here.months), (there.parts, here.parts), (there.gone, here.gone)):
        assert [(round(here.width - tick.x, 1), tick.y) for tick in ticks] == [
            (tick.x, tick.y) for tick in mirrored
        ]
    assert (here.start, here.end) == (there.width - there.start, there.width - there.end)
    assert there.line.startswith(f"M{there.start:g} ")
    assert here.line.startswith(f"M{here.start:g} ")


def test_a_wrong_question_is_told_beside_its_field(client, reader):
    client.force_login(reader)
    response = client.get(reverse("careers_time_to"), {"since": 2020, "until": 2019})
    assert "The last year is before the first." in response.content.decode()


def test_her_career_is_hers(client, she):
    client.force_login(she.account)
    response = client.get(reverse("portal:career"))
    assert "feature_headed" in {one.kind.value for one in response.context["reached"]}
    (badged,) = [one for one in response.context["page"] if "first award" in one.milestones]
    assert (badged.kind, badged.year) == ("award", 2021)
    assert client.get(reverse("portal:collaborators")).context["people"]
    client.force_login(cast.staff())
    assert client.get(reverse("portal:career")).status_code == 404


def test_stages_and_grants_stand_in_the_path_and_no_amount(client, she):
    grants.grant(person=she, participation=None, purpose="Une caméra")
    client.force_login(she.account)
    events = client.get(reverse("portal:career")).context["page"]
    told = {(event.kind, event.on) for event in events}
    assert {("stage", date(2021, 5, 4)), ("stage", date(2019, 1, 1))} <= told
    assert [event.title for event in events if event.kind == "grant"] == ["Une caméra"]
    assert str(Grant.objects.get().amount) not in str(list(events))


def test_the_api_gives_others_nothing_and_staff_all(api, she, reader):  # noqa: F811
    stranger = cast.alumna().account
    base = f"/api/v1/careers/{she.pk}/"
    assert [api(stranger).get(base + name).status_code for name in ("milestones/", "timeline/")] == [404, 404]
    assert api(she.account).get(base + "outcomes/").status_code == 403
    assert api(she.account).get("/api/v1/time-to/").status_code == 403
    told = api(reader).get(base + "outcomes/").json()
    assert told[0]["counts"] == {"counted": 4, "possible": 0, "excluded": 0}
    hers, staffs = (
        api(she.account).get("/api/v1/me/career/").json(),
        api(reader).get(base + "milestones/").json(),
    )
    assert hers == staffs
    prize = next(one for one in hers["milestones"] if one["kind"] == "first_award")
    assert (prize["row"], prize["row_id"]) == ("films.award", Award.objects.get().pk)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *((f"me/timeline/?page={page}", "page") for page in ("0", "10001", "000000001" + "0" * 5000)),
        *(("me/timeline/?size=1", "size"), ("me/career/?page=x", "page")),
    ],
)
def test_the_api_refuses_what_it_does_not_know(api, she, path, name):  # noqa: F811
    answer = api(she.account).get(f"/api/v1/{path}")
    assert (answer.status_code, list(answer.json())) == (400, [name])


def test_time_to_refuses_unknown_milestones_and_parameters(api, reader):  # noqa: F811
    app = api(reader)
    answers = [
        app.get(f"/api/v1/time-to/?{asked}")
        for asked in ("milestone=first_oscar", "milestone=first_award&colour=red", "")
    ]
    assert [(one.status_code, list(one.json())) for one in answers] == [
        (400, ["milestone"]), (400, ["colour"]), (400, ["milestone"]),
    ]  # fmt: skip


def test_a_programme_that_is_not_there_hides_no_other_fault(api, reader):  # noqa: F811
    app, asked = api(reader), "/api/v1/time-to/?milestone=first_award&programme=987654321"
    assert app.get(asked).status_code == 404
    answer = app.get(f"{asked}&since=2020&until=2019")
    assert (answer.status_code, list(answer.json())) == (400, ["until"])


@pytest.mark.one_database  # the queries are the same on each
def test_the_page_of_a_work_takes_as_many_queries_for_fifty_credits_as_for_one(client, api):  # noqa: F811
    work, boss = film(2021), cast.administrator()
    credit(cast.person(), work)
    client.force_login(boss)
    pages = [(client, reverse("admin:films_work_change", args=[work.pk]))]
    pages += [(api(boss), url) for url in (f"/api/v1/works/{work.pk}/", f"/api/v1/credits/?work={work.pk}")]
    for asker, page in pages:
        asker.get(page)  # fills the caches of content types
    one = [queries(asker, page) for asker, page in pages]
    for _more in range(49):
        credit(cast.person(), work)
    assert [queries(asker, page) for asker, page in pages] == one
