"""One world for the who-sees-what walk: a row of every table, a marker in every private field."""

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone
from knox.models import AuthToken

from alumni.careers.models import Change, Opening, OpeningFeed, said_path
from alumni.careers.services import LIMITS
from alumni.checkins.models import Answer, Call, Cohort, Contact, Pause
from foundation.files.storing import store
from foundation.films import models as films
from foundation.films import services as film_services
from foundation.lists.models import Export, SavedView
from foundation.mail.models import Attempt, Message, Postman, Report, Suppression, Wording
from foundation.people import models as people
from residencies.calls import services
from residencies.programmes.models import Places, Track
from residencies.selection.models import CallFigures, Conflict, Release
from residencies.selection.services import close_minutes, release_decisions
from tests import cast
from tests.access.markers import MARKERS, World, keep
from tests.access.world_of_industry import add_industry
from tests.access.world_of_privacy import add_privacy
from tests.access.world_of_work import add_work
from tests.access.world_of_year import (
    add_delegation,
    add_grants,
    add_mentoring,
    add_support,
    add_workshops,
    add_year,
)
from tests.calls import cast as calls
from tests.calls import files
from tests.films.financing import rebate_rule, rule, saved_plan
from tests.hooks import cast as hooks
from tests.impact import cast as figures
from tests.selection import cast as selections


def build() -> World:
    world = World()
    owner = cast.alumna(
        name="Propriétaire",
        email=f"{MARKERS['person_email']}@example.org",
        note=MARKERS["person_note"],
        city=MARKERS["person_birth_city"],
        phone="+212600000000",
        gender="woman",
        birth_date=date(1990, 5, 17),
    )
    other = cast.alumna(name="Voisine")
    _films(world, owner)
    _path(world, owner)
    _mail(world, owner)
    _hooks(world)
    _identity(world, owner, other)
    _silence(world, owner, other)
    _calls(world, owner)
    _jury(world, owner)
    _selection(world, owner)
    _room(world)
    add_workshops(world, owner)
    add_year(world, owner)
    add_grants(world, owner)
    add_mentoring(world, owner)
    add_support(world, owner)
    add_industry(world, owner)
    add_work(world, owner)
    add_delegation(world, owner)
    add_privacy(world, owner)
    _figures(world, owner)
    world.roles = {
        "anonymous": None,
        "owner": owner.account,
        "neighbour": other.account,
        "staff without rights": cast.staff(),
        "programme staff": _member("Programme staff"),
        "finance staff": _member("Finance staff"),
        "director": _member("Director"),
        "administrator": cast.administrator(),
    }
    keep(world, Group.objects.get(name="Director"), AuthToken.objects.create(owner.account)[0])
    return world


def _member(group: str) -> people.Account:
    account = cast.staff()
    account.groups.add(Group.objects.get(name=group))
    return account


def _films(world: World, owner: people.Person) -> None:
    house = people.Organisation.objects.create(name="Maison de test", kind="production")
    work = films.Work.objects.create(
        title=MARKERS["work_title"], kind="series", stage="development", logline=MARKERS["work_logline"]
    )
    season = films.Season.objects.create(work=work, number=1)
    episode = films.Episode.objects.create(season=season, number=1)
    credit = films.Credit.objects.create(
        work=work, person=owner, role=films.Role.objects.get(slug="director"), note=MARKERS["credit_note"]
    )
    festival = films.Festival.objects.create(name="Festival de test", kind="festival")
    edition = films.FestivalEdition.objects.create(festival=festival, year=2026)
    section = films.Section.objects.create(edition=edition, name="Courts")
    selection = films.Selection.objects.create(
        edition=edition, section=section, work=work, note=MARKERS["selection_note"]
    )
    deadline = films.Deadline.objects.create(section=section, closes_at=timezone.now() + timedelta(days=3650))
    feed = OpeningFeed.objects.create(account=cast.staff("careers.view_opening"))
    keep(world, deadline, Opening.objects.get(pk=deadline.pk), feed)
    award = films.Award.objects.create(selection=selection, prize="Prix")
    stage = films.StageChange.objects.create(work=work, stage="development", on=date(2026, 1, 1))
    affiliation = people.Affiliation.objects.create(person=owner, organisation=house, role="gérante")
    alias = people.Alias.objects.create(person=owner, name="Autre nom")
    keep(world, house, work, season, episode, credit, credit.role, festival, edition, section, selection)
    planned = films.Screening.objects.create(
        work=work, kind="cinema", country="MA", place=MARKERS["screening_planned"], is_planned=True
    )
    _financing(world, work, house)
    title = work.titles.create(title="Autre titre", language="fr")
    shared = work.country_shares.create(country="MA", percent=100)
    paper = credit.evidence.create(kind="contract", reference=MARKERS["credit_evidence"])
    keep(world, planned, title, shared, paper)
    _dossier(world, work, owner, credit)
    mark = festival.accreditations.create(source="fiapf.org", as_of=date(2026, 11, 1))
    keep(world, mark, award, stage, affiliation, alias, owner, owner.account)


