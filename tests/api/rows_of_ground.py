"""Rows of people, works, programmes, check-ins and calls."""

from datetime import UTC, date, datetime, timedelta

from alumni.careers.models import Change
from alumni.checkins.models import CheckIn
from alumni.impact.models import StatedFigure
from foundation.films.models import (
    Award,
    CoproductionRule,
    Credit,
    Deadline,
    DossierDocument,
    Entry,
    Episode,
    Festival,
    FestivalEdition,
    FinancingPlan,
    RebateRule,
    RightsOption,
    Role,
    Screening,
    Season,
    Section,
    Selection,
    Work,
)
from foundation.mail.models import Message
from foundation.people.models import Affiliation, Organisation, Person
from foundation.reminders.models import Occurrence, Rule
from residencies.calls.models import Application, Attachment, Call, Member
from residencies.calls.services import Invitee, attach_file, invite_member
from residencies.programmes.models import (
    Edition,
    Participation,
    Places,
    Programme,
    Track,
)
from tests import cast
from tests.calls import cast as calls
from tests.calls import files
from tests.films.financing import rebate_rule, rule, saved_plan
from tests.impact import cast as figures


def work_row(owner: Person, number: int) -> Work:
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


def role_row(owner: Person, number: int) -> Role:
    return Role.objects.create(slug=f"role-{number}", department="other", name_fr="rôle", name_en="role")


def credit_row(owner: Person, number: int) -> Credit:
    work, role = work_row(owner, number), Role.objects.get(slug="director")
    episode = Episode.objects.get(season__work=work)
    return Credit.objects.create(work=work, episode=episode, scope="episode", person=owner, role=role)


def affiliation_row(owner: Person, number: int) -> Affiliation:
    house = Organisation.objects.create(name=f"Maison {number} de {owner.pk}")
    years = {"from_year": 2018, "to_year": 2020} if number % 2 else {}
    return Affiliation.objects.create(person=owner, organisation=house, role="productrice", **years)


def stated_row(owner: Person, number: int) -> StatedFigure:
    house = Organisation.objects.create(name=f"Centre {number}")
    days = {} if number % 2 else {"starts_on": date(2020 + number % 3, 1, 1)}
    return figures.stated(house, **{"starts_on": None, "ends_on": None, **days})


def festival_row(owner: Person, number: int) -> Festival:
    return Festival.objects.create(name=f"Festival {number}", kind="festival", country="MA")


def festival_edition_row(owner: Person, number: int) -> FestivalEdition:
    year = 2000 + number if number % 2 else None
    edition = FestivalEdition.objects.create(festival=festival_row(owner, number), year=year)
    Section.objects.create(edition=edition, name="Courts")
    return edition


def deadline_row(owner: Person, number: int) -> Deadline:
    """Every other one with a fee and with what is asked."""
    section = festival_edition_row(owner, number).sections.get()
    fee = {"fee": 20, "currency": "EUR"} if number % 2 else {}
    if number % 2:
        Entry.objects.create(section=section, kinds=["short"], director_countries=["MA"])
    closes_at = datetime(2027, 1, 1 + number % 3, tzinfo=UTC)
    return Deadline.objects.create(section=section, closes_at=closes_at, **fee)


def selection_row(owner: Person, number: int) -> Selection:
    edition = festival_edition_row(owner, number)
    return Selection.objects.create(
        edition=edition,
        section=edition.sections.get(),
        work=work_row(owner, number),
        person=owner,
        on=date(2026, 1, 1) + timedelta(days=number % 3) if number % 2 else None,
    )


def award_row(owner: Person, number: int) -> Award:
    award = Award.objects.create(selection=selection_row(owner, number), prize="Prix")
    award.shared_with.add(cast.person())
    return award


def screening_row(owner: Person, number: int) -> Screening:
    return Screening.objects.create(
        work=work_row(owner, number),
        kind="cinema",
        country="MA" if number % 2 else "",
        on=date(2026, 1, 1) + timedelta(days=number % 3) if number % 2 else None,
    )


def plan_row(owner: Person, number: int) -> FinancingPlan:
    return saved_plan(dated_on=date(2026, 1, 1) + timedelta(days=number % 3))


def coproduction_rule_row(owner: Person, number: int) -> CoproductionRule:
    row = rule(most=70, parties=["MA", "FR"])
    row.save()
    return row


def rebate_rule_row(owner: Person, number: int) -> RebateRule:
    row = rebate_rule(cap=90_000_000 if number % 2 else None)
    row.save()
    return row


