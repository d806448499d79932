"""A pair at its pages: named, signing, leaving, replaced."""

from datetime import timedelta

import pytest
from django.urls import reverse

from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.selectors import application_token, member_token
from tests.calls import cast

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES


@pytest.fixture(autouse=True)
def _now(time_machine, client) -> None:
    time_machine.move_to(NOW, tick=False)
    client.cookies.load({"django_language": "en"})


def path(row, name: str = "members") -> str:
    return reverse(f"calls:{name}", args=[application_token(row)])


def named(**fields) -> dict:
    producer = cast.role("producer").pk
    data = {"name": "Rajaa", "email": "rajaa@example.org", "role": producer, "language": "ar"}
    return {**data, **fields}


def test_a_member_is_named_reminded_and_taken_out(client, time_machine):
    row = cast.filled(cast.pair())
    assert client.post(path(row), named()).headers["Location"] == f"{path(row)}?invited"
    member = row.members.get(is_lead=False)
    assert "has not signed yet" in client.get(path(row)).content.decode()
    time_machine.move_to(NOW + timedelta(hours=2), tick=False)
    for said in ("resent", "often"):
        assert client.post(path(row), {"resend": member.pk}).headers["Location"].endswith(f"?{said}")
    assert Message.objects.filter(kind="application_sign").count() == 2
    client.post(path(row), {"leave": member.pk})
    member.refresh_from_db()
    assert member.withdrawn_at is not None


def test_what_cannot_be_named_is_told_and_stays_typed(client):
    row = cast.filled(cast.pair())
    page = client.post(path(row), named(role=cast.role("director").pk))
    text = page.content.decode()
    assert (page.status_code, "can be named" in text, 'value="Rajaa"' in text) == (422, True, True)


def test_it_is_sent_once_all_have_signed(client):
    row = cast.filled(cast.pair())
    client.post(path(row), named())
    member = row.members.get(is_lead=False)
    assert "Rajaa (" in client.get(path(row, "check")).content.decode()
    client.post(reverse("calls:sign", args=[member_token(member)]), {"sign": "yes"})
    assert client.post(path(row, "check")).status_code == 302
    row.refresh_from_db()
    assert row.state == "submitted"


def test_who_leaves_afterwards_is_replaced_within_the_days(client):
    row = cast.whole(cast.pair())
    gone = row.members.get(is_lead=False)
    client.post(reverse("calls:sign", args=[member_token(gone)]), {"leave": "yes"})
    assert "A member has left" in client.get(path(row, "application")).content.decode()
    client.post(path(row), named())
    new = row.members.get(withdrawn_at=None, is_lead=False)
    assert new.replaces == gone
    services.sign(new, now=NOW)
    row.refresh_from_db()
    assert row.replace_by is None


def test_one_person_alone_has_no_members(client):
    row = cast.filled()
    assert client.get(path(row)).headers["Location"] == path(row, "application")


def test_the_lead_hands_over_to_who_has_signed(client):
    row = cast.filled(cast.pair())
    page = client.post(path(row), {"hand_over": "yes"})
    assert (page.status_code, "Nobody else has signed" in page.content.decode()) == (422, True)
    client.post(path(row), named())
    heir = services.sign(row.members.get(is_lead=False), now=NOW)
    link = path(row)
    assert client.post(link, {"hand_over": "yes"}).status_code == 200
    row.refresh_from_db()
    assert (row.email, client.get(link).status_code) == (heir.email, 404)
