"""`me/applications/`: to begin an application, fill it in, send it in and take it back, by one's login.

What was begun without one goes on by the link in its mail; nothing here opens it.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from foundation.api.filtering import check_parameters
from foundation.api.parsing import BoundedJSONParser, TooLarge
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.files.serving import served
from foundation.films.models import Role
from foundation.filters import BIGGEST
from foundation.people.api import own_person
from foundation.people.models import Person
from residencies.calls import checking, services
from residencies.calls.api import ApplicationRecord, FileRecord, GivenAnswer, MemberRecord
from residencies.calls.doors import BeginThrottle, InviteThrottle
from residencies.calls.kinds import KINDS
from residencies.calls.models import Answer, Application, Attachment, Call, Member, Option, Question
from residencies.calls.selectors import (
    answers_of,
    may_be_filled_in,
    on_page,
    questions_of,
    replies,
    to_replace,
    told_state,
    values_of,
)
from residencies.calls.sent_pages import too_big
from residencies.calls.services.filling import LONGEST_UNFIT
from residencies.calls.services.uploads import limits_of, most_of_a_request
from residencies.programmes.models import Track

MOST_CHOSEN = 300  # answers to one question


# -- records -----------------------------------------------------------------------------------
class AskedOption(Record):
    class Meta:
        model = Option
        fields = ["value", "text_fr", "text_ar", "text_en"]


class AskedWhen(serializers.Serializer[Any]):
    question = serializers.SlugField(help_text="The key of the question it depends on.")
    has = serializers.BooleanField(help_text="False: it is asked if the answer is none of these.")
    values = serializers.ListField(child=serializers.CharField())


class FileLimits(serializers.Serializer[Any]):
    accepts = serializers.ListField(child=serializers.CharField(), help_text="Types of file.")
    megabytes = serializers.IntegerField(help_text="Of one file, at most.")
    files = serializers.IntegerField(help_text="At most. Where it is one, the next takes its place.")


class AskedRecord(Record):
    options = AskedOption(many=True)
    condition = serializers.SerializerMethodField(help_text="null for a question that is always asked.")
    file = serializers.SerializerMethodField(help_text="null for a question that asks for no file.")

    class Meta:
        model = Question
        fields = [
            *("key", "kind", "text_fr", "text_ar", "text_en", "help_fr", "help_ar", "help_en"),
            *("is_required", "required_from", "frozen_from", "options", "minimum", "maximum", "max_words"),
            *("file", "condition"),
        ]

    @extend_schema_field(AskedWhen(allow_null=True))
    def get_condition(self, row: Question) -> dict[str, Any] | None:
        if not row.condition:
            return None
        keys = {one.pk: one.key for one in self.context["questions"]}
        has = row.condition == Question.Condition.HAS
        return {"question": keys[row.condition_on_id], "has": has, "values": row.condition_values}

    @extend_schema_field(FileLimits(allow_null=True))
    def get_file(self, row: Question) -> dict[str, Any] | None:
        if row.kind != Question.Kind.FILE:
            return None
        limits = limits_of(row)
        return {"accepts": limits.accepts, "megabytes": limits.megabytes, "files": limits.files}


class OwnAnswer(GivenAnswer):
    unfit = serializers.JSONField(
        allow_null=True,
        help_text="What was typed and is no answer yet, such as too long a text.",
    )

    class Meta(GivenAnswer.Meta):
        fields = [*GivenAnswer.Meta.fields, "unfit"]


class OwnMember(MemberRecord):
    class Meta(MemberRecord.Meta):
        fields = ["id", *MemberRecord.Meta.fields]


class OwnApplication(ApplicationRecord):
    """To staff as well, of their own: as far as the applicant was told."""

    class Meta(ApplicationRecord.Meta):
        fields = [*ApplicationRecord.Meta.fields, "version"]

    @extend_schema_field(serializers.ChoiceField(Application.State.choices))
    def get_state(self, row: Application) -> str:
        return told_state(row, timezone.now())


class WholeOwnApplication(OwnApplication):
    can_fill_in = serializers.SerializerMethodField(
        help_text="Whether the step it stands in takes answers now."
    )
    questions = serializers.SerializerMethodField(
        help_text="Those of the step it stands in, for its track: what is asked, and what will be once "
        "another question is answered in some way."
    )
    answers = OwnAnswer(many=True)
    files = FileRecord(many=True, source="attachments")
    members = OwnMember(many=True)

    class Meta(OwnApplication.Meta):
        fields = [
            *OwnApplication.Meta.fields,
            *("can_fill_in", "questions", "answers", "files", "members"),
        ]

    def get_can_fill_in(self, row: Application) -> bool:
        return may_be_filled_in(row, timezone.now())

    @extend_schema_field(AskedRecord(many=True))
    def get_questions(self, row: Application) -> Any:
        asked = questions_of(row.call.form)
        here = on_page(asked, row.track, values_of(answers_of(row).values()), row.step)
        return AskedRecord(here, many=True, context={**self.context, "questions": asked}).data


class GapRecord(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The key of a question; `members`, or `track`.")
    text = serializers.CharField()


class VerdictRecord(serializers.Serializer[Any]):
    text = serializers.CharField(help_text="The rule explained.")
    met = serializers.BooleanField(allow_null=True, help_text="null while it is not known.")
    forbids = serializers.BooleanField(help_text="It cannot be sent in with it.")


class Checked(serializers.Serializer[Any]):
    """In the asked language."""

    gaps = GapRecord(many=True)
    eligibility = VerdictRecord(many=True)


# -- what is sent ------------------------------------------------------------------------------
class Beginning(Body):
    call = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    name = serializers.CharField(required=False, max_length=200, help_text="As it is on record, if not said.")
    language = serializers.ChoiceField(
        Person.Language.choices, required=False, help_text="Not needed where the call has one alone."
    )
    track = serializers.SlugField(required=False, allow_null=True, help_text="It may be chosen later.")
    role = serializers.SlugField(required=False, help_text="Her own, in a call for pairs and teams.")
    code = serializers.CharField(required=False, max_length=40, help_text="In a call by invitation.")


@extend_schema_field({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
class AnyText(serializers.JSONField):
    """An answer as it is typed or chosen."""


class OwnAnswers(Body):
    """Schema of the body; `_answers_to` makes the one that her application's own questions ask for."""

    answers = serializers.DictField(
        child=AnyText(allow_null=True),
        required=False,
        help_text="By the question's `key`: the text, the number, the day such as 2026-11-24, the `value` of "
        "an option; a list for `several` and `countries`. A null takes an answer back, and so does an empty "
        "text; a key left out keeps it. All are taken, or none.",
    )
    track = serializers.SlugField(required=False, allow_null=True)
    version = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=BIGGEST,
        help_text="Of the application as it was read: an answer changed since is told, not overwritten.",
    )


