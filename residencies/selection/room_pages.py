"""The selection room at the desk, and the page of one decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.errors import ServiceError
from foundation.numbers import number_of
from residencies.selection import services
from residencies.selection.deliberation_forms import DecisionForm, ManyForm, outcomes_of
from residencies.selection.deliberation_pages import Desk, address, page
from residencies.selection.models import ChoiceRule, Decision, Deliberation
from residencies.selection.presenting import Room, strip_of
from residencies.selection.selectors.deciding import decisions_of, hidden_from, jurors_comments, standing
from residencies.selection.selectors.minutes import undecided
from residencies.selection.selectors.proposing import propose
from residencies.selection.selectors.ranking import ranking


def show_room(desk: Desk, request: HttpRequest, row: Deliberation) -> HttpResponse:
    form, sent = ManyForm(deliberation=row), request.POST
    if request.method == "POST":
        try:
            messages.success(request, _act(request, row))
            return HttpResponseRedirect(f"{address('room', row)}#{sent.get('back', '')}")
        except ServiceError as fault:  # what was ticked and typed stays as it was sent
            messages.error(request, str(fault))
            row.refresh_from_db()
            if sent.get("act") == "many":
                form = ManyForm(sent, deliberation=row)
    ticked = set(sent.getlist("application")) if sent.get("act") == "many" else set()
    told = {"form": form, "amendment": sent.get("amendment", ""), **_told(request, row, ticked)}
    return page(desk, request, row, "room", title=_("Selection room"), **told)


def _told(request: HttpRequest, row: Deliberation, ticked: set[str]) -> dict[str, Any]:
    hidden = hidden_from(row, request.user)
    seen, decisions = ranking(row, unseen=hidden), decisions_of(row, unseen=hidden)
    # What is kept from her may hold a place: a set that keeps to the decisions she sees would be no proposal.
    proposed = propose(row, seen, decisions, keeps=not hidden)
    room, compared = Room(row, seen, decisions, proposed), proposed.comparison
    return {
        "room": room,
        "keeps_back": bool(hidden),
        "proposed": proposed,
        "proposed_lines": [(line, decisions.get(line.application.pk)) for line in room.lines_of(room.chosen)],
        "compared": compared,
        "adds": room.lines_of(compared.adds) if compared else [],
        "misses": room.lines_of(compared.misses) if compared else [],
        "broken": room.broken(),
        "rules": room.rules(),
        "pins": room.pins(),
        "waiting": room.waiting(),
        "outcomes": outcomes_of(row),
        "rows": [
            (line, decision, is_in, strip_of(line), str(line.application.pk) in ticked)
            for line, decision, is_in in room.rows()
        ],
    }


def _act(request: HttpRequest, row: Deliberation) -> str:
    """What a press in the room does; returns what to say. Raises ServiceError."""
    acts = {"rule": _switch, "move": _move, "take": _take, "rest": _decline_rest, "many": _decide_many}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise ServiceError(_("Nothing was asked for."))
    return act(request, row)


def _who(request: HttpRequest) -> dict[str, Any]:
    """Who asks, when, and from which version of the page."""
    return {
        "by": request.user,
        "now": timezone.now(),
        "version": _number(request.POST.get("version")),
        "amendment": request.POST.get("amendment", ""),
    }


def _number(text: Any) -> int:
    number = number_of(text)
    if number is None:
        raise ServiceError(_("The page was not whole. Open it anew."))
    return number


def _switch(request: HttpRequest, row: Deliberation) -> str:
    rule = ChoiceRule.objects.filter(deliberation=row, pk=_number(request.POST.get("rule"))).first()
    if rule is None:
        raise ServiceError(_("This rule is not there any more."))
    is_used = request.POST.get("used") == "1"
    services.switch_rule(rule, is_used=is_used, by=request.user)
    return _("The rule is in use.") if is_used else _("The rule is left out.")


def _move(request: HttpRequest, row: Deliberation) -> str:
    about = _visible(request, row, [request.POST.get("application")])[0]
    hidden, up = hidden_from(row, request.user), request.POST.get("way") == "up"
    services.move_waiting(row, about, up=up, unseen=hidden, **_who(request))
    return _("%(number)s was moved.") % {"number": about.number}


def _take(request: HttpRequest, row: Deliberation) -> str:
    """What stood proposed on the page that was pressed, not what might be proposed by now."""
    return _decided(request, row, request.POST.getlist("proposed"), row.chosen_as)


def _decline_rest(request: HttpRequest, row: Deliberation) -> str:
    rest = undecided(row).exclude(pk__in=hidden_from(row, request.user)).order_by("submitted_at", "pk")
    return _decided(
        request, row, [str(key) for key in rest.values_list("pk", flat=True)], Decision.Outcome.DECLINED
    )


def _decide_many(request: HttpRequest, row: Deliberation) -> str:
    form = ManyForm(request.POST, deliberation=row)
    if not form.is_valid():
        raise ServiceError(_("Choose what is decided."))
    keys = request.POST.getlist("application")
    return _decided(request, row, keys, form.cleaned_data["outcome"], form.cleaned_data["reason"] or None)


def _decided(
    request: HttpRequest, row: Deliberation, keys: list[Any], outcome: str, reason: str | None = None
) -> str:
    rows = _visible(request, row, keys)
    if not rows:
        raise ServiceError(_("Choose at least one application."))
    done = services.decide_all(row, {one.pk: outcome for one in rows}, reason=reason, **_who(request))
    said = ngettext("%(count)d decision: %(outcome)s.", "%(count)d decisions: %(outcome)s.", len(done))
    return said % {"count": len(done), "outcome": Decision.Outcome(outcome).label}


def _visible(request: HttpRequest, row: Deliberation, keys: list[Any]) -> list[Any]:
    """The applications of these numbers of rows, in that order, if the reader may see all of them."""
    wanted = list(dict.fromkeys(_number(key) for key in keys))
    hidden = hidden_from(row, request.user)
    found = {one.pk: one for one in standing(row).filter(pk__in=wanted).exclude(pk__in=hidden)}
    if len(found) < len(wanted):
        raise ServiceError(_("An application is not one of this step any more: it was withdrawn, say."))
    return [found[key] for key in wanted]


def show_decision(desk: Desk, request: HttpRequest, row: Deliberation, key: int) -> HttpResponse:
    hidden = hidden_from(row, request.user)
    about = standing(row).filter(pk=key).exclude(pk__in=hidden).first()
    if about is None:
        raise Http404
    form = _decision_form(row, about, request.POST or None)
    if request.method == "POST":
        try:
            if said := _said(request, row, about, form):
                messages.success(request, said)
                return HttpResponseRedirect(f"{address('room', row)}#a{about.pk}")
        except ServiceError as fault:
            form.add_error(None, str(fault))
            form.data = form.data.copy()
            form.data["version"] = _version(row)  # she has been told: what she sends next counts
    line = ranking(row, unseen=hidden).line_of(about.pk)
    told = {
        "about": about,
        "decision": decisions_of(row, unseen=hidden).get(about.pk),
        "line": line,
        "strip": strip_of(line) if line else None,
        "form": form,
        "comments": jurors_comments(row, about),
        "may_read": request.user.has_perm("calls.view_application"),
    }
    title = _("Decision: %(number)s") % {"number": about.number}
    return page(desk, request, row, "decision", title=title, **told)


def _decision_form(row: Deliberation, about: Any, sent: Any) -> DecisionForm:
    options = {"deliberation": row, "is_closed": row.minutes.exists()}
    if sent is not None:
        return DecisionForm(sent, **options)
    decision = row.decisions.filter(application=about).prefetch_related("prizes").first()
    return DecisionForm(initial=_initial(row, about, decision), **options)


def _said(request: HttpRequest, row: Deliberation, about: Any, form: DecisionForm) -> str:
    """Do what was pressed and say so; '' where the form says what is wrong. Raises ServiceError."""
    who = {"by": request.user, "now": timezone.now()}
    if "take_back" in request.POST:
        form.is_valid()
        services.undecide(row, about, version=_number(request.POST.get("version")), **who)
        return _("%(number)s is undecided again.") % {"number": about.number}
    if not form.is_valid():
        return ""
    data = dict(form.cleaned_data)
    made = services.decide(row, about, data.pop("outcome"), **who, **data)
    return _("%(number)s: %(outcome)s.") % {"number": about.number, "outcome": made.get_outcome_display()}


def _version(row: Deliberation) -> int:
    return Deliberation.objects.values_list("version", flat=True).get(pk=row.pk)


def _initial(row: Deliberation, about: Any, decision: Decision | None) -> dict[str, Any]:
    told: dict[str, Any] = {"version": row.version}
    if decision is None:
        return {**told, "comment": jurors_comments(row, about)}
    return {
        **told,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "comment": decision.comment,
        "prizes": [prize.pk for prize in decision.prizes.all()],
    }
