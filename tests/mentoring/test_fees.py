"""What mentors are owed and paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from foundation.errors import ServiceError
from residencies.mentoring import services
from residencies.mentoring.models import Fee, FeePayment
from tests import cast
from tests.mentoring import pairs
from tests.mentoring.pairs import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def worked(**fields):
    row = pairs.pair(**{"fee_per_hour": Decimal("500.00"), **fields})
    for minutes in (50, 25):
        services.log_session(row, on=TODAY, minutes=minutes, by=None, now=NOW)
    return row


def test_each_session_is_paid_once_and_the_figures_add_up():
    row = worked()
    made = services.pay_fees(row, reference="V1", paid_on=TODAY, by=None, now=NOW)
    assert (made.minutes, made.amount, made.currency) == (75, Decimal("625.00"), "MAD")
    with pytest.raises(ServiceError, match="Nothing"):
        services.pay_fees(row, reference="V2", paid_on=TODAY, by=None, now=NOW)
    services.log_session(row, on=TODAY, minutes=20, by=None, now=NOW)
    for reference, day in [("V1", TODAY), (" ", TODAY), ("V3", TODAY + timedelta(days=1))]:
        with pytest.raises(ServiceError):
            services.pay_fees(row, reference=reference, paid_on=day, by=None, now=NOW)
    services.pay_fees(row, reference="V3", paid_on=TODAY, by=None, now=NOW)
    sums = Fee.objects.with_sums().get(pk=row.pk)
    assert (sums.done, sums.unpaid, sums.paid) == (95, None, Decimal("791.67"))


def test_without_a_fee_nothing_is_owed():
    with pytest.raises(ServiceError, match="Nothing"):
        services.pay_fees(worked(fee_per_hour=0), reference="V1", paid_on=TODAY, by=None, now=NOW)


def test_finance_finds_hours_and_amounts_and_neither_notes_nor_the_mentee(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    row = worked()
    row.sessions.update(shared_notes="scene twelve", goals="act two")
    client.force_login(
        cast.staff("mentoring.view_fee", "mentoring.view_feepayment", "mentoring.add_feepayment")
    )
    client.cookies["django_language"] = "en"
    page = reverse("admin:mentoring_fee_change", args=[row.pk])
    client.post(
        reverse("admin:mentoring_fee_pay", args=[row.pk]),
        {"confirm": "1", "reference": "V9", "paid_on": "2026-11-24"},
    )
    assert FeePayment.objects.get().amount == 625
    told = client.get(page).text + client.get(reverse("admin:mentoring_fee_changelist")).text
    assert ("V9" in told, "625.00" in told, row.mentor.person.name in told) == (True, True, True)
    for kept in ("scene twelve", "act two", row.participation.person.name):
        assert kept not in told
    for other in ("mentorship", "mentoringsession", "round", "mentorprofile", "veto"):
        assert client.get(reverse(f"admin:mentoring_{other}_changelist")).status_code == 403
