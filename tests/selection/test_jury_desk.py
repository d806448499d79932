"""Juries at the desk: the presses lead to the services, what is proposed is shown, what is wrong is said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from residencies.selection.models import Assignment, Conflict, Juror, Jury
from tests import cast as people
from tests.selection import cast
from tests.selection.test_giving import eligible

pytestmark = pytest.mark.django_db
NOW = cast.NOW
YES = {"confirm": "1"}


@pytest.fixture
def desk(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(people.administrator())
    client.cookies["django_language"] = "en"
    return client


def url(model: str, name: str, row) -> str:
    return reverse(f"admin:selection_{model}_{name}", args=[row.pk])


def test_a_jury_is_made_of_jurors_and_given_something_to_read(desk):
    jury = cast.jury(opened_at=None, readers=1)
    asked = {**YES, "name": "Lina", "email": "lina@example.org", "language": "fr", "languages": ["fr"]}
    assert desk.post(url("jury", "invite", jury), asked).status_code == 302
    juror = Juror.objects.get()
    assert (juror.state, juror.languages) == ("invited", ["fr"])
    Juror.objects.update(state="accepted", answered_at=NOW)
    row = eligible(jury)
    page = desk.get(url("jury", "give", jury)).content.decode()
    assert ("1 reading would be given out." in page, "1 eligible application" in page) == (True, True)
    assert Assignment.objects.count() == 0
    assert desk.post(url("jury", "give", jury), YES).status_code == 302
    assert Assignment.objects.get().application == row


def test_where_readers_are_lacking_it_is_said_why(desk):
    jury = cast.jury(readers=2, jurors=1)
    cast.juror(jury, languages=["ar"])
    eligible(jury)
    page = desk.get(url("jury", "give", jury)).content.decode()
    assert ("1 application lacks readers" in page, "Do not read French" in page) == (True, True)


@pytest.mark.parametrize(("press", "field"), [("close", "closed_at"), ("reopen", "closed_at")])
def test_reading_is_closed_and_opened_again(desk, press, field):
    jury = cast.jury(closed_at=None if press == "close" else NOW)
    desk.post(url("jury", press, jury), YES)
    assert (getattr(Jury.objects.get(), field) is None) == (press == "reopen")


def test_who_owes_what_is_shown_in_as_many_queries_for_many_as_for_few(desk):
    jury = cast.jury(jurors=1)

    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            page = desk.get(url("jury", "owed", jury))
        assert page.status_code == 200
        return len(done)

    cast.review(jury.jurors.get(), cast.application(jury.call), 5, 5)
    queries()
    few = queries()
    for _more in range(9):
        cast.assignment(cast.juror(jury), cast.application(jury.call))
    assert queries() == few
    done = [progress for _juror, progress in desk.get(url("jury", "owed", jury)).context["jurors"]]
    assert sorted((one.assigned, one.handed_in) for one in done) == [*[(1, 0)] * 9, (1, 1)]


def test_a_juror_is_given_one_recused_and_removed_on_her_page(desk):
    jury = cast.jury(jurors=1)
    juror, row = jury.jurors.get(), cast.application(jury.call)
    desk.post(url("juror", "give_one", juror), {**YES, "number": row.number.lower()})
    assert Assignment.objects.get().application == row
    wrong = desk.post(url("juror", "give_one", juror), {**YES, "number": "nothing"})
    assert "There is no application with this number." in wrong.content.decode()
    desk.post(url("juror", "recuse", juror), {**YES, "number": row.number, "note": "sisters"})
    assert (Conflict.objects.get().kind, Assignment.objects.count()) == ("staff", 0)
    desk.post(url("juror", "remove", juror), {**YES, "reason": "moved"})
    assert Juror.objects.get().state == "removed"


def test_a_likeness_is_settled_with_a_note(desk):
    jury = cast.jury(jurors=1)
    row = cast.application(jury.call)
    conflict = Conflict.objects.create(
        juror=jury.jurors.get(), application=row, kind="family", state="suspected", at=NOW
    )
    assert desk.get(url("conflict", "clear", conflict)).status_code == 405
    assert "This field is required" in desk.post(url("conflict", "clear", conflict), YES).content.decode()
    desk.post(url("conflict", "clear", conflict), {**YES, "note": "not related"})
    conflict.refresh_from_db()
    assert (conflict.state, conflict.note) == ("cleared", "not related")
    desk.post(url("conflict", "confirm", conflict), YES)
    conflict.refresh_from_db()
    assert conflict.state == "recused"


def test_criteria_are_read_only_once_there_are_marks(desk):
    jury = cast.jury(jurors=1)
    name = 'name="criteria-0-weight"'
    assert name in desk.get(url("jury", "change", jury)).content.decode()
    cast.review(jury.jurors.get(), cast.application(jury.call), 5, 5)
    assert name not in desk.get(url("jury", "change", jury)).content.decode()


def test_staff_who_only_look_press_nothing(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(people.staff("selection.view_jury", "selection.view_juror", "selection.view_conflict"))
    jury = cast.jury(jurors=1)
    assert client.get(url("jury", "owed", jury)).status_code == 200
    for press in ("invite", "give", "close", "remind", "copy_criteria"):
        assert client.post(url("jury", press, jury), YES).status_code == 403
    assert client.post(url("juror", "remove", jury.jurors.get()), YES).status_code == 403
