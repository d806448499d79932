"""The year of an edition: next year's copy, leaves and returns, pairs and replacements, causes counted."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.films.models import Work
from residencies.programmes import services
from residencies.programmes.models import Absence, Edition, Needs, Participation
from residencies.programmes.selectors.days import days
from residencies.programmes.selectors.week import Line, left_by_cause, week
from tests import cast
from tests.cast import NOW
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine, client):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


def work() -> Work:
    return Work.objects.create(title="Le barrage")


def pair(**fields):
    shared, of = work(), enrolled.edition()
    return [enrolled.enrolment(of=of, work=shared, **fields) for _one in range(2)]


def test_an_edition_is_copied_with_what_hangs_on_it_a_year_later():
    of = enrolled.edition(starts_on=date(2028, 2, 29), ends_on=date(2028, 6, 30))
    track = of.programme.tracks.create(slug="son", name_fr="Son")
    of.places.create(track=track, capacity=8)
    enrolled.requirement(of, "deliverable", due_on=date(2028, 5, 1), track=track)
    enrolled.room(of, beds=3)
    enrolled.enrolment(of=of)
    made = services.copy_edition(of, " 2029 ", by=cast.administrator(), now=NOW)
    assert (made.name, made.starts_on, made.ends_on) == ("2029", date(2029, 2, 28), date(2029, 6, 30))
    (asked,) = made.requirements.all()
    assert (asked.due_on, asked.track, made.places.get().capacity) == (date(2029, 5, 1), track, 8)
    assert (made.rooms.get().beds, made.participations.count(), of.requirements.count()) == (3, 0, 1)
    with pytest.raises(ServiceError, match="2029"):
        services.copy_edition(of, "2029", by=None, now=NOW)


def test_the_desk_copies_and_says_when_the_name_is_taken(client):
    client.force_login(cast.administrator())
    of = enrolled.edition()
    url = reverse("admin:programmes_edition_copy", args=[of.pk])
    done = client.post(url, {"confirm": "1", "name": "2027"})
    assert done.url == reverse("admin:programmes_edition_change", args=[Edition.objects.latest("pk").pk])
    again = client.post(url, {"confirm": "1", "name": "2027"})
    assert "2027" in again.context["form"].non_field_errors()[0]
    assert Edition.objects.count() == 2


def test_a_leave_has_an_end_and_her_state_stays():
    row = enrolled.enrolment()
    made = services.begin_absence(row, away_from=date(2026, 11, 1), by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.begin_absence(row, away_from=date(2026, 12, 1), by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.end_absence(made, back_on=date(2026, 11, 1), by=None, now=NOW)
    services.end_absence(made, back_on=date(2026, 11, 10), by=None, now=NOW)
    services.begin_absence(row, away_from=date(2026, 11, 10), back_on=date(2026, 11, 12), by=None, now=NOW)
    with pytest.raises(ServiceError):
        services.end_absence(made, back_on=date(2026, 11, 11), by=None, now=NOW)
    row.refresh_from_db()
    assert (row.state, Absence.objects.count()) == ("attending", 2)
    left = enrolled.enrolment(state="withdrawn")
    with pytest.raises(ServiceError):
        services.begin_absence(left, away_from=date(2026, 11, 1), by=None, now=NOW)


def test_who_leaves_is_counted_by_cause_and_comes_back_without_it():
    one, other = pair()
    for row in (one, other):
        services.change_state(row, "withdrawn", by=None, now=NOW, cause="money", reason="la bourse")
    services.change_state(enrolled.enrolment(of=one.edition), "dismissed", by=None, now=NOW)
    causes = [(state, n) for state, _cause, n in left_by_cause(one.edition)]
    assert causes[0][1] == 2
    assert len(causes) == 2
    back = services.change_state(one, "confirmed", by=None, now=NOW)
    assert (back.cause, back.reason) == ("", "")
    again = services.confirm_participation(
        other.person, other.edition, track=None, work=None, by=None, now=NOW
    )
    assert (again.state, again.cause) == ("confirmed", "")


def test_a_partner_is_missing_until_someone_is_confirmed_in_her_place():
    one, other = pair()
    missing = Participation.objects.without_partner()
    assert not missing.exists()
    with pytest.raises(ServiceError):
        services.replace_participation(other, cast.person(), by=None, now=NOW)
    services.change_state(other, "withdrawn", by=None, now=NOW)
    assert list(missing.all()) == [one]
    new = cast.person()
    for _press in range(2):
        made = services.replace_participation(other, new, by=None, now=NOW)
    assert (made.work, made.state, made.replaces, missing.all().exists()) == (
        one.work,
        "confirmed",
        other,
        False,
    )
    with pytest.raises(ServiceError):
        services.replace_participation(other, cast.person(), by=None, now=NOW)
    with pytest.raises(ServiceError):  # her place is given
        services.change_state(other, "confirmed", by=None, now=NOW)
    services.change_state(made, "withdrawn", by=None, now=NOW)
    assert list(missing.all()) == [one]
    services.change_state(other, "confirmed", by=None, now=NOW)


def test_two_are_made_a_pair_and_no_others():
    rows = [enrolled.enrolment(of=enrolled.edition())]
    rows.append(enrolled.enrolment(of=rows[0].edition))
    services.pair_up(rows, work(), by=None, now=NOW)
    assert Participation.objects.values("work").distinct().count() == 1
    for wrong in (rows[:1], [rows[0], enrolled.enrolment()]):
        with pytest.raises(ServiceError):
            services.pair_up(wrong, work(), by=None, now=NOW)


def test_the_desk_replaces_by_name_or_address(client):
    client.force_login(cast.administrator())
    row = enrolled.enrolment(state="withdrawn")
    new = cast.person(name="Hajar Unique")
    url = reverse("admin:programmes_participation_replace", args=[row.pk])
    assert client.post(url, {"confirm": "1", "person": "Personne"}).context["form"].has_error("person")
    assert client.post(url, {"confirm": "1", "person": "hajar unique"}).status_code == 302
    assert Participation.objects.get(person=new).replaces == row


def a_line_more(edition, viewer, now):
    """As a room above gives it."""
    return [Line("Silent pairs", "Salma & Ali", "28 days")]


def test_the_week_holds_all_that_waits_and_what_other_rooms_add(client, settings):
    settings.EDITION_WEEK = ["tests.programmes.test_year.a_line_more"]
    one, other = pair()
    of = one.edition
    enrolled.enrolment(of=of, state="invited")
    services.change_state(other, "withdrawn", by=None, now=NOW, cause="health")
    enrolled.requirement(of, "deliverable", due_on=date(2026, 11, 27))
    enrolled.deliverable(one)
    enrolled.absence(one)
    enrolled.stay(one, room=None)
    boss = cast.administrator()
    parts = {part.title: len(part.lines) for part in week(of, boss, NOW)}
    assert len(parts) == 8
    assert parts["Silent pairs"] == 1
    client.force_login(boss)
    url = reverse("admin:programmes_edition_week", args=[of.pk])
    assert "Salma &amp; Ali" in client.get(url).content.decode()
    narrow = cast.staff("programmes.view_participation", "programmes.view_edition")
    assert len(week(of, narrow, NOW)) == 3
    client.force_login(cast.staff("programmes.view_edition"))
    assert client.get(url).status_code == 403


def test_the_week_takes_as_many_queries_for_twenty_as_for_one(django_assert_max_num_queries):
    of = enrolled.edition()
    for _one in range(12):
        row = enrolled.enrolment(of=of)
        enrolled.deliverable(row)
        enrolled.absence(row)
        enrolled.stay(row, room=None)
    with django_assert_max_num_queries(18):  # a room's first look is one each
        week(of, cast.administrator(), NOW)
    with django_assert_max_num_queries(9):
        days(of, cast.administrator(), NOW)


def test_her_page_says_what_is_to_be_done_and_takes_her_needs(client, django_assert_max_num_queries):
    one, other = pair()
    asked = enrolled.requirement(one.edition, "deliverable", due_on=date(2026, 11, 1))
    enrolled.requirement(one.edition, "sessions", amount=4, due_on=date(2027, 1, 1))
    enrolled.stay(one)
    enrolled.absence(one, reason="a secret")
    client.force_login(one.person.account)
    url = reverse("programmes:programme", args=[one.pk])
    with django_assert_max_num_queries(20):
        page = client.get(url)
    text = page.content.decode()
    first, late = page.context["todo"][0]
    assert (first.title.endswith(str(asked)), late) == (True, True)
    assert len(page.context["todo"]) == 2
    assert (str(other.person) in text, "a secret" in text) == (True, False)
    form = reverse("programmes:needs", args=[one.pk])
    said = {"dietary": "sans gluten", "travel": "", "access": ""}
    assert client.post(form, said).status_code == 302
    assert client.post(form, {**said, "access": "x" * 9000}).status_code == 422
    assert Needs.objects.get().dietary == "sans gluten"
    assert len(client.get(url).context["todo"]) == 1
    assert url in client.get("/").content.decode()
    client.force_login(other.person.account)
    assert {client.get(place).status_code for place in (url, form)} == {404}
    client.logout()
    assert client.get(url).status_code == 302


def test_needs_are_read_with_a_right_of_their_own(client):
    row = enrolled.needs(dietary="zqsecretqz")
    page = reverse("admin:programmes_participation_change", args=[row.participation_id])
    rights = ["programmes.view_participation", "people.view_person"]
    client.force_login(cast.staff(*rights))
    assert "zqsecretqz" not in client.get(page).content.decode()
    client.force_login(cast.staff(*rights, "programmes.view_needs"))
    assert "zqsecretqz" in client.get(page).content.decode()
