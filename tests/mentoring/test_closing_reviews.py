"""Both of a pair look back on it once it is closed; the staff read what they say."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.mail.letters import letter_for, render
from foundation.mail.models import Message
from residencies.mentoring import services
from residencies.mentoring.models import ClosingReview
from residencies.mentoring.selectors.links import review_path, review_token
from residencies.mentoring.selectors.year import agenda
from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import DAY, NOW

pytestmark = pytest.mark.django_db
SAID = {"goals": "most", "helped": "Scene twelve", "recommends": "yes", "hours_right": "no"}


@pytest.fixture(autouse=True)
def _today(time_machine, client):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


def closed():
    return services.close_mentorship(pairs.pair(), by=None, now=NOW)


def test_closing_asks_both_once_and_the_mail_leads_to_each_ones_own_page():
    row = closed()
    services.close_mentorship(row, by=None, now=NOW)
    assert {one.side for one in ClosingReview.objects.all()} == {"mentor", "mentee"}
    for message in Message.objects.filter(kind="mentoring_closing"):
        mine = ClosingReview.objects.get(side="mentor" if message.person == row.mentor.person else "mentee")
        found = letter_for(message)
        assert found.secrets == {"token": f"{review_token(mine)}/"}
        assert "/mentoring/review/~~token~~" in render(message, found)["text"]


def test_one_ended_early_or_never_begun_asks_for_none():
    services.end_mentorship(pairs.pair(), reason="moved", by=None, now=NOW)
    services.decline_mentorship(pairs.pair(state="requested"), by=None, now=NOW)
    assert not ClosingReview.objects.exists()


def test_she_answers_by_the_link_may_change_it_and_then_it_is_closed(client, time_machine):
    row = pairs.review()
    page = review_path(row)
    assert client.get(page).status_code == client.head(page).status_code == 200
    wrong = client.post(page, {**SAID, "goals": ""})
    assert (wrong.status_code, "Scene twelve" in wrong.text) == (422, True)
    row.refresh_from_db()
    assert row.answered_at is None
    assert "Your answers are with the team" in client.post(page, SAID, follow=True).text
    row.refresh_from_db()
    assert (row.goals, row.helped, row.recommends, row.hours_right) == ("most", "Scene twelve", True, False)
    client.post(page, {**SAID, "hours_right": "yes"})
    row.refresh_from_db()
    assert row.hours_right is True
    time_machine.move_to(NOW + 61 * DAY, tick=False)
    assert client.get(page).status_code == 410
    assert client.post(page, SAID).status_code == 422
    with pytest.raises(ServiceError):
        services.answer_review(row, goals="all", recommends=True, hours_right=True, now=NOW + 61 * DAY)
    assert client.get(page[:-4] + "abc/").status_code == 404


def test_the_pair_shows_who_has_and_not_what(client):
    row = closed()
    hers, his = row.reviews.get(side="mentee"), row.reviews.get(side="mentor")
    mentee, mentor = row.participation.person.account, row.mentor.person.account
    assert [one.url for one in agenda(row.participation, NOW)] == [review_path(hers)]
    services.answer_review(
        his, goals="none", helped="zqhis", recommends=False, hours_right=True, now=NOW + 2 * DAY
    )
    client.force_login(mentee)
    told = client.get(reverse("mentoring:mentorship", args=[row.pk])).text
    assert ("26 November 2026" in told, "not yet" in told, "zqhis" in told) == (True, True, False)
    assert (review_path(hers) in told, review_path(his) in told) == (True, False)
    assert review_path(hers) in client.get(reverse("mentoring:home")).text
    for account, own in ((mentee, hers), (mentor, his)):
        assert list(ClosingReview.objects.visible_to(account)) == [own]
        account.is_staff = True
        account.save()
        account.user_permissions.add(Permission.objects.get(codename="view_closingreview"))
        fresh = type(account).objects.get(pk=account.pk)
        assert list(ClosingReview.objects.visible_to(fresh)) == [own]
    client.force_login(cast.administrator())
    desk = client.get(reverse("admin:mentoring_mentorship_change", args=[row.pk])).text
    assert ("mentee: not yet" in desk, "mentor: 26 November 2026" in desk) == (True, True)
    assert "zqhis" in client.get(reverse("admin:mentoring_closingreview_change", args=[his.pk])).text


def test_by_the_api_each_answers_her_own(client):
    row = pairs.review()
    url = f"/api/v1/mentoring-reviews/{row.pk}/answer/"
    said = {"goals": "all", "recommends": True, "hours_right": True}
    for other in (row.mentorship.mentor.person.account, cast.administrator()):
        client.force_login(other, "allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(url, said, content_type="application/json").status_code == 404
    client.force_login(row.person.account, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(url, said, content_type="application/json").json()["goals"] == "all"
    assert ClosingReview.objects.get().recommends is True
