"""Mentors and what they offer, and the rounds in which they are matched."""

from typing import Any

from rest_framework import serializers

from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName
from residencies.mentoring.filters import MentorFilters, RoundFilters
from residencies.mentoring.models import MentorProfile, Round
from residencies.programmes.api import EditionName


class MentorRecord(Record):
    """The staff's note on her is read at the desk."""

    person = PersonName()
    tracks = serializers.SlugRelatedField("slug", many=True, read_only=True, source="fields")
    languages = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = MentorProfile
        fields = ["id", "person", "tracks", "languages", "capacity", "is_open"]


class MatchingRoundRecord(Record):
    edition = EditionName()

    class Meta:
        model = Round
        fields = [
            *("id", "edition", "wishes_until", "starts_on", "ends_on", "hours", "solved_at", "confirmed_at"),
        ]


class MentorViewSet(RecordViewSet):
    """Mentors: in which fields and languages, and how many mentees. Staff see all, a mentor her own."""

    queryset: Any = MentorProfile.objects.select_related("person").prefetch_related("fields")
    serializer_class = MentorRecord
    filterset_class = MentorFilters


class RoundViewSet(RecordViewSet):
    """How the mentees of an edition come to their mentors. For staff with the right."""

    queryset = Round.objects.select_related("edition__programme")
    serializer_class = MatchingRoundRecord
    filterset_class = RoundFilters
    ordering_fields = ("wishes_until",)
