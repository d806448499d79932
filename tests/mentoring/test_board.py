"""How fairly a round is shared: figures by mentor and by mentee, as a page and as files."""

import csv
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.lists.models import Export
from residencies.mentoring.models import Wish
from residencies.mentoring.selectors.board import board_of
from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import DAY, NOW
from tests.programmes import enrolled

pytestmark = pytest.mark.django_db
LATER = NOW + 40 * DAY


@pytest.fixture(autouse=True)
def _clock(time_machine, client):
    time_machine.move_to(LATER, tick=False)
    client.cookies["django_language"] = "en"


def held(row, minutes, days=0):
    return row.sessions.create(on=(NOW + days * DAY).date(), minutes=minutes, logged_at=NOW)


def url(row) -> str:
    return reverse("admin:mentoring_round_board", args=[row.pk])


def test_each_mentor_and_mentee_with_her_figures():
    of = pairs.matching_round()
    enrolled.requirement(of.edition, "mentoring", amount=10)
    busy, idle = pairs.mentor(capacity=3), pairs.mentor()
    amal, badia, chama = pairs.mentee(of), pairs.mentee(of), pairs.mentee(of)
    Wish.objects.create(round=of, said_by="mentee", participation=amal, mentor=busy, rank=2)
    Wish.objects.create(round=of, said_by="mentor", participation=badia, mentor=busy, rank=1)
    one = pairs.pair(mentor=busy, participation=amal, fee_per_hour=Decimal(500), heard_at=LATER)
    two = pairs.pair(mentor=busy, participation=badia, fee_per_hour=Decimal(500))
    held(one, 90, days=10), held(one, 60, days=30), held(two, 30)
    pairs.pair(mentor=busy)  # of another edition: it takes a place, and no more
    board = board_of(of, cast.administrator(), LATER)
    lines = {line.mentor: line for line in board.mentors}
    assert (lines[busy].mentees, lines[busy].everywhere, lines[busy].hours) == (2, 3, 3)
    assert (dict(lines[busy].fees), lines[busy].silent) == ({"MAD": Decimal(1500)}, 1)
    assert (lines[idle].mentees, lines[idle].everywhere, lines[idle].silent) == (0, 0, 0)
    assert [line.participation for line in board.mentees] == [chama, badia, amal]
    hers = {line.participation: line for line in board.mentees}
    assert (hers[amal].wish, hers[amal].hours, hers[amal].required) == (2, Decimal("2.50"), 10)
    assert (hers[amal].idle, hers[amal].lacks, hers[chama].idle) == (10, True, None)
    assert (hers[badia].wish, hers[chama].mentors) == (None, [])
    assert board.spread == (0, Decimal("0.5"), Decimal("2.5"))
    assert board.wishes == [(2, 1), (None, 1)]


def test_an_average_is_told_from_three_answers_on_and_never_to_the_mentor_herself():
    of = pairs.matching_round()
    of_two, of_three = pairs.mentor(), pairs.mentor()
    for mentor, answers in [(of_two, ["talk", "talk"]), (of_three, ["well", "well", "talk"])]:
        row = pairs.pair(mentor=mentor, round=of)
        pairs.pulse(row, side="mentor", answer="talk")
        for number, answer in enumerate(answers, start=1):
            pairs.pulse(row, number=number, answer=answer)

    def told(viewer):
        return {line.mentor: line.pulse for line in board_of(of, viewer, LATER).mentors}

    assert told(cast.administrator()) == {of_two: None, of_three: 2.3}
    assert told(cast.staff("mentoring.view_round")) == {of_two: None, of_three: None}
    herself = of_three.person.account
    herself.is_staff = True
    herself.save()
    herself.user_permissions.add(Permission.objects.get(codename="view_pulse"))
    assert told(type(herself).objects.get(pk=herself.pk))[of_three] is None


def test_the_page_and_its_files_for_whoever_sees_pairs(client):
    of = pairs.matching_round()
    who = cast.alumna(name="=HYPERLINK(1)")
    row = pairs.pair(round=of, mentor=pairs.mentor(who=who), fee_per_hour=Decimal(500))
    held(row, 60)
    client.force_login(cast.staff("mentoring.view_round"))
    assert client.get(url(of)).status_code == 403
    client.force_login(cast.staff("mentoring.view_round", "mentoring.view_mentorship"))
    page = client.get(url(of))
    assert (page.status_code, row.participation.person.name in page.text) == (200, True)
    assert "500.00" not in page.text + client.get(url(of), {"csv": "mentors"}).text
    client.force_login(cast.administrator())
    assert "500.00 MAD" in client.get(url(of)).text
    assert client.post(url(of)).status_code == 405
    (line,) = csv.DictReader(client.get(url(of), {"csv": "mentors"}).text.lstrip("\ufeff").splitlines())
    assert (line["mentor"], line["hours"], line["fees"]) == ("'=HYPERLINK(1)", "1.0", "500.00 MAD")
    (line,) = csv.DictReader(client.get(url(of), {"csv": "mentees"}).text.lstrip("\ufeff").splitlines())
    assert (line["mentors"], line["days_since"]) == ("'=HYPERLINK(1)", "40")
    taken = Export.objects.order_by("pk").values_list("table", "form", "count", "filters")
    assert [*taken] == [
        (table, "csv", 1, f"round={of.pk}")
        for table in ("mentoring.mentorprofile", "mentoring.mentorprofile", "programmes.participation")
    ]


def test_its_queries_do_not_grow():
    of, boss = pairs.matching_round(), cast.administrator()
    enrolled.requirement(of.edition, "mentoring", amount=10)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            board_of(of, boss, LATER)
        return len(found)

    held(pairs.pair(round=of), 60)
    few = queries()
    for _one in range(49):
        held(pairs.pair(round=of), 60)
    assert len(board_of(of, boss, LATER).mentees) == 50
    assert queries() == few
