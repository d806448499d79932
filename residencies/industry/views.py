"""Pages of those who take part in an industry event. What is not hers is not there.

The views that take an `Attendee` are reached by login and by link: see `attending`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from foundation import links
from foundation.errors import ServiceError, Stale
from foundation.files.serving import made
from foundation.lists.exporting import note_file
from foundation.numbers import number_of
from foundation.people.models import is_staff_with
from foundation.translated import language_now
from foundation.zones import at_place
from residencies.industry import documents, presenting, services
from residencies.industry.attending import Attendee
from residencies.industry.calendars import calendar_of
from residencies.industry.forms import FollowUpForm, NoteForm, OutcomeForm
from residencies.industry.models import Away, Event, Meeting, Side, Wish
from residencies.industry.presenting import Face, Other, Shown
from residencies.industry.selectors import own
from residencies.industry.selectors.links import FEED, of_token, row_of, token_of

SHOWN = 50  # of the other side on a page
CALENDAR = "text/calendar; charset=utf-8"
PDF = "application/pdf"
WORD = "word."  # a form's name for what she says of the one whose number follows
LONGEST_SEARCH = 100

both = require_http_methods(["GET", "HEAD", "POST"])


def _page(
    request: HttpRequest, who: Attendee, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    event = who.event
    facts = {
        "who": who,
        "event": event,
        "dates": presenting.dates_of(event),
        "is_open": event.takes_wishes(timezone.now()),
        "until": at_place(event.wishes_until, event.time_zone),
        "said": request.GET.get("said", ""),
    }
    if who.token:
        facts["language_url"] = request.get_full_path()
    return render(request, f"industry/{template}.html", {**facts, **context}, status=status)


@links.hers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The events in which she takes part."""
    rows = own.events_of(request.user)
    now = timezone.now()
    shown = [(row, presenting.dates_of(row), row.takes_wishes(now)) for row in rows]
    return render(request, "industry/home.html", {"rows": shown})


@require_safe
def event(request: HttpRequest, who: Attendee) -> HttpResponse:
    """Her agenda once it is released; until then what she is asked."""
    now = timezone.now()
    shown = [Shown(row, who.person) for row in own.meetings_of(who.event, who.person)]
    blocked = who.event.slots.exclude(blocked="") if shown else []
    context = {
        "faces": _faces(who.parties) if not who.event.is_released else [],
        "days": presenting.days(who.event, shown, blocked),
        "coming": presenting.next_of(shown, now),
        "owed": {one.row.pk for one in shown if not one.row.outcome and one.is_over(now)},
        "clock": presenting.clock_of(who.event),
        "to_do": own.follow_ups_of(who.event, who.person).open().count(),
    }
    return _page(request, who, "event", context)


def _faces(parties: Iterable[own.Party]) -> list[Face]:
    """In two queries, however many sides she has."""
    rows = list(parties)
    guests = [one.pk for one in rows if own.side_of(one) == Side.GUEST]
    projects = [one.pk for one in rows if own.side_of(one) == Side.PROJECT]
    hers = Q(side=Side.GUEST, guest__in=guests) | Q(side=Side.PROJECT, project__in=projects)
    said = Counter(
        (side, guest if side == Side.GUEST else project)
        for side, guest, project in Wish.objects.filter(hers).values_list("side", "guest", "project")
    )
    gone = Counter(
        (Side.GUEST, guest) if guest else (Side.PROJECT, project)
        for guest, project in Away.objects.filter(Q(guest__in=guests) | Q(project__in=projects)).values_list(
            "guest", "project"
        )
    )
    return [Face(one, said[own.side_of(one), one.pk], gone[own.side_of(one), one.pk]) for one in rows]


@both
def wishes(request: HttpRequest, who: Attendee, side: str, number: int) -> HttpResponse:
    """Whom she wants to meet. Whatever is pressed, what stands in the form is kept first."""
    party, fault = who.party(side, number), ""
    given = request.POST if request.method == "POST" else request.GET
    sought = given.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    said = {
        key: word
        for name, word in request.POST.items()
        if name.startswith(WORD) and (key := number_of(name.removeprefix(WORD)))
    }
    if request.method == "POST":
        try:
            services.say_wishes(party, said, by=who.by, now=timezone.now())
            return _onward(request, who, side, number, sought)
        except ServiceError as error:
            fault = str(error)
    rows = own.others_of(party, sought)
    page = Paginator(rows, SHOWN).get_page(given.get("page" if not fault else "here"))
    context = {
        "face": Face(party, 0, 0),
        "page": page,
        "others": [Other(row, said.get(row.pk, row.word)) for row in page],
        "words": [("must", "must"), ("like", "like"), ("no", "no"), ("", "none")],
        "q": sought,
        "fault": fault,
        "counts": _counts(party),
    }
    return _page(request, who, "wishes", context, links.INVALID if fault else 200)


def _onward(request: HttpRequest, who: Attendee, side: str, number: int, sought: str) -> HttpResponse:
    """To the page that was pressed, to the first of what is searched for, else back to the same."""
    here = "1" if "search" in request.POST else request.POST.get("here")
    page = number_of(request.POST.get("page", here), 6) or 1
    query = {"said": "wishes", **({"q": sought} if sought else {}), **({"page": page} if page > 1 else {})}
    return redirect(f"{who.url('wishes', side, number)}?{urlencode(query)}")


def _counts(party: own.Party) -> dict[str, int]:
    rows = party.wishes.filter(side=own.side_of(party)).order_by()
    return dict(rows.values_list("word").annotate(Count("pk")))


