from datetime import date

import pytest
from django.urls import reverse

from residencies.programmes.models import Participation
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db
TABLE = reverse("admin:programmes_participation_changelist")


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def coordinator(client):
    account = cast.staff(
        *(f"programmes.{verb}_participation" for verb in ("view", "add", "change")),
        "people.view_person",
        "programmes.view_edition",
        "programmes.view_track",
        "films.view_work",
    )
    client.force_login(account)
    return account


@pytest.fixture
def cohort():
    edition = cast.edition(ends_on=date(2026, 8, 20))
    return [rows.participation(edition=edition, track=None, state="attending") for _seat in range(3)]


def act(client, name: str, chosen, **data):
    sent = {"action": name, "_selected_action": [row.pk for row in chosen], **data}
    return client.post(TABLE, sent)


def states() -> set[tuple]:
    return set(Participation.objects.values_list("state", "completed_on"))


def test_completing_asks_for_the_day_and_proposes_the_last_one_of_the_edition(client, coordinator, cohort):
    response = act(client, "complete", cohort)
    assert response.context["form"].initial == {"on": date(2026, 8, 20)}
    assert list(response.context["rows"]) == cohort
    assert states() == {("attending", None)}


def test_a_list_is_completed_with_its_day_and_the_one_who_did_it(client, coordinator, cohort):
    response = act(client, "complete", cohort, confirm="1", on="2026-08-20")
    assert response.url == TABLE
    assert states() == {("completed", date(2026, 8, 20))}
    assert cohort[0].history.first().history_user == coordinator


def test_a_list_chosen_across_pages_is_completed_whole(client, coordinator, cohort):
    act(client, "complete", cohort[:1], select_across="1", confirm="1", on="2026-08-20")
    assert states() == {("completed", date(2026, 8, 20))}


def test_what_cannot_be_completed_is_named_and_the_page_keeps_what_was_typed(client, coordinator, cohort):
    Participation.objects.filter(pk=cohort[2].pk).update(state="declined")
    response = act(client, "complete", cohort, confirm="1", on="2026-08-20")
    (said,) = response.context["form"].non_field_errors()
    assert said == f"{cohort[2]} is declined and cannot become completed."
    assert response.context["form"]["on"].value() == "2026-08-20"
    assert states() == {("attending", None), ("declined", None)}


def test_a_day_to_come_is_refused(client, coordinator, cohort):
    response = act(client, "complete", cohort, confirm="1", on="2999-01-01")
    assert response.context["form"].non_field_errors() == ["The day of completion lies in the future."]


def test_one_is_completed_from_its_own_page(client, coordinator, cohort):
    url = reverse("admin:programmes_participation_complete_one", args=[cohort[0].pk])
    assert client.get(url).status_code == 200
    response = client.post(url, {"confirm": "1", "on": "2026-08-20"})
    assert response.url == reverse("admin:programmes_participation_change", args=[cohort[0].pk])
    assert states() == {("attending", None), ("completed", date(2026, 8, 20))}


def test_all_move_or_none(client, coordinator, cohort):
    Participation.objects.filter(pk=cohort[2].pk).update(state="declined")
    response = act(client, "move", cohort, confirm="1", to="withdrawn", reason="a film to shoot")
    assert response.context["form"].non_field_errors() == [
        f"{cohort[2]} is declined and cannot become withdrawn."
    ]
    assert states() == {("attending", None), ("declined", None)}


def test_a_move_keeps_its_reason(client, coordinator, cohort):
    act(client, "move", cohort[:1], confirm="1", to="withdrawn", reason="a film to shoot")
    cohort[0].refresh_from_db()
    assert (cohort[0].state, cohort[0].reason) == ("withdrawn", "a film to shoot")


def test_completion_is_no_move_for_it_needs_its_day(client, coordinator, cohort):
    response = act(client, "move", cohort, confirm="1", to="completed")
    assert response.context["form"].has_error("to")


def test_the_state_is_no_field_of_the_form(client, coordinator, cohort):
    row = cohort[0]
    url = reverse("admin:programmes_participation_change", args=[row.pk])
    sent = {"state": "completed", "completed_on": "2026-08-20", "certificate": "X", "reason": "none"}
    assert client.post(url, {**sent, "work": row.work_id}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.certificate, row.reason) == ("attending", None, "")


def test_an_old_state_does_not_come_back_with_an_old_version(client, cohort):
    client.force_login(cast.administrator())
    row = cohort[0]
    args = [row.pk, row.history.first().pk]
    url = reverse("admin:programmes_participation_simple_history", args=args)
    assert client.get(url).status_code == 200
    assert client.post(url, {"work": row.work_id}).status_code == 403


def test_a_reader_is_offered_no_action_and_may_do_none(client, cohort):
    client.force_login(cast.staff("programmes.view_participation"))
    assert client.get(TABLE).context["action_form"] is None
    act(client, "complete", cohort, confirm="1", on="2026-08-20")
    url = reverse("admin:programmes_participation_complete_one", args=[cohort[0].pk])
    assert client.post(url, {"confirm": "1", "on": "2026-08-20"}).status_code == 403
    assert states() == {("attending", None)}


def test_a_track_of_another_programme_is_refused(client, coordinator):
    sent = {"person": cast.person().pk, "edition": cast.edition().pk, "track": rows.track().pk}
    response = client.post(reverse("admin:programmes_participation_add"), sent)
    assert response.context["adminform"].form.errors == {
        "track": ["Choose a track of this edition’s programme."]
    }


def test_an_edition_leads_to_its_participations(client, cohort):
    client.force_login(cast.administrator())
    rows.participation()
    url = f"{TABLE}?edition__id__exact={cohort[0].edition_id}"
    edition_page = client.get(reverse("admin:programmes_edition_change", args=[cohort[0].edition_id]))
    assert url in edition_page.content.decode()
    assert client.get(url).context["cl"].result_count == 3
