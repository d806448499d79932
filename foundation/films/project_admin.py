"""The pages of a project at the desk, and the options it rests on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from foundation.admin import DeskAdmin, ReadOnly, RecordAdmin
from foundation.confirm import confirmed
from foundation.day_filter import DayFilter
from foundation.films import services
from foundation.films.models import (
    CreditEvidence,
    DossierDocument,
    OptionExtension,
    RightsOption,
    Work,
)
from foundation.films.project_pages import project_page, slate_page
from foundation.lines import CheckedFormSet, Lines


class VersionForm(forms.Form):
    kind = forms.ChoiceField(label=_("kind"), choices=DossierDocument.Kind, widget=UnfoldAdminSelectWidget)
    title = forms.CharField(
        label=_("title"),
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("tells two documents of one kind apart"),
    )
    language = forms.CharField(
        label=_("language"),
        required=False,
        max_length=11,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("ar, fr, zgh-Tfng …"),
    )
    note = forms.CharField(
        label=_("note"),
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("what is new in it"),
    )
    file = forms.FileField(label=_("file"), widget=UnfoldAdminFileFieldWidget)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        return {("upload" if name == "file" else name): value for name, value in said.items()}


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[one for one in CreditEvidence.Kind.choices if one[0] != CreditEvidence.Kind.LINK],
        widget=UnfoldAdminSelectWidget,
    )
    reference = forms.CharField(
        label=_("reference"), required=False, max_length=300, widget=UnfoldAdminTextInputWidget
    )
    upload = forms.FileField(label=_("file"), widget=UnfoldAdminFileFieldWidget)


class ProjectActions:
    """What the desk has of a project beside its record."""

    def has_dossier_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("films.add_dossierversion")

    @action(description=_("The project on one page"), icon="article", permissions=["view"])
    def project(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return project_page(request, self, self.row_or_404(request, object_id))  # type: ignore[attr-defined]

    @action(description=_("Add to the dossier"), icon="upload_file", permissions=["dossier"])
    def dossier(self, request: HttpRequest, object_id: str) -> HttpResponse:
        work = self.row_or_404(request, object_id)  # type: ignore[attr-defined]

        def do(data: dict[str, Any]) -> str:
            made = services.send_version(work, **data, by=request.user, now=timezone.now())
            return gettext("In the dossier: %(version)s.") % {"version": made}

        back = reverse("admin:films_work_project", args=[work.pk])
        asked = {name: request.GET[name] for name in ("kind", "title", "language") if name in request.GET}
        return confirmed(
            self,  # type: ignore[arg-type]
            request,
            Work.objects.filter(pk=work.pk),
            title=gettext("Add to the dossier"),
            form_class=VersionForm,
            initial=asked,
            do=do,
            back=f"{back}#dossier",
        )

    @action(description=_("Slate of projects"), url_path="slate", icon="view_kanban", permissions=["view"])
    def slate(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        return slate_page(request, self)


class ExtensionFormSet(CheckedFormSet):
    def clean(self) -> None:
        super().clean()
        first = self.instance.ends_on
        for form in self.forms:
            if not self._is_filled(form):
                continue
            if first is None or form.cleaned_data["until"] <= first:
                form.add_error("until", gettext("An extension ends after the option itself."))
            if form.cleaned_data.get("price") is not None and not self.instance.currency:
                form.add_error("price", gettext("An amount has a currency, such as MAD or EUR."))


class ExtensionInline(Lines):
    model = OptionExtension
    formset = ExtensionFormSet


@admin.register(RightsOption)
class RightsOptionAdmin(RecordAdmin):
    list_display = ["work", "title", "kind", "holder", "expires", "bought_on", "is_needed"]
    list_display_links = ["work"]
    list_filter = [
        ("work", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        ("ends_on", DayFilter),
        "is_needed",
    ]
    list_select_related = ["work"]
    search_fields = ["title", "holder"]
    search_named = {"work": Work}
    autocomplete_fields = ["work", "paper"]
    inlines = [ExtensionInline]
    fieldsets = [
        (None, {"fields": [("work", "kind"), ("title", "holder"), "is_needed"]}),
        (
            _("Option"),
            {
                "fields": [
                    ("starts_on", "ends_on"),
                    ("price", "currency"),
                    ("purchase_price", "is_deductible"),
                    ("bought_on", "reverts_on"),
                    "reversion",
                    "scope",
                    "paper",
                ]
            },
        ),
        (_("Private"), {"fields": ["note"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_expiry()

    @display(description=_("last day"), ordering="expires_on")
    def expires(self, row: RightsOption) -> Any:
        return row.expires_on  # type: ignore[attr-defined]


@admin.register(DossierDocument)
class DossierDocumentAdmin(ReadOnly, DeskAdmin):
    """To be found and chosen; files come in and go out on the page of the project."""

    list_display = ["work", "kind", "title", "language", "newest"]
    list_display_links = ["work"]
    list_filter = [("work", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter)]
    list_select_related = ["work"]
    search_fields = ["title"]
    search_named = {"work": Work}
    fields = [("work", "kind"), ("title", "language"), "owner", "versions_shown"]
    readonly_fields = ["versions_shown"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(latest=Max("versions__number"))

    @display(description=_("newest"), ordering="latest")
    def newest(self, row: DossierDocument) -> str:
        return f"v{row.latest}" if row.latest else "—"  # type: ignore[attr-defined]

    @display(description=_("versions"))
    def versions_shown(self, row: DossierDocument) -> SafeString:
        links = (
            (reverse("films:file", args=[one.pk]), f"v{one.number}", one.name) for one in row.versions.all()
        )
        return format_html_join(
            mark_safe("<br>"), '<a href="{}" class="underline">{} <bdi>{}</bdi></a>', links
        )