@both
def away(request: HttpRequest, who: Attendee, side: str, number: int) -> HttpResponse:
    """The slots in which she cannot come."""
    party, fault = who.party(side, number), ""
    gone = set(party.away.values_list("slot", flat=True))
    if request.method == "POST":
        gone = {key for text in request.POST.getlist("away") if (key := number_of(text))}
        try:
            services.say_away(party, gone, by=who.by, now=timezone.now())
            return who.back("event", said="away")
        except ServiceError as error:
            fault = str(error)
    slots = who.event.slots.open()
    context = {
        "face": Face(party, 0, 0),
        "days": list(presenting.opened(slots, who.event)),
        "gone": gone,
        "fault": fault,
        "clock": presenting.clock_of(who.event),
    }
    return _page(request, who, "away", context, links.INVALID if fault else 200)


@both
def meeting(request: HttpRequest, who: Attendee, number: int) -> HttpResponse:
    """One of hers, as her calendar knows it: where it is, her side's note, what came of it, what she does
    next. What was cancelled before the release was never hers.
    """
    row: Meeting = get_object_or_404(own.calendar_meetings_of(who.event, who.person), pk=number)
    one = Shown(row, who.person)
    kept = own.note_of(row, one.side)
    text = kept.text if kept else ""
    forms: dict[str, Any] = {
        "note": NoteForm(initial={"text": text, "seen": services.mark_of(text)}),
        "result": OutcomeForm(initial={"outcome": row.outcome, "seen": row.outcome}),
        "next": FollowUpForm(),
    }
    pressed = next((name for name in forms if name in request.POST), "")
    if request.method == "POST" and pressed:
        forms[pressed] = type(forms[pressed])(request.POST)
        if _kept(who, one, pressed, forms[pressed]):
            return who.back("meeting", row.pk, said=pressed)
    context = {
        "one": one,
        "forms": forms,
        "has_begun": one.has_begun(timezone.now()),
        "follow_ups": own.follow_ups_of(who.event, who.person).filter(meeting=row),
        "clock": presenting.clock_of(who.event),
    }
    return _page(request, who, "meeting", context, links.INVALID if request.method == "POST" else 200)


def _kept(who: Attendee, one: Shown, pressed: str, form: Any) -> bool:
    """Does what was pressed; False with an error in the form."""
    if not form.is_valid():
        return False
    data: dict[str, Any] = {**form.cleaned_data, "by": who.by, "now": timezone.now()}
    try:
        if pressed == "note":
            services.write_note(one.row, one.side, **data)
        elif pressed == "result":
            services.record_outcome(one.row, **data)
        else:
            services.plan_follow_up(one.row, who.person, side=one.side, **data)
    except ServiceError as fault:
        form.add_error(None, str(fault))
        if isinstance(fault, Stale):
            form.see(fault.seen)
        return False
    return True


@both
def follow_ups(request: HttpRequest, who: Attendee) -> HttpResponse:
    """What she is to do after her meetings; done by a press."""
    rows = own.follow_ups_of(who.event, who.person)
    if request.method == "POST":
        row = get_object_or_404(rows, pk=number_of(request.POST.get("done")) or 0)
        services.finish_follow_up(row, by=who.by, now=timezone.now())
        return who.back("follow_ups", said="done")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    today = timezone.localdate()
    shown = [(row, Shown(row.meeting, who.person), not row.done_at and row.due_on < today) for row in page]
    return _page(request, who, "follow_ups", {"page": page, "rows": shown})


@require_safe
def agenda_pdf(request: HttpRequest, who: Attendee) -> HttpResponse:
    if not who.event.is_released:
        raise Http404
    content = documents.agenda_pdf(who.event, who.person, language_now(), timezone.now())
    return made(content, f"agenda-{who.event.pk}.pdf", PDF)


@require_safe
def agenda_ics(request: HttpRequest, who: Attendee) -> HttpResponse:
    if not who.event.is_released:
        raise Http404
    return made(
        calendar_of(who.event, who.person, now=timezone.now()), f"agenda-{who.event.pk}.ics", CALENDAR
    )


@both
def calendar(request: HttpRequest, who: Attendee) -> HttpResponse:
    """The secret address of her calendar of the event; a new one ends the one before, and her links."""
    renewed = request.method == "POST"
    row = (services.renew_links if renewed else row_of)(who.event, who.person)
    if row is None:
        raise Http404
    if renewed:
        who = replace(who, token=token_of(row)) if who.token else who
        return who.back("calendar", said="renewed")
    address = settings.SITE_URL + reverse("industry:feed", args=[token_of(row, FEED)])
    return _page(request, who, "calendar", {"address": address})


@links.secret
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Her calendar, to whoever has its address; nobody logs in here."""
    found = of_token(token, FEED)
    if found is None:
        raise Http404
    event, person = found
    with translation.override(person.language):
        body = calendar_of(event, person, now=timezone.now())
    response = HttpResponse(body, content_type=CALENDAR)
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    return response


@require_safe
def print_agendas(request: HttpRequest, event: int) -> HttpResponse:
    """Everybody's agendas in one document, for the staff."""
    row = _of_staff(request, event)
    content = documents.agendas_pdf(row, language_now(), timezone.now())
    note_file(request, Meeting, "pdf", row.meetings.planned().count(), event=row.pk)
    return made(content, f"agendas-{row.pk}.pdf", PDF)


@require_safe
def print_tables(request: HttpRequest, event: int) -> HttpResponse:
    row = _of_staff(request, event)
    content = documents.signs_pdf(row, language_now(), timezone.now())
    note_file(request, Meeting, "pdf", row.meetings.planned().count(), event=row.pk)
    return made(content, f"tables-{row.pk}.pdf", PDF)


def _of_staff(request: HttpRequest, number: int) -> Event:
    if not is_staff_with(request.user, "industry.view_meeting"):
        raise Http404
    row: Event = get_object_or_404(Event.objects.visible_to(request.user), pk=number)
    return row
