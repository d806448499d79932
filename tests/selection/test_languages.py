"""The language buttons of pages behind a link turn the page, and answer nothing."""

import pytest
from django.urls import reverse

from residencies.selection.models import Juror
from residencies.selection.selectors import juror_token
from residencies.selection.selectors.telling import offer_token
from tests.selection import cast

pytestmark = pytest.mark.django_db


def invitation():
    row = cast.juror(cast.jury(), state="invited", answered_at=None)
    return row, reverse("selection:invitation", args=[juror_token(row)])


def offer():
    (row,) = cast.offers(cast.released(selected=1))
    return row, reverse("selection:offer", args=[offer_token(row)])


@pytest.mark.parametrize("page", [invitation, offer])
def test_a_language_button_answers_nothing(page, client):
    row, url = page()
    answer = client.post(url, {"language": "ar", "next": url})
    assert (answer.status_code, answer.headers["location"]) == (302, url)
    before = row.state
    row.refresh_from_db()
    assert row.state == before
    assert b'<html lang="ar" dir="rtl">' in client.get(url).content


def test_a_press_without_an_answer_declines_no_seat(client):
    row, url = invitation()
    client.post(url, {})
    row.refresh_from_db()
    assert row.state == Juror.State.INVITED