class SentFile(Body):
    question = serializers.SlugField(help_text="The key of the question that asks for it.")
    file = serializers.FileField(allow_empty_file=True)


class Inviting(Body):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField()
    role = serializers.SlugField()
    language = serializers.ChoiceField(Person.Language.choices, help_text="Of the mail to her.")


class Withdrawing(Body):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5000)


class AnswersChanged(serializers.Serializer[Any]):
    conflicts = serializers.DictField(child=AnyText(allow_null=True), help_text="What stands there by now.")
    version = serializers.IntegerField()


class Elsewhere(APIException):
    """Answers were changed elsewhere: nothing is kept, and the version is what it was."""

    status_code = 409

    def __init__(self, conflicts: dict[str, Any], version: int) -> None:
        super().__init__()
        self.detail = {"conflicts": conflicts, "version": version}  # type: ignore[assignment]


def _answers_to(row: Application) -> type[Body]:
    """A body with a field for each question of the step, and no other. Its kind says what an answer is."""
    asked = [one for one in questions_of(row.call.form) if one.step == row.step]
    fields = {one.key: _field(one) for one in asked if one.kind != Question.Kind.FILE}
    by_key = type("ByKey", (Body,), {**fields, "is_strict": False})(required=False)
    return type("AnswersBody", (OwnAnswers,), {"answers": by_key})


def _field(question: Question) -> serializers.Field[Any, Any, Any, Any]:
    unsaid = {"required": False, "allow_null": True}
    if KINDS[question.kind].schema()["type"] == "array":
        chosen = serializers.CharField(max_length=100)
        return serializers.ListField(child=chosen, max_length=MOST_CHOSEN, **unsaid)
    return serializers.CharField(allow_blank=True, max_length=LONGEST_UNFIT, **unsaid)


def _track(call: Call, slug: str | None) -> Track | None:
    track = call.tracks.filter(slug=slug).first() if slug else None
    if slug and track is None:
        raise serializers.ValidationError({"track": [_("Choose one of the tracks of the call.")]})
    return track


