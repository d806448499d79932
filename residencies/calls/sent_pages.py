"""What follows once an application was sent: how it stands, the receipt, additions, taking it back."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import ServiceError
from foundation.files.types import endings_of, names_of
from foundation.links import INVALID
from foundation.translated import listed
from residencies.calls import receipts, services
from residencies.calls.doors import behind_link, page, whole
from residencies.calls.forms import AddForm, WithdrawForm
from residencies.calls.models import Application
from residencies.calls.receipts import lines_of
from residencies.calls.selectors import Reply, by_section, news_of, replies, standing_of
from residencies.calls.services.filling import check_addable
from residencies.calls.services.uploads import ADDED_TYPES, MOST_ADDED, USUAL_MEGABYTES

State = Application.State


def standing(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """In words, with what can still be done. `row` is read by `doors.whole`."""
    context = {
        "application": row,
        "call": row.call,
        "token": token,
        "standing": standing_of(row, now),
        "news": news_of([row], now).get(row.pk, ""),
        "sections": sections_of(row),
        "can_add": _can_add(row, now),
        "can_withdraw": row.state != State.WITHDRAWN and not row.is_told_no,
        "may_replace": bool(row.replace_by and now < row.replace_by),
        "was_added": "added" in request.GET,
    }
    return page(request, "standing", context)


@behind_link
@require_safe
def receipt(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    if row.submitted_at is None:
        raise Http404
    response = HttpResponse(receipts.receipt(whole(row), row.language), "application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return response


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """An addition with its documents. One that is not taken leaves the words and the others standing."""
    if not _can_add(row, now):
        return redirect("calls:application", token)
    form = AddForm(request.POST) if request.method == "POST" else AddForm()
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            refused = _added(request, row, form.cleaned_data["text"], now)
        except ServiceError as fault:
            form.add_error(None, str(fault))
        else:
            if not refused:
                return redirect(f"{reverse('calls:application', args=[token])}?added")
    context = {
        "application": row,
        "call": row.call,
        "token": token,
        "form": form,
        "refused": refused,
        "endings": ",".join(f".{one}" for kinds in endings_of(ADDED_TYPES).values() for one in kinds),
        "types": names_of(ADDED_TYPES),
        "most": MOST_ADDED,
        "megabytes": USUAL_MEGABYTES,
    }
    return page(request, "add", context, INVALID if request.method == "POST" else 200)


def _added(request: HttpRequest, row: Application, text: str, now: datetime) -> list[str]:
    """What was refused of the documents."""
    addendum = services.add_addendum(row, text, now=now)
    refused = [too_big()] if getattr(request, "too_big", False) else []
    for upload in request.FILES.getlist("files"):
        try:
            services.add_file(addendum, upload, now=now)
        except ServiceError as fault:
            refused.append(str(fault))
    return refused


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """Asks first. Opening it changes nothing."""
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm()
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(row, by=None, now=now, reason=form.cleaned_data["reason"])
        except ServiceError as fault:
            form.add_error(None, str(fault))
        else:
            return redirect("calls:application", token)
    context = {"application": row, "call": row.call, "token": token, "form": form}
    return page(request, "withdraw", context, INVALID if request.method == "POST" else 200)


def too_big() -> str:
    return _("The documents were too big together, and not all arrived. Please send them one by one.")


def sections_of(row: Application, step: int | None = None) -> list[tuple[Any, list[Any]]]:
    """(section, (question, lines, what is no answer yet, files) of each), of one step or of all."""
    return [
        (section, [(one.question, lines_of(one), _unfit(one), one.files) for one in given])
        for section, given in by_section(replies(row, step))
    ]


def _unfit(reply: Reply) -> str:
    unfit = reply.answer.unfit if reply.answer else None
    return listed(unfit) if isinstance(unfit, list) else str(unfit or "")


def _can_add(row: Application, now: datetime) -> bool:
    try:
        check_addable(row, now)
    except ServiceError:
        return False
    return True
