"""A juror who accompanies an applicant is recused, by what the room of mentoring knows."""

import pytest

from residencies.selection.models import Conflict
from residencies.selection.services import detect_conflicts
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW
from tests.selection import cast as selections

pytestmark = pytest.mark.django_db


def test_a_mentor_is_recused_from_her_mentees_application_and_from_no_other():
    jury = selections.jury()
    juror, other = selections.juror(jury), selections.juror(jury)
    pair = pairs.pair(mentor=pairs.mentor(who=juror.person))
    mentee, asked = pair.participation.person, pairs.mentor(who=other.person)
    taken_back = {"state": "ended", "answered_at": None, "closed_at": NOW, "reason": "by mistake"}
    pairs.pair(mentor=asked, participation=pair.participation, state="requested")
    pairs.pair(mentor=asked, participation=pair.participation, **taken_back)
    known = selections.application(jury.call, person=mentee, email="else@example.org")
    by_address = selections.application(jury.call, email=mentee.email.upper())
    selections.application(jury.call)
    detect_conflicts(jury, now=NOW)
    rows = Conflict.objects.filter(kind="mentor")
    assert set(rows.values_list("juror", "application", "state")) == {
        (juror.pk, known.pk, "recused"),
        (juror.pk, by_address.pk, "recused"),
    }
    assert str(pair.participation.edition) in rows.first().detail
