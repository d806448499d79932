"""Funds, grants, instalments and reports in the API: a grantee gets hers, staff what their rights allow."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.filters import BIGGEST
from foundation.money import PLACES
from foundation.people.api import OrganisationName, PersonName
from foundation.people.models import is_staff_with
from foundation.rates.models import ExchangeRate
from residencies.grants import services
from residencies.grants.filters import FundFilters, GrantFilters, InstalmentFilters, ReportFilters
from residencies.grants.models import Fund, Grant, Instalment, Report
from residencies.grants.services.reports import LONGEST


def sum_of(text: str) -> Any:
    return serializers.DecimalField(max_digits=15, decimal_places=PLACES, help_text=text)


class FundName(Record):
    class Meta:
        model = Fund
        fields = ["id", "name_fr", "name_ar", "name_en", "currency"]


class FundRecord(FundName):
    giver = OrganisationName(allow_null=True)
    amount = sum_of("Put in, all in all.")
    committed = sum_of("Promised in grants.")
    paid = sum_of("Paid of it.")
    free = sum_of("What may still be promised.")

    class Meta(FundName.Meta):
        # Its note is for those who read it at the desk.
        fields = [
            *FundName.Meta.fields,
            *("giver", "starts_on", "ends_on", "programme", "edition", "track"),
            *("amount", "committed", "paid", "free"),
        ]


class RateRecord(Record):
    class Meta:
        model = ExchangeRate
        fields = ["base", "quote", "on", "rate", "source"]


class GrantRecord(Record):
    person = PersonName()
    fund = FundName()
    rate = RateRecord(allow_null=True)
    paid = sum_of("Paid of it, in the fund’s currency.")
    planned = sum_of("Paid, or planned in instalments.")

    class Meta:
        model = Grant
        # Notes, and the reason of a cancellation, are for those who read them at the desk.
        fields = [
            *("id", "person", "fund", "participation", "purpose", "amount", "released", "currency", "rate"),
            *("committed_on", "state", "paid", "planned"),
        ]


class InstalmentRecord(Record):
    person = PersonName(source="grant.person")
    currency = serializers.CharField(source="grant.fund.currency", help_text="Of `amount`.")
    received_currency = serializers.CharField(source="grant.currency", help_text="Of `received`.")
    rate = RateRecord(allow_null=True)

    class Meta:
        model = Instalment
        # Who approved it, and why it was refused, stands at the desk.
        fields = [
            *("id", "grant", "person", "number", "amount", "currency", "due_on", "condition", "report"),
            *("milestone", "milestone_on", "state", "paid_on", "reference", "rate", "received"),
            "received_currency",
        ]


class ReportRecord(Record):
    is_accepted = serializers.SerializerMethodField()
    file = serializers.CharField(source="document.name", allow_null=True, default=None, help_text="Its name.")

    class Meta:
        model = Report
        fields = ["id", "grant", "kind", "due_on", "handed_in_at", "text", "file", "missing", "is_accepted"]

    def get_is_accepted(self, row: Report) -> bool:
        return row.accepted_at is not None


class PaymentMade(Body):
    reference = serializers.CharField(max_length=100, help_text="Of the transfer; no other payment has it.")
    paid_on = serializers.DateField()
    rate = serializers.IntegerField(
        required=False, min_value=1, max_value=BIGGEST, help_text="The number of an exchange rate."
    )
    received = serializers.DecimalField(
        max_digits=15, decimal_places=PLACES, required=False, help_text="In the currency of who receives it."
    )

    def validate_rate(self, number: int) -> ExchangeRate:
        row = ExchangeRate.objects.filter(pk=number).first()
        if row is None:
            raise serializers.ValidationError(f"There is no rate {number}.")
        return row


class Refusal(Body):
    reason = serializers.CharField(max_length=2000, help_text="Stays with it, for the staff.")


class NoBody(Body):
    pass


class HandingIn(Body):
    text = serializers.CharField(max_length=LONGEST, help_text="A file is handed in on her page.")


class Reached(Body):
    on = serializers.DateField(help_text="The day it was there, not in the future.")


class SendingBack(Body):
    missing = serializers.CharField(max_length=LONGEST, help_text="What it lacks; she reads it.")


class MayAct(BasePermission):
    """Staff with the right that the act asks for."""

    RIGHTS = {
        "ask": "grants.change_instalment",
        "reach": "grants.change_instalment",
        "approve": "grants.approve_instalment",
        "clear": "grants.clear_instalment",
        "pay": "grants.pay_instalment",
    }

    def has_permission(self, request: Request, view: Any) -> bool:
        wanted = self.RIGHTS.get(view.action)
        rights = [wanted] if wanted else [self.RIGHTS["approve"], self.RIGHTS["clear"]]  # to refuse
        return any(is_staff_with(request.user, right) for right in rights)


class FundViewSet(RecordViewSet):
    """What there is to give, with what of it is promised and paid. For staff with the right to see funds."""

    queryset = Fund.objects.with_figures().select_related("giver")
    serializer_class = FundRecord
    filterset_class = FundFilters


class GrantViewSet(RecordViewSet):
    """Who was granted what, out of which fund. Staff with the right see all, others their own."""

    queryset = Grant.objects.with_figures().select_related("person", "fund", "rate")
    serializer_class = GrantRecord
    filterset_class = GrantFilters
    ordering_fields = ("committed_on",)


class InstalmentViewSet(RecordViewSet):
    """The parts in which grants are paid. Staff with the right see all, others their own."""

    queryset = Instalment.objects.select_related("grant__person", "grant__fund", "rate")
    serializer_class = InstalmentRecord
    filterset_class = InstalmentFilters
    ordering_fields = ("due_on", "paid_on")

    def _done(self, act: Any, said: dict[str, Any]) -> Response:
        row = self.get_object()
        act(row, **said, by=self.request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(summary="Request an instalment", request=NoBody, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], url_path="request", permission_classes=[MayAct])
    def ask(self, request: Request, pk: str) -> Response:
        """Ask for its approval. 400 says what stands in its way."""
        return self._done(services.request_instalment, NoBody.read(request))

    @extend_schema(summary="Approve an instalment first", request=NoBody, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def approve(self, request: Request, pk: str) -> Response:
        """The first of two approvals, by two people."""
        return self._done(services.approve_instalment, NoBody.read(request))

    @extend_schema(summary="Approve an instalment for finance", request=NoBody, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def clear(self, request: Request, pk: str) -> Response:
        """The second approval, by somebody else who holds the finance right."""
        return self._done(services.clear_instalment, NoBody.read(request))

    @extend_schema(summary="Record a payment", request=PaymentMade, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def pay(self, request: Request, pk: str) -> Response:
        """That it was paid, once; the grantee is told by mail."""
        return self._done(services.pay_instalment, PaymentMade.read(request))

    @extend_schema(summary="Refuse an instalment", request=Refusal, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def refuse(self, request: Request, pk: str) -> Response:
        """Instead of an approval or a payment; its amount may be planned anew."""
        return self._done(services.refuse_instalment, Refusal.read(request))

    @extend_schema(summary="Tick a milestone", request=Reached, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def reach(self, request: Request, pk: str) -> Response:
        """That what the instalment waits for was there, on a day."""
        return self._done(services.reach_milestone, Reached.read(request))


class MayHandIn(BasePermission):
    """Whoever is logged in: of the reports she may hand in just her own are found."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.is_authenticated)


