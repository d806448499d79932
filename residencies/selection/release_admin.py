"""The desk of what is told: letters looked at and released, the waiting list, and offers."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import ReasonForm, confirmed
from foundation.day_filter import DayFilter
from foundation.numbers import number_of
from residencies.calls.models.applying import is_reader
from residencies.calls.out_pages import in_languages, out_counts, out_list
from residencies.calls.selectors import OUT_GROUPS, out_of
from residencies.selection import services
from residencies.selection.letters import previewed
from residencies.selection.models import Decision, Offer, Release, kept_from_room, sees_room
from residencies.selection.selectors.telling import (
    Strand,
    in_line,
    lacks_minutes,
    occupancy,
    release_faults,
    tally,
    to_tell,
    told,
    with_decision,
)

ON_PAGE = 25  # letters listed at a time
RIGHT = "selection.release"


@admin.register(Release)
class ReleaseAdmin(ReadOnly, DeskAdmin):
    """Who would get which letter; one act tells them all; then the places and who is in line for them."""

    list_display = ["call", "step", "places", "decided", "released_at"]
    list_select_related = ["call__edition__programme"]
    list_filter = [("call", AutocompleteSelectFilter), ("released_at", DayFilter)]
    search_fields = search_spelled = ("call__title_fr", "call__title_ar", "call__title_en", "call__slug")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(RIGHT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        rows = ModelAdmin.get_queryset(self, request)  # this page has a right of its own
        seen = ~Q(decisions__application__in=kept_from_room(request.user))
        return rows.annotate(decided_count=Count("decisions", filter=seen))

    @display(description=_("decided"), ordering="decided_count")
    def decided(self, row: Any) -> int:
        return row.decided_count

    def get_urls(self) -> list[Any]:
        view, name = self.admin_site.admin_view, "selection_release_{}".format
        return [
            path("<path:object_id>/release/", view(self.release), name=name("release")),
            path("<path:object_id>/waiting/", view(self.waiting), name=name("waiting")),
            path("<path:object_id>/offer/<int:decision>/", view(self.offer), name=name("offer")),
            path("<path:object_id>/take-back/<int:offer>/", view(self.take_back), name=name("take_back")),
            *super().get_urls(),
        ]

    def _row(self, request: HttpRequest, object_id: str) -> Release:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.row_or_404(request, object_id)

    def _page(self, request: HttpRequest, name: str, row: Release, **context: Any) -> HttpResponse:
        known = {**self.admin_site.each_context(request), "opts": self.opts, "release": row, **context}
        return TemplateResponse(request, f"selection/desk_{name}.html", known)

    @method_decorator(require_safe)
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The letters: how many of each, of whom, and how the chosen one reads in each language."""
        row = self._row(request, object_id)
        wanted, hidden = request.GET.get("outcome", ""), kept_from_room(request.user)
        counts, out = self._counts(request, row)
        place = Case(*(When(outcome=code, then=at) for at, code in enumerate(counts)), default=len(counts))
        letters = (told(row) if row.released_at else to_tell(row)).order_by(place, "rank", "pk")
        letters = letters.without(hidden)
        if wanted in counts:
            letters = letters.filter(outcome=wanted)
        if wanted in OUT_GROUPS:
            shown = out_list(
                request, out_of(row.call, timezone.now(), [wanted]).exclude(pk__in=hidden), wanted
            )
        else:
            shown = self._list(request, letters)
        return self._page(
            request,
            "release",
            row,
            title=gettext("Letters of “%(call)s”") % {"call": row},
            counts=[(code, Decision.Outcome(code).label, count, 0) for code, count in counts.items()] + out,
            total=sum(counts.values()),
            faults=release_faults(row, timezone.now(), unseen=hidden),
            lacks_minutes=row.released_at is None and lacks_minutes(row) and sees_room(request.user),
            wanted=wanted if wanted in (*counts, *OUT_GROUPS) else "",
            is_last=row.is_last,
            may_tell_apart=is_reader(request.user),
            **shown,
        )

    def _counts(self, request: HttpRequest, row: Release) -> tuple[dict[str, int], list[Any]]:
        """Of letters about decisions, and to those who are out; without what is kept from her who looks."""
        hidden = kept_from_room(request.user)
        return tally(row, unseen=hidden), out_counts(row.call, timezone.now(), unseen=hidden)

    def _list(self, request: HttpRequest, letters: QuerySet[Decision]) -> dict[str, Any]:
        page = Paginator(letters, ON_PAGE).get_page(request.GET.get("page"))
        number = request.GET.get("chosen", "")
        chosen = letters.filter(pk=number_of(number) or 0).first() if number else next(iter(page), None)
        texts = in_languages(lambda code: previewed(chosen, code)) if chosen else []
        return {"page": page, "chosen": chosen, "letters": texts}

    def release(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self._row(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            done = services.release_decisions(row, by=request.user, now=timezone.now())
            count = sum(tally(done, unseen=kept_from_room(request.user)).values())
            said = ngettext(
                "The decisions are released: the letters about %(count)d application are in the outbox.",
                "The decisions are released: the letters about %(count)d applications are in the outbox.",
                count,
            )
            return said % {"count": count}

        counts, out = self._counts(request, row)
        return confirmed(
            self,
            request,
            Release.objects.filter(pk=row.pk),
            title=gettext("Release the decisions"),
            do=do,
            back=reverse("admin:selection_release_change", args=[row.pk]),
            template="selection/desk_release_confirm.html",
            told={
                "counts": [
                    *((Decision.Outcome(code).label, count) for code, count in counts.items()),
                    *((name, left) for _code, name, _count, left in out),
                ],
                "total": sum(counts.values()) + sum(left for _code, _name, _count, left in out),
                "faults": release_faults(row, timezone.now(), unseen=kept_from_room(request.user)),
                "release": row,
            },
        )

    @method_decorator(require_safe)
    def waiting(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Places of each strand, who holds them, and who is next."""
        row = self._row(request, object_id)
        if not row.is_last or row.released_at is None:
            raise Http404
        hidden = set(kept_from_room(request.user).filter(call=row.call_id).values_list("pk", flat=True))
        places, now = occupancy(row, unseen=hidden), timezone.now()
        # Who is next, and how many are free in all, would tell of what is kept from her.
        firsts = [next(iter(in_line(one, now)), None) for one in places.strands.values() if not hidden]
        strands = [_shown(strand, firsts) for strand in places.strands.values()]
        title = gettext("Places of “%(call)s”") % {"call": row}
        return self._page(
            request,
            "waiting",
            row,
            title=title,
            places=None if hidden else places,
            has_free=places.free > 0,
            strands=strands,
        )

    def offer(self, request: HttpRequest, object_id: str, decision: int) -> HttpResponse:
        row = self._row(request, object_id)
        found = Decision.objects.filter(deliberation=row.pk, pk=decision)
        found = found.exclude(application__in=kept_from_room(request.user))
        about = found.select_related("application", "deliberation").first()
        if about is None:
            raise Http404

        def do(data: dict[str, Any]) -> str:
            made = services.offer_place(about, **data, by=request.user, now=timezone.now())
            ends = timezone.localtime(made.answer_by)
            return gettext("A place is offered to %(name)s, until %(day)s.") % {
                "name": about.application.name,
                "day": date_format(ends, "DATETIME_FORMAT"),
            }

        return self._asked(request, row, found, gettext("Offer a place out of turn"), do)

    def take_back(self, request: HttpRequest, object_id: str, offer: int) -> HttpResponse:
        row = self._row(request, object_id)
        found = with_decision(Offer.objects.filter(decision__deliberation=row.pk, pk=offer))
        found = found.exclude(decision__application__in=kept_from_room(request.user))
        about = found.first()
        if about is None:
            raise Http404

        def do(data: dict[str, Any]) -> str:
            services.take_back_offer(about, **data, by=request.user, now=timezone.now())
            return gettext("The offer is taken back. No letter was written: please tell %(name)s.") % {
                "name": about.decision.application.name
            }

        return self._asked(request, row, found, gettext("Take the offer back"), do)

    def _asked(
        self, request: HttpRequest, row: Release, rows: QuerySet[Any], title: str, do: Any
    ) -> HttpResponse:
        back = reverse("admin:selection_release_waiting", args=[row.pk])
        return confirmed(self, request, rows, title=title, form_class=ReasonForm, do=do, back=back)


def _shown(strand: Strand, firsts: list[Any]) -> tuple[Strand, Any, list[tuple[Any, Offer | None]]]:
    """The strand, who of it is next, and each in line with the newest of her offers."""
    newest = [(one, one.made[0] if one.made else None) for one in strand.decisions]
    return strand, next((one for one in strand.decisions if one in firsts), None), newest


@admin.register(Offer)
class OfferAdmin(ReadOnly, RecordAdmin):
    """Every offer that was made; they are made, answered and taken back by their services alone."""

    can_revert = False
    list_display = ["number", "name", "call", "track", "state", "made_at", "answer_by", "answered_at"]
    list_display_links = ["number", "name"]
    list_filter = [
        ("decision__application__call", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("decision__application__track", AutocompleteSelectFilter),
        ("answer_by", DayFilter),
    ]
    list_select_related = ["decision__application__call", "decision__application__track"]
    search_fields = ["decision__application__number", "decision__application__name"]
    fields = [
        ("number", "name"),
        ("call", "track"),
        ("state", "answered_at"),
        ("made_at", "answer_by"),
        "reason",
        "note",
    ]
    readonly_fields = ["number", "name", "call", "track"]

    @display(description=_("number"), ordering="decision__application__number")
    def number(self, row: Offer) -> str:
        return row.decision.application.number

    @display(description=_("name"), ordering="decision__application__name")
    def name(self, row: Offer) -> str:
        return row.decision.application.name

    @display(description=_("call"))
    def call(self, row: Offer) -> str:
        return str(row.decision.application.call)

    @display(description=_("track"))
    def track(self, row: Offer) -> str:
        return str(row.decision.application.track or "—")
