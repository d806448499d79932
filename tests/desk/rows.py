"""One row of every table of the desk, with related rows of its own: a list's queries can be counted."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from knox.models import AuthToken

from alumni.careers.models import Change, Opening
from alumni.checkins.models import Call, Cohort, Contact, Pause, Plan, Question, Questionnaire
from alumni.desk.services import add_task, name_responsible
from foundation.films.models import (
    Award,
    Credit,
    Deadline,
    Entry,
    Episode,
    Festival,
    FestivalEdition,
    Role,
    Season,
    Section,
    Selection,
    Work,
)
from foundation.lists.models import Export
from foundation.mail.models import Message, Postman, Report, Suppression, Wording
from foundation.people.models import Account, Duplicate, Merge, Organisation
from residencies.mentoring.models import Fee
from residencies.programmes.models import Participation, Track
from residencies.selection.models import Assignment, CallFigures, Conflict, Release, Review
from tests import cast
from tests.api.rows_of_ground import (
    coproduction_rule_row,
    document_row,
    option_row,
    rebate_rule_row,
    screening_row,
)
from tests.api.rows_of_industry import (
    follow_up_row,
    guest_row,
    industry_event_row,
    industry_meeting_row,
    project_row,
    wish_row,
)
from tests.calls import cast as calls
from tests.community import cast as community
from tests.delegations import cast as delegations
from tests.films.financing import saved_plan
from tests.grants import cast as grants
from tests.hooks import cast as hooks
from tests.impact import cast as figures
from tests.mentoring import pairs as mentoring
from tests.placement import cast as placement
from tests.privacy import cast as privacy
from tests.programmes import enrolled
from tests.selection import cast as selections
from tests.support import cast as support
from tests.workshops import cast as workshops

_numbers = count(1001)  # as many digits each: they sort by name as they were made


def work(**fields: Any) -> Work:
    return Work.objects.create(**{"title": f"Film {next(_numbers)}", **fields})


def season() -> Season:
    return Season.objects.create(work=work(kind="series"), number=1)


def episode() -> Episode:
    return Episode.objects.create(season=season(), number=1)


def role() -> Role:
    number = next(_numbers)
    names = {"name_fr": f"Métier {number}", "name_en": f"Craft {number}"}
    return Role.objects.create(slug=f"craft-{number}", department="other", **names)


def credit(**fields: Any) -> Credit:
    on = episode()
    defaults = {"work": on.season.work, "episode": on, "scope": "episode", "role": role()}
    return Credit.objects.create(**{**defaults, "person": cast.person(), **fields})


def festival(**fields: Any) -> Festival:
    return Festival.objects.create(**{"name": f"Festival {next(_numbers)}", **fields})


def festival_edition() -> FestivalEdition:
    return FestivalEdition.objects.create(festival=festival(), year=2026)


def section() -> Section:
    return Section.objects.create(edition=festival_edition(), name="Compétition")


def opening() -> Opening:
    """A deadline to come, with a work of ours that could go."""
    strand, person = section(), cast.completed(cast.NOW.date()).person
    Entry.objects.create(section=strand)
    credit(person=person, episode=None, scope="work", work=work(kind="short"))
    row = Deadline.objects.create(section=strand, closes_at=timezone.now() + timedelta(days=9))
    return Opening.objects.get(pk=row.pk)


def reserve() -> Any:
    return delegations.reserve(delegations.delegation())


def selection(**fields: Any) -> Selection:
    strand = section()
    defaults = {"edition": strand.edition, "section": strand, "work": work(), "person": cast.person()}
    return Selection.objects.create(**{**defaults, **fields})


def award() -> Award:
    return Award.objects.create(selection=selection(), prize="Grand prix")


def organisation(**fields: Any) -> Organisation:
    return Organisation.objects.create(**{"name": f"Maison {next(_numbers)}", **fields})


def duplicate() -> Duplicate:
    first, second = cast.person(), cast.person()
    return Duplicate.objects.create(first=first, second=second, score=90, reasons=["name"])


def merge() -> Merge:
    removed = {"name": "Salma Test"}
    return Merge.objects.create(
        kept=cast.person(), removed_id=1, removed=removed, moved={}, by=cast.administrator(), at=cast.NOW
    )


def taken_out() -> Export:
    return Export.objects.create(
        table="people.person", form="csv", count=1, by=cast.administrator(), at=cast.NOW
    )


def programme() -> Any:
    return cast.programme(organisation=organisation())


def track() -> Track:
    return Track.objects.create(programme=programme(), slug="son", name_fr="Son")


def participation(**fields: Any) -> Participation:
    craft = track()
    edition = cast.edition(of=craft.programme)
    defaults = {"person": cast.person(), "edition": edition, "track": craft, "work": work()}
    return Participation.objects.create(**{**defaults, **fields})


def change(**fields: Any) -> Change:
    defaults = {
        "person": cast.person(),
        "kind": "stage",
        "work": work(stage="idea"),
        "before": {"stage": "idea"},
        "after": {"stage": "shooting"},
        "source": f"checkin:{next(_numbers)}:stage",
        "said_at": cast.NOW,
    }
    return Change.objects.create(**{**defaults, **fields})


def plan() -> Plan:
    return cast.plan(programme=cast.programme())


def questionnaire() -> Questionnaire:
    return Questionnaire.objects.create(slug=f"form-{next(_numbers)}")


def question() -> Question:
    texts = {"text_fr": "Où ?", "text_ar": "أين؟", "text_en": "Where?"}
    return Question.objects.create(
        questionnaire=questionnaire(), key="where", kind="text", position=1, **texts
    )


def message(**fields: Any) -> Message:
    number = next(_numbers)
    defaults = {
        "dedupe_key": f"test:{number}",
        "message_id": f"<{number}@example.org>",
        "kind": "checkin",
        "stream": "subscribed",
        "person": cast.person(),
        "to_addr": f"salma{number}@example.org",
        "language": "fr",
    }
    return Message.objects.create(**{**defaults, **fields})


def wording() -> Wording:
    number = next(_numbers)
    return Wording.objects.create(
        kind="checkin", language="fr", version=number, is_current=False, at=cast.NOW
    )


def report() -> Report:
    return Report.objects.create(
        key=f"{next(_numbers):064}", message=message(), kind="bounce", severity="hard", source="file"
    )


def suppression() -> Suppression:
    return Suppression.objects.create(
        address_hash=f"{next(_numbers):064}", stream="subscribed", reason="bounced", evidence=report()
    )


def postman() -> Postman:
    return Postman.objects.get_or_create(pk=1)[0]


def account() -> Account:
    return cast.alumna().account


def token() -> AuthToken:
    return AuthToken.objects.create(account())[0]


def group() -> Group:
    return Group.objects.create(name=f"Group {next(_numbers)}")


def call(**fields: Any) -> Call:
    """A check-in that closed without an answer, with a project and a contact before."""
    row = cast.asked_checkin(**{"state": "silent", **fields})
    credit(person=row.person)
    contact(person=row.person, checkin=row)
    return Call.objects.get(pk=row.pk)


def contact(**fields: Any) -> Contact:
    defaults = {"channel": "phone", "outcome": "no_answer", "at": cast.NOW}
    fields.setdefault("person", None)
    fields["person"] = fields["person"] or cast.person()
    return Contact.objects.create(**{**defaults, **fields})


def pause(**fields: Any) -> Pause:
    return Pause.objects.create(
        **{"person": cast.person(), "since": cast.NOW.date(), "source": "mail", **fields}
    )


def cohort() -> Cohort:
    row = cast.asked_checkin()
    return Cohort.objects.get(pk=row.participation.edition_id)


def open_call() -> Any:
    made = calls.pair(of=cast.edition(of=programme()))
    made.rules.create(kind="film", values={"most": 2}, sources=["film"])
    made.codes.create(code="X")
    return made


def conflict(**fields: Any) -> Conflict:
    juror = selections.juror(selections.jury())
    row = selections.application(juror.jury.call)
    defaults = {"kind": "family", "state": "suspected", "detail": "Test", "at": cast.NOW}
    return Conflict.objects.create(juror=juror, application=row, **{**defaults, **fields})


def assignment() -> Assignment:
    juror = selections.juror(selections.jury())
    return selections.assignment(juror, selections.application(juror.jury.call))


def review() -> Review:
    juror = selections.juror(selections.jury())
    return selections.review(juror, selections.application(juror.jury.call), 5, 7)


def attendance() -> Any:
    row = workshops.registered(workshops.session())
    return row.session.attendances.create(
        person=row.person, way="list", noted_at=cast.NOW, noted_by=cast.administrator()
    )


def mentoring_session() -> Any:
    return mentoring.pair().sessions.create(on=cast.NOW.date(), minutes=60, logged_at=cast.NOW)


def fee() -> Any:
    row = mentoring_session().mentorship
    row.payments.create(
        minutes=60,
        fee_per_hour=500,
        amount=500,
        currency="MAD",
        reference=f"V{row.pk}",
        paid_on=cast.NOW.date(),
    )
    return Fee.objects.get(pk=row.pk)


def veto() -> Any:
    return mentoring.mentor().vetoes.create(mentee=cast.person(), said_by="mentor", at=cast.NOW)


def task(**fields: Any) -> Any:
    """About a person, and of a colleague of her own."""
    owner = fields.pop("owner", None) or cast.staff("desk.view_task")
    fields.setdefault("person", cast.person())
    return add_task(title=f"Tâche {next(_numbers)}", by=None, now=cast.NOW, owner=owner, **fields)


def task_mailed(who: Any, _kind: str) -> dict[str, int]:
    """The context of the mail about a task that `who` was given."""
    who.account = cast.staff("desk.view_task")
    who.save()
    row = add_task(title="Appeler la production", by=None, now=cast.NOW, due_on=cast.NOW.date())
    row.owner = who.account
    row.save()
    return {"task": row.pk, "account": who.account.pk}


def responsibility() -> Any:
    return name_responsible(
        "ended", cast.staff("programmes.view_participation"), by=None, edition=cast.edition()
    )


MAKERS: dict[str, Callable[[], Any]] = {
    "people.consent": privacy.consent,
    "people.consenttext": privacy.text,
    "privacy.reading": privacy.reading,
    "privacy.request": privacy.request,
    "privacy.rule": privacy.rule,
    "support.adviser": support.adviser,
    "support.precedent": support.precedent,
    "support.harassmentreader": support.a_reader,
    "auth.group": group,
    "calls.application": calls.whole,
    "calls.call": open_call,
    "calls.form": calls.full_form,
    "calls.question": lambda: calls.question(calls.form(), "q", "choice", ("a", "b")),
    "calls.section": lambda: calls.form().sections.get(),
    "careers.change": change,
    "careers.opening": opening,
    "checkins.call": call,
    "checkins.checkin": cast.asked_checkin,
    "checkins.cohort": cohort,
    "checkins.contact": contact,
    "checkins.pause": pause,
    "checkins.plan": plan,
    "checkins.question": question,
    "checkins.questionnaire": questionnaire,
    "delegations.delegation": lambda: delegations.delegation(going=1),
    "delegations.member": delegations.member,
    "delegations.perdiem": lambda: delegations.per_diem(delegations.member()),
    "delegations.reserve": reserve,
    "films.award": award,
    "films.coproductionrule": lambda: coproduction_rule_row(None, 1),
    "films.dossierdocument": lambda: document_row(cast.person(), next(_numbers)),
    "films.rightsoption": lambda: option_row(cast.person(), next(_numbers)),
    "films.financingplan": saved_plan,
    "films.screening": lambda: screening_row(None, 1),
    "films.rebaterule": lambda: rebate_rule_row(None, 1),
    "films.credit": credit,
    "films.episode": episode,
    "films.festival": festival,
    "films.festivaledition": festival_edition,
    "films.role": role,
    "films.season": season,
    "films.section": section,
    "films.selection": selection,
    "films.work": work,
    "impact.frozenreport": lambda: figures.frozen(cast.administrator()),
    "impact.funderreport": figures.funder_report,
    "impact.issuedreport": lambda: figures.issued(cast.administrator()),
    "impact.story": figures.story,
    "impact.statedfigure": lambda: figures.stated(organisation(), figure=f"films {next(_numbers)}"),
    "desk.responsibility": responsibility,
    "desk.task": task,
    "rates.exchangerate": lambda: grants.rate(
        source=f"Banque {next(_numbers)}", on=date(2000, 1, 1) + timedelta(days=next(_numbers))
    ),
    "grants.fund": grants.fund,
    "grants.grant": lambda: grants.grant(participation=None),
    "grants.instalment": grants.instalment,
    "grants.report": grants.report,
    "industry.event": lambda: industry_event_row(cast.person(), 1),
    "industry.followup": lambda: follow_up_row(cast.person(), next(_numbers)),
    "hooks.delivery": hooks.delivery,
    "hooks.endpoint": lambda: hooks.endpoint(description=f"CRM {next(_numbers)}"),
    "industry.guest": lambda: guest_row(cast.person(), 1),
    "industry.meeting": lambda: industry_meeting_row(cast.person(), next(_numbers)),
    "industry.project": lambda: project_row(cast.person(), next(_numbers)),
    "industry.wish": lambda: wish_row(cast.person(), 1),
    "knox.authtoken": token,
    "mail.historicalsuppression": lambda: suppression().history.get(),
    "mail.message": message,
    "mail.postman": postman,
    "mail.report": report,
    "mail.wording": wording,
    "mail.suppression": suppression,
    "mentoring.closingreview": mentoring.review,
    "mentoring.fee": fee,
    "mentoring.mentoringsession": mentoring_session,
    "mentoring.mentorprofile": mentoring.mentor,
    "mentoring.mentorship": mentoring.pair,
    "mentoring.pulse": mentoring.pulse,
    "mentoring.round": mentoring.matching_round,
    "mentoring.veto": veto,
    "people.account": account,
    "people.duplicate": duplicate,
    "people.merge": merge,
    "lists.export": taken_out,
    "people.organisation": organisation,
    "people.person": cast.person,
    "community.profile": lambda: community.profile(listed_to="alumnae"),
    "community.report": community.reported,
    "placement.offer": lambda: placement.offered()[0],
    "placement.posting": placement.draft,
    "placement.profile": lambda: placement.profile(cast.person(), cities="Tanger"),
    "placement.trackcraft": lambda: placement.track().trains_for,
    "programmes.absence": enrolled.absence,
    "programmes.circular": enrolled.circular,
    "programmes.deliverable": enrolled.deliverable,
    "programmes.needs": enrolled.needs,
    "programmes.stay": enrolled.stay,
    "programmes.edition": cast.edition,
    "programmes.participation": participation,
    "programmes.programme": programme,
    "programmes.track": track,
    "selection.assignment": assignment,
    "selection.conflict": conflict,
    "selection.juror": lambda: selections.juror(selections.jury()),
    "selection.jury": lambda: selections.jury(jurors=2),
    "selection.review": review,
    "selection.deliberation": selections.deliberation,
    "reminders.occurrence": cast.reminder,
    "reminders.rule": lambda: cast.reminder().rule,
    "selection.callfigures": lambda: CallFigures.objects.get(pk=calls.call().pk),
    "selection.offer": lambda: selections.offers(selections.released(selected=1))[0],
    "selection.release": lambda: Release.objects.get(pk=selections.held(selected=1).pk),
    "workshops.attendance": attendance,
    "workshops.registration": lambda: workshops.registered(workshops.session()),
    "workshops.session": workshops.session,
    "workshops.workshop": lambda: workshops.session().workshop,
}
