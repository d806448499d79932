"""What alumnae write to each other: who may, how much, who reads it, and that it stops."""

from datetime import timedelta
from uuid import uuid4

import pytest

from alumni.community import services
from alumni.community.models import Thread
from foundation.errors import ServiceError
from foundation.mail.models import Message as Mail
from tests import cast
from tests.community.cast import NOW, alumna, profile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOW, tick=False)


def open_to(**fields):
    """An alumna whom others may write to."""
    she = alumna(**fields)
    profile(she, listed_to="alumnae", takes_messages=True)
    return she


def write(author, to, text="Bonjour.", now=NOW, **how):
    return services.write(author, to, text, by=author.account, now=now, **how)


def refused(act, *args, **how):
    with pytest.raises(ServiceError):
        act(*args, **how)
    return True


def test_one_writes_the_other_answers_and_no_address_is_told(client):
    one, two = open_to(email="une@secret.example"), open_to(email="deux@secret.example", language="ar")
    client.force_login(one.account)
    path = f"/alumnae/{two.directory_profile.pk}/write/"
    sent = {"text": "Veux-tu travailler avec moi ?", "token": str(uuid4())}
    for _press in range(2):
        assert client.post(path, sent).status_code == 302
    thread = Thread.objects.get()
    client.force_login(two.account)
    page = client.get(f"/alumnae/messages/{thread.pk}/").content.decode()
    assert ("Veux-tu travailler" in page, "secret.example" in page) == (True, False)
    client.post(f"/alumnae/messages/{thread.pk}/", {"text": "Oui.", "token": str(uuid4())})
    assert list(thread.messages.values_list("text", "author")) == [(sent["text"], one.pk), ("Oui.", two.pk)]
    mails = Mail.objects.filter(kind="community_message").order_by("pk")
    assert [(mail.person, mail.language) for mail in mails] == [(two, "ar"), (one, "fr")]


def test_a_refused_message_keeps_what_was_typed(client):
    one, two = open_to(), open_to()
    write(one, two)
    profile(two, takes_messages=False)
    client.force_login(one.account)
    said = client.post(f"/alumnae/messages/{Thread.objects.get().pk}/", {"text": "Encore moi"})
    assert (said.status_code, "Encore moi" in said.content.decode()) == (422, True)


def test_it_reaches_those_alone_who_are_listed_and_take_messages():
    one, two = open_to(), open_to()
    for said in ({"takes_messages": False}, {"takes_messages": True, "listed_to": "nobody"}):
        profile(two, **said)
        assert refused(write, one, two)
    profile(two, listed_to="alumnae")
    profile(one, takes_messages=False)
    assert refused(write, one, two)  # she could not be answered
    profile(one, takes_messages=True)
    assert write(one, two)
    assert refused(write, one, one)
    assert refused(write, cast.alumna(), two)  # she has completed nothing


def test_whoever_is_blocked_reaches_her_no_more_and_is_not_told_why():
    one, two = open_to(), open_to()
    write(one, two)
    services.block(two, one, now=NOW)
    with pytest.raises(ServiceError) as blocked:
        write(one, two)
    profile(two, takes_messages=False)
    with pytest.raises(ServiceError) as off:
        write(one, two)
    assert str(blocked.value) == str(off.value)
    services.unblock(two, one)
    profile(two, takes_messages=True)
    assert write(one, two)


def test_to_whoever_is_blocked_the_directory_says_that_she_takes_no_messages(client, api):
    one, two, third = open_to(), open_to(), open_to()
    services.block(two, one, now=NOW)
    number = two.directory_profile.pk
    for reader, takes in ((one, False), (third, True)):
        client.force_login(reader.account)
        page = client.get(f"/alumnae/{number}/")
        assert page.context["entry"].takes_messages == takes
        assert api(reader.account).get(f"/api/v1/directory/{number}/").json()["takes_messages"] == takes


def test_a_day_takes_so_many_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(services, "MOST_A_DAY", 4)
    monkeypatch.setattr(services, "MOST_BEGUN", 2)
    one, others = open_to(), [open_to() for _ in range(3)]
    write(one, others[0])
    write(one, others[1])
    assert refused(write, one, others[2])
    write(one, others[0])
    write(one, others[0])
    assert refused(write, one, others[1])
    later = NOW + timedelta(days=1, minutes=1)
    assert refused(write, one, others[0], now=later)  # who has had three and not answered
    assert write(one, others[2], now=later)


def test_the_two_read_it_and_nobody_else_before_it_is_reported(client, api):
    one, two, third = open_to(), open_to(), open_to()
    write(one, two, "zqwordsqz")
    thread = Thread.objects.get()
    paths = (f"/alumnae/messages/{thread.pk}/", f"/api/v1/me/threads/{thread.pk}/")
    boss, reader = cast.administrator(), cast.staff("community.view_report")
    for account, expected in ((one.account, 200), (two.account, 200), (third.account, 404), (boss, 404)):
        client.force_login(account)
        assert client.get(paths[0]).status_code == expected
        assert api(account).get(paths[1]).status_code == expected
    row = services.report(thread, two, "Elle insiste.", now=NOW)
    assert services.report(thread, two, "", now=NOW) == row
    write(two, one, "zqlaterqz", now=NOW + timedelta(minutes=1))
    page = f"/admin/community/report/{row.pk}/change/"
    client.force_login(reader)
    told = client.get(page).content.decode()
    assert [text in told for text in ("zqwordsqz", "Elle insiste.", "zqlaterqz")] == [True, True, False]
    client.force_login(cast.staff("community.view_profile"))
    assert client.get(page).status_code == 403
    assert Mail.objects.filter(kind="community_report", to_addr=reader.email).count() == 1
