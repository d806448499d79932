"""Matching rounds at the staff's desk: the proposal with its reasons, pins, and the one press that asks."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget

from foundation.admin import RecordAdmin, faults_told
from foundation.confirm import confirmed
from foundation.numbers import number_of
from residencies.mentoring import services
from residencies.mentoring.board_page import board_page
from residencies.mentoring.models import Round
from residencies.mentoring.selectors.rounds import mentors_of, proposal_of, without_mentor


@admin.register(Round)
class RoundAdmin(RecordAdmin):
    can_revert = False
    list_display = ["title", "wishes_until", "solved_at", "confirmed_at"]
    list_select_related = ["edition__programme"]
    search_fields = search_spelled = (
        "edition__name",
        "edition__programme__name_fr",
        "edition__programme__name_en",
    )
    autocomplete_fields = ["edition"]
    filter_horizontal = ["mentors"]
    fieldsets = [
        (None, {"fields": ["edition", "mentors", "wishes_until"]}),
        (_("What is agreed with each pair"), {
            "fields": [("starts_on", "ends_on"), ("hours", "fee_per_hour", "currency")]
        }),
        (_("As it stands"), {"fields": [("solved_at", "total", "confirmed_at")]}),
    ]  # fmt: skip
    readonly_fields = ["solved_at", "total", "confirmed_at"]
    actions_detail = ["pairs", "shares"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Its wishes and pins are of the edition's own people: it stays with them."""
        return [*self.readonly_fields, *(["edition"] if obj else [])]

    @display(description=_("matching round"), ordering="edition")
    def title(self, row: Round) -> str:
        return str(row)

    @action(description=_("Pairs"), icon="diversity_3", permissions=["view"])
    def pairs(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:mentoring_round_proposal", args=[object_id]))

    @action(description=_("How it is shared"), icon="balance", permissions=["view"])
    def shares(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:mentoring_round_board", args=[object_id]))

    def board(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return board_page(request, self, self._row(request, object_id))

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, "mentoring_round_{}".format
        return [
            path("<path:object_id>/proposal/", view(self.proposal), name=name("proposal")),
            path("<path:object_id>/board/", view(self.board), name=name("board")),
            path("<path:object_id>/ask/", view(self.ask), name=name("ask")),
            *super().get_urls(),
        ]

    def proposal(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The proposal; pins and *Solve* are forms of it."""
        row = self._row(request, object_id)
        here = reverse("admin:mentoring_round_proposal", args=[row.pk])
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            with faults_told(request):
                messages.success(request, self._do(request, row))
            return HttpResponseRedirect(here)
        lines = proposal_of(row)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Pairs: %(round)s") % {"round": row},
            "round": row,
            "placed": [line for line in lines if line.pairing.mentor_id],
            "lacks": [line for line in lines if not line.pairing.mentor_id],
            "pins": row.pins.select_related("participation__person", "mentor__person"),
            "form": PinForm(row),
            "may_change": self.has_change_permission(request),
            "back": reverse("admin:mentoring_round_change", args=[row.pk]),
        }
        return TemplateResponse(request, "mentoring/desk_proposal.html", context)

    def _do(self, request: HttpRequest, row: Round) -> str:
        now, said = timezone.now(), request.POST
        if "solve" in said:
            services.solve_round(row, by=request.user, now=now)
            return gettext("The best pairs are proposed below. Nobody was told.")
        if "unpin" in said:
            pin = row.pins.filter(pk=number_of(said["unpin"]) or 0).first()
            if pin:
                services.unpin(pin, by=request.user)
            return gettext("The pin is taken away. Solve again to see what changes.")
        mentee, mentor = number_of(said.get("participation")) or 0, number_of(said.get("mentor")) or 0
        together = "together" in said
        services.pin_pair(row, mentee, mentor, together=together, by=request.user, now=now)
        return gettext("Pinned. Solve again to see what changes.")

    def ask(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks first; then the pairs are requested and their mentors written to."""
        row = self._row(request, object_id)
        if not self.has_change_permission(request):
            raise PermissionDenied

        def do(data: dict[str, Any]) -> str:
            made = services.confirm_round(row, **data, by=request.user, now=timezone.now())
            said = ngettext(
                "%(count)d mentor is asked by mail.", "%(count)d mentors are asked by mail.", len(made)
            )
            return said % {"count": len(made)}

        return confirmed(
            self,
            request,
            row.pairings.filter(mentor__isnull=False).select_related(
                "participation__person", "mentor__person"
            ),
            title=gettext("Ask the mentors"),
            form_class=SeenForm,
            initial={"solved_at": row.solved_at.isoformat() if row.solved_at else ""},
            do=do,
            back=reverse("admin:mentoring_round_proposal", args=[row.pk]),
            template="mentoring/desk_ask.html",
        )

    def _row(self, request: HttpRequest, object_id: str) -> Round:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row: Round = self.row_or_404(request, object_id)
        return row


class SeenForm(forms.Form):
    """Which proposal was looked at."""

    solved_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean_solved_at(self) -> datetime | None:
        """None, which is no proposal, for what is no time."""
        try:
            return parse_datetime(self.cleaned_data["solved_at"])
        except ValueError:
            return None


class PinForm(forms.Form):
    participation = forms.ChoiceField(label=_("mentee"), widget=UnfoldAdminSelectWidget)
    mentor = forms.ChoiceField(label=_("mentor"), widget=UnfoldAdminSelectWidget)

    def __init__(self, row: Round) -> None:
        super().__init__()
        self.fields["participation"].choices = [(one.pk, str(one.person)) for one in without_mentor(row)]
        self.fields["mentor"].choices = [(one.pk, str(one)) for one in mentors_of(row, timezone.now())]
