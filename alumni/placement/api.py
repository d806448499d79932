"""Postings, offers of work and availability in the API: an alumna reads and answers hers, staff see all."""

from typing import Any

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.placement import services
from alumni.placement.filters import OfferFilters, PostingFilters, ProfileFilters
from alumni.placement.models import Offer, Period, Posting, Profile
from alumni.placement.services.offers import LONGEST_WORD
from foundation.api.conditions import NotYet
from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet, RowsViewSet
from foundation.films.api import RoleRecord, RoleSlugs
from foundation.films.models import Work
from foundation.people.api import OrganisationName, PersonName, own_person
from foundation.people.models import Person, is_staff_with

LONGEST_REASON = 2000


class WorkTitle(Record):
    class Meta:
        model = Work
        fields = ["id", "title", "year"]


class PostingRecord(Record):
    """Whom to write to, and what is paid, stands at the desk and on the page of an offer."""

    work = WorkTitle(allow_null=True)
    organisation = OrganisationName(allow_null=True)
    role = RoleRecord()
    languages = serializers.ListField(
        child=serializers.CharField(), source="asked_languages", help_text="Codes of languages."
    )

    class Meta:
        model = Posting
        fields = [
            *("id", "work", "organisation", "title", "production", "role", "grade", "places", "held"),
            *(
                "starts_on",
                "ends_on",
                "city",
                "country",
                "languages",
                "text",
                "state",
                "closes_at",
                "time_zone",
            ),
        ]


class WorkOfferRecord(Record):
    person = PersonName()

    class Meta:
        model = Offer
        # Why she declined, and what she wrote to the production, is read at the desk.
        fields = [
            *("id", "posting", "person", "state", "sent_at", "answer_by", "answered_at", "accepted_at"),
            *("shares_phone", "credit"),
        ]


class PeriodRecord(Record):
    class Meta:
        model = Period
        fields = ["is_available", "starts_on", "ends_on"]


class AvailabilityRecord(Record):
    """What another alumna does not let others see is null."""

    person = PersonName()
    days = PeriodRecord(many=True, source="person.work_periods")
    roles = serializers.SerializerMethodField()
    languages = serializers.ListField(child=serializers.CharField(), source="spoken")

    class Meta:
        model = Profile
        fields = [
            *("id", "person", "consent", "is_available", "days", "roles", "languages", "cities"),
            *("goes_anywhere", "days_to", "crafts_to", "languages_to", "cities_to", "said_at"),
        ]

    def get_roles(self, row: Profile) -> list[str]:
        return [craft.role.slug for craft in row.person.crafts.all()]

    PARTS = {
        "days_to": ("is_available", "days"),
        "crafts_to": ("roles",),
        "languages_to": ("languages",),
        "cities_to": ("cities", "goes_anywhere"),
    }

    def to_representation(self, row: Profile) -> dict[str, Any]:
        told = super().to_representation(row)
        user = self.context["request"].user
        if row.person.account_id == user.pk or is_staff_with(user, "placement.view_profile"):
            return told
        told["consent"] = None
        for choice, parts in self.PARTS.items():
            if getattr(row, choice) != Profile.Seen.ALUMNAE:
                told.update(dict.fromkeys(parts))
            told[choice] = None
        return told


class NoBody(Body):
    pass


class Accepting(Body):
    shares_phone = serializers.BooleanField(required=False, help_text="The production may have her number.")
    word = serializers.CharField(
        max_length=LONGEST_WORD, required=False, allow_blank=True, help_text="To the production."
    )


class Saying(Body):
    reason = serializers.CharField(max_length=LONGEST_REASON, required=False, allow_blank=True)


class Taking(Body):
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="She reads it.")


