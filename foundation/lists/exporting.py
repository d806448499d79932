"""Each list of the desk as a file: its rows as they are filtered, in the columns that it shows."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget

from foundation.errors import ServiceError
from foundation.lists.files import CSV, TYPES, XLSX, Counted, written
from foundation.lists.services import note_export

CHUNK = 500
_ICON = re.compile(r"<span[^>]*material-symbols[^>]*>[^<]*</span>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>")


WHICH = _("XLSX opens as it is. A spreadsheet in French may cut the cells of a CSV at their semicolons.")


class FileForm(forms.Form):
    form = forms.ChoiceField(
        label=_("file"),
        choices=[(XLSX, "XLSX"), (CSV, "CSV")],
        initial=XLSX,
        help_text=WHICH,
        widget=UnfoldAdminRadioSelectWidget,
    )


def note_file(request: HttpRequest, model: type[Model], form: str, count: int, **of: Any) -> None:
    """Who took out a list of people that a page makes by itself, with what it was a list `of`: noted as those
    of the desk are.
    """
    filters = QueryDict(urlencode(of))
    by, now = request.user, timezone.now()
    note_export(model._meta.label_lower, filters=filters, form=form, count=count, by=by, now=now)


class ListExport:
    """For a ModelAdmin: `…/export/` asks for the kind of file, and gives what the list shows.

    It takes the right `export_<model>` beside that to see the list. A table that never leaves the house
    says `is_kept_in`; one with a resource of its own (TableAdmin) has that instead.
    """

    is_kept_in = False

    def get_urls(self) -> list[Any]:
        routes = super().get_urls()
        if self.is_kept_in or hasattr(self, "resource_classes"):
            return routes
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/", self.admin_site.admin_view(self.export_page), name=name), *routes]

    def may_take_out(self, request: HttpRequest) -> bool:
        may = request.user.has_perm(f"{self.opts.app_label}.export_{self.opts.model_name}")
        return may and not self.is_kept_in and self.has_view_or_change_permission(request)

    def fill_rows(self, request: HttpRequest, rows: list[Any]) -> None:
        """What the columns show beside what the query brings: for all of these rows in a fixed number of
        queries."""

    def export_page(self, request: HttpRequest) -> HttpResponse:
        if not self.may_take_out(request):
            raise PermissionDenied
        request.GET = request.GET.copy()
        for name in ("p", "all"):  # the page that was looked at
            request.GET.pop(name, None)
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self.list_url()}?e=1")
        form = FileForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._file(request, shown.queryset, form.cleaned_data["form"])
            except ServiceError as fault:
                messages.error(request, str(fault))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Take out: %(what)s") % {"what": self.opts.verbose_name_plural},
            "form": form,
            "count": shown.result_count,
            "columns": [label for _name, label in self.file_columns(request)],
            "back": f"{self.list_url()}?{request.GET.urlencode()}",
        }
        return TemplateResponse(request, "admin/export_list.html", context)

    def list_url(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _file(self, request: HttpRequest, rows: QuerySet[Any], form: str) -> HttpResponse:
        columns = self.file_columns(request)
        lines = Counted(self._lines(request, rows, [name for name, _label in columns]))
        file = written(form, [label for _name, label in columns], lines, rtl=get_language_bidi())
        self.note_taken_out(request, form, lines.count)
        name = f"{self.opts.model_name}-{timezone.localdate().isoformat()}.{form}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])

    def note_taken_out(self, request: HttpRequest, form: str, count: int) -> None:
        note_export(
            self.opts.label_lower,
            filters=request.GET,
            form=form,
            count=count,
            by=request.user,
            now=timezone.now(),
        )

    def file_columns(self, request: HttpRequest) -> list[tuple[Any, str]]:
        """The columns of the list without its buttons and boxes, with their headings."""
        shown = [name for name in self.get_list_display(request) if name != "action_checkbox"]
        shown = [name for name in shown if not getattr(name, "is_control", False)]
        return [(name, str(label_for_field(name, self.model, model_admin=self))) for name in shown]

    def _lines(self, request: HttpRequest, rows: QuerySet[Any], names: list[Any]) -> Iterator[list[Any]]:
        for part in _parts(rows.iterator(chunk_size=CHUNK)):
            self.fill_rows(request, part)
            for row in part:
                yield [self.file_value(row, name) for name in names]

    def file_value(self, row: Any, name: Any) -> Any:
        try:
            field, attribute, value = lookup_field(name, row, self)
        except ObjectDoesNotExist:
            return ""
        if field is None or field.auto_created:
            if getattr(attribute, "label", False) and isinstance(value, list | tuple):
                value = value[-1]  # its colour goes before
            return told(value)
        if isinstance(field, ForeignKey):
            return told(getattr(row, field.name))
        if field.flatchoices and value:
            return str(dict(field.flatchoices).get(value, value))
        return told(value)


def told(value: Any) -> Any:
    """A value as a cell of a file: numbers and days as they are, all else as the text that a list shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, int | float | Decimal | date):
        return value
    if isinstance(value, SafeString):
        return _text_of(value)
    if isinstance(value, list | tuple):
        return " · ".join(str(told(part)) for part in value if part)
    return str(value)


def _text_of(html: str) -> str:
    text = _BREAK.sub(" · ", _ICON.sub(" ", html))
    return " ".join(unescape(strip_tags(text.replace("<", " <"))).split()).strip(" ·")


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    found = iter(rows)
    while part := list(islice(found, CHUNK)):
        yield part
