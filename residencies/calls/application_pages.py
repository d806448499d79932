"""Filling an application in, checking it and sending it: by the link in her mail."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import ServiceError
from foundation.files.serving import served
from foundation.links import INVALID
from foundation.numbers import number_of
from foundation.questions import Known
from residencies.calls import checking, sent_pages, services
from residencies.calls.checking import Gap
from residencies.calls.doors import answered, behind_link, page, whole
from residencies.calls.forms import FILE, AnswersForm, Asked
from residencies.calls.kinds import kind_of
from residencies.calls.models import Application, Attachment, Question
from residencies.calls.selectors import may_be_filled_in, questions_of, replies
from residencies.calls.services import NotReady


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """The form while it can be filled in; then how the application stands."""
    if request.method == "POST":
        return _saved(request, row, token, now)
    if not may_be_filled_in(row, now):
        return sent_pages.standing(request, whole(row), token, now)
    row = whole(row)
    return _form_page(request, row, AnswersForm(row, token, now), now)


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """What is missing, whether she may apply, and all that would be sent; then the button that sends it."""
    fault = ""
    if request.method == "POST":
        try:
            services.submit(row, by=None, now=now)
        except NotReady:
            pass  # told below, as it stands
        except ServiceError as error:
            fault = str(error)
        else:
            return redirect("calls:application", token)
    elif not may_be_filled_in(row, now):
        return redirect("calls:application", token)
    row = whole(row)
    given = replies(row)
    verdicts = checking.check_eligibility(row, given)
    gaps = checking.what_is_missing(row, given, now=now)
    context = {
        "application": row,
        "token": token,
        "fault": fault,
        "gaps": [(gap, _place(gap, token)) for gap in gaps],
        "verdicts": verdicts,
        "is_forbidden": any(verdict.forbids for verdict in verdicts),
        "sections": sent_pages.sections_of(row, row.step),
    }
    return page(request, "check", context, INVALID if request.method == "POST" else 200)


@behind_link
@require_safe
def file(request: HttpRequest, row: Application, token: str, now: datetime, file: int) -> HttpResponse:
    """A document of her own."""
    found = Attachment.objects.filter(application=row, pk=file).first()
    if found is None:
        raise Http404
    return served(found)


@dataclass
class _Outcome:
    """What came of one press: what was wrong with which question, and with the whole."""

    fault: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Any] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    touched: list[str] = field(default_factory=list)  # questions whose files have changed

    @property
    def is_clean(self) -> bool:
        return not (self.fault or self.errors or self.conflicts or self.files)


def _saved(request: HttpRequest, row: Application, token: str, now: datetime) -> HttpResponse:
    """Keep what was sent: what is chosen, then what is typed, then documents. One that is not taken
    stands in nobody's way. Fields that are no answer have a dot in their names, which no code of a
    question has.
    """
    outcome = _Outcome()
    try:
        _take_track(request, row, now)
        _take_answers(request, row, outcome, now)
        _take_files(request, row, outcome, now)
    except ServiceError as fault:
        outcome.fault = str(fault)
    if getattr(request, "too_big", False):
        outcome.fault = sent_pages.too_big()
    by_script = "application/json" in request.headers.get("Accept", "")
    row = answered(row) if by_script else whole(row)
    form = AnswersForm(row, token, now, request.POST, outcome.conflicts)
    form.file_faults = outcome.files
    for key, error in outcome.errors.items():
        if key in form.fields and key not in form.errors:
            form.add_error(key, error)
    if by_script:
        return _as_json(row, form, outcome, now)
    if "form.check" in request.POST and not (outcome.fault or outcome.conflicts or outcome.files):
        return redirect("calls:check", token)
    if outcome.is_clean:
        place = f"#q-{outcome.touched[0]}" if outcome.touched else ""
        return redirect(f"{reverse('calls:application', args=[token])}?saved{place}")
    return _form_page(request, row, form, now, outcome)


def _take_track(request: HttpRequest, row: Application, now: datetime) -> None:
    chosen = request.POST.get("form.track")
    if chosen is None or row.step != 1 or chosen == str(row.track_id or ""):
        return
    track = row.call.tracks.filter(pk=number_of(chosen)).first()
    services.choose_track(row, track, now=now)


def _take_answers(request: HttpRequest, row: Application, outcome: _Outcome, now: datetime) -> None:
    known = number_of(request.POST.get("form.version"))
    saved = services.save_answers(row, dict(_answers(request, row)), now=now, version=known)
    outcome.errors, outcome.conflicts = saved.errors, saved.conflicts


def _answers(request: HttpRequest, row: Application) -> Iterator[tuple[str, Any]]:
    """Raw answers by question, just those that were sent."""
    for question in questions_of(row.call.form):
        if question.step == row.step and question.key in request.POST:
            for name, made in kind_of(question).fields(question, None, Known()).items():
                yield name, made.widget.value_from_datadict(request.POST, {}, name)


def _take_files(request: HttpRequest, row: Application, outcome: _Outcome, now: datetime) -> None:
    removed = number_of(request.POST.get("form.remove"))
    found = row.attachments.filter(pk=removed, question__isnull=False).select_related("question")
    for attachment in found if removed else []:
        outcome.touched.append(attachment.question.key)
        services.remove_file(attachment, now=now)
    names = [name for name in request.FILES if name.startswith(FILE)]
    keys = [name.removeprefix(FILE) for name in names]
    asked = {one.key: one for one in Question.objects.filter(form=row.call.form_id, key__in=keys)}
    for name, key in zip(names, keys, strict=True):
        for upload in request.FILES.getlist(name) if key in asked else []:
            outcome.touched.append(key)
            try:
                services.attach_file(row, asked[key], upload, now=now)
            except ServiceError as fault:
                outcome.files.setdefault(key, []).append(str(fault))


def _form_page(
    request: HttpRequest,
    row: Application,
    form: AnswersForm,
    now: datetime,
    outcome: _Outcome | None = None,
) -> HttpResponse:
    outcome = outcome or _Outcome()
    asked = list(form.asked())
    closes_at = row.call.closes_at if row.step == 1 else row.call.second_closes_at
    context = {
        "application": row,
        "call": row.call,
        "token": form.token,
        "version": row.version,
        "sections": _in_sections(asked),
        "wrong": [one for one in asked if one.errors or one.conflict],
        "progress": checking.progress(row, now=now),
        "tracks": list(row.call.tracks.all()) if row.step == 1 else [],
        "fault": outcome.fault,
        "closes_at": closes_at,
        "is_late": now >= closes_at,
        "was_saved": "saved" in request.GET,
        "has_begun": "begun" in request.GET,
    }
    return page(request, "application", context, 200 if outcome.is_clean else INVALID)


def _in_sections(asked: list[Asked]) -> list[tuple[Any, list[Asked]]]:
    found: dict[int, tuple[Any, list[Asked]]] = {}
    for one in asked:
        section = one.question.section
        found.setdefault(section.pk, (section, []))[1].append(one)
    return list(found.values())


def _as_json(row: Application, form: AnswersForm, outcome: _Outcome, now: datetime) -> HttpResponse:
    """For the page's own script: what to show beside each question that was sent."""
    asked = {one.question.key: one for one in form.asked()}
    touched = [key for key in dict.fromkeys(outcome.touched) if key in asked]
    progress = checking.progress(row, now=now)
    said = {
        "version": row.version,
        "fault": outcome.fault,
        "errors": {name: list(found) for name, found in form.errors.items() if name in form.typed},
        "conflicts": {key: asked[key].conflict for key in outcome.conflicts if key in asked},
        "files": {key: render_to_string("calls/files.html", {"asked": asked[key]}) for key in touched},
        "refused": outcome.files,
        "progress": [progress.done, progress.total],
    }
    return JsonResponse(said, status=200 if outcome.is_clean else INVALID)


def _place(gap: Gap, token: str) -> str:
    """Where she mends it."""
    if gap.key == "members":
        return reverse("calls:members", args=[token])
    place = "track" if gap.key == "track" else f"q-{gap.key}"
    return f"{reverse('calls:application', args=[token])}#{place}"