class MayAnswer(BasePermission):
    """Whoever is logged in: of the offers she may answer just her own are found."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.is_authenticated)


class PostingViewSet(RecordViewSet):
    """Work that productions have to give. Staff with the right see all; alumnae what is open, or theirs."""

    queryset = Posting.objects.select_related("work", "organisation", "role")
    serializer_class = PostingRecord
    filterset_class = PostingFilters
    ordering_fields = ("starts_on",)


class OfferViewSet(RecordViewSet):
    """Work that was offered. Staff with the right see all, others their own."""

    queryset = Offer.objects.select_related("person")
    serializer_class = WorkOfferRecord
    filterset_class = OfferFilters
    ordering_fields = ("answer_by",)

    def _done(self, act: Any, said: dict[str, Any]) -> Response:
        row = self.get_object()
        act(row, **said, by=self.request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    def _answered(self, act: Any, said: dict[str, Any]) -> Response:
        self.queryset = self.queryset.filter(person__account=self.request.user.pk)
        return self._done(act, said)

    @extend_schema(summary="Accept work", request=Accepting, responses=WorkOfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAnswer])
    def accept(self, request: Request, pk: str) -> Response:
        """Her own offer. The production gets her name and address, and what she agrees to here."""
        return self._answered(services.accept_offer, Accepting.read(request))

    @extend_schema(summary="Say that she is interested", request=NoBody, responses=WorkOfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAnswer])
    def interested(self, request: Request, pk: str) -> Response:
        """Her own offer; she still has to decide."""
        return self._answered(services.note_interest, NoBody.read(request))

    @extend_schema(summary="Decline work", request=Saying, responses=WorkOfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAnswer])
    def decline(self, request: Request, pk: str) -> Response:
        """Her own offer; whoever is next is asked."""
        return self._answered(services.decline_offer, Saying.read(request))

    @extend_schema(summary="Give work back", request=Saying, responses=WorkOfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAnswer])
    def withdraw(self, request: Request, pk: str) -> Response:
        """What she has accepted; the production is told."""
        return self._answered(services.withdraw, Saying.read(request))

    @extend_schema(summary="Take an offer back", request=Taking, responses=WorkOfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def take_back(self, request: Request, pk: str) -> Response:
        """For staff: she is told, with the reason, and whoever is next is asked."""
        return self._done(services.take_back_offer, Taking.read(request))

    @extend_schema(summary="Confirm that work was done", request=NoBody, responses=WorkOfferRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def confirm(self, request: Request, pk: str) -> Response:
        """For staff: her credit is confirmed, once."""
        return self._done(services.confirm_work, NoBody.read(request))


class ProfileViewSet(RecordViewSet):
    """When, where and as what alumnae work. Staff with the right see all; others what is shown to them."""

    queryset = Profile.objects.select_related("person").prefetch_related(
        "person__work_periods", "person__crafts__role"
    )
    serializer_class = AvailabilityRecord
    filterset_class = ProfileFilters
    ordering_fields = ("said_at",)


class DaysSaid(Body):
    is_available = serializers.BooleanField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)


class AvailabilitySaid(Body):
    """What is not in it stays as it was."""

    consent = serializers.BooleanField(required=False, allow_null=True)
    is_available = serializers.BooleanField(required=False, allow_null=True)
    days = DaysSaid(many=True, required=False)
    roles = RoleSlugs(required=False)
    languages = serializers.ListField(
        child=serializers.CharField(max_length=5), required=False, help_text="Codes, as in `postings/`."
    )
    cities = serializers.CharField(max_length=300, required=False, allow_blank=True)
    goes_anywhere = serializers.BooleanField(required=False)
    days_to = serializers.ChoiceField(Profile.Seen.choices, required=False)
    crafts_to = serializers.ChoiceField(Profile.Seen.choices, required=False)
    languages_to = serializers.ChoiceField(Profile.Seen.choices, required=False)
    cities_to = serializers.ChoiceField(Profile.Seen.choices, required=False)


class MyAvailability(RowsViewSet):
    """Her own word on work; 404 as long as she has not said anything."""

    queryset = Profile.objects.all()
    serializer_class = AvailabilityRecord

    @extend_schema(summary="My availability", responses=AvailabilityRecord)
    def read(self, request: Request) -> Response:
        """Her own word as it is kept; 404 as long as she has not said anything."""
        return Response(self.get_serializer(self._row(own_person(request.user))).data)

    @extend_schema(
        summary="Say when and where I work", request=AvailabilitySaid, responses=AvailabilityRecord
    )
    def change(self, request: Request) -> Response:
        """Her own word, taken over at once."""
        person, data = own_person(request.user), AvailabilitySaid.read(request)
        days = data.pop("days", None)
        lines = [(one["is_available"], one["starts_on"], one.get("ends_on")) for one in days or []]
        services.say_availability(
            person,
            periods=None if days is None else lines,
            crafts=data.pop("roles", None),
            by=request.user,
            now=timezone.now(),
            **data,
        )
        return Response(self.get_serializer(self._row(person)).data)

    def _row(self, person: Person) -> Profile:
        row = ProfileViewSet.queryset.filter(person=person).first()
        if row is None:
            raise NotYet
        return row


router = SimpleRouter()
router.register("postings", PostingViewSet)
router.register("work-offers", OfferViewSet, "work-offer")
router.register("availability", ProfileViewSet, "availability")
urlpatterns = [
    path(
        "me/availability/", MyAvailability.as_view({"get": "read", "patch": "change"}), name="my-availability"
    ),
    *router.urls,
]