def _figures(world: World, owner: people.Person) -> None:
    body = world.rows["people.organisation"]
    keep(world, figures.stated(body, note=MARKERS["figure_note"]), figures.frozen(cast.administrator()))
    asked = figures.funder_report()
    keep(world, asked, figures.issued(cast.administrator(), asked))
    keep(world, figures.story(owner, "asked", title=MARKERS["story_text"], text=MARKERS["story_text"]))


def _financing(world: World, work: films.Work, house: people.Organisation) -> None:
    """What her film costs: for the staff's eyes."""
    plan = saved_plan(work, note=MARKERS["plan_note"])
    line = plan.lines.first()
    line.evidence, line.rate_source = MARKERS["plan_evidence"], MARKERS["plan_source"]
    line.rate, line.rate_on = 1, plan.dated_on
    line.save()
    rules = rule(most=70), rebate_rule()
    for row in rules:
        row.save()
    keep(world, plan, line, plan.coproducers.first(), plan.rates.first(), plan.spends.first(), *rules)


def _dossier(world: World, work: films.Work, owner: people.Person, credit: films.Credit) -> None:
    """Her script, her contract and the house's, and what her film rests on."""
    work.synopsis_fr = MARKERS["work_synopsis"]
    work.save()
    for kind, title, by in (
        ("script", "dossier_title", None),
        ("contract", "contract_title", owner.account),
        ("contract", "house_contract", None),
    ):
        upload = files.Sent(files.PDF, f"{MARKERS[title]}.pdf")
        row = film_services.send_version(work, upload, kind=kind, title=MARKERS[title], by=by, now=cast.NOW)
        if kind == "script":
            keep(world, row.document, row)
    option = work.options.create(
        kind="book", title="Le livre", holder="Maison", scope=MARKERS["option_scope"],
        note=MARKERS["option_note"], starts_on=date(2026, 1, 1), ends_on=date(2036, 1, 1),
    )  # fmt: skip
    extension = option.extensions.create(until=date(2037, 1, 1))
    upload = files.Sent(files.PDF, f"{MARKERS['evidence_file']}.pdf")
    shown = film_services.add_evidence(credit, upload, kind="call_sheet", by=None, now=cast.NOW)
    world.rows["evidence file"] = shown
    keep(world, option, extension)


def _path(world: World, owner: people.Person) -> None:
    plan = cast.plan()
    done = cast.completed(date(2026, 8, 24), who=owner, reason=MARKERS["participation_reason"])
    track = Track.objects.create(programme=done.edition.programme, slug="realisation", name_fr="Réalisation")
    places = Places.objects.create(edition=done.edition, track=track, capacity=10)
    row = cast.asked_checkin(participation=done, closes_at=cast.NOW + timedelta(days=3650))
    question = row.questionnaire.questions.get(key="text")
    answer = Answer.objects.create(
        checkin=row, question=question, value={"text": MARKERS["answer_text"]}, saved_at=cast.NOW
    )
    change = Change(
        person=owner,
        kind="facts",
        after={"city": MARKERS["change_after"]},
        link=f"https://example.org/{MARKERS['change_link']}",
        source=f"checkin:{row.pk}:facts",
        said_at=cast.NOW,
    )
    store(change, said_path(change, ""), files.Sent(files.PDF, f"{MARKERS['change_file']}.pdf"), LIMITS)
    change.save()
    form = row.questionnaire
    option = form.questions.get(key="choice").options.first()
    keep(world, plan, plan.steps.first(), done, done.edition, done.edition.programme, track, places)
    keep(world, row, form, question, option, answer, change)
    reminder = cast.reminder(about=done)
    keep(world, reminder, reminder.rule)