def _role(slug: str | None) -> Any:
    return Role.objects.filter(slug=slug).first() if slug else None


# -- views -------------------------------------------------------------------------------------
class MyApplications(RecordViewSet):
    """Applications that she has begun by the address of her login, and leads; staff, too, find theirs alone.
    One that was begun without a login goes on by the link in its mail.
    """

    queryset = Application.objects.select_related("call__form", "person", "track")
    serializer_class = OwnApplication
    record_class = WholeOwnApplication
    record_related = (
        Prefetch("answers", Answer.objects.select_related("question")),
        Prefetch("attachments", Attachment.objects.select_related("question")),
        Prefetch("members", Member.objects.select_related("role")),
    )
    ordering_fields = ("begun_at", "submitted_at")
    is_own = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Before the body is read, as it is for a request under a key.
        takes_file = self.action == "files"
        if takes_file and not bound_upload(request._request, most_of_a_request(self.get_object())):
            raise TooLarge(too_big())

    def get_queryset(self) -> QuerySet[Application]:
        rows = GenericViewSet.get_queryset(self).held_by(self.request.user)  # whatever else she may see
        return rows if self.action == "list" else rows.prefetch_related(*self.record_related)

    def get_throttles(self) -> list[Any]:
        """Mail leaves for whatever address is typed, and for hers: no more often than by the pages."""
        more = {"create": [BeginThrottle()], "members": [InviteThrottle()]}
        return [*super().get_throttles(), *more.get(str(self.action), [])]

    @extend_schema(
        summary="Begin an application",
        request=Beginning,
        responses={201: WholeOwnApplication, 200: WholeOwnApplication},
    )
    def create(self, request: Request) -> Response:
        """To an open call, with the address of her login, to which the link to it is mailed as well.

        200 and the one that is there, where she has begun already and may not send more.
        """
        check_parameters(request)
        said, person = Beginning.read(request), own_person(request.user)
        calls = Call.objects.visible_to(request.user).prefetch_related("tracks")
        call = calls.filter(pk=said["call"]).first()
        if call is None:
            raise serializers.ValidationError({"call": [_("There is no such call.")]})
        now = timezone.now()
        applicant = services.Applicant(
            name=said.get("name") or person.name,
            email=request.user.email,
            language=said.get("language") or _only(call),
            track=_track(call, said.get("track")),
            role=_role(said.get("role")),
            code=said.get("code", ""),
            person=person,
        )
        begun = services.begin_application(call, applicant, by=request.user, now=now)
        row = self.get_queryset().filter(pk=begun.application.pk).first()
        if row is None:
            raise ServiceError(
                _(
                    "An application was begun with your address, without this login. "
                    "Go on by the link in its mail."
                )
            )
        services.claim_application(row, now=now)
        answer = Response(self._told(row.pk), status=201 if begun.is_new else 200)
        answer["Location"] = request.build_absolute_uri(f"{row.pk}/")
        return answer

    @extend_schema(
        summary="Answer questions",
        request=OwnAnswers,
        responses={200: WholeOwnApplication, 409: AnswersChanged},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Save answers of hers, as many as there are by now: what is missing is told when it is sent in.

        Until the call closes, in the step the application stands in.
        """
        row, now = self._hers(), timezone.now()
        said = _answers_to(row).read(request)
        if "track" in said:
            track = _track(row.call, said["track"])
            if track != row.track:
                services.choose_track(row, track, now=now)
        saved = services.save_answers(row, said.get("answers", {}), version=said.get("version"), now=now)
        if saved.errors:
            raise serializers.ValidationError(
                {"answers": {key: [told] for key, told in saved.errors.items()}}
            )
        if saved.conflicts:
            raise Elsewhere(saved.conflicts, row.version)
        return Response(self._told(row.pk))

    @extend_schema(summary="What is missing", responses=Checked, filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def check(self, request: Request, pk: str) -> Response:
        """What it lacks to be sent in, and what each rule of the call says of it as it stands."""
        row, now = self.get_object(), timezone.now()
        given = replies(row)
        found = {
            "gaps": checking.what_is_missing(row, given, now=now),
            "eligibility": checking.check_eligibility(row, given),
        }
        return Response(Checked(found).data)

    @extend_schema(
        summary="Send a file",
        request={"multipart/form-data": SentFile},
        responses={201: FileRecord},
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser, BoundedJSONParser])
    def files(self, request: Request, pk: str) -> Response:
        """As the answer to a question. Where one file is asked for, it takes the place of the one before."""
        said, row = SentFile.read(request), self._hers()
        if getattr(request._request, "too_big", False):
            raise TooLarge(too_big())
        asked = {one.key: one for one in questions_of(row.call.form)}
        question = asked.get(said["question"])
        if question is None:
            raise serializers.ValidationError({"question": [_("There is no such question here.")]})
        try:
            made = services.attach_file(row, question, said["file"], now=timezone.now())
        except ServiceError as fault:
            raise serializers.ValidationError({"file": [str(fault)]}) from None
        return Response(FileRecord(made).data, status=201)

    @extend_schema(summary="Name a member", request=Inviting, responses={201: OwnMember})
    @action(detail=True, methods=["post"])
    def members(self, request: Request, pk: str) -> Response:
        """Of a pair or a team: she signs by the link in her mail. The same address is the same member."""
        said, row = Inviting.read(request), self._hers()
        invitee = services.Invitee(**{**said, "role": _role(said["role"])})
        replaces = to_replace(row, invitee.role)
        made = services.invite_member(row, invitee, now=timezone.now(), replaces=replaces)
        return Response(OwnMember(made).data, status=201)

    @extend_schema(summary="Send an application in", request=None, responses=WholeOwnApplication)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """In the step it stands in; twice is as good as once. What is missing is told by question, and by
        `members`, `track` or `eligibility`.
        """
        Body.read(request)
        row = self._hers()
        try:
            services.submit(row, by=request.user, now=timezone.now())
        except services.NotReady as fault:
            raise serializers.ValidationError(_by_key(fault)) from None
        return Response(self._told(row.pk))

    @extend_schema(summary="Withdraw an application", request=Withdrawing, responses=WholeOwnApplication)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """A draft as well as one that was sent in; twice is as good as once."""
        said, row = Withdrawing.read(request), self._hers()
        services.withdraw(row, **said, by=request.user, now=timezone.now())
        return Response(self._told(row.pk))

    def _hers(self) -> Application:
        """Whoever writes to it by its proved address ends the link that was given without one."""
        row: Application = self.get_object()
        services.claim_application(row, now=timezone.now())
        return row

    def _told(self, number: int) -> Any:
        rows = GenericViewSet.get_queryset(self).held_by(self.request.user)
        row = rows.prefetch_related(*self.record_related).get(pk=number)
        return WholeOwnApplication(row, context=self.get_serializer_context()).data


def _only(call: Call) -> str:
    return call.languages[0] if len(call.languages) == 1 else ""


def _by_key(fault: services.NotReady) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for gap in fault.gaps:
        told.setdefault(gap.key, []).append(gap.text)
    return told


class _OfMyApplications(RecordViewSet):
    """What hangs on an application of hers. Its application is locked first, as everywhere."""

    is_own = True

    def get_queryset(self) -> QuerySet[Any]:
        held = Application.objects.held_by(self.request.user)
        return GenericViewSet.get_queryset(self).filter(application__in=held.order_by())

    def locked(self) -> list[QuerySet[Any]]:
        rows = self.queryset.model._base_manager.filter(pk=self.kwargs["pk"])
        return [Application.objects.filter(pk__in=rows.order_by().values("application")), rows]


class MyFiles(_OfMyApplications):
    """Files of her own applications."""

    queryset = Attachment.objects.select_related("question")
    serializer_class = FileRecord

    @extend_schema(summary="Delete a file of an application")
    def destroy(self, request: Request, pk: str) -> Response:
        """While its question can be answered."""
        services.remove_file(self.get_object(), now=timezone.now())
        return Response(status=204)

    @extend_schema(
        summary="A file of an application", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> HttpResponseBase:
        """As it was sent, for her alone."""
        check_parameters(request)
        return served(self.get_object())


class MyMembers(_OfMyApplications):
    """Who applies with her, in a pair or a team; whoever has left is not here."""

    queryset = Member.objects.filter(withdrawn_at=None).select_related("role")
    serializer_class = OwnMember

    @extend_schema(summary="Take a member out")
    def destroy(self, request: Request, pk: str) -> Response:
        """Before she has signed, and before it is sent in."""
        services.take_out_member(self.get_object(), now=timezone.now(), by=request.user)
        return Response(status=204)


router = SimpleRouter()
router.register("me/applications", MyApplications, "my-application")
router.register("me/application-files", MyFiles, "my-application-file")
router.register("me/application-members", MyMembers, "my-application-member")
urlpatterns = router.urls
