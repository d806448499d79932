"""A condition refers to an earlier question of the same questionnaire: the schema holds it."""

import pytest
from django.db import IntegrityError, transaction

from alumni.checkins.models import Question
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form():
    return cast.branching_questionnaire()


def change(**changed) -> None:
    """A row is changed behind every service's back; a constraint may wait for the end of the transaction."""
    with transaction.atomic():
        Question.objects.filter(key="since").update(**changed)


def where(question: Question) -> dict:
    return {"condition_on": question, "condition_position": question.position}


def test_what_stands_later_cannot_be_depended_on(form):
    with pytest.raises(IntegrityError):
        change(**where(form.questions.get(key="wish")))


def test_nor_can_a_position_be_made_up(form):
    later = form.questions.get(key="wish")
    with pytest.raises(IntegrityError):
        change(condition_on=later, condition_position=1)
    with pytest.raises(IntegrityError):
        change(condition_position=None)


def test_nor_a_question_of_another_questionnaire(form):
    other = cast.question(cast.branching_questionnaire(), "first", "yes_no", position=0)
    with pytest.raises(IntegrityError):
        change(**where(other))


def test_nor_can_what_is_depended_on_move_away_alone(form):
    with pytest.raises(IntegrityError), transaction.atomic():
        form.questions.filter(key="whom").update(position=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        form.questions.filter(key="whom").update(questionnaire=cast.branching_questionnaire())


def test_an_earlier_one_can(form):
    teaching = form.questions.get(key="teaching")
    Question.objects.filter(key="since").update(**where(teaching))
    assert form.questions.get(key="since").condition_on == teaching


def test_saving_a_question_takes_what_depends_on_it_along(form):
    whom = form.questions.get(key="whom")
    stale = form.questions.get(key="since")
    Question.objects.filter(key="since").update(position=40)
    stale.position = 40
    whom.position = 30
    whom.save()
    assert form.questions.get(key="since").condition_position == 30
    stale.save()
    assert form.questions.get(key="since").condition_position == 30


def test_a_whole_questionnaire_can_be_deleted(form):
    form.delete()
    assert Question.objects.count() == 0
