"""What came back, at the desk: who sees it, and the way from a suppression to its evidence."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.mail.models import Report, Suppression
from foundation.mail.reports import take_in_mail
from tests import cast
from tests.mail.returned import LETTER, bounce, sent, soft, vacation

pytestmark = pytest.mark.django_db
LIST = "/admin/mail/report/"


@pytest.fixture
def reader(client):
    client.force_login(cast.staff("mail.view_report", "mail.view_message", "mail.view_suppression"))
    return client


def take_in(*mails: bytes) -> None:
    for mail in mails:
        take_in_mail(mail, source="test", now=cast.NOW)


def shown(client, query: str = "") -> set[str]:
    return {row.kind for row in client.get(LIST + query).context["cl"].result_list}


def test_nobody_without_the_right_sees_it(client):
    client.force_login(cast.staff("mail.view_message"))
    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", {"bounce", "auto_reply", "other"}),
        ("?kind__exact=bounce", {"bounce"}),
        ("?message__isempty=1", {"other"}),
        ("?q=SALMA@example.org", {"bounce"}),
        ("?q=salma", set()),
    ],
)
def test_the_list_is_filtered_and_an_address_finds_its_reports(reader, query, kinds):
    take_in(bounce(sent(to="salma@example.org")), vacation(sent(to="hajar@example.org")), LETTER)
    assert shown(reader, query) == kinds


def test_it_tells_what_the_server_said_and_about_whom(reader):
    row = sent(person=cast.person(name="Salma Bennani"))
    take_in(bounce(row, said="550 5.1.1 <script>x()</script>"))
    page = reader.get(f"{LIST}{Report.objects.get().pk}/change/").content.decode()
    told = ["Salma Bennani", reverse("admin:mail_message_change", args=[row.pk]), "&lt;script&gt;x()"]
    assert [each in page for each in told] == [True, True, True]


def test_a_report_about_no_mail_of_ours_says_so(reader):
    take_in(LETTER)
    page = reader.get(LIST, headers={"accept-language": "en"}).content.decode()
    assert "none of ours, without effect" in page


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
def test_no_report_is_added_or_deleted_by_hand(reader, page):
    take_in(LETTER)
    assert reader.get(LIST + page.format(Report.objects.get().pk)).status_code == 403


def test_a_suppression_leads_to_its_evidence(reader):
    take_in(bounce(sent()))
    evidence = reverse("admin:mail_report_change", args=[Report.objects.get().pk])
    changelist = reverse("admin:mail_suppression_changelist")
    pages = [changelist, reverse("admin:mail_suppression_change", args=[Suppression.objects.first().pk])]
    assert [evidence in reader.get(page).content.decode() for page in pages] == [True, True]


def test_a_message_shows_what_came_back(reader):
    row = sent()
    take_in(soft(row))
    formsets = reader.get(reverse("admin:mail_message_change", args=[row.pk])).context[
        "inline_admin_formsets"
    ]
    assert [each.status for inline in formsets for each in inline.formset.queryset] == ["4.2.2"]


def test_a_message_that_came_back_offers_another_try(client):
    client.force_login(cast.staff("mail.view_message", "mail.change_message"))
    row = sent()
    take_in(soft(row))
    page = client.get(reverse("admin:mail_message_change", args=[row.pk])).content.decode()
    assert reverse("admin:mail_message_try_one_again", args=[row.pk]) in page


@pytest.mark.parametrize("name", ["report", "suppression"])
def test_the_lists_cost_the_same_queries_for_one_and_fifty(reader, name):
    take_in(bounce(sent(person=cast.person(), to="one@example.org")))
    counts = [queries(reader, name)]
    take_in(*(bounce(sent(person=cast.person(), to=f"salma{number}@example.org")) for number in range(49)))
    assert [*counts, queries(reader, name)] == counts * 2


def queries(client, name: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reverse(f"admin:mail_{name}_changelist")).status_code == 200
    return len(found)
