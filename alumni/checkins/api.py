from typing import Any

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
from alumni.checkins.models import CheckIn, Option, Question
from alumni.checkins.questions import LONGEST, PARTS
from alumni.checkins.services import answer_checkin
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName


class OptionRecord(Record):
    class Meta:
        model = Option
        fields = ["value", "text_fr", "text_ar", "text_en"]


class QuestionRecord(Record):
    options = OptionRecord(many=True)

    class Meta:
        model = Question
        fields = ["key", "kind", "text_fr", "text_ar", "text_en", "options"]


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

    @extend_schema_field({"type": "object", "additionalProperties": True, "nullable": True})
    def get_answers(self, row: CheckIn) -> dict[str, Any] | None:
        """By the question's key; null for who may not read them."""
        user = self.context["request"].user
        if not (_is_hers(row, user) or user.has_perm("checkins.view_answer")):
            return None
        return {answer.question.key: _plain(answer) for answer in row.answers.all()}


class Answers(Body):
    """Schema of the body; `_answers_to` makes the one that a check-in's own questions ask for."""

    answers = serializers.DictField(
        help_text="By the question's `key`: the `value` of an option, a stage or a text; for `credit`, "
        "`selection` and `facts` an object of texts. '' takes an answer back, a key left out keeps it."
    )


class CheckInViewSet(RecordViewSet):
    """When someone is asked how she is getting on, and whether she answered.

    Staff see all, others their own. A single check-in also tells its questions and the answers.
    """

    queryset = CheckIn.objects.select_related("person")
    serializer_class = CheckInRecord
    record_class = WholeCheckIn
    record_related = ("questionnaire__questions__options", "answers__question")
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


def _plain(answer: Any) -> Any:
    kind = answer.question.kind
    return answer.value if kind in PARTS else answer.value[kind]


def _answers_to(row: CheckIn) -> type[Body]:
    """A body with a field for each question of this check-in, and no other."""
    fields = {question.key: _field(question) for question in row.questionnaire.questions.all()}
    return type("AnswersBody", (Body,), {"answers": type("ByKey", (Body,), fields)()})


def _field(question: Question) -> serializers.Field:
    if question.kind in PARTS:
        parts = {part: _text(LONGEST) for part in PARTS[question.kind]}
        return type("Parts", (Body,), parts)(required=False, allow_null=True)
    return _text(5000)


def _text(longest: int) -> serializers.Field:
    return serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=longest)


router = SimpleRouter()
router.register("check-ins", CheckInViewSet)
urlpatterns = router.urls
