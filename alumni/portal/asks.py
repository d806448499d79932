"""What is asked of her, whichever room asks it: one list, what is late or closes first before the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from alumni.impact.models import Story
from alumni.impact.selectors.stories import asked_stories
from alumni.placement.selectors.links import offer_token
from alumni.placement.selectors.mine import to_answer
from alumni.portal.selectors import applications_of, open_checkins, open_seats
from foundation.people.models import Person
from residencies.grants.selectors import grants_of
from residencies.mentoring.selectors.mine import Question, questions_of
from residencies.programmes.models import Participation
from residencies.programmes.selectors.agenda import agenda, enrolments, to_do
from residencies.programmes.selectors.requirements import standings
from residencies.selection.selectors.telling import offers_of
from residencies.workshops.selectors.pages import offers_of as workshop_offers_of

RUNNING = 3  # programmes at once whose duties are told at home


@dataclass(frozen=True)
class Ask:
    """Something that waits for her: `about` is whose or of what it is, `until` the last day or instant."""

    title: str
    about: str
    until: date | None
    url: str
    act: str
    # The clock of a deadline, where it is one; a day alone ends with the day.
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Its own, and tells nothing: a page's address may be a secret."""
        return sha256(self.url.encode()).hexdigest()[:16]

    def is_late(self, today: date) -> bool:
        return self.until is not None and self.until < today


def what_waits(user: Any, person: Person, now: datetime) -> dict[str, Any]:
    """The rows that `asks_of` tells of, which home shows as well."""
    return {
        "waiting": open_checkins(person, now),
        "applied": applications_of(person, now),
        "offers": offers_of(person, now),
        "workshop_offers": workshop_offers_of(person, now),
        "work": to_answer(person, now),
        "questions": questions_of(user, now),
        "stories": asked_stories(person),
        "grants": grants_of(person, timezone.localdate(now)),
        "enrolled": enrolments(person),
        "seats": open_seats(user),
    }


def asks_of(found: dict[str, Any], now: datetime) -> list[Ask]:
    """`found` is `what_waits`, so that nothing is asked of the database twice."""
    lists = (
        _checkins(found["waiting"]),
        _applications(found["applied"]),
        _offers(found["offers"]),
        _work(found["work"]),
        _sessions(found["workshop_offers"]),
        _reports(found["grants"]),
        _readings(found["seats"]),
        _mentoring(found["questions"]),
        _stories(found["stories"]),
        _duties(found["enrolled"], now),
    )
    by_page: dict[str, Ask] = {}
    for one in (one for some in lists for one in some):
        by_page.setdefault(one.url, one)  # an edition's duties name what other rooms ask as well
    return sorted(by_page.values(), key=lambda one: (one.until is None, one.until or date.min))


def _ask(title: str, about: Any, at: datetime | None, url: str, act: str) -> Ask:
    return Ask(title, str(about), timezone.localdate(at) if at else None, url, act, at)


def _checkins(rows: Iterable[Any]) -> Iterator[Ask]:
    for one in rows:
        if not one.answered:
            url = reverse("checkins:answer", args=[one.token])
            act = _("Go on") if one.begun else _("Answer")
            edition = one.checkin.participation.edition
            yield _ask(_("How are you getting on?"), edition, one.checkin.closes_at, url, act)


def _applications(rows: Iterable[Any]) -> Iterator[Ask]:
    for one in rows:
        if not one.waits:
            continue
        about = one.application.title or one.application.number or one.application.call
        if one.seat is not None:
            url = reverse("calls:sign", args=[one.token])
            yield _ask(_("Sign an application"), about, one.until, url, _("Sign"))
        else:
            title = _("Name another member") if one.replace_by else _("Send your application")
            url = reverse("calls:application", args=[one.token])
            yield _ask(title, about, one.until, url, _("Go on"))


def _offers(rows: Iterable[Any]) -> Iterator[Ask]:
    for one in rows:
        if one.is_open:
            url = reverse("selection:offer", args=[one.token])
            edition = one.offer.decision.application.call.edition
            yield _ask(_("A place for you"), edition, one.offer.answer_by, url, _("Answer"))


def _work(rows: Iterable[Any]) -> Iterator[Ask]:
    for one in rows:
        url = reverse("placement:offer", args=[offer_token(one)])
        about = f"{one.posting.role} · {one.posting.name}"
        yield _ask(_("Work for you?"), about, one.answer_by, url, _("Answer"))


def _sessions(rows: Iterable[Any]) -> Iterator[Ask]:
    for one in rows:
        url = reverse("workshops:session", args=[one.session_id])
        yield _ask(_("A place is free for you"), one.session, one.answer_by, url, _("Answer"))


def _reports(rows: Iterable[Any]) -> Iterator[Ask]:
    for one in rows:
        for report in one.owed:
            url = reverse("grants:report", args=[report.pk])
            title = capfirst(report.get_kind_display())
            yield Ask(title, one.grant.purpose, report.due_on, url, _("Hand in"))


def _readings(rows: Iterable[Any]) -> Iterator[Ask]:
    for seat, done in rows:
        if done.owed:
            url = f"{reverse('selection:list')}?seat={seat.pk}"
            yield _ask(_("Your readings for the jury"), seat.jury, seat.jury.due_at, url, _("Read"))


def _mentoring(rows: Iterable[Question]) -> Iterator[Ask]:
    for one in rows:
        title = _("Look back on your mentoring") if one.is_review else _("Say how your mentoring is going")
        yield _ask(title, one.mentorship, one.closes_at, one.url, _("Answer"))


def _stories(rows: Iterable[Story]) -> Iterator[Ask]:
    for one in rows:
        url = reverse("stories:story", args=[one.pk])
        yield _ask(_("May we tell this story of you?"), one.title or one.text[:60], None, url, _("Read it"))


def _duties(rows: Iterable[Participation], now: datetime) -> Iterator[Ask]:
    """What her running programmes ask: deliverables, needs of a stay, wishes, reports of a journey."""
    running = [row for row in rows if row.state in Participation.RUNNING][:RUNNING]
    stands = standings(running) if running else {}
    for row in running:
        for one in to_do(agenda(row, stands[row.pk], now)):
            yield Ask(one.title, one.detail or str(row.edition), one.on, one.url, _("Open"))