class ReportViewSet(RecordViewSet):
    """Reports that grantees owe, with what they wrote. Staff with the right see all, others their own."""

    queryset = Report.objects.select_related("document")
    serializer_class = ReportRecord
    filterset_class = ReportFilters
    ordering_fields = ("due_on",)

    @extend_schema(summary="Hand in a report", request=HandingIn, responses=ReportRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayHandIn])
    def hand_in(self, request: Request, pk: str) -> Response:
        """The grantee's own report, as a text. Until it is accepted it may be handed in anew."""
        self.queryset = self.queryset.filter(grant__person__account=request.user.pk)
        row = self.get_object()
        services.hand_in_report(row, **HandingIn.read(request), by=request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    def _judged(self, act: Any, said: dict[str, Any]) -> Response:
        row = self.get_object()
        act(row, **said, by=self.request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(summary="Accept a report", request=NoBody, responses=ReportRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def accept(self, request: Request, pk: str) -> Response:
        """For staff with the right to change reports; twice is as good as once."""
        return self._judged(services.accept_report, NoBody.read(request))

    @extend_schema(summary="Send a report back", request=SendingBack, responses=ReportRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def send_back(self, request: Request, pk: str) -> Response:
        """For staff with the right to change reports; she is told by mail what is missing."""
        return self._judged(services.send_back_report, SendingBack.read(request))


router = SimpleRouter()
router.register("funds", FundViewSet)
router.register("grants", GrantViewSet)
router.register("instalments", InstalmentViewSet)
router.register("grant-reports", ReportViewSet, "grant-report")
urlpatterns = router.urls
