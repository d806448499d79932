from typing import Any

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.checkins.filters import CheckInFilters
from alumni.checkins.kinds import KINDS, kind_of
from alumni.checkins.models import CheckIn, Option, Question
from alumni.checkins.services import answer_checkin
from alumni.checkins.silence_api import ContactViewSet, MyPause, PauseViewSet
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName

LONGEST = 300  # of a code or a day; nothing as long is one


def _told(schema: dict[str, Any]) -> str:
    """A kind's schema in a few words."""
    if parts := schema.get("properties"):
        return f"an object of the texts {', '.join(parts)}"
    if schema["type"] == "array":
        return "an array of the `value`s of options"
    if schema["type"] == "integer":
        return "an integer" + (" from {minimum} to {maximum}".format(**schema) if "minimum" in schema else "")
    if "enum" in schema:
        return f"one of {', '.join(schema['enum'])}"
    return "a day such as 2026-11-24" if schema.get("format") == "date" else "a text"


class OptionRecord(Record):
    class Meta:
        model = Option
        fields = ["value", "text_fr", "text_ar", "text_en"]


class Condition(serializers.Serializer):
    question = serializers.SlugField(help_text="The key of the question it depends on.")
    has = serializers.BooleanField(help_text="False: it is asked if the answer is none of these.")
    values = serializers.ListField(child=serializers.CharField())


class QuestionRecord(Record):
    options = OptionRecord(many=True)
    condition = serializers.SerializerMethodField(help_text="null for a question that is always asked.")

    class Meta:
        model = Question
        fields = [
            "key",
            "kind",
            "is_required",
            "text_fr",
            "text_ar",
            "text_en",
            "options",
            "minimum",
            "maximum",
            "unit_fr",
            "unit_ar",
            "unit_en",
            "condition",
        ]

    @extend_schema_field(Condition(allow_null=True))
    def get_condition(self, row: Question) -> dict[str, Any] | None:
        if not row.condition:
            return None
        has = row.condition == Question.Condition.HAS
        return {"question": row.condition_on.key, "has": has, "values": row.condition_values}


ANSWER_KINDS = "; ".join(f"`{code}`: {_told(kind.schema())}" for code, kind in KINDS.items())


@extend_schema_field({"anyOf": [kind.schema() for kind in KINDS.values()]})
class AnyAnswer(serializers.JSONField):
    """An answer, in the form of its question's kind."""


class CheckInRecord(Record):
    person = PersonName()

    class Meta:
        model = CheckIn
        fields = [
            "id",
            "person",
            "participation",
            "months",
            "due_on",
            "ask_on",
            "state",
            "asked_at",
            "closes_at",
            "answered_at",
        ]


class WholeCheckIn(CheckInRecord):
    questions = QuestionRecord(many=True, source="questionnaire.questions")
    answers = serializers.SerializerMethodField()

    class Meta(CheckInRecord.Meta):
        fields = [*CheckInRecord.Meta.fields, "questions", "answers"]

    @extend_schema_field(serializers.DictField(child=AnyAnswer(), allow_null=True))
    def get_answers(self, row: CheckIn) -> dict[str, Any] | None:
        """By the question's key; null for who may not read them."""
        user = self.context["request"].user
        if not (_is_hers(row, user) or user.has_perm("checkins.view_answer")):
            return None
        return {
            answer.question.key: kind_of(answer.question).plain(answer.value) for answer in row.answers.all()
        }


class Answers(Body):
    """Schema of the body; `_answers_to` makes the one that a check-in's own questions ask for."""

    answers = serializers.DictField(
        child=AnyAnswer(allow_null=True),
        help_text=f"By the question's `key`, as its kind asks: {ANSWER_KINDS}. A null takes an answer back, "
        "and so does an empty text; a key left out keeps it. Answers to questions whose condition does "
        "not hold are dropped.",
    )


class CheckInViewSet(RecordViewSet):
    """When someone is asked how she is getting on, and whether she answered.

    Staff see all, others their own. A single check-in also tells its questions and the answers.
    """

    queryset = CheckIn.objects.select_related("person")
    serializer_class = CheckInRecord
    record_class = WholeCheckIn
    record_related = (
        "questionnaire__questions__options",
        "questionnaire__questions__condition_on",
        "answers__question",
    )
    filterset_class = CheckInFilters
    ordering_fields = ("due_on", "ask_on")

    @extend_schema(summary="Answer a check-in", request=Answers, responses=WholeCheckIn)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Store her answers; what they say has changed waits for staff's word.

        For the person who is asked alone, as often as she likes until the check-in closes.
        """
        row = self.get_object()
        if not _is_hers(row, request.user):
            raise PermissionDenied(_("Only the person who is asked answers a check-in."))
        said = _answers_to(row).read(request)
        answer_checkin(row, said["answers"], now=timezone.now())
        return Response(WholeCheckIn(self.get_object(), context=self.get_serializer_context()).data)


def _is_hers(row: CheckIn, user: Any) -> bool:
    return row.person.account_id is not None and row.person.account_id == user.pk


def _answers_to(row: CheckIn) -> type[Body]:
    """A body with a field for each question of this check-in, and no other."""
    questions = row.questionnaire.questions.all()
    fields = {question.key: _field(kind_of(question).schema()) for question in questions}
    return type("AnswersBody", (Body,), {"answers": type("ByKey", (Body,), fields)()})


def _field(schema: dict[str, Any]) -> serializers.Field:
    """The serializer's field for a kind's schema; what an answer may be is the kind's to say."""
    if schema["type"] == "object":
        parts = {part: _field(one) for part, one in schema["properties"].items()}
        return type("Parts", (Body,), parts)(required=False, allow_null=True)
    if schema["type"] == "array":
        return serializers.ListField(child=serializers.CharField(), required=False, allow_null=True)
    if schema["type"] == "integer":
        return serializers.IntegerField(required=False, allow_null=True)
    longest = schema.get("maxLength", LONGEST)
    return serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=longest)


router = SimpleRouter()
router.register("check-ins", CheckInViewSet)
router.register("pauses", PauseViewSet)
router.register("contacts", ContactViewSet)
urlpatterns = [
    path("me/pause/", MyPause.as_view({"get": "read", "post": "choose"}), name="my-pause"),
    *router.urls,
]
