"""`me/support/`: her own requests, whoever she is. No other answer of the API knows of any request."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import GenericViewSet

from alumni.support import services
from alumni.support.models import LONGEST, Kind, Message, SealedFile, SupportRequest, Urgency
from alumni.support.services.asking import MOST_PARTIES
from foundation.api.filtering import check_parameters
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.files.serving import served
from foundation.people.api import own_person
from foundation.people.models import Person


class ThreadFileRecord(Record):
    url = serializers.SerializerMethodField(help_text="Where it is read, by her alone.")

    class Meta:
        model = SealedFile
        fields = ["id", "name", "size", "content_type", "url"]

    def get_url(self, row: SealedFile) -> str:
        return reverse("api:my-support-file-content", args=[row.pk])


class MessageRecord(Record):
    files = ThreadFileRecord(many=True)

    class Meta:
        model = Message
        fields = ["id", "is_hers", "text", "at", "files"]


class RequestRecord(Record):
    class Meta:
        model = SupportRequest
        fields = [
            *("id", "kind", "urgency", "language", "state", "asked_at", "due_at", "first_answered_at"),
            *("closed_at", "helped"),
        ]


class ThreadRecord(RequestRecord):
    messages = MessageRecord(many=True)

    class Meta(RequestRecord.Meta):
        fields = [*RequestRecord.Meta.fields, "messages"]


class AskingBody(Body):
    kind = serializers.ChoiceField(Kind.choices)
    text = serializers.CharField(max_length=LONGEST)
    urgency = serializers.ChoiceField(Urgency.choices, required=False)
    language = serializers.ChoiceField(Person.Language.choices, required=False)
    parties = serializers.CharField(
        max_length=MOST_PARTIES,
        required=False,
        allow_blank=True,
        help_text="The other side, one name a line.",
    )


class MessageBody(Body):
    text = serializers.CharField(max_length=LONGEST)


class HelpedBody(Body):
    helped = serializers.ChoiceField(SupportRequest.Helped.choices)


class MySupport(RecordViewSet):
    """Her own requests for help; staff, too, find theirs alone."""

    queryset = SupportRequest.objects.all()
    serializer_class = RequestRecord
    record_class = ThreadRecord
    record_related = ("messages__files",)
    ordering_fields = ("asked_at", "due_at")
    is_own = True

    def get_queryset(self) -> QuerySet[SupportRequest]:
        rows = GenericViewSet.get_queryset(self).hers(self.request.user)  # whatever else she may see
        return rows if self.action == "list" else rows.prefetch_related(*self.record_related)

    @extend_schema(summary="Ask for help", request=AskingBody, responses={201: RequestRecord})
    def create(self, request: Request) -> Response:
        """Open a request. Files are sent on the page of the thread."""
        person = own_person(request.user)
        said = services.Asking(**AskingBody.read(request))
        row = services.ask(person, said, by=request.user, now=timezone.now())
        return Response(RequestRecord(row).data, status=201)

    @extend_schema(summary="Write in a thread", request=MessageBody, responses={201: MessageRecord})
    @action(detail=True, methods=["post"])
    def messages(self, request: Request, pk: str) -> Response:
        """A message of hers; in a closed thread it opens it again."""
        said, row = MessageBody.read(request), self.get_object()
        made = services.write(row, said["text"], by=request.user, now=timezone.now())
        return Response(MessageRecord(made).data, status=201)

    @extend_schema(summary="Close a request", request=None, responses=RequestRecord)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """She needs no more help with it; twice is as good as once."""
        Body.read(request)
        return self._told(services.close(self.get_object(), by=request.user, now=timezone.now()))

    @extend_schema(summary="Say whether it helped", request=HelpedBody, responses=RequestRecord)
    @action(detail=True, methods=["post"])
    def helped(self, request: Request, pk: str) -> Response:
        """Once it is closed: yes, partly or no. Her last word stands."""
        said, row = HelpedBody.read(request), self.get_object()
        return self._told(services.say_helped(row, said["helped"], by=request.user, now=timezone.now()))

    def _told(self, row: Any) -> Response:
        return Response(RequestRecord(row).data)


class MyFiles(GenericViewSet):
    """Files of her own threads, whoever she is."""

    queryset = SealedFile.objects.all()
    serializer_class = ThreadFileRecord
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[SealedFile]:
        return self.queryset.filter(message__request__in=SupportRequest.objects.hers(self.request.user))

    @extend_schema(summary="A file of a thread", responses={(200, "*/*"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: str) -> HttpResponseBase:
        """One that she, or whoever answered, has sent in a thread of hers."""
        check_parameters(request)
        return served(self.get_object())


router = SimpleRouter()
router.register("me/support-files", MyFiles, "my-support-file")
router.register("me/support", MySupport, "my-support")
urlpatterns = router.urls
