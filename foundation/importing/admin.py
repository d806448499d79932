"""Tables in and out at the desk, one model at a time."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin
from import_export.formats import base_formats
from unfold.contrib.import_export.forms import ExportForm

from foundation.errors import ServiceError
from foundation.importing.resources import TableResource
from foundation.importing.views import import_page
from foundation.lists.exporting import WHICH
from foundation.lists.files import TYPES, XLSX, Counted, written


class TableForm(ExportForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].help_text = WHICH


class TableAdmin(ExportMixin):
    """Import and export for the pages of a model, by its first resource.

    Whoever may add and change its rows may import; exporting is a right of its own, and gives the rows
    that the reader sees, as the list is filtered.
    """

    resource_classes: list[type[TableResource]] = []
    formats = [base_formats.CSV, base_formats.XLSX]
    export_form_class = TableForm
    to_encoding = "utf-8-sig"  # or Excel takes it for its own code page
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"

    def has_import_permission(self, request: HttpRequest) -> bool:
        may_write = self.has_add_permission(request) and self.has_change_permission(request)
        return may_write and self.resource_classes[0].may_read(request.user)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.resource_classes[0].may_read(request.user) and super().has_export_permission(request)

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        return [path("import/", self.admin_site.admin_view(self.import_view), name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may = {"has_import_permission": self.has_import_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_import_permission(request):
            raise PermissionDenied
        title = _("Import: %(what)s") % {"what": self.opts.verbose_name_plural}
        return import_page(request, {"title": title, "opts": self.opts}, self.resource_classes[0].code)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_export_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {}

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: Any, export_form: Any = None
    ) -> HttpResponse:
        """Row by row, but for a table whose last columns are known only when all of its rows are."""
        form = file_format.get_extension()
        resource = self.resource_classes[0](**self.get_export_resource_kwargs(request))
        if type(resource).after_export is not TableResource.after_export:
            response = super()._do_file_export(file_format, request, queryset, export_form)
            self.note_taken_out(request, form, queryset.count())
            return response
        rows = Counted(resource.lines(queryset, force_native_type=form == XLSX))
        try:
            file = written(form, resource.get_export_headers(), rows, rtl=False, guard=as_it_is)
        except ServiceError as fault:
            raise ValueError(str(fault)) from fault  # which the page tells
        self.note_taken_out(request, form, rows.count)
        name = self.get_export_filename(request, queryset, file_format)
        return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        day: date = timezone.localdate()
        return f"{self.resource_classes[0].code}-{day.isoformat()}.{file_format.get_extension()}"

    def get_valid_export_item_pks(self, request: HttpRequest) -> QuerySet[Any]:
        return self.get_queryset(request).values_list("pk", flat=True)


def as_it_is(value: Any) -> Any:
    """The cells of a resource are guarded by the resource."""
    return value
