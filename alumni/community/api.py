"""The directory as its reader is shown it, and an alumna's own entry."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.community import services
from alumni.community.filters import DirectoryFilters
from alumni.community.models import Message, Portrait, Profile, Seen, Thread, shown_to
from alumni.community.selectors import entry, photo_of, shown_name, silent_to, with_parts
from foundation.api.filtering import check_parameters
from foundation.api.records import Body, CountryCode, Record
from foundation.api.views import FORM, RecordViewSet, RowsViewSet, TakingFiles
from foundation.files.serving import pictured
from foundation.films.api import RoleSlugs
from foundation.people.api import own_person
from foundation.people.models import Person

LATEST = 50  # messages of a thread, in one answer


class AlumnaRecord(serializers.Serializer):
    """What its reader is shown; '' or [] says neither that there is something nor that there is nothing."""

    id = serializers.IntegerField(source="number")
    name = serializers.CharField()
    name_ar = serializers.CharField()
    has_photo = serializers.BooleanField()
    biography = serializers.CharField()
    roles = serializers.SerializerMethodField()
    languages = serializers.ListField(child=serializers.CharField())
    city = serializers.CharField()
    country = serializers.SerializerMethodField()
    is_available = serializers.BooleanField(allow_null=True)
    website = serializers.CharField()
    email = serializers.CharField()
    phone = serializers.CharField()
    takes_messages = serializers.BooleanField()

    def get_roles(self, row: Any) -> list[str]:
        return [role.slug for role in row.roles]

    def get_country(self, row: Any) -> str:
        return str(row.country or "")

    def to_representation(self, row: Profile) -> dict[str, Any]:
        request = self.context["request"]
        if not hasattr(request, "directory_shown"):
            request.directory_shown = shown_to(request.user)  # once for a list
            request.directory_silent = silent_to(request.user)
        return super().to_representation(entry(row, request.directory_shown, request.directory_silent))


class Writing(Body):
    text = serializers.CharField(max_length=Message.LONGEST)


class ReasonBody(Body):
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class WrittenRecord(Record):
    author = serializers.SerializerMethodField()

    class Meta:
        model = Message
        fields = ["id", "author", "text", "sent_at"]

    def get_author(self, row: Message) -> str:
        return shown_name(row.author)


class DirectoryViewSet(RecordViewSet):
    """Alumnae who say that they may be found: alumnae and staff with the right are shown what alumnae show
    each other, everybody else with a login what is public. A filter finds nothing by what is hidden.
    """

    queryset = Profile.objects.all()
    serializer_class = AlumnaRecord
    filterset_class = DirectoryFilters
    ordering_fields = ("name",)

    def get_queryset(self) -> QuerySet[Profile]:
        return with_parts(super().get_queryset(), timezone.localdate())

    @extend_schema(
        summary="A photograph of the directory",
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY, 304: None},
        filters=False,
    )
    @action(detail=True, pagination_class=None)
    def photo(self, request: Request, pk: str) -> HttpResponseBase:
        """A square JPEG, where she shows it to whoever asks."""
        check_parameters(request)
        row = photo_of(self.get_object().pk, request.user)
        if row is None:
            raise Http404
        return pictured(request._request, row)

    @extend_schema(summary="Write to an alumna", request=Writing, responses={201: WrittenRecord})
    @action(detail=True, methods=["post"])
    def write(self, request: Request, pk: str) -> Response:
        """For alumnae who take messages themselves, to one who does: it begins their thread or goes on."""
        said, row, person = Writing.read(request), self.get_object(), own_person(request.user)
        made = services.write(person, row.person, said["text"], by=request.user, now=timezone.now())
        return Response(WrittenRecord(made).data, status=201)


class AlumnaeThread(Record):
    """`names` are those that the two show."""

    names = serializers.SerializerMethodField()

    class Meta:
        model = Thread
        fields = ["id", "names", "begun_at", "last_at"]

    def get_names(self, row: Thread) -> list[str]:
        return [shown_name(row.starter), shown_name(row.other)]


class WholeAlumnaeThread(AlumnaeThread):
    messages = serializers.SerializerMethodField()

    class Meta(AlumnaeThread.Meta):
        fields = [*AlumnaeThread.Meta.fields, "messages"]

    @extend_schema_field(WrittenRecord(many=True))
    def get_messages(self, row: Thread) -> Any:
        latest = row.messages.select_related("author__directory_profile").order_by("-pk")[:LATEST]
        return WrittenRecord(latest[::-1], many=True).data


class MyThreads(RecordViewSet):
    """What she and other alumnae write to each other; a single thread tells its latest messages."""

    queryset = Thread.objects.select_related("starter__directory_profile", "other__directory_profile")
    serializer_class = AlumnaeThread
    record_class = WholeAlumnaeThread
    ordering_fields = ("last_at",)

    @extend_schema(summary="Write in a thread", request=Writing, responses={201: WrittenRecord})
    @action(detail=True, methods=["post"])
    def messages(self, request: Request, pk: str) -> Response:
        """She is told by mail that there is one. Refused where it would not reach her."""
        said, row, person = Writing.read(request), self.get_object(), own_person(request.user)
        made = services.write(person, row.beside(person), said["text"], by=request.user, now=timezone.now())
        return Response(WrittenRecord(made).data, status=201)

    @extend_schema(summary="Block the other of a thread", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def block(self, request: Request, pk: str) -> Response:
        """She gets no more of the other's messages; the other is not told."""
        Body.read(request)
        row, person = self.get_object(), own_person(request.user)
        services.block(person, row.beside(person), now=timezone.now())
        return Response(status=204)

    @extend_schema(summary="Take messages again", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def unblock(self, request: Request, pk: str) -> Response:
        """Twice is as good as once."""
        Body.read(request)
        row, person = self.get_object(), own_person(request.user)
        services.unblock(person, row.beside(person))
        return Response(status=204)

    @extend_schema(summary="Report a thread", request=ReasonBody, responses={204: None})
    @action(detail=True, methods=["post"])
    def report(self, request: Request, pk: str) -> Response:
        """Staff with the right may read it as it stands now."""
        said, row = ReasonBody.read(request), self.get_object()
        services.report(row, own_person(request.user), said.get("reason", ""), now=timezone.now())
        return Response(status=204)


class OwnProfileRecord(Record):
    phone = serializers.SerializerMethodField()

    class Meta:
        model = Profile
        fields = [
            *("id", "listed_to", "name", "name_ar", "biography", "city", "country", "website", "email"),
            *("phone", "takes_messages", *(f"{part}_to" for part in Profile.PARTS), "said_at"),
        ]

    def get_phone(self, row: Profile) -> str:
        return str(row.phone or "")


class ProfileSaid(Body):
    """What is not in it stays as it was."""

    listed_to = serializers.ChoiceField(Seen.choices, required=False)
    takes_messages = serializers.BooleanField(required=False)
    name = serializers.CharField(required=False, max_length=200)
    name_ar = serializers.CharField(required=False, allow_blank=True, max_length=200)
    biography = serializers.CharField(required=False, allow_blank=True, max_length=1500)
    city = serializers.CharField(required=False, allow_blank=True, max_length=100)
    country = CountryCode(required=False, allow_blank=True)
    website = serializers.URLField(required=False, allow_blank=True, max_length=200)
    email = serializers.EmailField(required=False, allow_blank=True)
    phone = PhoneNumberField(required=False, allow_blank=True)
    roles = RoleSlugs(required=False)
    languages = serializers.ListField(child=serializers.CharField(max_length=5), required=False)
    photo_to = serializers.ChoiceField(Seen.choices, required=False)
    biography_to = serializers.ChoiceField(Seen.choices, required=False)
    crafts_to = serializers.ChoiceField(Seen.choices, required=False)
    languages_to = serializers.ChoiceField(Seen.choices, required=False)
    place_to = serializers.ChoiceField(Seen.choices, required=False)
    availability_to = serializers.ChoiceField(Seen.choices, required=False)
    website_to = serializers.ChoiceField(Seen.choices, required=False)
    email_to = serializers.ChoiceField(Seen.choices, required=False)
    phone_to = serializers.ChoiceField(Seen.choices, required=False)


class MyProfile(RowsViewSet):
    queryset = Profile.objects.all()
    serializer_class = OwnProfileRecord

    @extend_schema(summary="My entry of the directory", responses=OwnProfileRecord)
    def read(self, request: Request) -> Response:
        """Her own entry with all its parts, whoever sees them; 404 as long as she has none."""
        check_parameters(request)
        return Response(OwnProfileRecord(self._row(own_person(request.user))).data)

    @extend_schema(summary="Say what I show", request=ProfileSaid, responses=OwnProfileRecord)
    def change(self, request: Request) -> Response:
        """For alumnae. Nothing is shown to anybody before she says so, part by part."""
        person, data = own_person(request.user), ProfileSaid.read(request)
        services.say_profile(
            person, crafts=data.pop("roles", None), by=request.user, now=timezone.now(), **data
        )
        return Response(OwnProfileRecord(self._row(person)).data)

    def _row(self, person: Person) -> Profile:
        row = Profile.objects.filter(person=person).first()
        if row is None:
            raise Http404
        return row


class PhotoSaid(Body):
    file = serializers.FileField(allow_empty_file=True)


class PhotoRecord(Record):
    class Meta:
        model = Portrait
        fields = ["size", "sha256", "sent_at"]


class MyPhoto(TakingFiles, RowsViewSet):
    """`photo_to` of her entry says who sees it."""

    queryset = Profile.objects.all()
    serializer_class = PhotoRecord
    parser_classes = FORM
    limits = {"send": services.PHOTO}

    @extend_schema(summary="My photograph", responses=PhotoRecord)
    def read(self, request: Request) -> Response:
        """404 as long as there is none."""
        check_parameters(request)
        return Response(PhotoRecord(self._row()).data)

    @extend_schema(
        summary="Send my photograph", request={"multipart/form-data": PhotoSaid}, responses={201: PhotoRecord}
    )
    def send(self, request: Request) -> Response:
        """For alumnae: in the place of the one before. A square is kept, without what stands beside it."""
        person, said = own_person(request.user), self.read_form(PhotoSaid)
        made = services.keep_photo(person, said["file"], by=request.user, now=timezone.now())
        return Response(PhotoRecord(made).data, status=201)

    @extend_schema(summary="Take my photograph away", request=None, responses={204: None})
    def drop(self, request: Request) -> Response:
        check_parameters(request)
        services.drop_photo(self._row().profile.person)
        return Response(status=204)

    @extend_schema(
        summary="The file of my photograph", responses={(200, "image/jpeg"): OpenApiTypes.BINARY, 304: None}
    )
    def file(self, request: Request) -> HttpResponseBase:
        """A square JPEG, as it is kept, whoever sees it."""
        check_parameters(request)
        return pictured(request._request, self._row())

    def _row(self) -> Portrait:
        rows = Portrait.objects.select_related("profile__person")
        row = rows.filter(profile__person=own_person(self.request.user)).first()
        if row is None:
            raise Http404
        return row


router = SimpleRouter()
router.register("me/threads", MyThreads, "my-thread")
router.register("directory", DirectoryViewSet, "directory")
urlpatterns = [
    path("me/profile/", MyProfile.as_view({"get": "read", "patch": "change"}), name="my-profile"),
    path(
        "me/profile/photo/",
        MyPhoto.as_view({"get": "read", "post": "send", "delete": "drop"}),
        name="my-photo",
    ),
    path("me/profile/photo/file/", MyPhoto.as_view({"get": "file"}), name="my-photo-file"),
    *router.urls,
]
