"""Leaving the subscribed letters: by the mail program's own button, or by ours."""

import pytest
from django.test import Client

from foundation.mail.delivery import drain
from foundation.mail.letters import unsubscribe_path
from foundation.mail.models import Message, Suppression
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def stranger() -> Client:
    """A mail program: no cookie, no login, no token."""
    return Client(enforce_csrf_checks=True)


def news(**fields) -> Message:
    return note(kind="news", **fields)


def test_one_click_is_enough_and_twice_is_no_more(stranger):
    path = unsubscribe_path(news())
    assert [stranger.post(path, ONE_CLICK).status_code for _ in range(2)] == [200, 200]
    assert [(row.stream, row.reason) for row in Suppression.objects.all()] == [("subscribed", "unsubscribed")]


def test_one_click_is_answered_at_once_and_leads_to_no_other_page(stranger):
    answer = stranger.post(unsubscribe_path(news()), ONE_CLICK)
    assert (answer.status_code, "Location" in answer, Suppression.objects.count()) == (200, False, 1)


def test_the_headers_of_a_mail_lead_to_the_one_click(stranger, sink, settings):
    news()
    drain()
    mail = sink.mails[0]
    path = mail["List-Unsubscribe"].strip(" <>").removeprefix(settings.SITE_URL)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        stranger.post(path, mail["List-Unsubscribe-Post"], "application/x-www-form-urlencoded").status_code
        == 200
    )
    assert Suppression.objects.count() == 1


def test_the_next_letter_does_not_leave_and_a_login_code_does(stranger, sink):
    stranger.post(unsubscribe_path(news()), ONE_CLICK)
    news()
    note()
    drain()
    assert [mail["Subject"] for mail in sink.mails] == ["A note:"]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
        "suppressed",
        "suppressed",
        "sent",
    ]


def test_another_address_is_not_touched(stranger, sink):
    stranger.post(unsubscribe_path(news()), ONE_CLICK)
    news(to="hajar@example.org")
    drain()
    assert [mail["To"] for mail in sink.mails] == ["hajar@example.org"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(stranger, method):
    assert getattr(stranger, method)(unsubscribe_path(news())).status_code == 200
    assert Suppression.objects.count() == 0


def test_the_page_asks_and_its_one_button_does_it(stranger):
    path = unsubscribe_path(news())
    assert stranger.get(path).context["done"] is False
    assert stranger.post(path, ONE_CLICK).context["done"] is True
    assert stranger.get(path).context["done"] is True


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_is_in_the_language_of_the_letter(stranger, language, direction, method):
    page = getattr(stranger, method)(unsubscribe_path(news(language=language)))
    assert f'<html lang="{language}" dir="{direction}">' in page.content.decode()


def test_a_language_chosen_on_the_page_is_kept(stranger):
    path = unsubscribe_path(news(language="ar"))
    stranger.cookies["django_language"] = "fr"
    assert '<html lang="fr"' in stranger.get(path).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("altered", ["{}x", "2{}", "x", ":", "%00"])
def test_an_altered_link_says_so_kindly_and_does_nothing(stranger, method, altered):
    token = unsubscribe_path(news()).split("/")[3]
    page = getattr(stranger, method)(f"/mail/u/{altered.format(token)}/")
    assert (page.status_code, Suppression.objects.count()) == (404, 0)
    assert page.templates[0].name == "mail/unsubscribe_unknown.html"


def test_the_link_of_an_erased_letter_is_unknown(stranger):
    path = unsubscribe_path(news())
    Message.objects.all().delete()
    assert stranger.post(path, ONE_CLICK).status_code == 404


def test_a_body_that_is_broken_is_taken_at_its_word(stranger):
    answer = stranger.post(unsubscribe_path(news()), b"\xff--", "multipart/form-data; boundary=x")
    assert (answer.status_code, Suppression.objects.count()) == (200, 1)


def test_other_methods_are_refused(stranger):
    assert stranger.delete(unsubscribe_path(news())).status_code == 405
