"""Festivals, selections, screenings and awards in the API."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from foundation.api.records import Record, StaffsNote
from foundation.api.views import FactViewSet, RecordViewSet
from foundation.api.writing import Changing, RowBody
from foundation.films.filters import (
    AwardFilters,
    FestivalEditionFilters,
    FestivalFilters,
    ScreeningFilters,
    SectionFilters,
    SelectionFilters,
)
from foundation.films.models import (
    Accreditation,
    Award,
    Festival,
    FestivalEdition,
    Premiere,
    Screening,
    Section,
    Selection,
)
from foundation.films.names_api import CreditedOrganisation, CreditedPerson, WorkName
from foundation.films.premieres import State
from foundation.people.models import is_staff_with


class AccreditationRecord(Record):
    class Meta:
        model = Accreditation
        fields = ["grade", "first_year", "last_year", "source", "as_of"]


class FestivalRecord(Record):
    accreditations = AccreditationRecord(many=True)

    class Meta:
        model = Festival
        fields = ["id", "name", "short_name", "kind", "country", "city", "accreditations"]


class FestivalName(Record):
    class Meta:
        model = Festival
        fields = ["id", "name"]


class SectionRecord(Record):
    organiser = CreditedOrganisation(allow_null=True)

    class Meta:
        model = Section
        fields = [
            *("id", "name", "kind", "organiser", "premiere_asked", "region"),
            *("unseen_at_home", "no_broadcast", "rules_source"),
        ]


class FestivalYear(Record):
    festival = FestivalName()

    class Meta:
        model = FestivalEdition
        fields = ["id", "festival", "year"]


class FestivalEditionRecord(FestivalYear):
    sections = SectionRecord(many=True)

    class Meta(FestivalYear.Meta):
        fields = [*FestivalYear.Meta.fields, "starts_on", "ends_on", "sections"]


class Chosen(Record):
    """What was chosen, and where: a selection in short."""

    edition = FestivalYear()
    section = serializers.SlugRelatedField("name", read_only=True, allow_null=True)
    work = WorkName(allow_null=True)
    person = CreditedPerson(allow_null=True)

    class Meta:
        model = Selection
        fields = ["id", "edition", "section", "work", "person"]


class SelectionRecord(Chosen):
    class Meta(Chosen.Meta):
        fields = [*Chosen.Meta.fields, "premiere", "on"]


class WholeSelection(SelectionRecord):
    note = StaffsNote("films.view_selection")

    class Meta(SelectionRecord.Meta):
        fields = [*SelectionRecord.Meta.fields, "note"]


class AwardRecord(Record):
    selection = Chosen()
    organisation = CreditedOrganisation(allow_null=True)
    shared_with = CreditedPerson(many=True)

    class Meta:
        model = Award
        fields = [
            *("id", "selection", "prize", "category", "result", "number", "amount", "currency"),
            *("in_kind", "is_ex_aequo", "jury", "organisation", "shared_with"),
        ]


class WholeAward(AwardRecord):
    note = StaffsNote("films.view_award")

    class Meta(AwardRecord.Meta):
        fields = [*AwardRecord.Meta.fields, "note"]


class ScreeningRecord(Record):
    work = WorkName()

    class Meta:
        model = Screening
        fields = ["id", "work", "selection", "kind", "on", "country", "place", "is_planned", "source"]


class SectionName(Record):
    edition = FestivalYear()

    class Meta:
        model = Section
        fields = ["id", "name", "edition", "premiere_asked"]


class DoorRecord(serializers.Serializer):
    section = SectionName()
    now = serializers.ChoiceField(State.choices, source="now.state")
    then = serializers.ChoiceField(
        State.choices, source="then.state", help_text="If all that is planned took place."
    )


class ClaimRecord(serializers.Serializer):
    selection = serializers.IntegerField(source="selection.pk")
    premiere = serializers.ChoiceField(Premiere.choices, source="selection.premiere")
    state = serializers.ChoiceField(State.choices, source="verdict.state")


class PremieresRecord(serializers.Serializer):
    claims = ClaimRecord(many=True)
    sections = DoorRecord(many=True, source="doors")


class SeesScreenings(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return is_staff_with(request.user, "films.view_screening")


class FestivalBody(RowBody):
    class Meta:
        model = Festival
        fields = ["name", "short_name", "kind", "country", "city"]


class SelectionBody(RowBody):
    class Meta:
        model = Selection
        fields = ["edition", "section", "work", "person", "premiere", "on", "note"]


class AwardBody(RowBody):
    class Meta:
        model = Award
        fields = [
            *("selection", "prize", "category", "result", "number", "amount", "currency", "in_kind"),
            *("is_ex_aequo", "jury", "organisation", "shared_with", "note"),
        ]


class ScreeningBody(RowBody):
    class Meta:
        model = Screening
        fields = ["work", "selection", "kind", "on", "country", "place", "is_planned", "source"]


class SectionOfEdition(SectionRecord):
    edition = FestivalYear()

    class Meta(SectionRecord.Meta):
        fields = ["edition", *SectionRecord.Meta.fields]


class SectionBody(RowBody):
    class Meta:
        model = Section
        fields = [
            *("edition", "name", "kind", "organiser", "premiere_asked", "region"),
            *("unseen_at_home", "no_broadcast", "rules_source"),
        ]


class FestivalEditionBody(RowBody):
    class Meta:
        model = FestivalEdition
        fields = ["festival", "year", "starts_on", "ends_on"]


class FestivalViewSet(Changing, FactViewSet):
    """Festivals, markets, labs and industry workshops that choose works or people."""

    body_class = FestivalBody

    queryset = Festival.objects.prefetch_related("accreditations")
    serializer_class = FestivalRecord
    filterset_class = FestivalFilters
    ordering_fields = ("name",)


class FestivalEditionViewSet(Changing, FactViewSet):
    """The years of festivals, each with its sections; without a year where it is not known."""

    body_class = FestivalEditionBody

    queryset = FestivalEdition.objects.select_related("festival").prefetch_related("sections__organiser")
    serializer_class = FestivalEditionRecord
    filterset_class = FestivalEditionFilters
    ordering_fields = ("year",)


class SectionViewSet(Changing, FactViewSet):
    """Sections of festivals, markets and labs, with what each asks of where a work was shown."""

    body_class = SectionBody

    queryset = Section.objects.select_related("edition__festival", "organiser")
    serializer_class = SectionOfEdition
    filterset_class = SectionFilters


class SelectionViewSet(Changing, RecordViewSet):
    """Works, and people, chosen by a festival, market, lab or delegation."""

    body_class = SelectionBody

    queryset = Selection.objects.select_related("edition__festival", "section", "work", "person")
    serializer_class = SelectionRecord
    record_class = WholeSelection
    filterset_class = SelectionFilters
    ordering_fields = ("on",)


class AwardViewSet(Changing, RecordViewSet):
    """Prizes, special mentions and nominations; two prizes are two awards."""

    body_class = AwardBody

    queryset = Award.objects.select_related("organisation").prefetch_related(
        Prefetch("selection", SelectionViewSet.queryset), "shared_with"
    )
    serializer_class = AwardRecord
    record_class = WholeAward
    filterset_class = AwardFilters


class ScreeningViewSet(Changing, RecordViewSet):
    """Where works were shown; what is planned is told to staff and to those credited on the work."""

    body_class = ScreeningBody

    queryset = Screening.objects.select_related("work")
    serializer_class = ScreeningRecord
    filterset_class = ScreeningFilters
    ordering_fields = ("on",)