def _hooks(world: World) -> None:
    side = hooks.endpoint(f"https://{MARKERS['endpoint_url']}.example.org/in")
    keep(world, side, hooks.delivery(endpoint=side, reason=MARKERS["delivery_reason"]))


def _mail(world: World, owner: people.Person) -> None:
    message = Message.objects.create(
        dedupe_key="login:1",
        message_id="<1@example.org>",
        kind="login_code",
        stream="transactional",
        person=owner,
        to_addr=f"{MARKERS['message_to']}@example.org",
        language="fr",
        secret=MARKERS["message_secret"],
        subject="Code",
        text="~~code~~",
        html="<p>~~code~~</p>",
    )
    attempt = Attempt.objects.create(message=message, number=1, at=cast.NOW, outcome="queued")
    suppression = Suppression.objects.create(
        address_hash="0" * 64, stream="subscribed", reason="unsubscribed"
    )
    report = Report.objects.create(
        key="0" * 64,
        message=message,
        kind="bounce",
        severity="soft",
        diagnostic=MARKERS["report_diagnostic"],
        source="file",
    )
    postman = Postman.objects.create(pk=1, looked_at=timezone.now())
    wording = Wording.objects.create(
        kind="checkin", language="fr", version=1, before=MARKERS["wording_before"], at=cast.NOW
    )
    keep(world, message, attempt, report, suppression, postman, wording)


def _silence(world: World, owner: people.Person, other: people.Person) -> None:
    """The owner is to be called, because of a second check-in; her neighbour has stopped being asked."""
    second = people.SecondContact.objects.create(
        person=owner, name=MARKERS["second_contact"], phone="+212611111111"
    )
    later = {"months": 6, "due_on": date(2026, 11, 25), "closes_at": cast.NOW}
    done = world.rows["programmes.participation"]
    row = cast.asked_checkin(participation=done, state="silent", **later)
    contact = Contact.objects.create(
        person=owner, checkin=row, at=cast.NOW, channel="phone", outcome="no_answer",
        note=MARKERS["contact_note"],
    )  # fmt: skip
    pause = Pause.objects.create(
        person=other, since=cast.NOW.date(), source="staff", reason=MARKERS["pause_reason"]
    )
    call, cohort = Call.objects.get(pk=row.pk), Cohort.objects.get(pk=done.edition_id)
    keep(world, second, contact, pause, call, cohort)


def _calls(world: World, owner: people.Person) -> None:
    """An application of a pair that the owner leads, sent in to a call that is not sealed."""
    call = calls.pair(addendum_until=calls.CLOSES + timedelta(days=5), needs_code=True)
    call.tracks.set([call.edition.programme.tracks.create(slug="fiction", name_fr="Fiction")])
    code = call.codes.create(code=MARKERS["application_code"])
    rule = call.rules.create(kind="film", values={"most": 50}, sources=["film"])
    option = calls.question(call.form, "kind", "choice", ("a", "b"), is_required=False).options.first()
    row = calls.draft(call, person=owner, email=owner.email, code=code.code, track=call.tracks.get())
    answers = {
        "title": MARKERS["application_title"],
        "story": MARKERS["application_answer"],
        "film": "1",
    }
    services.save_answers(row, answers, now=calls.NOW)
    invitee = services.Invitee(MARKERS["member_name"], "member@example.org", "fr", calls.role("producer"))
    member = services.sign(services.invite_member(row, invitee, now=calls.NOW), now=calls.NOW)
    script = call.form.questions.get(key="script")
    upload = files.Sent(files.PDF, MARKERS["application_file"] + ".pdf")
    file = services.attach_file(row, script, upload, now=calls.NOW)
    row = services.submit(row, by=None, now=calls.NOW)
    added = services.add_addendum(row, MARKERS["application_addendum"], now=calls.NOW)
    # Mail of a moment that has passed would make the outbox look unattended.
    Message.objects.filter(kind__startswith="application_").delete()
    row = services.mark_ineligible(row, reason=MARKERS["application_reason"], by=None, now=calls.NOW)
    keep(world, call, call.form, script.section, script, option, rule, code, call.seats.first())
    keep(world, row, member, file, added, row.answers.get(question__key="story"))


