import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from alumni.careers.models import Change
from foundation.films.models import Credit, Role
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db
TABLE = reverse("admin:careers_change_changelist")


def button(name: str, change: Change) -> str:
    return reverse(f"admin:careers_change_{name}", args=[change.pk])


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def decider(client):
    account = cast.staff("careers.view_change", "careers.change_change")
    client.force_login(account)
    return account


def test_one_press_accepts_and_says_who_did(client, decider):
    change = rows.change()
    response = client.post(button("accept", change) + "?state__exact=proposed")
    change.refresh_from_db()
    assert response.url == f"{TABLE}?state__exact=proposed"
    assert (change.state, change.work.stage, change.decided_by) == ("accepted", "shooting", decider)
    assert change.work.history.first().history_user == decider


def test_one_press_declines_and_changes_nothing_else(client, decider):
    change = rows.change()
    client.post(button("decline", change))
    change.refresh_from_db()
    assert (change.state, change.work.stage) == ("declined", "idea")


@pytest.mark.parametrize("name", ["accept", "decline"])
def test_a_link_that_is_followed_decides_nothing(client, decider, name):
    change = rows.change()
    assert client.get(button(name, change)).status_code == 405
    change.refresh_from_db()
    assert change.state == "proposed"


def test_a_reader_is_shown_no_buttons_and_cannot_press_them(client):
    change = rows.change()
    client.force_login(cast.staff("careers.view_change"))
    assert "formaction" not in client.get(TABLE).content.decode()
    assert client.post(button("accept", change)).status_code == 403


def test_before_and_after_stand_side_by_side(client, decider):
    place = {"city": "Fès", "country": "MA", "occupation": ""}
    rows.change(kind="facts", work=None, before=place, after={**place, "city": "Lyon", "country": "FR"})
    html = client.get(TABLE).content.decode()
    shown = [text for text in ("Fès", "Morocco", "Lyon", "France") if text in html]
    assert shown == ["Fès", "Morocco", "Lyon", "France"]


def test_what_was_decided_has_no_buttons(client, decider):
    rows.change(state="accepted", decided_at=cast.NOW)
    assert "formaction" not in client.get(TABLE).content.decode()


def test_many_are_decided_after_a_look_and_all_or_none(client, decider):
    good = rows.change()
    lost = rows.change(kind="credit", work=None, before={}, after={"title": "Ourika", "role": "nobody"})
    sent = {"action": "accept_selected", "_selected_action": [good.pk, lost.pk]}
    assert client.post(TABLE, sent).status_code == 200
    refused = client.post(TABLE, {**sent, "confirm": "1"})
    assert set(Change.objects.values_list("state", flat=True)) == {"proposed"}
    (said,) = refused.context["form"].non_field_errors()
    assert said == f"{lost}: “nobody” is not a role in the table."
    done = client.post(TABLE, {**sent, "_selected_action": [good.pk], "confirm": "1"})
    assert (Change.objects.get(pk=good.pk).state, told(done)) == ("accepted", ["1 change was decided."])


def test_of_all_that_match_those_alone_are_decided_that_were_shown(client, decider):
    first = rows.change()
    sent = {"action": "accept_selected", "select_across": "1", "_selected_action": [first.pk]}
    asked = client.post(TABLE, sent)
    rows.change()  # said while she reads
    again = client.post(TABLE, {**dict(asked.context["carried"]), "confirm": "1"})
    assert set(Change.objects.values_list("state", flat=True)) == {"proposed"}
    (said,) = again.context["form"].non_field_errors()
    assert said.startswith("These are no longer the rows that you were asked about.")
    assert again.context["count"] == 2
    shown = {**dict(again.context["carried"]), "confirm": "1"}
    assert told(client.post(TABLE, shown)) == ["2 changes were decided."]
    pressed_twice = client.post(TABLE, shown)
    assert pressed_twice.context["form"].non_field_errors() == [said]


def test_a_credit_said_before_its_selection_is_accepted_before_it(client, decider):
    she, role = cast.person(), Role.objects.first().slug
    said = {"person": she, "work": None, "before": {}}
    rows.change(**said, kind="selection", after={"title": "Ourika", "festival": "FNF"}, said_at=cast.NOW)
    earlier = cast.NOW.replace(hour=9)
    rows.change(**said, kind="credit", after={"title": "Ourika", "role": role}, said_at=earlier)
    chosen = list(Change.objects.values_list("pk", flat=True))
    client.post(TABLE, {"action": "accept_selected", "_selected_action": chosen, "confirm": "1"})
    assert Credit.objects.get(person=she).work.selections.count() == 1


def test_an_old_version_cannot_be_brought_back(client):
    change = rows.change()
    client.force_login(cast.administrator())
    version = change.history.first().pk
    url = reverse("admin:careers_change_simple_history", args=[change.pk, version])
    assert client.post(url, {}).status_code == 403


def test_an_old_version_has_no_buttons(client):
    change = rows.change()
    client.force_login(cast.administrator())
    args = [change.pk, change.history.first().pk]
    pages = [
        client.get(reverse("admin:careers_change_change", args=args[:1])),
        client.get(reverse("admin:careers_change_simple_history", args=args)),
    ]
    button = reverse("admin:careers_change_accept", args=args[:1])
    assert [button in page.content.decode() for page in pages] == [True, False]
