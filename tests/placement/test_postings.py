"""A production asks without an account, by mail; nobody sees it before, and it is forgotten after days."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from alumni.placement import services
from alumni.placement.models import Posting
from alumni.placement.selectors.figures import placements
from alumni.placement.selectors.links import posting_token
from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.mail.models import Message
from residencies.programmes.models import Participation
from tests import cast as people
from tests.placement import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def said(**fields):
    today = timezone.localdate()
    return {
        "contact_name": "Nadia", "contact_email": "Nadia@Production.example", "contact_language": "fr",
        "production": "Studio", "title": "La route du sel", "role": cast.role(), "grade": "assistant",
        "places": 1, "starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=40),
        "city": "Tanger", "country": "MA", "languages": "fr", "is_paid": True, "pay_words": "6 000 MAD",
        "text": "", **fields,
    }  # fmt: skip


def form(**fields):
    return {**said(), "role": cast.role().pk, "languages": ["fr"], "is_paid": "yes", **fields}


@pytest.fixture(autouse=True)
def _unthrottled():
    cache.clear()


def test_what_a_stranger_asks_is_seen_once_it_is_confirmed_and_open_once_staff_say_so(client):
    answer = client.post("/work/post/", form())
    assert answer.status_code == 200
    row = Posting.objects.get()
    boss = people.administrator()
    assert (row.state, row.history.count(), row.contact_email) == (
        "unconfirmed", 0, "nadia@production.example",
    )  # fmt: skip
    assert not Posting.objects.visible_to(boss).exists()
    url = f"/work/post/{posting_token(row)}/"
    client.get(url)
    row.refresh_from_db()
    assert row.state == "unconfirmed"
    for _twice in range(2):
        client.post(url, {"confirm": "1"})
    row.refresh_from_db()
    assert row.state == "draft"
    she = cast.graduate()
    assert Posting.objects.visible_to(boss).exists()
    assert not Posting.objects.visible_to(she.account).exists()
    services.open_posting(row, by=boss, now=timezone.now())
    row.refresh_from_db()
    assert Posting.objects.visible_to(she.account).get() == row
    assert not Posting.objects.visible_to(people.alumna().account).exists()  # who has completed nothing
    assert row.work == Work.objects.get(title="La route du sel")


def test_twice_is_one_posting_and_one_mail_and_above_five_a_day_nothing_is_written():
    for _twice in range(2):
        services.ask_for_alumnae(**said(), now=timezone.now())
    assert (Posting.objects.count(), Message.objects.count()) == (1, 1)
    for number in range(7):
        services.ask_for_alumnae(**said(title=f"Film {number}"), now=timezone.now())
    assert Posting.objects.count() == services.postings.MOST_A_DAY


def test_a_link_is_old_after_two_days_and_what_nobody_confirmed_is_gone_after_seven():
    services.ask_for_alumnae(**said(), now=NOW)
    row = Posting.objects.get()
    with pytest.raises(ServiceError):
        services.confirm_posting(row, now=NOW + timedelta(days=2))
    assert services.forget_postings(now=NOW + timedelta(days=6)) == 0
    assert services.forget_postings(now=NOW + timedelta(days=8)) == 1
    assert (Posting.objects.count(), Posting.history.count()) == (0, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact_email", "nobody"), ("contact_name", ""), ("ends_on", "2020-01-01"), ("role", "0"),
        ("places", "0"), ("city", ""), ("is_paid", ""), ("languages", ["xx"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, field, value):
    answer = client.post("/work/post/", form(**{field: value}))
    assert answer.status_code == 422
    assert "La route du sel" in answer.content.decode()
    assert Posting.objects.count() == 0


def test_without_film_or_production_it_is_told(client):
    assert client.post("/work/post/", form(title="", production="")).status_code == 422


def test_figures_tell_who_was_placed_who_it_is_too_early_for_and_who_is_not_known():
    of = cast.track()
    on = NOW.date()
    placed, late = (
        cast.graduate(of, on=on - timedelta(days=100)),
        cast.graduate(of, on=on - timedelta(days=300)),
    )
    cast.graduate(of, on=on - timedelta(days=700))
    cast.graduate(of, on=on - timedelta(days=10))
    for one in (placed, late):
        cast.accepted(None, one)
    (cohort,) = placements(Participation.objects.all(), on)
    six, twelve = cohort.figures
    assert (six.completed, six.placed, six.early, six.unknown) == (4, 1, 1, 2)
    assert (twelve.placed, twelve.early, twelve.unknown) == (2, 1, 1)
    assert twelve.share == 2 / 3
