"""`me/applications/`: to begin an application, fill it in, send it in and take it back, by one's login.

What was begun without one goes on by the link in its mail; nothing here opens it.
"""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from foundation.api.filtering import check_parameters
from foundation.api.records import Body
from foundation.api.views import FORM, RecordViewSet, TakingFiles
from foundation.errors import ServiceError
from foundation.files.serving import served
from foundation.people.api import own_person
from residencies.calls import checking, services
from residencies.calls.api import FileRecord
from residencies.calls.doors import BeginThrottle, InviteThrottle
from residencies.calls.models import Answer, Application, Attachment, Call, Member
from residencies.calls.own_records import (
    AnswersChanged,
    Beginning,
    Checked,
    Elsewhere,
    Inviting,
    OwnAnswers,
    OwnApplication,
    OwnMember,
    Resent,
    SentFile,
    WholeOwnApplication,
    Withdrawing,
    answers_to,
    role_of,
    track_of,
)
from residencies.calls.selectors import (
    questions_of,
    replies,
    to_replace,
)
from residencies.calls.sent_pages import too_big
from residencies.calls.services.uploads import most_of_a_request


class MyApplications(TakingFiles, RecordViewSet):
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

    def most(self) -> tuple[int, str] | None:
        return (most_of_a_request(self.get_object()), too_big()) if self.action == "files" else None

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
            track=track_of(call, said.get("track")),
            role=role_of(said.get("role")),
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
        said = answers_to(row).read(request)
        if "track" in said:
            track = track_of(row.call, said["track"])
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
    @action(detail=True, methods=["post"], parser_classes=FORM)
    def files(self, request: Request, pk: str) -> Response:
        """As the answer to a question. Where one file is asked for, it takes the place of the one before."""
        said, row = self.read_form(SentFile), self._hers()
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
        invitee = services.Invitee(**{**said, "role": role_of(said["role"])})
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

    @extend_schema(summary="Hand an application over", request=None, responses={204: None})
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, pk: str) -> Response:
        """She leaves the pair or team; the first who has signed leads, and goes on by a link of her own."""
        Body.read(request)
        services.hand_over(self._hers(), now=timezone.now(), by=request.user)
        return Response(status=204)

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

    @extend_schema(summary="A file of an application", responses={(200, "*/*"): OpenApiTypes.BINARY})
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

    @extend_schema(summary="Mail a member her link again", request=None, responses=Resent)
    @action(detail=True, methods=["post"])
    def resend(self, request: Request, pk: str) -> Response:
        """By which she signs: once an hour at most, and not to who has signed."""
        Body.read(request)
        sent = services.send_signing_link(self.get_object(), now=timezone.now())
        return Response(Resent({"is_sent": sent}).data)


router = SimpleRouter()
router.register("me/applications", MyApplications, "my-application")
router.register("me/application-files", MyFiles, "my-application-file")
router.register("me/application-members", MyMembers, "my-application-member")
urlpatterns = router.urls
