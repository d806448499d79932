"""What the programme year holds of the owner: workshops, enrolment, grants, mentoring, a delegation."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from alumni.support.models import HarassmentReader, SealedFile
from foundation.mail.models import Message
from foundation.people import models as people
from residencies.delegations.models import Reserve
from residencies.delegations.selectors.links import place_token as delegation_token
from residencies.delegations.services import record_withdrawal
from residencies.grants.services import hand_in_report, refuse_instalment, send_back_report
from residencies.mentoring.models import Fee
from residencies.mentoring.selectors.links import pulse_token, review_token
from residencies.workshops.selectors.links import check_in_code, feed_token, place_token, request_token
from residencies.workshops.services import cancel_registration, open_feed, register_guest
from tests import cast
from tests.access.markers import MARKERS, World, keep
from tests.calls import files
from tests.delegations import cast as delegations
from tests.grants import cast as grants
from tests.mentoring import pairs as mentoring
from tests.programmes import enrolled
from tests.support import cast as support
from tests.workshops import cast as workshops


def add_workshops(world: World, owner: people.Person) -> None:
    """An online session in which the owner has a place and was noted; earlier her place was cancelled."""
    row = workshops.session(
        of=workshops.workshop(audience="participants"),
        starts_at=timezone.now() + timedelta(days=2),
        online_url=f"https://meet.example.org/{MARKERS['session_link']}",
    )
    now = timezone.now()
    past = register_guest(row, owner, by=None, now=now)
    cancel_registration(past, by=None, now=now, reason=MARKERS["registration_reason"])
    register_guest(row, owner, by=None, now=now)
    there = row.attendances.create(person=owner, way="list", noted_at=now)
    paper = ContentFile(b"%PDF-1.4 %%EOF", "x")
    material = row.materials.create(
        title=MARKERS["material_title"], file=paper, name="notes.pdf", content_type="application/pdf"
    )
    speaker = row.speakers.create(person=cast.person())
    feed = open_feed(owner)
    stranger = row.requests.create(
        name=MARKERS["request_name"], email="stranger@example.org", language="fr", asked_at=now
    )
    Message.objects.filter(kind__startswith="workshop_").delete()
    keep(world, row.workshop, row, past, there, material, speaker, feed, stranger)


def add_year(world: World, owner: people.Person) -> None:
    """What the owner handed in, when she was away, where she lives and what she needs."""
    row = world.rows["programmes.participation"]
    paper = enrolled.deliverable(
        row, state="returned", decided_at=cast.NOW,
        remark=MARKERS["deliverable_remark"], word=MARKERS["deliverable_word"],
    )  # fmt: skip
    absence = enrolled.absence(row, reason=MARKERS["absence_reason"])
    needs = enrolled.needs(row, dietary=MARKERS["needs_dietary"])
    circular = enrolled.circular(body_fr=MARKERS["circular_body"])
    stay = enrolled.stay(row)
    keep(world, paper.requirement, paper, absence, needs, circular, stay)


def add_grants(world: World, owner: people.Person) -> None:
    """A grant to the owner: one instalment is paid with a receipt, one refused; a report is handed in."""
    fund = grants.fund(note=MARKERS["fund_note"])
    row = grants.grant(fund, person=owner, note=MARKERS["grant_note"])
    receipt = files.Sent(files.PDF, "recu.pdf")
    line = grants.paid(row, reference=MARKERS["payment_reference"], receipt=receipt)
    refused = grants.cleared(row, amount=100)
    refuse_instalment(refused, reason=MARKERS["instalment_reason"], by=cast.administrator(), now=cast.NOW)
    report = grants.report(row)
    hand_in_report(report, text=MARKERS["report_text"], by=owner.account, now=cast.NOW)
    other = grants.report(row, kind="final")
    hand_in_report(other, text="x", by=owner.account, now=cast.NOW)
    send_back_report(other, missing=MARKERS["report_missing"], by=cast.administrator(), now=cast.NOW)
    Message.objects.filter(kind__in=["grant_committed", "payment_made", "report_returned"]).delete()
    keep(world, fund, row, refused, report, line.receipt, grants.rate())


def add_mentoring(world: World, owner: people.Person) -> None:
    """The owner has a mentor, and is one herself; a third person has vetoed her."""
    row = mentoring.matching_round(wishes_until=timezone.now() + timedelta(days=3650))
    mentor = mentoring.mentor(note=MARKERS["mentor_note"])
    she = mentoring.mentee(row, who=owner)
    veto = mentoring.mentor().vetoes.create(
        mentee=owner, said_by="mentor", reason=MARKERS["veto_reason"], at=cast.NOW
    )
    pair = mentoring.pair(mentor=mentor, participation=she, round=row, reason=MARKERS["mentorship_reason"])
    session = pair.sessions.create(
        on=cast.NOW.date(), minutes=60, logged_at=cast.NOW, goals=MARKERS["session_goals"],
        shared_notes=MARKERS["session_notes"],
    )  # fmt: skip
    session.private_notes.create(author=owner, text=MARKERS["own_note"])
    session.private_notes.create(author=mentor.person, text=MARKERS["others_note"])
    pulse = mentoring.pulse(
        pair, asked_at=timezone.now(), answer="talk", answered_at=timezone.now(), word=MARKERS["pulse_word"]
    )
    mentoring.pulse(
        pair, side="mentor", asked_at=timezone.now(), answer="better", word=MARKERS["others_pulse_word"]
    )
    ended = mentoring.pair(participation=she, state="closed", closed_at=cast.NOW)
    review = mentoring.review(
        ended, asked_at=timezone.now(), goals="most", answered_at=timezone.now(),
        helped=MARKERS["review_helped"],
    )  # fmt: skip
    mentoring.review(ended, side="mentor", goals="none", helped=MARKERS["others_review_helped"])
    mentoring.mentor(who=owner, note=MARKERS["mentor_note"])
    pay = pair.payments.create(
        minutes=60, fee_per_hour=500, amount=500, currency="MAD", reference=MARKERS["fee_reference"],
        paid_on=cast.NOW.date(),
    )  # fmt: skip
    keep(world, row, mentor, veto, pair, session, pulse, review, pay, Fee.objects.get(pk=pair.pk))


def add_delegation(world: World, owner: people.Person) -> None:
    """The owner travels; another has left, and somebody is offered the place."""
    trip = delegations.delegation(
        going=1,
        note=MARKERS["delegation_note"],
        leaves_on=timezone.localdate() + timedelta(days=3640),
        returns_on=timezone.localdate() + timedelta(days=3650),
    )
    reserve = delegations.reserve(trip)
    record_withdrawal(trip.members.get(), by=None, now=timezone.now())
    Reserve.objects.update(answer_by=timezone.now() + timedelta(days=3000))
    row = delegations.member(trip, owner, met=MARKERS["trip_report"], reported_at=cast.NOW)
    leg = delegations.leg(row)
    papers = delegations.papers(
        row, passport_number=MARKERS["passport_number"], health=MARKERS["papers_health"],
        policy=MARKERS["papers_policy"],
    )  # fmt: skip
    money = delegations.per_diem(row, paid_on=cast.NOW.date(), reference=MARKERS["per_diem_reference"])
    Message.objects.filter(kind__startswith="delegation_").delete()
    keep(world, trip, reserve, row, leg, papers, money)


def add_support(world: World, owner: people.Person) -> None:
    """The owner has asked for help and reported harassment, each with a file: no role here may know of it."""
    readers = support.readers()
    for kind in ("legal", "harassment"):
        sent = [files.Sent(files.PDF, f"{MARKERS['support_words']}.pdf")]
        row = support.closed(
            owner, kind, text=MARKERS["support_words"], parties=MARKERS["support_words"], uploads=sent
        )
    file = SealedFile.objects.get(message__request=row)
    precedent = support.precedent()
    Message.objects.filter(kind="support_message").delete()
    named = HarassmentReader.objects.get(account=readers[0])
    keep(world, row, file, support.adviser(acts_for="x"), precedent, named)


def year_samples(world: World) -> dict[str, Any]:
    """What stands for the parameters of its pages that no model tells."""
    place = world.rows["workshops.session"].registrations.get(state="registered")
    return {
        "workshops:place token": place_token(place),
        **{
            f"{name} number": world.rows["support.supportrequest"].pk
            for name in ("support:thread", "support:file", "support:precedent", "helpdesk:assign")
        },
        "support:file file": world.rows["support.sealedfile"].pk,
        "workshops:confirm token": request_token(world.rows["workshops.placerequest"]),
        "portal:feed token": feed_token(world.rows["workshops.calendarfeed"]),
        "workshops:feed token": feed_token(world.rows["workshops.calendarfeed"]),
        "workshops:check_in code": check_in_code(place),
        "delegations:place token": delegation_token(world.rows["delegations.reserve"]),
        **{
            f"delegations:{name} number": world.rows["delegations.member"].pk
            for name in ("trip", "report", "flights", "brief", "visa_letter")
        },
        "admin:delegations_delegation_lacking number": world.rows["delegations.delegation"].pk,
        "admin:delegations_member_letter number": world.rows["delegations.member"].pk,
        "workshops:material number": world.rows["workshops.material"].pk,
        **{
            f"workshops:{name} number": world.rows["workshops.session"].pk
            for name in ("session", "ask", "feedback", "attendance")
        },
        **{
            f"programmes:{name} number": world.rows["programmes.participation"].pk
            for name in ("programme", "needs", "hand_in", "file", "own_certificate")
        },
        "programmes:certificate number": world.rows["programmes.participation"].certificate,
        "programmes:file file": world.rows["programmes.deliverable"].pk,
        "requirement": world.rows["programmes.requirement"].pk,
        "grants:report number": world.rows["grants.report"].pk,
        "grants:file number": world.rows["grants.document"].pk,
        "mentoring:mentee_wishes number": world.rows["mentoring.mentorship"].participation_id,
        "mentoring:mentor_wishes number": world.rows["mentoring.round"].pk,
        "mentoring:mentorship number": world.rows["mentoring.mentorship"].pk,
        "mentoring:answer number": world.rows["mentoring.mentorship"].pk,
        "mentoring:pulse token": pulse_token(world.rows["mentoring.pulse"]),
        "mentoring:review token": review_token(world.rows["mentoring.closingreview"]),
        "mentoring:session number": world.rows["mentoring.mentoringsession"].pk,
    }
