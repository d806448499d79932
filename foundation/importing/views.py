"""The page that imports tables: files, then what would happen row by row, then the word to do it."""

from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.importing import uploads
from foundation.importing.forms import TablesForm
from foundation.importing.mappings import mappings, resources
from foundation.importing.running import FileReport, Outcome, Report, import_files

SHOWN = 200  # rows of a file; errors come first
ORDER = [Outcome.ERROR, Outcome.UPDATED, Outcome.NEW]
COLOURS = {Outcome.ERROR: "danger", Outcome.NEW: "success", Outcome.UPDATED: "info"}


def may_import_tables(user: Any) -> bool:
    """Who may see, add and change whatever a table may hold."""
    models = [resource._meta.model._meta for resource in resources().values()]
    verbs = ("view", "add", "change")
    wanted = [f"{opts.app_label}.{verb}_{opts.model_name}" for opts in models for verb in verbs]
    return user.is_active and user.is_staff and user.has_perms(wanted)


def import_tables(request: HttpRequest) -> HttpResponse:
    if not may_import_tables(request.user):
        raise PermissionDenied
    known = sorted({(mapping.title, mapping.source) for mapping in mappings()})
    return import_page(request, {"title": _("Import tables"), "known": known})


def import_page(request: HttpRequest, context: dict[str, Any], resource: str = "") -> HttpResponse:
    """Ask for files, show what they would do, do it. `resource` takes them as tables of its own columns."""
    report, token, form = None, "", TablesForm()
    if request.method == "POST" and "confirm" in request.POST:
        taken = uploads.take(request.POST["confirm"], by=request.user)
        if taken is None or taken[1]["resource"] != resource:
            messages.error(request, _("These files are no longer here: send them again."))
        else:
            report = _run(request, taken[0], resource, taken[1]["source"], dry_run=False)
            _say(request, report)
    elif request.method == "POST":
        form = TablesForm(request.POST, request.FILES)
        if form.is_valid():
            files = [(file.name, file.read()) for file in form.cleaned_data["files"]]
            source = form.cleaned_data["source"]
            report = _run(request, files, resource, source, dry_run=True)
            if report.ok and any(file.rows for file in report.files):
                token = uploads.keep(
                    files, by=request.user, now=timezone.now(), source=source, resource=resource
                )
    shown = [_shown(file) for file in report.files] if report else []
    columns = resources()[resource].words() if resource else {}
    context = {
        **admin.site.each_context(request),
        "form": form,
        "report": report,
        "files": shown,
        "counts": report.counts() if report else {},
        "token": token,
        "columns": columns,
        **context,
    }
    return TemplateResponse(request, "admin/import_tables.html", context)


def _run(request: HttpRequest, files: Any, resource: str, source: str, *, dry_run: bool) -> Report:
    now, by = timezone.now(), request.user
    return import_files(files, by=by, now=now, dry_run=dry_run, source=source, resource=resource)


def _say(request: HttpRequest, report: Report) -> None:
    if report.stored:
        messages.success(request, _("The tables are imported."))
    else:
        messages.error(request, _("Nothing was imported: something has changed since the preview."))


def _shown(file: FileReport) -> dict[str, Any]:
    """A file with the rows worth looking at, at most so many; what is unchanged is only counted."""
    rows = [row for outcome in ORDER for row in file.rows if row.outcome == outcome]
    return {
        "file": file,
        "rows": [(row, COLOURS[row.outcome]) for row in islice(rows, SHOWN)],
        "more": max(len(rows) - SHOWN, 0),
        "counts": file.counts(),
    }
