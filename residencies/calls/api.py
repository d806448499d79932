from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName
from residencies.calls import services
from residencies.calls.filters import ApplicationFilters, CallFilters
from residencies.calls.kinds import kind_of
from residencies.calls.models import Answer, Application, Attachment, Call, EligibilityRule, Member, Seat
from residencies.calls.models.applying import is_reader
from residencies.calls.rules import explained
from residencies.calls.selectors import told_state
from residencies.programmes.api import EditionName, TrackRecord


class SeatRecord(Record):
    role = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Seat
        fields = ["role", "least", "most"]


class RuleRecord(Record):
    text = serializers.SerializerMethodField(help_text="The rule explained, in the asked language.")

    class Meta:
        model = EligibilityRule
        fields = ["kind", "values", "is_strict", "text"]

    def get_text(self, rule: EligibilityRule) -> str:
        return explained(rule, rule.call)


class CallName(Record):
    class Meta:
        model = Call
        fields = ["id", "slug"]


class CallRecord(CallName):
    edition = EditionName()
    tracks = TrackRecord(many=True)
    seats = SeatRecord(many=True)
    languages = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(choices=Call.State.choices, help_text="As its instants have it now.")

    class Meta(CallName.Meta):
        fields = [
            *CallName.Meta.fields,
            *("edition", "state", "tracks", "title_fr", "title_ar", "title_en", "languages", "time_zone"),
            *("opens_at", "closes_at", "grace_minutes", "steps", "second_opens_at", "second_closes_at"),
            *(
                "addendum_until",
                "applies",
                "least_members",
                "most_members",
                "seats",
                "needs_code",
                "is_blind",
            ),
        ]


class WholeCall(CallRecord):
    rules = RuleRecord(many=True)

    class Meta(CallRecord.Meta):
        fields = [*CallRecord.Meta.fields, "text_fr", "text_ar", "text_en", "contact", "rules"]


class MemberRecord(Record):
    role = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Member
        fields = ["role", "name", "email", "is_lead", "signed_at", "withdrawn_at"]


class FileRecord(Record):
    question = serializers.SlugRelatedField("key", read_only=True, allow_null=True)

    class Meta:
        model = Attachment
        fields = ["id", "question", "name", "size", "sha256", "content_type", "uploaded_at"]


class GivenAnswer(Record):
    question = serializers.SlugRelatedField("key", read_only=True)
    value = serializers.SerializerMethodField()

    class Meta:
        model = Answer
        fields = ["question", "value", "saved_at"]

    @extend_schema_field({"description": "Text, a number, a day, or a list of codes, as its kind has it."})
    def get_value(self, answer: Answer) -> Any:
        return None if answer.value is None else kind_of(answer.question).plain(answer.value)


class ApplicationRecord(Record):
    call = CallName()
    person = PersonName(allow_null=True)
    track = serializers.SlugRelatedField("slug", read_only=True, allow_null=True)
    state = serializers.SerializerMethodField(help_text="To an applicant: as far as she was told.")

    class Meta:
        model = Application
        fields = [
            *(
                "id",
                "number",
                "call",
                "person",
                "track",
                "title",
                "name",
                "email",
                "language",
                "state",
                "step",
            ),
            *("begun_at", "submitted_at", "second_submitted_at", "withdrawn_at", "replace_by", "told_at"),
        ]

    @extend_schema_field(serializers.ChoiceField(Application.State.choices))
    def get_state(self, row: Application) -> str:
        return row.state if is_reader(self.context["request"].user) else told_state(row, timezone.now())


class WholeApplication(ApplicationRecord):
    answers = GivenAnswer(many=True)
    files = FileRecord(many=True, source="attachments")
    members = MemberRecord(many=True)

    class Meta(ApplicationRecord.Meta):
        fields = [*ApplicationRecord.Meta.fields, "answers", "files", "members"]


class Judgement(Body):
    is_eligible = serializers.BooleanField()
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=2000, help_text="Has to be said where it is not."
    )
    is_complete = serializers.BooleanField(
        default=True, help_text="False: something is missing or cannot be read; that goes before eligibility."
    )


class CallViewSet(RecordViewSet):
    """Calls that are announced, with their instants and rules. Staff see those in preparation as well."""

    queryset = Call.objects.select_related("edition__programme").prefetch_related("tracks", "seats__role")
    serializer_class = CallRecord
    record_class = WholeCall
    record_related = ("rules__call__tracks",)
    filterset_class = CallFilters
    ordering_fields = ("opens_at", "closes_at")


class ApplicationViewSet(RecordViewSet):
    """Applications. An applicant sees her own, as do those who signed with her; staff see what was sent
    in, of calls that are not sealed any more.
    """

    queryset = Application.objects.select_related("call", "person", "track")
    serializer_class = ApplicationRecord
    record_class = WholeApplication
    record_related = (
        Prefetch("answers", Answer.objects.select_related("question")),
        Prefetch("attachments", Attachment.objects.select_related("question")),
        Prefetch("members", Member.objects.select_related("role")),
    )
    filterset_class = ApplicationFilters
    ordering_fields = ("begun_at", "submitted_at")

    @extend_schema(summary="Judge an application", request=Judgement, responses=WholeApplication)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def judge(self, request: Request, pk: str) -> Response:
        """Mark an application as eligible, or as ineligible or incomplete with the reason.

        For staff with the right to change applications.
        """
        said = Judgement.read(request)
        row, who = self.get_object(), {"by": request.user, "now": timezone.now()}
        if said["is_eligible"] and said["is_complete"]:
            services.mark_eligible(row, **who)
        elif not said.get("reason", "").strip():
            wanted = _("Say why it is not eligible.") if said["is_complete"] else _("Say what is missing.")
            raise serializers.ValidationError({"reason": [wanted]})
        else:
            mark = services.mark_ineligible if said["is_complete"] else services.mark_incomplete
            mark(row, reason=said["reason"], **who)
        return Response(WholeApplication(self.get_object(), context=self.get_serializer_context()).data)


router = SimpleRouter()
router.register("calls", CallViewSet)
router.register("applications", ApplicationViewSet)
urlpatterns = router.urls
