"""Advisers, precedents and the two readers at the staff's desk. Requests have pages of their own."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from alumni.support import services
from alumni.support.models import OPEN_KINDS, Adviser, HarassmentReader, Kind, Precedent, holds
from foundation.admin import DeskAdmin, RecordAdmin
from foundation.people.models import Account
from foundation.translated import language_names, listed


class AdviserForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("kinds"),
        choices=[(kind.value, kind.label) for kind in OPEN_KINDS],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    languages = forms.MultipleChoiceField(
        label=_("languages"), choices=settings.LANGUAGES, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )

    class Meta:
        model = Adviser
        fields = ["account", "kinds", "languages", "capacity", "is_active", "acts_for"]


@admin.register(Adviser)
class AdviserAdmin(RecordAdmin):
    is_kept_in = True
    form = AdviserForm
    can_revert = False
    list_display = ["account", "advises", "spoken", "capacity", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["account__person"]
    search_fields = ["account__email", "account__person__name"]
    autocomplete_fields = ["account"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        known = ["account"] if obj else []
        return known if self.has_change_permission(request) else [*known, "advises", "spoken"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, "change_adviser")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, "add_adviser")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Whom she acts for is her clients' secret: for those who give requests to advisers alone."""
        fields = list(super().get_fields(request, obj))
        if self.has_change_permission(request):
            return fields
        return [one for one in fields if one not in ("kinds", "languages", "acts_for")]

    @display(description=_("kinds"))
    def advises(self, row: Adviser) -> str:
        return listed(str(Kind(kind).label) for kind in row.kinds if kind in Kind.values)

    @display(description=_("languages"))
    def spoken(self, row: Adviser) -> str:
        return language_names(row.languages)


@admin.register(Precedent)
class PrecedentAdmin(DeskAdmin):
    """Written on the page of a closed request, and never changed."""

    is_kept_in = True
    list_display = ["asked", "kind", "language", "written_on"]
    list_filter = [("kind", ChoicesDropdownFilter), ("language", ChoicesDropdownFilter)]
    search_fields = ["search_key"]
    fields = ["question", "answer", ("kind", "language", "written_on")]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @display(description=_("question"))
    def asked(self, row: Precedent) -> str:
        return row.question if len(row.question) <= 80 else f"{row.question[:79]}…"


class ReaderForm(forms.ModelForm):
    class Meta:
        model = HarassmentReader
        fields = ["place", "account"]

    def clean_account(self) -> Account:
        account: Account = self.cleaned_data["account"]
        if not account.is_active:
            raise forms.ValidationError(_("This account is not in use."))
        return account


@admin.register(HarassmentReader)
class HarassmentReaderAdmin(RecordAdmin):
    """The director names the two; all whom it concerns are told."""

    is_kept_in = True
    form = ReaderForm
    can_revert = False
    list_display = ["account", "place", "named_at", "named_by"]
    list_select_related = ["account__person", "named_by__person"]
    search_fields = ["account__email"]
    autocomplete_fields = ["account"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, "name_readers") and HarassmentReader.objects.count() < 2

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request.user, "name_readers")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # there are two, or none can be written to

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["place"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = services.name_reader(obj.place, obj.account, by=request.user, now=timezone.now()).pk
