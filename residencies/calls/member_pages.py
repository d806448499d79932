"""A pair or a team: the lead names its members, each signs or leaves by a link of her own."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from foundation.errors import ServiceError
from foundation.files.receiving import bound_upload
from foundation.links import INVALID, secret
from foundation.numbers import number_of
from residencies.calls import services
from residencies.calls.doors import (
    InviteThrottle,
    behind_link,
    her_terms,
    is_too_often,
    often,
    page,
    turns_page,
    unknown,
    whole,
)
from residencies.calls.forms import InviteForm
from residencies.calls.models import Application, Member
from residencies.calls.selectors import may_be_filled_in, member_of_token, news_of, standing_of, to_replace
from residencies.calls.services import Invitee


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    if not row.call.has_members:
        return redirect("calls:application", token)
    if "resend" in request.POST or "leave" in request.POST:
        return _about_one(request, row, token, now)
    if "hand_over" in request.POST:
        return _hand_over(request, row, token, now)
    form = InviteForm(row.call, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, InviteThrottle):
            form.add_error(None, often())
            return _page(request, row, token, now, form)
        try:
            services.invite_member(
                row,
                Invitee(**form.cleaned_data),
                now=now,
                replaces=to_replace(row, form.cleaned_data["role"]),
            )
        except ServiceError as fault:
            form.add_error(None, str(fault))
        else:
            return redirect(f"{request.path}?invited")
    return _page(request, row, token, now, form)


def _about_one(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """Her link again, or out of the team again before she has signed."""
    wanted = number_of(request.POST.get("resend") or request.POST.get("leave"))
    member = row.members.filter(pk=wanted, withdrawn_at=None, signed_at=None, is_lead=False).first()
    if member is None:
        return redirect(request.path)
    if "leave" in request.POST and row.is_draft:
        services.take_out_member(member, now=now)
        return redirect(f"{request.path}?left")
    sent = services.send_signing_link(member, now=now)
    return redirect(f"{request.path}?{'resent' if sent else 'often'}")


def _hand_over(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    try:
        services.hand_over(row, now=now)
    except ServiceError as fault:
        return _page(request, row, token, now, InviteForm(row.call), str(fault))
    return page(request, "left", {"application": row})


def _page(
    request: HttpRequest,
    row: Application,
    token: str,
    now: datetime,
    form: InviteForm,
    fault: str = "",
) -> HttpResponse:
    row = whole(row)
    standing = [member for member in row.members.all() if member.withdrawn_at is None]
    is_open = may_be_filled_in(row, now) or bool(row.replace_by and now < row.replace_by)
    said = {
        "invited": _("Invited: the link by which she signs is on its way."),
        "resent": _("Her link is on its way again."),
        "often": _("Her link was mailed less than an hour ago. Please ask her to look into the spam folder."),
        "left": _("Taken out. You can name somebody else."),
    }
    context = {
        "application": row,
        "call": row.call,
        "token": token,
        "members": row.members.all(),
        "seats": row.call.seats.select_related("role"),
        "can_change": is_open,
        "has_room": is_open and len(standing) < row.call.most_members,
        "heirs": [member for member in standing if member.signed_at and not member.is_lead],
        "fault": fault,
        "form": form,
        "said": [said[code] for code in request.GET if code in said],
    }
    return page(request, "members", context, INVALID if form.errors or fault else 200)


@secret
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Where a member signs, or says no. Opening it changes nothing."""
    now = timezone.now()
    if request.method == "POST" and not bound_upload(request, 0):
        return unknown(request)
    if turns_page(request):
        return set_language(request)
    member, current = member_of_token(token)
    if member is None or not current:
        return unknown(request)
    with her_terms(request, member):
        return _sign(request, member, now)


def _sign(request: HttpRequest, member: Member, now: datetime) -> HttpResponse:
    fault = ""
    if request.method == "POST":
        act = services.sign if "sign" in request.POST else services.withdraw_member
        try:
            act(member, now=now)
        except ServiceError as error:
            fault = str(error)
        else:
            if act is services.sign:
                return redirect(request.path)
            return page(request, "left", {"application": member.application})
    about = member.application
    context = {"member": member, "call": about.call, "fault": fault}
    if member.signed_at:
        context |= {"standing": standing_of(about, now), "news": news_of([about], now).get(about.pk, "")}
    return page(request, "sign", context, INVALID if fault else 200)