def _jury(world: World, owner: people.Person) -> None:
    """The owner reads for a jury; another juror is recused from what she reads."""
    jury = selections.jury()
    juror, other = selections.juror(jury, owner), selections.juror(jury)
    row = selections.application(jury.call)
    review = selections.review(
        juror, row, 5, 7, notes=MARKERS["review_notes"], comment=MARKERS["review_comment"]
    )
    conflict = Conflict.objects.create(
        juror=other, application=row, kind="declared", state="recused", at=cast.NOW,
        detail=MARKERS["conflict_detail"], note=MARKERS["conflict_note"],
    )  # fmt: skip
    Message.objects.filter(kind__startswith="application_").delete()
    keep(world, jury, juror, jury.criteria.first(), review.assignment, review, conflict)


def _selection(world: World, owner: people.Person) -> None:
    """A place that is offered to the owner for another application of hers."""
    to = calls.call(closes_at=cast.NOW + timedelta(days=20))
    row = selections.deliberation(to, answer_by=cast.NOW + timedelta(days=3650))
    about = selections.application(to, person=owner, email=owner.email)
    decision = selections.decision(row, about, "selected", comment=MARKERS["decision_comment"])
    release_decisions(row, by=None, now=calls.NOW)
    offer = decision.offers.get()
    offer.note = MARKERS["offer_note"]
    offer.save()
    Message.objects.exclude(kind="login_code").delete()
    release, figures = Release.objects.get(pk=row.pk), CallFigures.objects.get(pk=to.pk)
    keep(world, row, decision, offer, release, figures)


def _room(world: World) -> None:
    """A deliberation about one application of nobody else's, decided, with its minutes closed."""
    row = selections.deliberation()
    rule = row.rules.create(kind="each", dimension="track", most=2)
    prize = row.prizes.create(name_fr="Bourse")
    about = selections.application(row.call)
    decision = selections.decision(row, about, "selected", reason=MARKERS["decision_reason"])
    minutes = close_minutes(row, by=cast.administrator(), now=calls.NOW)
    Message.objects.filter(kind__startswith="application_").delete()
    keep(world, row, rule, prize, decision, minutes)


def _identity(world: World, owner: people.Person, other: people.Person) -> None:
    from django.contrib.contenttypes.models import ContentType

    first, second = sorted([owner, other], key=lambda she: she.pk)
    duplicate = people.Duplicate.objects.create(
        first=first, second=second, score=90, reasons=[MARKERS["duplicate_reason"]]
    )
    merge = people.Merge.objects.create(
        kept=other, removed_id=10**6, removed={"name": MARKERS["merge_removed"]}, moved={}, at=cast.NOW
    )
    key = people.ImportedKey.objects.create(
        source="test",
        key="owner",
        content_type=ContentType.objects.get_for_model(people.Person),
        object_id=owner.pk,
    )
    colleague = people.Account.objects.create_user("colleague@example.org", is_staff=True)
    view = SavedView.objects.create(table="people.person", name=MARKERS["view_name"], owner=colleague)
    taken = Export.objects.create(table="people.person", form="csv", count=1, by=colleague, at=cast.NOW)
    keep(world, duplicate, merge, key, view, taken)
