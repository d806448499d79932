"""Behind the links of mails: how it stands, the receipt, and a member's signature."""

import pytest
from django.urls import reverse

from residencies.calls import services
from residencies.calls.selectors import application_token, member_token
from tests.calls import cast
from tests.calls.test_members import invitee

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


def test_a_draft_says_what_is_missing_and_has_no_receipt(client):
    token = application_token(cast.draft())
    client.cookies.load({"django_language": "en"})
    page = client.get(reverse("calls:check", args=[token]))
    assert "“title?” is not answered." in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    assert client.get(reverse("calls:receipt", args=[token])).status_code == 404


def test_what_was_sent_can_be_read_as_a_pdf(client):
    token = application_token(cast.sent())
    answer = client.get(reverse("calls:receipt", args=[token]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize("name", ["application", "receipt", "sign"])
def test_a_link_that_is_not_ours_opens_nothing(client, name):
    for wrong in ("nonsense", application_token(cast.sent())[:-1] + "~"):
        assert client.get(reverse(f"calls:{name}", args=[wrong])).status_code == 404


@pytest.mark.parametrize("name", ["application", "sign"])
def test_the_buttons_of_languages_lead_back_to_the_page(client, name):
    row = cast.draft(cast.pair())
    token = application_token(row) if name == "application" else member_token(row.members.get())
    page = reverse(f"calls:{name}", args=[token])
    assert client.post(page, {"language": "ar", "next": page}).headers["Location"] == page
    assert 'lang="ar" dir="rtl"' in client.get(page).content.decode()


def test_a_member_signs_with_one_press_and_leaves_with_another(client):
    member = services.invite_member(cast.draft(cast.pair()), invitee(), now=NOW)
    page = reverse("calls:sign", args=[member_token(member)])
    assert client.get(page).status_code == 200
    member.refresh_from_db()
    assert member.signed_at is None
    assert client.post(page, {"sign": "yes"}).status_code == 302
    member.refresh_from_db()
    assert member.signed_at == NOW
    assert client.post(page, {"leave": "yes"}).status_code == 200
    assert client.get(page).status_code == 404
