"""Funds, grants, instalments and reports in the API: a grantee gets hers, staff what their rights allow."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from foundation.api.filtering import check_parameters
from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import FORM, RecordViewSet, TakingFiles
from foundation.api.writing import MayWrite, VisibleKey
from foundation.filters import BIGGEST
from foundation.money import PLACES, check_currency
from foundation.people.api import OrganisationName, PersonName
from foundation.people.models import Person, is_staff_with
from foundation.rates.models import ExchangeRate
from residencies.grants import filing, services
from residencies.grants.filters import FundFilters, GrantFilters, InstalmentFilters, ReportFilters
from residencies.grants.models import Fund, Grant, Instalment, Report
from residencies.grants.services.reports import LONGEST
from residencies.programmes.models import Participation


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
            raise serializers.ValidationError(_("There is no rate %(number)s.") % {"number": number})
        return row


class PaymentForm(PaymentMade):
    receipt = serializers.FileField(required=False, allow_empty_file=True)


class Correction(Body):
    reference = serializers.CharField(max_length=100, help_text="No other payment has it.")
    reason = serializers.CharField(max_length=2000, help_text="Stays in its history.")


class ToppingUp(Body):
    amount = sum_of("In the fund’s currency; less than nothing takes it out again.")
    on = serializers.DateField()
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class Committing(Body):
    fund = VisibleKey(queryset=Fund.objects.all())
    person = VisibleKey(
        queryset=Person.objects.all(), required=False, help_text="May be left to the participation."
    )
    participation = VisibleKey(queryset=Participation.objects.all(), required=False)
    purpose = serializers.CharField(max_length=300, help_text="What it is for; she reads it.")
    amount = sum_of("In the fund’s currency.")
    currency = serializers.CharField(
        required=False, validators=[check_currency], help_text="Hers, where it is not the fund’s."
    )
    rate = VisibleKey(
        queryset=ExchangeRate.objects.all(), required=False, help_text="From the fund’s currency to hers."
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if "person" not in said:
            if "participation" not in said:
                raise serializers.ValidationError({"person": [_("Say for whom the grant is.")]})
            said["person"] = said["participation"].person
        return said


class Purpose(Body):
    purpose = serializers.CharField(max_length=300, help_text="What it is for; she reads it.")


class PlanOfOne(Body):
    amount = sum_of("In the fund’s currency.")
    due_on = serializers.DateField()
    report = VisibleKey(
        queryset=Report.objects.all(), required=False, help_text="Of this grant: accepted before it is paid."
    )
    milestone = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="Or what has to be there; she reads it."
    )


class Planning(Body):
    instalments = PlanOfOne(many=True, min_length=1, max_length=60, help_text="All of them or none.")


class Planned(serializers.Serializer):
    instalments = InstalmentRecord(many=True)


class Asking(Body):
    kind = serializers.ChoiceField(Report.Kind.choices)
    due_on = serializers.DateField()


class Refusal(Body):
    reason = serializers.CharField(max_length=2000, help_text="Stays with it, for the staff.")


class NoBody(Body):
    pass


class HandingIn(Body):
    text = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)


class HandingInForm(HandingIn):
    file = serializers.FileField(
        required=False, allow_empty_file=True, help_text="Beside a text, or instead of one."
    )


class Reached(Body):
    on = serializers.DateField(help_text="The day it was there, not in the future.")


class SendingBack(Body):
    missing = serializers.CharField(max_length=LONGEST, help_text="What it lacks; she reads it.")


class MayAct(BasePermission):
    """Staff with the right that the act asks for."""

    RIGHTS = {
        "ask": "grants.change_instalment",
        "reach": "grants.change_instalment",
        "cancel": "grants.change_instalment",
        "approve": "grants.approve_instalment",
        "clear": "grants.clear_instalment",
        "pay": "grants.pay_instalment",
        "correct": "grants.pay_instalment",
        "top_up": "grants.add_contribution",
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

    @extend_schema(summary="Put something into a fund", request=ToppingUp, responses=FundRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def top_up(self, request: Request, pk: str) -> Response:
        """Or take something out of it, which nobody was promised. For staff with the right."""
        row = self.get_object()
        services.top_up_fund(row, **ToppingUp.read(request), by=request.user, now=timezone.now())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


class GrantViewSet(RecordViewSet):
    """Who was granted what, out of which fund. Staff with the right see all, others their own."""

    queryset = Grant.objects.with_figures().select_related("person", "fund", "rate")
    serializer_class = GrantRecord
    filterset_class = GrantFilters
    ordering_fields = ("committed_on",)

    def get_permissions(self) -> list[Any]:
        return [*super().get_permissions(), MayWrite()]

    @extend_schema(summary="Commit a grant", request=Committing, responses={201: GrantRecord})
    def create(self, request: Request) -> Response:
        """Promise an amount of a fund to a person, who is told by mail. For staff with the right."""
        check_parameters(request)
        said = Committing.read(request)
        fund, person = said.pop("fund"), said.pop("person")
        made = services.commit_grant(fund, person, **said, by=request.user, now=timezone.now())
        return Response(self._told(made), status=201)

    @extend_schema(summary="Say what a grant is for", request=Purpose, responses=GrantRecord)
    def partial_update(self, request: Request, pk: str) -> Response:
        """What was promised stays as it is. For staff with the right to change grants."""
        return self._done(services.describe_grant, Purpose.read(request))

    @extend_schema(summary="Plan instalments", request=Planning, responses={201: Planned})
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def plan(self, request: Request, pk: str) -> Response:
        """When which part is due, and on what condition; together no more than the grant. For staff."""
        row, said = self.get_object(), Planning.read(request)["instalments"]
        plans = [services.Plan(**one) for one in said]
        made = services.plan_instalments(row, plans, by=request.user, now=timezone.now())
        rows = InstalmentViewSet.queryset.filter(pk__in=[one.pk for one in made]).order_by("number")
        return Response(Planned({"instalments": rows}).data, status=201)

    @extend_schema(summary="Ask for a report", request=Asking, responses={201: ReportRecord})
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def ask_report(self, request: Request, pk: str) -> Response:
        """A report on the grant is due on a day. For staff with the right to change grants."""
        made = services.ask_report(
            self.get_object(), **Asking.read(request), by=request.user, now=timezone.now()
        )
        return Response(ReportRecord(made).data, status=201)

    @extend_schema(summary="Cancel a grant", request=Refusal, responses=GrantRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def cancel(self, request: Request, pk: str) -> Response:
        """What was not paid goes back to its fund. For staff with the right to change grants."""
        return self._done(services.cancel_grant, Refusal.read(request))

    def _done(self, act: Any, said: dict[str, Any]) -> Response:
        row = self.get_object()
        act(row, **said, by=self.request.user, now=timezone.now())
        return Response(self._told(row))

    def _told(self, row: Grant) -> Any:
        return GrantRecord(self.queryset.get(pk=row.pk), context=self.get_serializer_context()).data


class InstalmentViewSet(TakingFiles, RecordViewSet):
    """The parts in which grants are paid. Staff with the right see all, others their own."""

    queryset = Instalment.objects.select_related("grant__person", "grant__fund", "rate")
    serializer_class = InstalmentRecord
    filterset_class = InstalmentFilters
    ordering_fields = ("due_on", "paid_on")
    limits = {"pay": filing.LIMITS}

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

    @extend_schema(
        summary="Record a payment",
        request={"application/json": PaymentMade, "multipart/form-data": PaymentForm},
        responses=InstalmentRecord,
    )
    @action(detail=True, methods=["post"], permission_classes=[MayAct], parser_classes=FORM)
    def pay(self, request: Request, pk: str) -> Response:
        """That it was paid, once; the grantee is told by mail. As a form it takes the receipt as well."""
        return self._done(services.pay_instalment, self.read_form(PaymentForm))

    @extend_schema(summary="Correct a reference", request=Correction, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def correct(self, request: Request, pk: str) -> Response:
        """Of a payment that was recorded with a wrong one; its day and its amount stay for good."""
        return self._done(services.correct_reference, Correction.read(request))

    @extend_schema(summary="Cancel an instalment", request=Refusal, responses=InstalmentRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayAct])
    def cancel(self, request: Request, pk: str) -> Response:
        """It is not to be paid any more; its amount may be planned anew."""
        return self._done(services.cancel_instalment, Refusal.read(request))

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


class ReportViewSet(TakingFiles, RecordViewSet):
    """Reports that grantees owe, with what they wrote. Staff with the right see all, others their own."""

    queryset = Report.objects.select_related("document")
    serializer_class = ReportRecord
    filterset_class = ReportFilters
    ordering_fields = ("due_on",)
    limits = {"hand_in": filing.LIMITS}

    @extend_schema(
        summary="Hand in a report",
        request={"application/json": HandingIn, "multipart/form-data": HandingInForm},
        responses=ReportRecord,
    )
    @action(detail=True, methods=["post"], permission_classes=[MayHandIn], parser_classes=FORM)
    def hand_in(self, request: Request, pk: str) -> Response:
        """The grantee's own report: a text, a file in a form, or both. Until it is accepted it may be
        handed in anew.
        """
        self.queryset = self.queryset.filter(grant__person__account=request.user.pk)
        row, said = self.get_object(), self.read_form(HandingInForm)
        upload = said.pop("file", None)
        services.hand_in_report(row, **said, upload=upload, by=request.user, now=timezone.now())
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
