"""Rows of each model with everything a list shows of them, all seen by `owner`, no two alike."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from model_bakery import baker

from alumni.careers.models import Change
from alumni.checkins.models import CheckIn
from foundation.films.models import (
    Award,
    Credit,
    Episode,
    Festival,
    FestivalEdition,
    Role,
    Season,
    Section,
    Selection,
    Work,
)
from foundation.mail.models import Message
from foundation.people.models import Organisation, Person
from foundation.reminders.models import Occurrence, Rule
from residencies.calls.models import Application, Call
from residencies.grants.models import ExchangeRate, Fund, Grant, Instalment, Report
from residencies.grants.services import hand_in_report
from residencies.mentoring.models import Fee, MentoringSession, Mentorship
from residencies.programmes.models import (
    Absence,
    Deliverable,
    Edition,
    Participation,
    Places,
    Programme,
    Requirement,
    Stay,
    Track,
)
from residencies.selection.models import (
    Assignment,
    CallFigures,
    Conflict,
    Decision,
    Deliberation,
    Juror,
    Jury,
    Minutes,
    Offer,
    Release,
    Review,
)
from residencies.selection.services import close_minutes, release_decisions
from residencies.workshops.models import Registration, Session, Workshop
from tests import cast
from tests.api.routes import Route
from tests.calls import cast as calls
from tests.grants import cast as grants
from tests.mentoring import pairs as mentoring
from tests.programmes import enrolled
from tests.selection import cast as selections
from tests.workshops import cast as workshops


def make(model: Any, owner: Person, number: int) -> Any:
    """Row `number` (1, 2, …). Every other one lacks what may be missing; a model without a maker is baked."""
    return MAKERS.get(model, lambda owner, number: baker.make(model))(owner, number)


def maker_of(route: Route) -> Any:
    """What makes the rows of a route: its model, or its name where two routes show one model differently."""
    name = route.name.rpartition("-")[0]
    return name if name in MAKERS else route.model


def _work(owner: Person, number: int) -> Work:
    work = Work.objects.create(
        title=f"Film {number % 3}",
        year=2000 + number if number % 2 else None,
        countries=["MA", "FR"],
        is_public=True,
    )
    season = Season.objects.create(work=work, number=1)
    Episode.objects.create(season=season, number=1)
    work.stage_changes.create(stage="idea")
    return work


def _role(owner: Person, number: int) -> Role:
    return Role.objects.create(slug=f"role-{number}", department="other", name_fr="rôle", name_en="role")


def _credit(owner: Person, number: int) -> Credit:
    work, role = _work(owner, number), Role.objects.get(slug="director")
    episode = Episode.objects.get(season__work=work)
    return Credit.objects.create(work=work, episode=episode, scope="episode", person=owner, role=role)


def _festival(owner: Person, number: int) -> Festival:
    return Festival.objects.create(name=f"Festival {number}", kind="festival", country="MA")


def _festival_edition(owner: Person, number: int) -> FestivalEdition:
    year = 2000 + number if number % 2 else None
    edition = FestivalEdition.objects.create(festival=_festival(owner, number), year=year)
    Section.objects.create(edition=edition, name="Courts")
    return edition


def _selection(owner: Person, number: int) -> Selection:
    edition = _festival_edition(owner, number)
    return Selection.objects.create(
        edition=edition,
        section=edition.sections.get(),
        work=_work(owner, number),
        person=owner,
        on=date(2026, 1, 1) + timedelta(days=number % 3) if number % 2 else None,
    )


def _award(owner: Person, number: int) -> Award:
    award = Award.objects.create(selection=_selection(owner, number), prize="Prix")
    award.shared_with.add(cast.person())
    return award


def _programme(owner: Person, number: int) -> Programme:
    house = Organisation.objects.create(name=f"Maison {number}")
    programme = cast.programme(slug=f"p-{number}", organisation=house)
    Track.objects.create(programme=programme, slug="directing", name_fr="réalisation")
    return programme


def _edition(owner: Person, number: int) -> Edition:
    starts = date(2026, 1, 1) + timedelta(days=number % 3) if number % 2 else None
    edition = cast.edition(of=_programme(owner, number), starts_on=starts)
    Places.objects.create(edition=edition, track=edition.programme.tracks.get(), capacity=8)
    return edition


def _participation(owner: Person, number: int) -> Participation:
    edition = _edition(owner, number)
    fields = {"track": edition.programme.tracks.get(), "work": _work(owner, number)}
    if number % 2:
        return cast.completed(date(2026, 1, 1 + number % 3), who=owner, of=edition, **fields)
    return Participation.objects.create(person=owner, edition=edition, **fields)


def _checkin(owner: Person, number: int) -> CheckIn:
    part = cast.completed(date(2026, 8, 24), who=owner, of=_edition(owner, number))
    row = cast.asked_checkin(participation=part, due_on=date(2026, 1, 1 + number % 3))
    for question in row.questionnaire.questions.filter(kind="text"):
        row.answers.create(question=question, value={"text": "bien"}, saved_at=cast.NOW)
    return row


def _change(owner: Person, number: int) -> Change:
    said_at = datetime(2026, 1, 1 + number % 3, tzinfo=UTC)
    return Change.objects.create(
        person=owner,
        kind="stage",
        work=_work(owner, number),
        after={"stage": "idea"},
        said_at=said_at,
        source=f"test:{number}",
    )


def _call(owner: Person, number: int) -> Call:
    row = calls.pair(of=_edition(owner, number), opens_at=calls.NOW - timedelta(days=1 + number % 3))
    row.tracks.set(row.edition.programme.tracks.all())
    row.rules.create(kind="film", values={"most": 2}, sources=["film"])
    return row


def _application(owner: Person, number: int) -> Application:
    if number % 2:
        return calls.whole(person=owner, email=owner.email)
    return calls.sent(person=owner, email=owner.email)


def _occurrence(owner: Person, number: int) -> Occurrence:
    done = cast.completed(date(2026, 8, 24), who=owner, of=_edition(owner, number))
    row = cast.reminder(about=done, due_on=date(2026, 1, 1 + number % 3))
    if number % 2:
        note = Message.objects.create(
            dedupe_key=row.key, message_id=f"<{row.key}@masar.example>", kind="reminder",
            stream="subscribed", person=owner, to_addr="salma@example.org", language="fr",
        )  # fmt: skip
        row.state, row.queued_at, row.message = "queued", cast.NOW, note
        row.save()
    return row


def _rule(owner: Person, number: int) -> Rule:
    return cast.reminder().rule


def _juror(owner: Person, number: int) -> Juror:
    return selections.juror(selections.jury(), owner)


def _assignment(owner: Person, number: int) -> Assignment:
    juror = _juror(owner, number)
    row = selections.application(juror.jury.call)
    if number % 2:
        return selections.review(juror, row, 5, 7).assignment
    return selections.assignment(juror, row)


def _conflict(owner: Person, number: int) -> Conflict:
    juror = selections.juror(selections.jury())
    row = selections.application(juror.jury.call)
    fields = {"kind": "family", "state": "suspected", "detail": "Test"}
    return Conflict.objects.create(juror=juror, application=row, at=cast.NOW, **fields)


def _review(owner: Person, number: int) -> Review:
    juror = _juror(owner, number)
    at = selections.NOW + timedelta(days=number % 3)
    fields = {"saved_at": at, "submitted_at": at if number % 2 else None}
    return selections.review(juror, selections.application(juror.jury.call), 5, 7, **fields)


def _offer(owner: Person, number: int) -> Offer:
    """In a call of its own; every other one with a track, a comment and a prize."""
    edition = _edition(owner, number)
    to = calls.call(of=edition)
    track = edition.programme.tracks.get() if number % 2 else None
    row = selections.deliberation(to, answer_by=calls.NOW + timedelta(days=10))
    to.tracks.set([track] if track else [])
    about = selections.application(to, person=owner, email=owner.email, track=track)
    made = selections.decision(row, about, "selected", comment="Bravo." if track else "")
    if track:
        made.prizes.add(row.prizes.create(name_fr="Dotation", amount=1000, currency="MAD"))
    release_decisions(row, by=None, now=calls.NOW - timedelta(hours=number % 3))
    return made.offers.get()


def _deliberation(owner: Person, number: int) -> Deliberation:
    row = selections.deliberation(held_at=calls.NOW + timedelta(days=number % 3) if number % 2 else None)
    row.rules.create(kind="each", dimension="track", most=2)
    row.prizes.create(name_fr="Bourse", amount=50_000, currency="MAD")
    return row


def _decision(owner: Person, number: int) -> Decision:
    of = _deliberation(owner, number)
    at = calls.NOW + timedelta(days=number % 3)
    row = selections.decision(of, selections.application(of.call), "waiting", rank=number, decided_at=at)
    row.prizes.set(of.prizes.all())
    return row


def _minutes(owner: Person, number: int) -> Minutes:
    of = _decision(owner, number).deliberation
    return close_minutes(of, by=owner.account, now=calls.NOW + timedelta(days=number % 3))


def _workshop(owner: Person, number: int) -> Workshop:
    """For those of an edition in which the owner takes part."""
    row = workshops.workshop(of=_edition(owner, number), audience="participants", languages=["fr", "ar"])
    Participation.objects.create(person=owner, edition=row.edition, state="confirmed")
    return row


def _session(owner: Person, number: int) -> Session:
    starts = workshops.STARTS + timedelta(days=number % 3)
    row = workshops.session(of=_workshop(owner, number), starts_at=starts, capacity=5 if number % 2 else None)
    row.speakers.create(person=cast.person(), role="trainer")
    return row


def _registration(owner: Person, number: int) -> Registration:
    row = workshops.registered(_session(owner, number), owner, now=cast.NOW - timedelta(days=number % 3))
    if number % 2:
        row.session.attendances.create(person=owner, way="list", noted_at=cast.NOW)
    return row


def _enrolment(owner: Person, number: int) -> Participation:
    return enrolled.enrolment(who=owner, of=_edition(owner, number))


def _requirement(owner: Person, number: int) -> Requirement:
    row = _enrolment(owner, number)
    track = row.edition.programme.tracks.first() if number % 2 else None
    return enrolled.requirement(row.edition, due_on=date(2026, 1, 1 + number % 3), track=track)


def _deliverable(owner: Person, number: int) -> Deliverable:
    at = cast.NOW - timedelta(days=number % 3)
    said = {"state": "returned", "word": "Encore.", "decided_at": cast.NOW} if number % 2 else {}
    return enrolled.deliverable(_enrolment(owner, number), handed_in_at=at, **said)


def _absence(owner: Person, number: int) -> Absence:
    back = date(2026, 12, 1) if number % 2 else None
    return enrolled.absence(_enrolment(owner, number), away_from=date(2026, 1, 1 + number % 3), back_on=back)


def _stay(owner: Person, number: int) -> Stay:
    place: dict[str, Any] = {} if number % 2 else {"room": None}
    return enrolled.stay(_enrolment(owner, number), arrives_on=date(2026, 1, 1 + number % 3), **place)


def _fund(owner: Person, number: int) -> Fund:
    edition = _edition(owner, number)
    about = {"programme": edition.programme, "edition": edition, "track": edition.programme.tracks.get()}
    return grants.fund(**(about if number % 2 else {"giver": None}))


def _grant(owner: Person, number: int) -> Grant:
    """Every other one to a participation, in another currency."""
    row = _participation(owner, number) if number % 2 else None
    rate = ExchangeRate.objects.filter(quote="EUR").first() or grants.rate()
    there = {"currency": "EUR", "rate": rate} if number % 2 else {}
    made = grants.grant(person=owner, participation=row, **there)
    Grant.objects.filter(pk=made.pk).update(committed_on=date(2026, 1, 1 + number % 3))
    return made


def _instalment(owner: Person, number: int) -> Instalment:
    """Every other one is paid."""
    of = grants.grant(person=owner)
    if number % 2:
        return grants.paid(of)
    report = grants.report(of)
    return grants.instalment(of, report=report, due_on=date(2026, 1, 1 + number % 3))


def _report(owner: Person, number: int) -> Report:
    row = grants.report(grants.grant(person=owner), days=number % 3)
    return hand_in_report(row, text="Fait.", by=None, now=grants.NOW) if number % 2 else row


def _pair(owner: Person, number: int) -> Mentorship:
    """The owner accompanies somebody; every other one has just been asked for."""
    mentor = getattr(owner, "mentor_profile", None) or mentoring.mentor(who=owner)
    at = cast.NOW + timedelta(days=number % 3)
    return mentoring.pair(mentor=mentor, state="active" if number % 2 else "requested", requested_at=at)


def _meeting(owner: Person, number: int) -> MentoringSession:
    on = date(2026, 12, 1 + number % 3)
    return _pair(owner, number).sessions.create(on=on, minutes=60, goals="Acte II", logged_at=cast.NOW)


def _fee(owner: Person, number: int) -> Fee:
    row = _meeting(owner, number).mentorship
    row.payments.create(
        minutes=60,
        fee_per_hour=500,
        amount=500,
        currency="MAD",
        reference=f"V{row.pk}",
        paid_on=date(2026, 12, 5),
    )
    return Fee.objects.get(pk=row.pk)


MAKERS: dict[Any, Callable[[Person, int], Any]] = {
    Person: lambda owner, number: cast.person(sort_name=f"Nom {number % 3}"),
    Organisation: lambda owner, number: Organisation.objects.create(name=f"Maison {number}", country="MA"),
    Work: _work,
    Role: _role,
    Credit: _credit,
    Festival: _festival,
    FestivalEdition: _festival_edition,
    Selection: _selection,
    Award: _award,
    Programme: _programme,
    Edition: _edition,
    Participation: _participation,
    Requirement: _requirement,
    Deliverable: _deliverable,
    Absence: _absence,
    Stay: _stay,
    CheckIn: _checkin,
    Deliberation: _deliberation,
    "decision": _decision,
    "outcome": lambda owner, number: _offer(owner, number).decision,
    Minutes: _minutes,
    Mentorship: _pair,
    MentoringSession: _meeting,
    Fee: _fee,
    Change: _change,
    Fund: _fund,
    Grant: _grant,
    Instalment: _instalment,
    Report: _report,
    Rule: _rule,
    Occurrence: _occurrence,
    Call: _call,
    Application: _application,
    Jury: lambda owner, number: _juror(owner, number).jury,
    Juror: _juror,
    Assignment: _assignment,
    Conflict: _conflict,
    Review: _review,
    Offer: _offer,
    Workshop: _workshop,
    Session: _session,
    Registration: _registration,
    Release: lambda owner, number: Release.objects.get(pk=selections.held(selected=1).pk),
    CallFigures: lambda owner, number: CallFigures.objects.get(pk=_call(owner, number).pk),
}
