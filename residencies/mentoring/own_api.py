"""`me/`: a mentor's own profile, and the wishes of both sides in rounds that are open."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet, RowsViewSet
from residencies.mentoring import services
from residencies.mentoring.models import LANGUAGES, MOST_AWAY, MOST_MENTEES, MOST_WISHES, MentorProfile, Round
from residencies.mentoring.selectors import mine
from residencies.programmes.api import EditionName


class RoundRecord(Record):
    edition = EditionName()
    participation = serializers.IntegerField(help_text="Hers, if it asks her as a mentee.", allow_null=True)
    as_mentor = serializers.BooleanField(help_text="Whether it asks her as a mentor.")

    class Meta:
        model = Round
        fields = ["id", "edition", "wishes_until", "participation", "as_mentor"]


class ChoiceRecord(serializers.Serializer):
    number = serializers.IntegerField()
    name = serializers.CharField()
    about = serializers.CharField(help_text="Their fields.")
    rank = serializers.IntegerField(allow_null=True, help_text="Her wish, 1 the first.")


class WishesBody(Body):
    wishes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**31 - 1),
        max_length=MOST_WISHES,
        help_text="`number` of each, the first one first. They replace those that were there.",
    )


class MyRoundsViewSet(RecordViewSet):
    """Open rounds of matching that ask her whom she would like. Nobody but the staff reads her wishes."""

    queryset = Round.objects.all()
    serializer_class = RoundRecord
    ordering_fields = ("wishes_until",)

    def get_queryset(self) -> QuerySet[Any]:
        return mine.rounds_of(self.request.user, timezone.now())

    @extend_schema(summary="Mentors to wish for", responses=ChoiceRecord(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def mentors(self, request: Request, pk: str) -> Response:
        """Whom a mentee may wish for, with her own wishes."""
        return self._choices(self._asked(as_mentor=False))

    @extend_schema(summary="Wish for mentors", request=WishesBody, responses=ChoiceRecord(many=True))
    @mentors.mapping.put
    def wish_for_mentors(self, request: Request, pk: str) -> Response:
        """All the wishes of a mentee, in her order."""
        return self._wished(request, as_mentor=False)

    @extend_schema(summary="Mentees to wish for", responses=ChoiceRecord(many=True), filters=False)
    @action(detail=True, methods=["get"], pagination_class=None)
    def mentees(self, request: Request, pk: str) -> Response:
        """Whom a mentor may wish for, with her own wishes."""
        return self._choices(self._asked(as_mentor=True))

    @extend_schema(summary="Wish for mentees", request=WishesBody, responses=ChoiceRecord(many=True))
    @mentees.mapping.put
    def wish_for_mentees(self, request: Request, pk: str) -> Response:
        """All the wishes of a mentor, in her order."""
        return self._wished(request, as_mentor=True)

    def _asked(self, *, as_mentor: bool) -> mine.Asked:
        row = self.get_object()
        for one in mine.asked_of(self.request.user, timezone.now()):
            if one.round.pk == row.pk and (one.mentor is not None) == as_mentor:
                return one
        raise Http404

    def _choices(self, asked: mine.Asked) -> Response:
        now = timezone.now()
        found = mine.mentors_to_wish(asked, now) if asked.participation else mine.mentees_to_wish(asked)
        return Response(ChoiceRecord(found, many=True).data)

    def _wished(self, request: Request, *, as_mentor: bool) -> Response:
        said, asked = WishesBody.read(request), self._asked(as_mentor=as_mentor)
        services.set_wishes(asked, said["wishes"], now=timezone.now())
        return self._choices(asked)


class AwayBody(Body):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="The last day away.")


class ProfileBody(Body):
    crafts = serializers.ListField(
        child=serializers.SlugField(),
        max_length=200,
        help_text="The `slug` of tracks, whatever their programme.",
    )
    languages = serializers.ListField(child=serializers.ChoiceField(LANGUAGES), max_length=len(LANGUAGES))
    capacity = serializers.IntegerField(
        min_value=0, max_value=MOST_MENTEES, help_text="Mentees at the same time, over all editions."
    )
    away = AwayBody(many=True, max_length=MOST_AWAY)


class ProfileRecord(ProfileBody):
    is_open = serializers.BooleanField(help_text="Whether she takes mentees; the staff's word.")


class MyProfile(RowsViewSet):
    """What she offers as a mentor; 404 for whoever is none."""

    queryset = MentorProfile.objects.all()
    serializer_class = ProfileRecord

    def locked(self) -> list[Any]:
        return [MentorProfile.objects.filter(person__account=self.request.user.pk)]

    @extend_schema(summary="My profile as a mentor", responses=ProfileRecord)
    def read(self, request: Request) -> Response:
        """Her own. What the staff note of her is in no answer of the API."""
        return Response(self._told(self._own(request)))

    @extend_schema(summary="Change my profile as a mentor", request=ProfileBody, responses=ProfileRecord)
    def change(self, request: Request) -> Response:
        """All of it at once. Whether she takes mentees at all stays the staff's to say."""
        said, row = ProfileBody.read(request), self._own(request)
        away = [(one["starts_on"], one["ends_on"]) for one in said.pop("away")]
        services.change_profile(row, **said, away=away, by=request.user)
        return Response(self._told(self._own(request)))

    def _own(self, request: Request) -> MentorProfile:
        row = mine.profile_of(request.user)
        if row is None:
            raise Http404
        return row

    def _told(self, row: MentorProfile) -> dict[str, Any]:
        return {
            "crafts": sorted({track.slug for track in row.fields.all()}),
            "languages": row.languages,
            "capacity": row.capacity,
            "away": [
                {"starts_on": one.starts_on, "ends_on": one.ends_on} for one in row.unavailabilities.all()
            ],
            "is_open": row.is_open,
        }
