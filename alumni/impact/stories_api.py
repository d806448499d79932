"""Stories in the API: hers, with her word on each, and those the staff see."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from alumni.impact import services
from alumni.impact.filters import StoryFilters
from alumni.impact.models import Story
from alumni.impact.models.stories import LONGEST
from alumni.impact.selectors.stories import works_of
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.people.api import PersonName, own_person
from foundation.people.models import Person


class StoryRecord(Record):
    person = PersonName()

    class Meta:
        model = Story
        fields = [
            *("id", "person", "language", "title", "text", "naming", "named", "work", "state"),
            *("written_at", "asked_at", "agreed_at", "declined_at", "withdrawn_at"),
        ]


class WordsSaid(Body):
    """All that stands in a report: she agrees to what she sends."""

    language = serializers.ChoiceField(Person.Language.choices)
    title = serializers.CharField(required=False, allow_blank=True, max_length=150)
    text = serializers.CharField(max_length=LONGEST)
    naming = serializers.ChoiceField(Story.Naming.choices)
    named = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="Her first name, where `naming` is `first`.",
    )
    work = serializers.IntegerField(required=False, allow_null=True, help_text="One of hers.")


class StoryViewSet(RecordViewSet):
    """Stories, with whether she has agreed; for staff with the right."""

    queryset = Story.objects.select_related("person")
    serializer_class = StoryRecord
    filterset_class = StoryFilters
    ordering_fields = ("written_at",)


class MyStories(RecordViewSet):
    """Her stories: those she was asked about, and her own."""

    is_own = True
    queryset = Story.objects.select_related("person")
    serializer_class = StoryRecord
    ordering_fields = ("written_at",)

    def get_queryset(self) -> QuerySet[Story]:
        return super().get_queryset().hers(self.request.user)  # type: ignore[attr-defined]

    def _act_on(self, request: Request, act: Any, *words: services.Words) -> Response:
        row = act(self.get_object(), *words, by=request.user, now=timezone.now())
        return Response(self.get_serializer(row).data)

    @extend_schema(summary="Write a story", request=WordsSaid, responses={201: StoryRecord})
    def create(self, request: Request) -> Response:
        """She writes one, and with it agrees that it stands in reports in these words."""
        person = own_person(request.user)
        words = _words(person, WordsSaid.read(request))
        row = services.tell_story(person, words, by=request.user, now=timezone.now())
        return Response(self.get_serializer(row).data, status=201)

    @extend_schema(summary="Agree to a story", request=WordsSaid, responses=StoryRecord)
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        """Her yes to exactly the words she sends, changed or not."""
        words = _words(own_person(request.user), WordsSaid.read(request))
        return self._act_on(request, services.agree_to_story, words)

    @extend_schema(summary="Decline a story", request=None, responses=StoryRecord)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Her no to what she is asked. 400 where she is not asked."""
        Body.read(request)
        return self._act_on(request, services.decline_story)

    @extend_schema(summary="Take back a story", request=None, responses=StoryRecord)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """It stands in no report any more, in those that were frozen neither."""
        Body.read(request)
        return self._act_on(request, services.withdraw_story)


def _words(person: Person, said: dict[str, Any]) -> services.Words:
    number, work = said.pop("work", None), None
    if number is not None:
        work = works_of(person).filter(pk=number).first()
        if work is None:
            raise serializers.ValidationError({"work": [_("This is not one of your works.")]})
    return services.Words(work=work, **said)