def document_row(owner: Person, number: int) -> DossierDocument:
    work = credit_row(owner, number).work
    row = DossierDocument.objects.create(work=work, kind="script", language="fr")
    for version in (1, 2):
        row.versions.create(number=version, file="x", name="x.pdf", size=1, sent_at=cast.NOW)
    return row


def option_row(owner: Person, number: int) -> RightsOption:
    day = date(2026, 1, 1) + timedelta(days=number % 3)
    days = {"starts_on": day, "ends_on": day} if number % 2 else {}
    row = RightsOption.objects.create(
        work=credit_row(owner, number).work, kind="book", title="Le Sel", holder="Editions", **days
    )
    row.extensions.create(until=day + timedelta(days=300))
    return row


def programme_row(owner: Person, number: int) -> Programme:
    house = Organisation.objects.create(name=f"Maison {number}")
    programme = cast.programme(slug=f"p-{number}", organisation=house)
    Track.objects.create(programme=programme, slug="directing", name_fr="réalisation")
    return programme


def edition_row(owner: Person, number: int) -> Edition:
    starts = date(2026, 1, 1) + timedelta(days=number % 3) if number % 2 else None
    edition = cast.edition(of=programme_row(owner, number), starts_on=starts)
    Places.objects.create(edition=edition, track=edition.programme.tracks.get(), capacity=8)
    return edition


def participation_row(owner: Person, number: int) -> Participation:
    edition = edition_row(owner, number)
    fields = {"track": edition.programme.tracks.get(), "work": work_row(owner, number)}
    if number % 2:
        return cast.completed(date(2026, 1, 1 + number % 3), who=owner, of=edition, **fields)
    return Participation.objects.create(person=owner, edition=edition, **fields)


def checkin_row(owner: Person, number: int) -> CheckIn:
    part = cast.completed(date(2026, 8, 24), who=owner, of=edition_row(owner, number))
    row = cast.asked_checkin(participation=part, due_on=date(2026, 1, 1 + number % 3))
    for question in row.questionnaire.questions.filter(kind="text"):
        row.answers.create(question=question, value={"text": "bien"}, saved_at=cast.NOW)
    return row


def change_row(owner: Person, number: int) -> Change:
    said_at = datetime(2026, 1, 1 + number % 3, tzinfo=UTC)
    return Change.objects.create(
        person=owner,
        kind="stage",
        work=work_row(owner, number),
        after={"stage": "idea"},
        said_at=said_at,
        source=f"test:{number}",
    )


def call_row(owner: Person, number: int) -> Call:
    row = calls.pair(of=edition_row(owner, number), opens_at=calls.NOW - timedelta(days=1 + number % 3))
    row.tracks.set(row.edition.programme.tracks.all())
    row.rules.create(kind="film", values={"most": 2}, sources=["film"])
    return row


def applicant(owner: Person) -> Person:
    """Who applies: the owner, or somebody else where the desk keeps her own from her."""
    return cast.person() if owner.account and owner.account.is_staff else owner


def application_row(owner: Person, number: int) -> Application:
    she = applicant(owner)
    if number % 2:
        return calls.whole(person=she, email=she.email)
    return calls.sent(person=she, email=she.email)


def own_application_row(owner: Person, number: int) -> Application:
    """Begun by the address of her login: a draft by a pair, or sent in alone."""
    hers = {"person": owner, "email": owner.account.email}  # type: ignore[union-attr]
    return calls.filled(calls.pair(), **hers) if number % 2 else calls.sent(**hers)


def own_file_row(owner: Person, number: int) -> Attachment:
    row = own_application_row(owner, 1)
    asked = row.call.form.questions.get(kind="file")
    return attach_file(row, asked, files.Sent(files.PDF, "scénario.pdf"), now=calls.NOW)


def own_member_row(owner: Person, number: int) -> Member:
    other = Invitee("Hiba Test", "hiba@example.org", "fr", calls.role("producer"))
    return invite_member(own_application_row(owner, 1), other, now=calls.NOW)


def occurrence_row(owner: Person, number: int) -> Occurrence:
    done = cast.completed(date(2026, 8, 24), who=owner, of=edition_row(owner, number))
    row = cast.reminder(about=done, due_on=date(2026, 1, 1 + number % 3))
    if number % 2:
        note = Message.objects.create(
            dedupe_key=row.key, message_id=f"<{row.key}@masar.example>", kind="reminder",
            stream="subscribed", person=owner, to_addr="salma@example.org", language="fr",
        )  # fmt: skip
        row.state, row.queued_at, row.message = "queued", cast.NOW, note
        row.save()
    return row


def rule_row(owner: Person, number: int) -> Rule:
    return cast.reminder().rule
