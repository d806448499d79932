"""Each kind of question: what counts as an answer, and how it is told."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from alumni.checkins.kinds import KINDS, kind_of
from alumni.checkins.models import Answer, Question, Questionnaire
from alumni.checkins.wording import in_line
from foundation.errors import ServiceError
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def form():
    return Questionnaire.objects.create(slug="kinds")


@pytest.fixture
def ask(form):
    """`ask(kind, …)` makes a question of it, with the choices a and b."""
    options = {"choice": ("a", "b", "c"), "several": ("a", "b", "c"), "scale": ("1", "5")}

    def made(kind: str, **fields) -> Question:
        return cast.question(form, kind, kind, options.get(kind, ()), **fields)

    return made


def test_every_kind_has_a_class_and_every_class_a_kind():
    assert set(KINDS) == set(Question.Kind.values)


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        ("choice", " a ", "a"),
        ("several", ["", "c", "a", "a"], ["a", "c"]),
        ("several", "b", ["b"]),
        ("yes_no", "no", "no"),
        ("scale", "4", 4),
        ("scale", 5, 5),
        ("number", "12\u202f000", 12000),
        ("number", "-3", -3),
        ("number", 0, 0),
        ("number", "٤٢", 42),
        ("date", "2026-11-24", "2026-11-24"),
        ("date", "24/11/2026", "2026-11-24"),
        ("text", " merci ", "merci"),
        ("stage", "shooting", "shooting"),
    ],
)
def test_an_answer_is_kept_in_its_type(ask, kind, raw, kept):
    assert KINDS[kind].clean(ask(kind), raw) == {kind: kept}


@pytest.mark.parametrize("raw", ["", "  ", None])
def test_an_empty_answer_is_none(ask, raw):
    assert [kind for kind in KINDS if KINDS[kind].clean(ask(kind), raw) is not None] == []


@pytest.mark.parametrize("raw", [[], ["", " "]])
def test_boxes_that_are_all_empty_are_no_answer(ask, raw):
    assert KINDS["several"].clean(ask("several"), raw) is None


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("choice", "d"),
        ("choice", "a\0"),
        ("several", ["a", "d"]),
        ("yes_no", "maybe"),
        ("scale", "6"),
        ("scale", "0"),
        ("number", "1_000"),
        ("number", "1.5"),
        ("number", "many"),
        ("number", "9" * 400),
        ("date", "2026-02-30"),
        ("date", "11/24/2026"),
        ("date", "0026-11-24"),
        ("text", "nul \0"),
        ("stage", "dreaming"),
        ("credit", {"title": "X" * 301}),
        ("award", {"prize": "X" * 201}),
        ("facts", {"city": "X" * 101}),
        ("facts", {"city": "\0"}),
    ],
)
def test_what_is_no_answer_is_refused_in_a_sentence(ask, kind, raw):
    with pytest.raises(ServiceError, match=r"\.$"):
        KINDS[kind].clean(ask(kind), raw)


@pytest.mark.parametrize(("number", "within"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_number_keeps_within_its_bounds(ask, number, within):
    question = ask("number", minimum=1, maximum=500)
    if within:
        assert kind_of(question).clean(question, number) == {"number": number}
    else:
        with pytest.raises(ServiceError, match="from 1 to 500"):
            kind_of(question).clean(question, number)


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("several", ["a", "c"], "a fr, c fr"),
        ("yes_no", "yes", "Oui"),
        ("scale", 5, "5 · 5 fr"),
        ("scale", 3, "3"),
        ("number", 12000, "12\u202f000 km"),
        ("date", "2026-11-24", "24 novembre 2026"),
    ],
)
def test_an_answer_is_told_in_the_readers_language(ask, kind, value, told):
    question = ask(kind, unit_fr="km", unit_en="km", unit_ar="كم")
    with translation.override("fr"):
        assert in_line(Answer(question=question, value={kind: value})).replace("\xa0", "\u202f") == told


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "text", "in_mail": True},
        {"kind": "several", "in_mail": True},
        {"kind": "number", "minimum": 2, "maximum": 1},
        {"kind": "text", "condition": "has", "condition_values": ["a"]},
    ],
)
def test_the_database_refuses_what_must_never_be(form, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        cast.question(form, "q", **fields)


def test_a_question_cannot_depend_on_itself(ask):
    question = ask("yes_no")
    question.condition_on, question.condition = question, "has"
    with pytest.raises(IntegrityError), transaction.atomic():
        question.save()


def test_the_admin_says_why_before_the_database_does(form):
    with pytest.raises(ValidationError) as refused:
        Question(questionnaire=form, key="q", kind="text", position=0, in_mail=True).full_clean()
    assert refused.value.messages == ["One tap answers a choice, a yes or no, or a scale only."]
