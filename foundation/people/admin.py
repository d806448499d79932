"""People, organisations and possible duplicates at the staff's desk. Logins are in `logins.py`."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelect2Widget

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin, RowButtons, country
from foundation.confirm import confirmed, confirmed_one
from foundation.importing.admin import TableAdmin
from foundation.lines import Lines
from foundation.people import consent_admin, exports_desk, logins, services  # noqa: F401 - pages of their own
from foundation.people.duplicates import mark_different
from foundation.people.importing import OrganisationResource, PersonResource
from foundation.people.matching import REASONS
from foundation.people.merging_desk import lines_of, merge_page, moved_said, removed_said
from foundation.people.models import (
    Affiliation,
    Alias,
    Duplicate,
    Merge,
    Organisation,
    Person,
    SecondContact,
)
from foundation.people.undoing import undo_merge
from foundation.translated import listed


class AliasInline(Lines):
    model = Alias
    tab = True


class AffiliationInline(Lines):
    model = Affiliation
    tab = True
    fields = ["person", "organisation", "role", "from_year", "to_year", "is_public"]
    autocomplete_fields = ["person", "organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Affiliation]:
        return super().get_queryset(request).select_related("person", "organisation")


class SecondContactInline(Lines):
    model = SecondContact
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[SecondContact]:
        return super().get_queryset(request).visible_to(request.user)


class PersonForm(forms.ModelForm):
    class Meta:
        widgets = {
            "time_zone": UnfoldAdminSelect2Widget(
                choices=lambda: [(name, name) for name in sorted(available_timezones())]
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "time_zone" in self.fields:
            self.fields["time_zone"].widget.attrs.pop("maxlength", None)  # a choice has no length


@admin.register(Person)
class PersonAdmin(TableAdmin, RecordAdmin):
    resource_classes = [PersonResource]
    form = PersonForm
    list_display = ["name", "name_ar", "email", "city", country]
    list_filter = [
        ("country", ChoicesDropdownFilter),
        ("language", ChoicesDropdownFilter),
        ("gender", ChoicesDropdownFilter),
    ]
    search_fields = ["name"]
    search_help_text = _("Name in any spelling or script, or e-mail address")
    list_select_related = ["account"]
    readonly_fields = ["account"]
    inlines = [AliasInline, AffiliationInline, SecondContactInline]
    actions_detail = ["open_login"]
    fieldsets = [
        (None, {"fields": [("name", "name_ar"), ("sort_name", "credited_name"), ("email", "phone")]}),
        (_("Place and occupation"), {"fields": [("city", "country"), ("occupation", "imdb_id")]}),
        (
            _("Correspondence"),
            {"fields": [("language", "time_zone"), "account"]},
        ),
        (
            pgettext_lazy("fields of a record", "Private"),
            {"fields": [("gender", "birth_date"), "note"]},
        ),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if "@" in search_term:
            return queryset.filter(email__icontains=search_term.strip()), False
        return super().get_search_results(request, queryset, search_term)

    @action(description=_("Open a login"), icon="key", permissions=["change"])
    def open_login(self, request: HttpRequest, object_id: str) -> HttpResponse:
        person = self.row_or_404(request, object_id)

        def do(_data: dict[str, Any]) -> str:
            account = services.open_account(person, by=request.user, now=timezone.now())
            return gettext("%(name)s can log in with a code sent to %(email)s.") % {
                "name": person,
                "email": account.email,
            }

        return confirmed(
            self,
            request,
            Person.objects.filter(pk=person.pk),
            title=gettext("Open a login"),
            do=do,
            back=reverse("admin:people_person_change", args=[person.pk]),
        )


@admin.register(Organisation)
class OrganisationAdmin(TableAdmin, RecordAdmin):
    resource_classes = [OrganisationResource]
    list_display = ["name", "short_name", "kind", "city", country]
    list_filter = [("kind", ChoicesDropdownFilter), ("country", ChoicesDropdownFilter)]
    search_fields = ["name"]
    inlines = [AffiliationInline]


MAY_MERGE = ["people.view_person", "people.change_person", "people.change_duplicate"]


class TellsOfPeople:
    """For a table that shows what stands in people's records: for those alone who may read these."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_read = request.user.has_perm("people.view_person")
        return may_read and super().has_view_permission(request, obj)  # type: ignore[misc]


