"""Pages of a mentor and a mentee. What is not hers is not there."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import links
from foundation.errors import ServiceError
from foundation.numbers import number_of
from residencies.mentoring import services
from residencies.mentoring.forms import ChangeForm, SessionForm
from residencies.mentoring.models import MOST_WISHES, MentoringSession, Mentorship, Side
from residencies.mentoring.selectors import mine

View = Callable[..., HttpResponseBase]
SHOWN = 50


def hers(view: View) -> View:
    """For a person who is logged in: an account without one has nothing here."""

    @wraps(view)
    def door(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        if getattr(request.user, "person", None) is None:
            raise Http404
        return view(request, **arguments)

    return links.hers(door)


@hers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    rows = [(row, row.side_of(request.user)) for row in mine.mentorships_of(request.user)[:SHOWN]]
    now = timezone.now()
    context = {
        "rows": rows,
        "asked": mine.asked_of(request.user, now),
        "questions": mine.questions_of(request.user, now),
        "profile": mine.profile_of(request.user),
    }
    return render(request, "mentoring/home.html", context)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def mentee_wishes(request: HttpRequest, number: int) -> HttpResponse:
    """`number` is her participation."""
    now = timezone.now()
    found = [
        one
        for one in mine.asked_of(request.user, now)
        if one.participation and one.participation.pk == number
    ]
    return _wishes(request, found)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def mentor_wishes(request: HttpRequest, number: int) -> HttpResponse:
    """`number` is the round's."""
    found = [
        one for one in mine.asked_of(request.user, timezone.now()) if one.mentor and one.round.pk == number
    ]
    return _wishes(request, found)


def _wishes(request: HttpRequest, found: list[mine.Asked]) -> HttpResponse:
    if not found:
        raise Http404
    asked, fault = found[0], ""
    if request.method == "POST":
        try:
            messages.success(request, _wished(request, asked))
            return redirect(request.path)
        except ServiceError as error:
            fault = str(error)
    choices = (
        mine.mentors_to_wish(asked, timezone.now()) if asked.participation else mine.mentees_to_wish(asked)
    )
    if fault and "veto" not in request.POST:  # as she filled it in
        said = {one.number: number_of(request.POST.get(f"rank.{one.number}"), 2) for one in choices}
        choices = [replace(one, rank=said[one.number]) for one in choices]
    context = {
        "asked": asked,
        "choices": choices,
        "ranks": range(1, MOST_WISHES + 1),
        "vetoes": mine.vetoes_of(asked),
        "fault": fault,
    }
    return render(request, "mentoring/wishes.html", context, status=links.INVALID if fault else 200)


def _wished(request: HttpRequest, asked: mine.Asked) -> str:
    """Does what was pressed and returns what to say."""
    now = timezone.now()
    if "veto" in request.POST:
        number = number_of(request.POST.get("whom")) or 0
        services.say_veto(asked, number, reason=_reason(request), by=request.user, now=now)
        return _("You will not be paired. Nobody but the staff knows of it.")
    if "withdraw" in request.POST:
        row = mine.vetoes_of(asked).filter(pk=number_of(request.POST["withdraw"]) or 0).first()
        if row is not None:
            services.withdraw_veto(row, by=request.user)
        return _("It is taken back.")
    ranked: dict[int, int] = {}
    for name, value in request.POST.items():
        whom, rank = number_of(name.removeprefix("rank.")), number_of(value, 2)
        if name.startswith("rank.") and whom and rank:
            if rank in ranked:
                raise ServiceError(_("Each place may be given once, and nobody gets two."))
            ranked[rank] = whom
    services.set_wishes(asked, [ranked[rank] for rank in sorted(ranked)], now=now)
    return _("Your wishes are kept. You can change them until the day named here.")


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def mentorship(request: HttpRequest, number: int) -> HttpResponse:
    """A pair with its sessions; the mentor logs them here."""
    row = _row(request, number)
    side = row.side_of(request.user)
    form = SessionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if side != Side.MENTOR:
            raise Http404
        if form.is_valid() and _logged(request, row, form):
            messages.success(request, _("The session is logged."))
            return redirect("mentoring:mentorship", number)
    sessions = row.sessions.order_by("-on", "-pk")[:SHOWN]
    notes = mine.own_notes(row, request.user)
    context = {
        "row": row,
        "is_mentor": side == Side.MENTOR,
        "other": row.person_of(Side.MENTEE if side == Side.MENTOR else Side.MENTOR),
        "sessions": [(one, notes.get(one.pk, "")) for one in sessions],
        "form": form,
        "reviews": mine.reviews_of(row, side),
    }
    return render(request, "mentoring/mentorship.html", context, status=links.INVALID if form.errors else 200)


def _logged(request: HttpRequest, row: Mentorship, form: SessionForm) -> bool:
    data, now = dict(form.cleaned_data), timezone.now()
    note = data.pop("private_note")
    try:
        with transaction.atomic():
            made = services.log_session(row, **data, by=request.user, now=now)
            services.write_note(made, row.mentor.person, note, now=now)
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True


@hers
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The mentor accepts or declines with one press."""
    row = _row(request, number)
    if row.side_of(request.user) != Side.MENTOR:
        raise Http404
    who: dict[str, Any] = {"by": request.user, "now": timezone.now()}
    try:
        if "accept" in request.POST:
            services.accept_mentorship(row, **who)
            messages.success(request, _("Thank you. Both of you are written to."))
        elif "decline" in request.POST:
            services.decline_mentorship(row, reason=_reason(request), **who)
            messages.success(request, _("You have declined. Thank you for telling us."))
    except ServiceError as fault:
        messages.error(request, str(fault))
    return redirect("mentoring:mentorship", number)


@hers
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, number: int) -> HttpResponse:
    """What both see of a session, and what she keeps to herself."""
    rows = MentoringSession.objects.of_account(request.user)
    rows = rows.select_related("mentorship__mentor__person", "mentorship__participation__person")
    found = get_object_or_404(rows, pk=number)
    if request.method == "POST":
        form = ChangeForm(request.POST)
        if form.is_valid() and _changed(request, found, form):
            messages.success(request, _("Saved."))
            return redirect("mentoring:mentorship", found.mentorship_id)
    else:
        note = mine.own_notes(found.mentorship, request.user).get(found.pk, "")
        form = ChangeForm(
            initial={
                "goals": found.goals,
                "shared_notes": found.shared_notes,
                "version": found.version,
                "private_note": note,
            }
        )
    context = {"session": found, "row": found.mentorship, "form": form}
    return render(request, "mentoring/session.html", context, status=links.INVALID if form.errors else 200)


def _changed(request: HttpRequest, row: MentoringSession, form: ChangeForm) -> bool:
    data, now = dict(form.cleaned_data), timezone.now()
    note = data.pop("private_note")
    try:
        with transaction.atomic():
            services.write_note(row, request.user.person, note, now=now)  # type: ignore[union-attr]
            if row.mentorship.is_going_on:
                services.change_session(row, **data, by=request.user, now=now)
    except ServiceError as fault:
        form.add_error(None, str(fault))
        return False
    return True


def _reason(request: HttpRequest) -> str:
    """Without the character that PostgreSQL keeps in no text."""
    return request.POST.get("reason", "").replace("\0", "")


def _row(request: HttpRequest, number: int) -> Mentorship:
    row: Mentorship = get_object_or_404(mine.mentorships_of(request.user), pk=number)
    return row
