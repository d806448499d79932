"""Who takes part, at the staff's desk: moved on, completed, signed off, written to, one or a list of them."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action

from foundation.admin import RecordAdmin
from foundation.confirm import confirmed, confirmed_one
from foundation.day_filter import DayFilter
from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.importing.admin import TableAdmin
from foundation.people.models import Person, is_staff_with
from residencies.programmes import participation_forms as forms
from residencies.programmes import services
from residencies.programmes.circular_pages import write_page
from residencies.programmes.importing import ParticipationResource
from residencies.programmes.models import Participation
from residencies.programmes.selectors.requirements import lacking, standings
from residencies.programmes.selectors.week import beside
from residencies.programmes.views import certificate_file

State = Participation.State
Rows = QuerySet[Participation]


class LeftOpenFilter(admin.SimpleListFilter):
    title = _("end of the edition")
    parameter_name = "left_open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", gettext("ended, not completed"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return queryset.left_open(timezone.localdate()) if self.value() == "yes" else queryset


class PartnerFilter(admin.SimpleListFilter):
    title = _("pair")
    parameter_name = "pair"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", gettext("partner missing"))]

    def queryset(self, request: HttpRequest, queryset: Rows) -> Rows:
        return queryset.without_partner() if self.value() == "missing" else queryset


@admin.register(Participation)
class ParticipationAdmin(TableAdmin, RecordAdmin):
    """The state is moved by the actions alone, each with a page that asks first."""

    resource_classes = [ParticipationResource]
    can_revert = False
    change_form_outer_before_template = "programmes/desk_participation.html"
    list_display = ["person", "edition", "track", "work", "state", "completed_on"]
    list_filter = [
        ("edition__programme", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
        ("track", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
        ("cause", ChoicesDropdownFilter),
        ("funder", AutocompleteSelectFilter),
        ("completed_on", DayFilter),
        LeftOpenFilter,
        PartnerFilter,
        ("person", AutocompleteSelectFilter),
    ]
    list_select_related = ["person", "edition__programme", "track", "work"]
    search_fields = ["certificate"]
    search_named = {"person": Person, "work": Work}
    search_help_text = _("A person or a project in any spelling or script, or a certificate’s number")
    autocomplete_fields = ["person", "edition", "track", "work", "funder"]
    fields = [
        ("person", "edition"),
        ("track", "work"),
        ("funder", "replaces"),
        ("state", "completed_on", "certificate"),
        ("cause", "reason"),
    ]
    actions = ["complete", "move", "record", "pair", "write"]
    actions_detail = ["complete_one", "move_one", "record_one", "leave", "lodge", "replace"]

    def get_readonly_fields(self, request: HttpRequest, obj: Participation | None = None) -> list[str]:
        moved = ["state", "completed_on", "certificate", "cause", "reason", "replaces"]
        return [*moved, "person", "edition"] if obj else moved

    def has_record_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.change_fulfilment")

    def has_leave_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.add_absence")

    def has_lodge_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.add_stay")

    def has_replace_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever is looked for by name is named."""
        return self.has_change_permission(request) and is_staff_with(request.user, "people.view_person")

    def has_write_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("programmes.add_circular")

    # -- lists --------------------------------------------------------------------------------
    @admin.action(description=_("Mark as completed …"), permissions=["change"])
    def complete(self, request: HttpRequest, rows: Rows) -> HttpResponse:
        return self._complete(request, rows, request.get_full_path())

    @admin.action(description=_("Change the state …"), permissions=["change"])
    def move(self, request: HttpRequest, rows: Rows) -> HttpResponse:
        return self._move(request, rows, request.get_full_path())

    @admin.action(description=_("Record a requirement …"), permissions=["record"])
    def record(self, request: HttpRequest, rows: Rows) -> HttpResponse:
        return self._record(request, rows, request.get_full_path())

    @admin.action(description=_("Make them a pair …"), permissions=["change"])
    def pair(self, request: HttpRequest, rows: Rows) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            services.pair_up(rows, data["work"], by=request.user, now=timezone.now())
            return gettext("They are a pair: %(work)s.") % {"work": data["work"]}

        return self._asked(
            request, rows, gettext("Make them a pair"), do, request.get_full_path(), forms.pair_form(rows)
        )

    @admin.action(description=_("Write to them …"), permissions=["write"])
    def write(self, request: HttpRequest, rows: Rows) -> HttpResponse:
        return write_page(self, request, rows, request.get_full_path())

    # -- one ----------------------------------------------------------------------------------
    @action(description=_("Mark as completed"), icon="school", permissions=["change"])
    def complete_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._complete(request, *self._one(request, object_id))

    @action(description=_("Change the state"), icon="moving", permissions=["change"])
    def move_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._move(request, *self._one(request, object_id))

    @action(description=_("Record a requirement"), icon="task_alt", permissions=["record"])
    def record_one(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._record(request, *self._one(request, object_id))

    @action(description=_("Note a leave"), icon="event_busy", permissions=["leave"])
    def leave(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Note a leave")
        return confirmed_one(self, request, object_id, title, services.begin_absence, forms.LeaveForm)

    @action(description=_("Arrange a stay"), icon="bed", permissions=["lodge"])
    def lodge(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row, form = self.row_or_404(request, object_id), forms.stay_form
        title = gettext("Arrange a stay")
        return confirmed_one(self, request, object_id, title, services.arrange_stay, form(row.edition_id))

    @action(description=_("Replace her"), icon="swap_horiz", permissions=["replace"])
    def replace(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title, act = gettext("Confirm someone in her place"), services.replace_participation
        return confirmed_one(self, request, object_id, title, act, forms.PersonForm)

    def _one(self, request: HttpRequest, object_id: str) -> tuple[Rows, str]:
        row = self.row_or_404(request, object_id)
        rows = self.get_queryset(request).filter(pk=row.pk)
        return rows, reverse("admin:programmes_participation_change", args=[row.pk])

    # -- what is asked ------------------------------------------------------------------------
    def _asked(
        self,
        request: HttpRequest,
        rows: Rows,
        title: str,
        do: Any,
        back: str,
        form_class: Any,
        **how: Any,
    ) -> HttpResponse:
        rows = rows.select_related("person", "edition__programme")
        return confirmed(self, request, rows, title=title, do=do, back=back, form_class=form_class, **how)

    def _complete(self, request: HttpRequest, rows: Rows, back: str) -> HttpResponse:
        open_rows = rows.exclude(state=State.COMPLETED).select_related("person", "edition__programme")
        short = lacking(open_rows)

        def do(data: dict[str, Any]) -> str:
            chosen, reason = rows, data.get("reason", "")
            if data.get("whom") == "fulfilling":
                chosen, reason = rows.exclude(pk__in=[one.participation.pk for one in short]), ""
                if not chosen.exists():
                    raise ServiceError(gettext("Nobody of them has fulfilled all."))
            done = services.complete_participations(
                chosen,
                on=data["on"],
                by=request.user,
                now=timezone.now(),
                reason=reason,
                tell=data["tell"],
            )
            said = ngettext(
                "%(count)d participation was marked as completed.",
                "%(count)d participations were marked as completed.",
                len(done),
            )
            return said % {"count": len(done)}

        return self._asked(
            request,
            rows,
            gettext("Mark as completed"),
            do,
            back,
            forms.ShortCompletionForm if short else forms.CompletionForm,
            initial={"on": self._likely_day(rows)},
            template="programmes/desk_complete.html",
            told={"lacking": short},
        )

    def _likely_day(self, rows: Rows) -> Any:
        """The last day of the edition where they share one that has ended; else today."""
        today = timezone.localdate()
        ends = list(rows.order_by().values_list("edition__ends_on", flat=True).distinct()[:2])
        return ends[0] if len(ends) == 1 and ends[0] and ends[0] <= today else today

    def _move(self, request: HttpRequest, rows: Rows, back: str) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            services.change_states(rows, **data, by=request.user, now=timezone.now())
            said = ngettext(
                "%(count)d participation is now: %(state)s.",
                "%(count)d participations are now: %(state)s.",
                len(rows),
            )
            return said % {"count": len(rows), "state": State(data["to"]).label}

        return self._asked(request, rows, gettext("Change the state"), do, back, forms.MoveForm)

    def _record(self, request: HttpRequest, rows: Rows, back: str) -> HttpResponse:
        def do(data: dict[str, Any]) -> str:
            asked, said = data["requirement"], {"word": data["word"], "by": request.user}
            if data["waive"]:
                done = services.waive_requirement(rows, asked, **said, now=timezone.now())
            else:
                done = services.record_fulfilment(rows, asked, data["amount"], **said, now=timezone.now())
            return gettext("%(what)s: recorded for %(count)d.") % {"what": asked, "count": len(done)}

        form = forms.record_form(rows)
        return self._asked(request, rows, gettext("Record a requirement"), do, back, form)

    # -- the record's own page ----------------------------------------------------------------
    def get_urls(self) -> list[Any]:
        route = path(
            "<int:object_id>/certificate/<str:language>.pdf",
            self.admin_site.admin_view(self.certificate),
            name="programmes_participation_certificate",
        )
        return [route, *super().get_urls()]

    @method_decorator(require_safe)
    def certificate(self, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.row_or_404(request, object_id)
        return certificate_file(row, language)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        known = self._known(request, row) if row else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **known})

    def _known(self, request: HttpRequest, row: Participation) -> dict[str, Any]:
        """What hangs on it, as far as this reader may see it."""
        missing = Participation.objects.without_partner().filter(pk=row.pk)
        known: dict[str, Any] = {
            "partner_missing": missing.exists(),
            "beside": beside(row, request.user),
        }
        if self._sees(request, "requirement"):
            known["standings"] = standings([row])[row.pk]
        if self._sees(request, "needs"):
            known["needs"] = getattr(row, "needs", None)
        if self._sees(request, "stay"):
            known["stays"] = row.stays.select_related("room")
        if self._sees(request, "absence"):
            known["absences"] = row.absences.all()
        return known

    def _sees(self, request: HttpRequest, model: str) -> bool:
        return is_staff_with(request.user, f"programmes.view_{model}")
