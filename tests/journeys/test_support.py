"""She asks in Arabic on a phone; staff choose an adviser, who answers; she reads it and says it helped."""

import pytest

from alumni.support.models import SupportRequest
from tests import cast
from tests.journeys.acts import press
from tests.journeys.conftest import PHONE, look
from tests.support.cast import adviser, member, readers

pytestmark = [pytest.mark.browser, pytest.mark.one_database, pytest.mark.django_db(transaction=True)]


def test_she_asks_on_a_phone_an_adviser_answers_and_she_says_it_helped(visit):
    readers()
    she, lawyer = cast.alumna(name="Lina Amrani", language="ar"), adviser(cast.alumna(name="Hind Laraichi"))
    phone = visit("/", size=PHONE, account=she.account, locale="ar")
    press(phone, "a[href='/support/new/']")
    phone.locator("[name=kind][value=legal]").check()
    phone.locator("[name=urgency][value=urgent]").check()
    phone.locator("[name=text]").fill("طُلب مني التنازل عن حقوقي.")
    found = look(phone, "support-new-ar")
    press(phone, "[name=ask]")
    row = SupportRequest.objects.get()

    desk = visit("/admin/help/", account=member("Support staff"), locale="en")
    found += look(desk, "support-desk")
    press(desk, f"a[href='/admin/help/{row.pk}/assign/']")
    found += look(desk, "support-assign")
    press(desk, "form.room button[type=submit]")

    hers = visit("/support/advising/", account=lawyer.account, locale="fr")
    press(hers, f"a[href='/support/{row.pk}/']")
    press(hers, "[name=open]")
    hers.locator("[name=text]").fill("N’acceptez pas : limitez à un an.")
    found += look(hers, "support-thread")
    press(hers, "[name=write]")
    press(hers, "[name=close]")

    phone.goto("/support/")
    press(phone, f"a[href='/support/{row.pk}/']")
    press(phone, "[name=helped][value=yes]")
    found += look(phone, "support-helped-ar")
    row.refresh_from_db()
    assert (row.helped, row.readings.get().reader, found) == ("yes", lawyer.account, [])
