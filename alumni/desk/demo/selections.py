"""Three calls, each at another stage: open, read, and told. What happens to them the services do."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from alumni.desk.demo.applicants import Applicants, send_in
from alumni.desk.demo.calls import make_call, make_edition, next_edition
from alumni.desk.demo.deliveries import deliver
from alumni.desk.demo.juries import read_all, seat_jury, strands
from alumni.desk.demo.papers import treatment
from alumni.desk.demo.tables import texts
from foundation.mail.models import Message
from foundation.people.models import Account
from residencies.calls import services as calls
from residencies.calls.models import Application, Call
from residencies.programmes.models import Programme
from residencies.selection import services
from residencies.selection.models import Assignment, Decision, Deliberation, Offer
from residencies.selection.selectors.ranking import ranking

SEED = 1956
JUROR = "jury@masar.example"  # of the open call: she logs in with a code
ZONE = ZoneInfo("Africa/Casablanca")
DRAFTS, SENT, GIVEN = 4, 8, 6
PRODUCERS, PLACES = 78, 10
PER_STRAND, CHOSEN, WAITING = 9, 3, 2
KINDS = "^(application|jury|decision|offer)_"
Outcome = Decision.Outcome


class Selections:
    def __init__(self, *, now: datetime, today: date, by: Account) -> None:
        self.now, self.today, self.by = now, today, by
        self.rng = Random(SEED)  # noqa: S311 - the same people at every load, not a secret
        self.deal = Applicants(self.rng)
        self.table = self.deal.table

    def make(self) -> None:
        self.tell_platform()
        self.read_market()
        self.open_pairs()
        self._deliver()

    def _at(self, days: int, hour: int = 10) -> datetime:
        """So many days from today, at an hour of the house."""
        return datetime.combine(self.today + timedelta(days=days), time(hour), ZONE)

    def _deliver(self) -> None:
        """What was written before today is in the applicants' and jurors' hands."""
        written = Message.objects.filter(
            state=Message.State.QUEUED, kind__regex=KINDS, created_at__lt=self._at(0, 0)
        )
        deliver(written.select_related("person"), self.rng)

    # -- open now ------------------------------------------------------------------------------------
    def open_pairs(self) -> None:
        """Drafts, and applications that two jurors read as they come in."""
        programme = Programme.objects.get(slug="residence-duos")
        edition = next_edition(programme, self.today + timedelta(days=470), 180, "Essaouira")
        row = self.table["pairs"]
        pair = {"applies": Call.Applies.PAIR, "least_members": 2, "most_members": 2, "is_sealed": False}
        call = make_call(row, edition, self._at(-20), self._at(19, 23), by=self.by, **pair)
        call.rules.create(position=1, kind="film", values={"most": 2}, sources=["film"])
        jury = seat_jury(call, row, "pairs", by=self.by, now=self._at(-12), days=40, readers=2)
        sent = [self._apply(call, self._at(-9 + number // 2, 11), True) for number in range(SENT)]
        for number in range(DRAFTS):
            self._apply(call, self._at(-3, 12 + number), False)
        for row_sent in sent[:GIVEN]:
            calls.mark_eligible(row_sent, by=self.by, now=self._at(-4))
        services.give_out(jury, by=self.by, now=self._at(-4, 12))
        self._begin_reading(Assignment.objects.filter(juror__jury=jury, juror__person__email=JUROR))

    def _apply(self, call: Call, at: datetime, is_sent: bool) -> Application:
        director, producer = (seat.role for seat in call.seats.order_by("role__slug"))
        she, beside = self.deal.someone(), self.deal.someone()
        applicant = calls.Applicant(she.name, she.email, she.language, role=director)
        about = calls.begin_application(call, applicant, by=None, now=at).application
        answers = self.deal.answers(she)
        asked = ("title", "logline", "stage", "country", "film", "together", "consent")
        calls.save_answers(about, {key: answers[key] for key in asked[: 7 if is_sent else 3]}, now=at)
        invitee = calls.Invitee(beside.name, beside.email, beside.language, producer)
        member = calls.invite_member(about, invitee, now=at)
        if is_sent:
            paper = SimpleUploadedFile("traitement.pdf", treatment(about.number))
            calls.attach_file(about, call.form.questions.get(key="treatment"), paper, now=at)
            calls.sign(member, now=at + timedelta(hours=2))
            about = calls.submit(about, by=None, now=at + timedelta(hours=3))
        return about

    def _begin_reading(self, given: QuerySet[Assignment]) -> None:
        """The demo's juror has handed one in, and begun another."""
        first, second = given.select_related("juror__person__account").order_by("application__number")[:2]
        account, at = first.juror.person.account, self._at(-2, 15)
        notes = self.deal.words["notes"]["fr"]
        services.save_review(
            first, {"mark.writing": "8", "mark.pair": "7", "notes": notes}, by=account, now=at
        )
        services.hand_in(first, by=account, now=at)
        services.save_review(second, {"mark.writing": "6"}, by=account, now=at)

    # -- read, and to be decided ---------------------------------------------------------------------
    def read_market(self) -> None:
        row = self.table["market"]
        starts = self.today + timedelta(days=75)
        edition = make_edition(row, Programme.Kind.DELEGATION, starts, 6, "Berlin", by=self.by)
        call = make_call(row, edition, self._at(-80), self._at(-40, 23), by=self.by)
        send_in(call, ((self.deal.someone(), None) for _one in range(PRODUCERS)), self.by, self.deal)
        jury = seat_jury(call, row, "market", by=self.by, now=self._at(-45), days=40, readers=3)
        read_all(jury, self.rng, by=self.by, now=self._at(-36))
        room = self._room(call, PLACES, held=self._at(1, 10), answer_by=self._at(15, 18))
        for position, rule in enumerate(row["rules"], start=1):
            room.rules.create(position=position, **rule)

    def _room(self, call: Call, places: int, held: datetime, answer_by: datetime) -> Deliberation:
        room = Deliberation(
            call=call,
            places=places,
            held_at=held,
            place=call.edition.programme.organisation.city,
            answer_by=answer_by,
        )
        room._history_user = self.by
        room.save()
        room.present.set(
            juror for jury in call.juries.order_by("pk") for juror in jury.jurors.sitting().order_by("pk")
        )
        return room

    # -- decided and told ----------------------------------------------------------------------------
    def tell_platform(self) -> None:
        row = self.table["platform"]
        starts = self.today + timedelta(days=45)
        edition = make_edition(row, Programme.Kind.PLATFORM, starts, 5, "Marrakech", by=self.by)
        call = make_call(row, edition, self._at(-110), self._at(-70, 23), by=self.by)
        people = [(self.deal.someone(), track) for track in strands(call) for _one in range(PER_STRAND)]
        send_in(call, people, self.by, self.deal)
        for track in strands(call):
            jury = seat_jury(call, row, track.slug, by=self.by, now=self._at(-75), days=45, track=track)
            read_all(jury, self.rng, by=self.by, now=self._at(-66))
        room = self._room(call, 3 * CHOSEN, held=self._at(-12), answer_by=self._at(9, 18))
        self._decide(room)
        services.close_minutes(room, by=self.by, now=self._at(-12, 17))
        services.release_decisions(room, by=self.by, now=self._at(-6))
        self._deliver()
        self._answer(room)

    def _decide(self, room: Deliberation) -> None:
        """In each strand the best, then those who wait; the first of each gets the strand's prize."""
        prizes = [
            room.prizes.create(
                position=place,
                amount=prize.get("amount"),
                currency=prize.get("currency", ""),
                **texts(prize, "name"),
            )
            for place, prize in enumerate(self.table["platform"]["prizes"], start=1)
        ]
        at, comments = self._at(-12, 16), self.table["platform"]["comments"]
        for track, prize in zip(strands(room.call), prizes, strict=True):
            best = _best(room, track.pk)
            kinds = [Outcome.SELECTED] * CHOSEN + [Outcome.WAITING] * WAITING
            outcomes = {
                one.pk: (kinds[place] if place < len(kinds) else Outcome.DECLINED)
                for place, one in enumerate(best)
            }
            services.decide_all(room, outcomes, by=self.by, now=at)
            said = {"comment": comments[best[0].language], "prizes": [prize]}
            services.decide(room, best[0], Outcome.SELECTED, by=self.by, now=at, **said)

    def _answer(self, room: Deliberation) -> None:
        """All accept but one, who has just declined: the next of her strand is offered her place."""
        offers = list(Offer.objects.filter(decision__deliberation=room).order_by("pk"))
        for number, offer in enumerate(offers[:-1]):
            services.accept_offer(offer, by=None, now=self._at(-5 + number % 3, 9 + number))
        why = self.table["platform"]["declined"]
        services.decline_offer(
            offers[-1], by=None, now=self.now, reason=why[offers[-1].decision.application.language]
        )


def _best(room: Deliberation, track: int) -> list[Application]:
    """Those of a strand, from the first to the last."""
    lines = [line.application for line in ranking(room).lines]
    return [one for one in lines if one.track_id == track]
