"""A page of the desk that asks before something happens, for one record or a list of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from foundation.errors import ServiceError, Stale, refused_if_busy
from foundation.inputs import SeenForm
from foundation.numbers import number_of

SHOWN = 20
# What a list's action form sends along: the confirmation has to send it again.
CARRIED = ("action", "select_across", "index", "_selected_action")


class DayInput(UnfoldAdminTextInputWidget):
    """The browser's own calendar: it speaks the reader's language and fits a phone."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if hasattr(value, "isoformat") else value


class ReasonForm(forms.Form):
    """For what is not done without saying why."""

    reason = forms.CharField(label=gettext_lazy("reason"), max_length=2000, widget=UnfoldAdminTextareaWidget)


def once(token: UUID, said: Mapping[str, Any]) -> UUID:
    """The token of what a form says: the same for a second press, another where it was filled in anew, as
    after the browser's “back”.
    """
    words = "\n".join(f"{name}={getattr(value, 'pk', value)}" for name, value in sorted(said.items()))
    return uuid5(token, words)


def confirmed(
    desk: ModelAdmin,
    request: HttpRequest,
    rows: QuerySet[Any],
    *,
    title: str,
    do: Callable[[dict[str, Any]], str | tuple[str, str]],
    back: str,
    form_class: type[forms.Form] = forms.Form,
    initial: dict[str, Any] | None = None,
    template: str = "admin/confirm.html",
    told: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Ask with `form_class`; once confirmed call `do(data)`, tell what it returns and go `back`, or where
    it says beside.

    A ServiceError comes back above the form, with everything as it was filled in; so does the question, where
    `rows` are more by now than were asked about, or none. `told` is for an own `template`.
    """
    asked = request.method == "POST" and "confirm" in request.POST
    form = form_class(request.POST, request.FILES) if asked else form_class(initial=initial)
    count, last = rows.order_by().aggregate(count=Count("pk"), last=Max("pk")).values()
    if asked and form.is_valid():
        try:
            _check_asked(request.POST.get("asked", ""), count, last)
            with refused_if_busy():
                said = do(form.cleaned_data)
        except ServiceError as fault:
            form.add_error(None, str(fault))
            if isinstance(fault, Stale) and isinstance(form, SeenForm):
                form.see(fault.seen)
        else:
            words, to = (said, back) if isinstance(said, str) else said
            messages.success(request, words)
            return HttpResponseRedirect(to)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": title,
        "form": form,
        "rows": rows[:SHOWN],
        "count": count,
        "more": max(count - SHOWN, 0),
        "carried": [
            ("asked", f"{count}:{last}"),
            *((name, value) for name in CARRIED for value in request.POST.getlist(name)),
        ],
        "back": back,
        **(told or {}),
    }
    return TemplateResponse(request, template, context)


def _check_asked(asked: str, count: int, last: Any) -> None:
    """Raises ServiceError where more wait than the page that was confirmed spoke of, or none of them. Fewer
    is no matter: what is done and gone meanwhile needs nothing more.
    """
    number, _sign, newest = asked.partition(":")
    before = number_of(number)
    if before is None:  # no page of ours asked
        return
    if count > before or (number_of(last) or 0) > (number_of(newest) or 0) or (before and not count):
        raise ServiceError(
            _(
                "These are no longer the rows that you were asked about. Nothing was done: look again, then "
                "confirm."
            )
        )


@contextmanager
def named(row: Any) -> Iterator[None]:
    """Of many rows that are decided together: a refusal says which of them it is about."""
    try:
        yield
    except ServiceError as fault:
        raise ServiceError(f"{row}: {fault}") from fault


def confirmed_one(
    desk: Any,
    request: HttpRequest,
    object_id: str,
    title: str,
    act: Callable[..., Any],
    form_class: type[forms.Form] = forms.Form,
) -> HttpResponse:
    """`confirmed` for a button on a record's own page, which it goes back to.

    Calls `act(row, **data, by=…, now=…)`, and tells what it returns or, if that is no text, that it is done.
    """
    row = desk.row_or_404(request, object_id)

    def do(data: dict[str, Any]) -> str:
        said = act(row, **data, by=request.user, now=timezone.now())
        return said if isinstance(said, str) else _("Done: %(what)s.") % {"what": title}

    back = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_change", args=[row.pk])
    rows = desk.get_queryset(request).filter(pk=row.pk)
    return confirmed(desk, request, rows, title=title, form_class=form_class, do=do, back=back)
