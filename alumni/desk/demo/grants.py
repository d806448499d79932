"""Two funds, and grants out of them in every state: what happens to them the services do."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alumni.desk.demo.deliveries import deliver
from alumni.desk.demo.papers import transfer_slip
from alumni.desk.demo.staff import FINANCE, STAFF
from alumni.desk.demo.tables import read, texts
from foundation.history import save_by
from foundation.mail.models import Message
from foundation.people.models import Account, Organisation, Person
from foundation.rates.models import ExchangeRate
from residencies.grants import services
from residencies.grants.models import Fund, Grant, Instalment
from residencies.programmes.models import Participation, Programme

KINDS = ("grant_committed", "payment_made", "report_due", "report_overdue", "payment_blocked")
SEED = 1921


class Grants:
    def __init__(self, alumnae: list[Person], staff: dict[str, Account], *, now: datetime) -> None:
        self.alumnae, self.now = alumnae, now
        self.by, self.finance = staff[STAFF.role], staff[FINANCE.role]
        self.table, self.payments = read("grants"), 0

    def make(self) -> None:
        giver = self.table["giver"]
        self.giver = Organisation.objects.create(**giver, kind=Organisation.Kind.FUND, country="MA")
        self.write()
        self.travel()
        midnight = timezone.localtime(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        written = Message.objects.filter(kind__in=KINDS, state="queued", created_at__lt=midnight)
        deliver(written.select_related("person"), Random(SEED))  # noqa: S311 - no secret

    def _at(self, days: int) -> datetime:
        return self.now + timedelta(days=days)

    def _fund(self, name: str, amount: int, **fields: Any) -> Fund:
        row = Fund(giver=self.giver, **texts(self.table[name], "name"), **fields)
        save_by(row, self.by)
        at = self._at(-200)
        services.top_up_fund(row, Decimal(amount), on=at.date(), by=self.by, now=at)
        return row

    # -- in dirhams, for one programme -----------------------------------------------------------------
    def write(self) -> None:
        """One is paid in full, one waits for payment, one for a milestone, one was cancelled."""
        programme = Programme.objects.get(slug="residence-duos")
        fund = self._fund("writing", 300_000, currency="MAD", programme=programme)
        done = (
            Participation.objects.completed().filter(edition__programme=programme).exclude(person__email="")
        )
        first, second, third, fourth = done.select_related("person").order_by("-completed_on", "pk")[:4]
        whole = self._grant(fund, first, 60_000, -120)
        self._paid(self._plan(whole, 36_000, -110), -108)
        self._paid(self._plan(whole, 24_000, -60), -55)
        cleared = self._plan(self._grant(fund, second, 50_000, -60), 30_000, -3)
        self._approved(cleared, -6)
        services.clear_instalment(cleared, by=self.finance, now=self._at(-4))
        waits = self._grant(fund, third, 50_000, -40)
        self._paid(self._plan(waits, 20_000, -30), -28)
        self._plan(waits, 30_000, 25, milestone=self.table["milestone"]["name"])
        gone = self._grant(fund, fourth, 40_000, -90)
        self._paid(self._plan(gone, 15_000, -80), -75)
        services.cancel_grant(gone, reason="Projet arrêté.", by=self.by, now=self._at(-20))

    def _grant(self, fund: Fund, row: Participation, amount: int, days: int) -> Grant:
        return services.commit_grant(
            fund,
            row.person,
            participation=row,
            amount=Decimal(amount),
            purpose=self.table["purposes"]["writing"],
            by=self.by,
            now=self._at(days),
        )

    # -- in euros, to whoever can log in -----------------------------------------------------------------
    def travel(self) -> None:
        """The next part of one waits for her report, of the others for an overdue one and for finance."""
        fund = self._fund("mobility", 20_000, currency="EUR")
        rate = ExchangeRate.objects.filter(base="EUR", quote="MAD").earliest("on")
        for number, person in enumerate(self.alumnae):
            row = self._trip(fund, person, rate)
            self._paid(self._plan(row, 900, -70), -66, rate=rate)
            report = services.ask_report(
                row, "interim", self._at((12, -6, -20)[number % 3]).date(), by=self.by, now=self._at(-70)
            )
            last = self._plan(row, 600, (20, 2, -1)[number % 3], report=report)
            if number % 3 == 2:
                text = self.table["report"]["fr"]
                services.hand_in_report(report, text=text, by=person.account, now=self._at(-22))
                services.accept_report(report, by=self.by, now=self._at(-15))
                self._approved(last, -2)

    def _trip(self, fund: Fund, person: Person, rate: ExchangeRate) -> Grant:
        purpose = self.table["purposes"]["travel"][person.language]
        facts: dict[str, Any] = {"amount": Decimal(1500), "purpose": purpose, "currency": "MAD", "rate": rate}
        return services.commit_grant(fund, person, **facts, by=self.by, now=self._at(-80))

    # -- steps -------------------------------------------------------------------------------------------
    def _plan(self, row: Grant, amount: int, days: int, **waits: Any) -> Instalment:
        plan = services.Plan(Decimal(amount), self._at(days).date(), **waits)
        return services.plan_instalments(row, [plan], by=self.by, now=self._at(-70))[0]

    def _approved(self, row: Instalment, days: int) -> None:
        services.request_instalment(row, by=self.by, now=self._at(days))
        services.approve_instalment(row, by=self.by, now=self._at(days))

    def _paid(self, row: Instalment, days: int, **how: Any) -> None:
        at = self._at(days)
        self._approved(row, days)
        services.clear_instalment(row, by=self.finance, now=at)
        self.payments += 1
        reference = f"VIR-{at:%y}-{self.payments:05}"
        receipt = SimpleUploadedFile("avis-de-virement.pdf", transfer_slip(reference))
        services.pay_instalment(
            row, reference=reference, paid_on=at.date(), by=self.finance, now=at, receipt=receipt, **how
        )
