"""What all pages of the staff's desk share: who sees which rows, how they are searched, their history."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import is_historic
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from foundation.errors import ServiceError, refused_if_busy
from foundation.history_words import Sentences, made
from foundation.lines import Choosing
from foundation.lists.exporting import ListExport
from foundation.lists.paging import Listing, ListPaginator
from foundation.lists.saving import views_of
from foundation.people import names
from foundation.related_filter import RelatedFilter

PRESSED = "border border-base-200 cursor-pointer font-medium px-3 py-1.5 rounded-default whitespace-nowrap"
FIRST = f"{PRESSED} bg-primary-600 border-transparent text-white"
OTHERS = f"{PRESSED} bg-white text-important dark:border-base-700 dark:bg-transparent"


class DeskAdmin(Choosing, ListExport, ModelAdmin):
    """A table of the desk: the rows its reader may see, found by any spelling of their names.

    A model whose QuerySet has `search` is searched by it. Other tables name their relations to such
    models in `search_named`; small ones (hundreds of rows) name their texts in `search_spelled`.
    """

    search_named: dict[str, type[Model]] = {}
    search_spelled: tuple[str, ...] = ()
    list_filter_submit = True
    list_per_page = 50
    paginator = ListPaginator
    show_full_result_count = False
    warn_unsaved_form = True
    compressed_fields = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """By what its filters offer, and nothing else: Django takes any field, annotation or reverse relation
        of the table from the address, so that who is found tells what no page shows.
        """
        if not super().lookup_allowed(lookup, value, request):
            return False
        if not any(_is_of(lookup, one) for one in self.get_list_filter(request)):
            raise IncorrectLookupParameters
        return True

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Unfold's filter by rows of another table is ours."""
        offered = super().get_list_filter(request)
        return [
            (one[0], RelatedFilter) if isinstance(one, tuple) and one[1] is AutocompleteSelectFilter else one
            for one in offered
        ]

    def row_or_404(self, request: HttpRequest, object_id: Any) -> Any:
        """The row an address names, if its reader may see it: anything may stand in an address."""
        row = self.get_object(request, unquote(str(object_id)))
        if row is None:
            raise Http404
        return row

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with refused_if_busy():
                return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:  # somebody else was a moment earlier
            refusal = _("This contradicts what is recorded by now. Nothing was saved.")
        except ServiceError as fault:  # of a service that saves instead of the form
            refusal = str(fault)
        request.refusal = refusal  # type: ignore[attr-defined]  # above the form, with all that was typed
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = self.refusal_of(request, obj)
        return type(form.__name__, (_Refused, form), {"refusal": refusal}) if refusal else form

    def refusal_of(self, request: HttpRequest, row: Any) -> str:
        """Why what was sent is not saved, whatever its form says; or ''."""
        return str(getattr(request, "refusal", ""))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Unfold asks it with the record for the actions of a record's page; Django without.
        return super().has_add_permission(request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Listing]:
        return Listing

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        found = super().get_changelist_instance(request)
        found.empty_hint = None if found.result_count else self.empty_hint(request)
        return found

    def hit_text(self, row: Any) -> str:
        """How the search over the whole desk names a row."""
        return str(row)

    def empty_hint(self, request: HttpRequest) -> dict[str, Any]:
        """What belongs into this list, and the list to begin from, if its reader may open it."""
        sentence, first = import_string(settings.EMPTY_LISTS).get(self.opts.label_lower, ("", None))
        desks = {model._meta.label_lower: desk for model, desk in self.admin_site._registry.items()}
        desk = desks.get(first)
        begin = desk if desk and desk.has_view_or_change_permission(request) else None
        may_import = getattr(self, "has_import_permission", lambda _request: False)(request)
        return {
            "sentence": sentence,
            "first": begin and {"url": begin.list_url(), "name": begin.opts.verbose_name_plural},
            "import_url": f"{self.list_url()}import/" if may_import else "",
        }

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        known = {
            "may_take_out": self.may_take_out(request) and not hasattr(self, "resource_classes"),
            "saved_views": views_of(self, request),
        }
        return super().changelist_view(request, {**known, **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        if hasattr(queryset, "search"):
            return queryset.search(search_term), False
        if self.search_spelled:
            return queryset.filter(pk__in=spelled(queryset, self.search_spelled, search_term)), False
        # Each way to find a row in an arm of its own: an index serves a union, and no “or” over tables.
        every = self.model._base_manager.all()
        plain, _repeats = super().get_search_results(request, every, search_term)
        arms = [plain.order_by().values("pk")]
        for relation, model in self.search_named.items():
            named = model.objects.search(search_term).order_by().values("pk")
            arms.append(every.filter(**{f"{relation}__in": named}).order_by().values("pk"))
        found = arms[0].union(*arms[1:]) if len(arms) > 1 else arms[0]
        return queryset.filter(pk__in=found), False


@admin.display(description=_("country"), ordering="country")
def country(row: Any) -> str | None:
    """A column: its field would spell out all countries to name one, a millisecond a cell."""
    return row.country.name or None


class _Refused:
    """For a form that was filled in well, and refused when it was to be saved."""

    refusal = ""

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            self.add_error(None, self.refusal)


def _is_of(lookup: str, offered: Any) -> bool:
    """Whether a filter of a list reads this name of an address."""
    if isinstance(offered, list | tuple):
        offered = offered[0]
    name = offered if isinstance(offered, str) else offered.parameter_name
    return lookup in (name, f"{name}_from", f"{name}_to") or lookup.startswith(f"{name}__")


class RecordAdmin(DeskAdmin, SimpleHistoryAdmin):
    """A table whose rows keep their history: who changed what, and when.

    `can_revert` is False where a service alone may set a row's state: an old version holds the old one.
    """

    can_revert = True
    object_history_list_template = "admin/history.html"
    change_form_before_template = "admin/seen.html"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        row = context.get("original")
        seen = None if row is None else _mark(self._versions(request, row))
        return super().render_change_form(request, {**context, "seen": seen}, *args, **kwargs)

    def refusal_of(self, request: HttpRequest, row: Any) -> str:
        """Whoever saves a form that is older than the row is told so first, with all she typed."""
        seen = request.POST.get("seen") if row is not None else None
        versions = self._versions(request, row) if seen else []
        known = str(seen).split("-")
        newer = [one for one, mark in zip(versions, known, strict=False) if one and str(one.pk) != mark]
        if not newer:
            return super().refusal_of(request, row)
        latest = max(newer, key=lambda one: one.history_date)
        who = latest.history_user.get_full_name() if latest.history_user else gettext("The system")
        if latest is not versions[0]:
            return _(
                "%(who)s changed “%(lines)s” on this page after you had opened it. Nothing was saved. What "
                "you typed stands here; save again to put it in place of what is recorded now."
            ) % {"who": who, "lines": latest.instance_type._meta.verbose_name_plural}
        return _(
            "%(who)s changed this after you had opened it: see its history. Nothing was saved. What you "
            "typed stands here; save again to put it in place of what is recorded now."
        ) % {"who": who}

    def _versions(self, request: HttpRequest, row: Any) -> list[Any]:
        """The last version of the record, and of the lines of each table that she may change on its page."""
        histories = [row.history.all()]
        for lines in self.get_inline_instances(request, row):
            if lines.has_change_permission(request, row) and hasattr(lines.model, "history"):
                link = _get_foreign_key(self.model, lines.model, lines.fk_name)
                histories.append(lines.model.history.filter(**{link.attname: row.pk}))
        return [one.select_related("history_user__person").first() for one in histories]

    def get_history_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        return super().get_history_queryset(*args, **kwargs).select_related("history_user__person")

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Sentences:
        return Sentences(self.model, historical_record)

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **kwargs: Any) -> None:
        super().set_history_delta_changes(request, historical_records, **kwargs)
        for record in historical_records:
            record.sentence = made(record)

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return not self.can_revert or super().revert_disabled(request, obj)

    def history_view(self, request: HttpRequest, object_id: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self._check_seen(request, object_id)
        return super().history_view(request, object_id, *args, **kwargs)

    def _check_seen(self, request: HttpRequest, object_id: Any) -> None:
        """What its reader may not see has no history: simple_history would tell it as of something gone."""
        key = unquote(str(object_id))
        may = self.has_view_or_change_permission(request)
        if may and self.get_object(request, key) is None and self._exists(key):
            raise Http404

    def _exists(self, key: str) -> bool:
        try:
            return self.model._base_manager.filter(pk=self.model._meta.pk.to_python(key)).exists()
        except (ValidationError, ValueError, OverflowError):
            return False

    def history_form_view(
        self, request: HttpRequest, object_id: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        self._check_seen(request, object_id)
        # simple_history hides the button only; the door has to be shut as well.
        if request.method == "POST" and self.revert_disabled(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, *args, **kwargs)


class ReadOnly:
    """For a table or an inline that services alone write."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _mark(versions: list[Any]) -> str:
    """The numbers of versions; 0 where there is none, as of what was taken over long ago."""
    return "-".join(str(one.pk if one else 0) for one in versions)


class RowButtons:
    """Buttons in each row of a list, one press each (POST, inside the list's own form).

    Each key of `row_buttons` is a method `key(request, row)` that does it and returns what to say,
    or that asks first and returns a page.
    """

    row_buttons: dict[str, Any] = {}

    def may_press(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def is_pressable(self, row: Any) -> bool:
        return True

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = list(super().get_list_display(request))
        if self.may_press(request):
            query = request.GET.urlencode()

            def buttons(row: Any) -> SafeString:
                return self.buttons_of(row, query)

            buttons.short_description = _("Your word")
            buttons.is_control = True  # and no column of a file
            columns.append(buttons)
        return columns

    def buttons_of(self, row: Any, query: str = "") -> SafeString:
        if is_historic(row) or not self.is_pressable(row):
            return SafeString("")
        made = [
            (self._button_url(name, row.pk), f"?{query}" if query else "", OTHERS if place else FIRST, label)
            for place, (name, label) in enumerate(self.row_buttons.items())
        ]
        button = '<button type="submit" formaction="{}{}" class="{}">{}</button>'
        return format_html(
            '<span class="flex flex-row flex-wrap gap-2">{}</span>', format_html_join("", button, made)
        )

    def _button_url(self, name: str, key: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[key])

    def get_urls(self) -> list[Any]:
        routes = [
            path(
                f"<path:key>/{name}/",
                self.admin_site.admin_view(partial(self.pressed, name=name)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name in self.row_buttons
        ]
        return [*routes, *super().get_urls()]

    def pressed(self, request: HttpRequest, key: str, name: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_press(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(key))
        if row is None:
            raise Http404
        with faults_told(request):
            said = getattr(self, name)(request, row)
            if isinstance(said, HttpResponse):
                return said
            messages.success(request, said)
        return HttpResponseRedirect(self.way_back(request))

    def way_back(self, request: HttpRequest) -> str:
        """The page that asked to be returned to, else the list as it was filtered."""
        wanted = request.POST.get("back", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
            return wanted
        table = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return f"{table}?{request.GET.urlencode()}"


@contextmanager
def faults_told(request: HttpRequest) -> Iterator[None]:
    """A service's refusal becomes a message on the next page."""
    try:
        with refused_if_busy():
            yield
    except ServiceError as fault:
        messages.error(request, str(fault))


def spelled(rows: QuerySet[Any], fields: tuple[str, ...], text: str) -> list[Any]:
    """Keys of the rows whose `fields` hold each word of `text`: as written, else as heard."""
    asked = names.wanted(text)
    if not asked:
        return []
    texts = {
        key: names.keys([" ".join(str(part) for part in parts if part)])
        for key, *parts in rows.order_by().values_list("pk", *fields)
    }
    written = [
        key for key, (folded, _sounds) in texts.items() if all(word in folded for word, _heard in asked)
    ]
    return written or [
        key
        for key, (folded, sounds) in texts.items()
        if all(word in folded or any(f" {sound} " in sounds for sound in heard) for word, heard in asked)
    ]