@admin.register(Duplicate)
class DuplicateAdmin(TellsOfPeople, RowButtons, ReadOnly, DeskAdmin):
    """Two records side by side; merging asks once more, field by field."""

    list_display = ["score", "one", "other", "why", "state"]
    list_display_links = ["score"]
    list_filter = [("state", ChoicesDropdownFilter)]
    search_fields = ["first__name", "second__name"]
    search_named = {"first": Person, "second": Person}
    list_select_related = ["first", "second", "decided_by"]
    fields = ["score", "one", "other", "why", "state", "decided_by", "decided_at"]
    readonly_fields = ["one", "other", "why"]
    row_buttons = {"merge": _("Same person …"), "keep_apart": _("Two people")}

    def may_press(self, request: HttpRequest) -> bool:
        return request.user.has_perms(MAY_MERGE)

    def is_pressable(self, row: Duplicate) -> bool:
        return row.state == Duplicate.State.PROPOSED

    def keep_apart(self, request: HttpRequest, row: Duplicate) -> str:
        mark_different(row, by=request.user, now=timezone.now())
        return gettext("%(pair)s: two people.") % {"pair": row}

    def merge(self, request: HttpRequest, row: Duplicate) -> HttpResponse:
        return merge_page(self, request, row, back=self.way_back(request))

    @display(description=_("first record"))
    def one(self, row: Duplicate) -> SafeString:
        return in_short(row.first)

    @display(description=_("second record"))
    def other(self, row: Duplicate) -> SafeString:
        return in_short(row.second)

    @display(description=_("reasons"))
    def why(self, row: Duplicate) -> str:
        return listed(str(REASONS.get(reason, reason)) for reason in row.reasons)


def in_short(person: Person) -> SafeString:
    """What tells two people apart, with the way to the record."""
    return format_html(
        '<a href="{}" class="font-medium text-important">{}</a><br>{}',
        reverse("admin:people_person_change", args=[person.pk]),
        person.name,
        facts(person),
    )


def facts(person: Person) -> str:
    said = [person.name_ar, person.email, person.birth_date, person.city, person.country.name]
    return " · ".join(str(fact) for fact in said if fact)


@admin.register(Merge)
class MergeAdmin(TellsOfPeople, ReadOnly, DeskAdmin):
    list_display = ["__str__", "by", "at", "undone_at"]
    search_fields = ["kept__name"]
    search_named = {"kept": Person}
    list_select_related = ["kept", "by"]
    fields = ["kept", "was", "what", ("by", "at"), ("undone_by", "undone_at")]
    readonly_fields = ["was", "what"]
    actions_detail = ["undo"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The merge, with who looks at it: what moved is told by her rights."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.viewer = request.user
        return row

    @display(description=_("removed record"))
    def was(self, row: Merge) -> SafeString:
        return lines_of(removed_said(row))

    @display(description=_("moved"))
    def what(self, row: Merge) -> SafeString:
        return lines_of(moved_said(row, row.viewer))  # type: ignore[attr-defined]

    def has_undo_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perms(MAY_MERGE)

    @action(description=_("Take back"), icon="undo", permissions=["undo"])
    def undo(self, request: HttpRequest, object_id: str) -> HttpResponse:
        def act(row: Merge, *, by: Any, now: Any) -> str:
            person = undo_merge(row, by=by, now=now)
            return gettext("%(name)s is a record of her own again.") % {"name": person}

        return confirmed_one(self, request, object_id, gettext("Take the merge back"), act)
