"""The pages of a mentor and a mentee, and the desk, through real requests."""

import pytest
from django.contrib.admin import site
from django.urls import reverse

from residencies.mentoring.models import MentoringSession, Mentorship, Pin, PrivateNote, Veto, Wish
from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine, client):
    time_machine.move_to(NOW, tick=False)
    client.cookies["django_language"] = "en"


def as_(client, person):
    client.force_login(person.account)
    return client


def test_a_mentee_says_her_wishes_and_with_whom_not(client):
    row = pairs.matching_round()
    one, two = pairs.mentor(), pairs.mentor()
    she = pairs.mentee(row)
    page = reverse("mentoring:mentee_wishes", args=[she.pk])
    assert page in as_(client, she.person).get(reverse("mentoring:home")).text
    assert "Go to my mentoring" in client.get("/").text
    done = client.post(page, {f"rank.{one.pk}": "2", f"rank.{two.pk}": "1"}, follow=True)
    assert "Your wishes are kept" in done.text
    assert list(Wish.objects.values_list("mentor", "rank")) == [(two.pk, 1), (one.pk, 2)]
    twice = client.post(page, {f"rank.{one.pk}": "1", f"rank.{two.pk}": "1"})
    assert (twice.status_code, twice.text.count('<option value="1" selected>')) == (422, 2)
    client.post(page, {"veto": "1", "whom": one.pk, "reason": "secret"})
    veto = Veto.objects.get()
    assert (veto.reason, veto.said_by, veto.mentee) == ("secret", "mentee", she.person)
    assert "secret" not in client.get(page).text
    as_(client, one.person)
    hers = client.get(reverse("mentoring:mentor_wishes", args=[row.pk])).text
    assert she.person.name in hers
    assert "Take it back" not in hers
    client.post(reverse("mentoring:mentor_wishes", args=[row.pk]), {"withdraw": veto.pk})
    assert Veto.objects.exists()
    as_(client, she.person).post(page, {"withdraw": veto.pk})
    assert not Veto.objects.exists()
    assert as_(client, two.person).get(page).status_code == 404


def test_a_mentor_accepts_logs_a_session_and_each_reads_her_own_private_note(client):
    row = pairs.pair(state="requested")
    page = reverse("mentoring:mentorship", args=[row.pk])
    mentor, mentee = row.mentor.person, row.participation.person
    assert as_(client, mentee).get(page).status_code == 404
    assert as_(client, mentor).get(page).status_code == 200
    client.post(reverse("mentoring:answer", args=[row.pk]), {"accept": "1"})
    words = {"goals": "Act two", "shared_notes": "Scene 12", "private_note": "she doubts"}
    wrong = client.post(page, {"on": "2026-11-24", "minutes": "0", **words})
    assert (wrong.status_code, "she doubts" in wrong.text) == (422, True)
    assert (
        "The session is logged"
        in client.post(page, {"on": "2026-11-24", "minutes": "90", **words}, follow=True).text
    )
    made = MentoringSession.objects.get()
    own = reverse("mentoring:session", args=[made.pk])
    hers = as_(client, mentee).get(page).text
    assert "Scene 12" in hers
    assert "she doubts" not in hers + client.get(own).text
    client.post(
        own, {"goals": "Act two", "shared_notes": "Scene 13", "private_note": "he is late", "version": "1"}
    )
    assert PrivateNote.objects.count() == 2
    stale = client.post(own, {"goals": "x", "shared_notes": "y", "private_note": "z", "version": "1"})
    assert (stale.status_code, PrivateNote.objects.get(author=mentee).text) == (422, "he is late")
    theirs = as_(client, mentor).get(page).text
    assert ("Scene 13" in theirs, "she doubts" in theirs, "he is late" in theirs) == (True, True, False)
    assert as_(client, mentee).post(page, {"on": "2026-11-24", "minutes": "30"}).status_code == 404
    stranger = cast.alumna()
    for path in (page, own):
        assert as_(client, stranger).get(path).status_code == 404
    client.force_login(cast.administrator())
    desk = client.get(reverse("admin:mentoring_mentoringsession_change", args=[made.pk])).text
    assert ("Scene 13" in desk, "she doubts" in desk, "he is late" in desk) == (True, False, False)


def test_staff_solve_pin_solve_again_and_ask(client):
    row = pairs.matching_round()
    one, two = pairs.mentor(capacity=1), pairs.mentor(capacity=1)
    she = pairs.mentee(row)
    client.force_login(cast.staff("mentoring.view_round"))
    page = reverse("admin:mentoring_round_proposal", args=[row.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"solve": "1"}).status_code == 403
    client.force_login(cast.administrator())
    client.post(page, {"solve": "1"})
    told = client.get(page).text
    assert "point less in all" in told or "points less in all" in told
    other = two if row.pairings.get().mentor == one else one
    client.post(page, {"participation": she.pk, "mentor": other.pk, "together": "1"})
    client.post(page, {"solve": "1"})
    assert row.pairings.get().mentor == other
    assert "pinned by the staff" in client.get(page).text
    ask = reverse("admin:mentoring_round_ask", args=[row.pk])
    row.refresh_from_db()
    assert str(other) in client.get(ask).text
    stale = client.post(ask, {"confirm": "1", "solved_at": "nonsense"})
    assert "look at it again" in stale.text
    client.post(ask, {"confirm": "1", "solved_at": row.solved_at.isoformat()})
    assert Mentorship.objects.get().mentor == other
    client.post(page, {"unpin": Pin.objects.get().pk})
    assert not Pin.objects.exists()


def test_the_desk_lists_pairs_that_are_silent_and_ends_them(client, time_machine):
    row = pairs.pair()
    time_machine.move_to(NOW + 22 * pairs.DAY, tick=False)
    client.force_login(cast.administrator())
    assert (
        row.mentor.person.name
        in client.get(reverse("admin:mentoring_mentorship_changelist"), {"silent": "yes"}).text
    )
    change = reverse("admin:mentoring_mentorship_change", args=[row.pk])
    assert client.get(change).status_code == 200
    client.post(reverse("admin:mentoring_mentorship_end", args=[row.pk]), {"confirm": "1", "reason": "moved"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("ended", "moved")


def test_a_row_of_the_desk_holds_three_fields_at_most():
    """With four their days ran over the edge of a wide page."""
    desks = {str(model._meta): desk for model, desk in site._registry.items()}
    rows = [(name, row) for name, desk in desks.items() for row in desk.fields or []]
    rows += [
        (name, row)
        for name, desk in desks.items()
        for _title, part in desk.fieldsets or []
        for row in part["fields"]
    ]
    assert [(name, row) for name, row in rows if isinstance(row, tuple) and len(row) > 3] == []
