"""The outbox at the desk: what staff see of a mail, and what they may do about it."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from foundation.mail.delivery import drain
from foundation.mail.models import Message, Postman, Suppression
from foundation.mail.services import pause_delivery, suppress
from tests import cast
from tests.mail.notes import note

pytestmark = pytest.mark.django_db
OUTBOX = "/admin/mail/message/"
SUPPRESSIONS = "/admin/mail/suppression/"
SECRET = "secret-123456"


@pytest.fixture
def clerk(client):
    """May look, try again, pause, suppress and lift."""
    account = cast.staff(
        "mail.view_message", "mail.change_message", "mail.view_attempt", "mail.change_postman",
        "mail.view_suppression", "mail.add_suppression", "mail.delete_suppression", "people.view_person",
    )  # fmt: skip
    client.force_login(account)
    client.account = account
    return client


@pytest.fixture
def reader(client):
    client.force_login(cast.staff("mail.view_message", "mail.view_suppression"))
    return client


def act(client, action: str, *rows: Message, **more: str):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(OUTBOX, chosen, follow=True, headers={"accept-language": "en"})


def shown(client, query: str = "") -> set[str]:
    return {row.dedupe_key for row in client.get(OUTBOX + query).context["cl"].result_list}


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# -- what is seen ------------------------------------------------------------------------------
def test_nobody_without_the_right_sees_the_outbox(client):
    note()
    client.force_login(cast.staff("people.view_person"))
    assert client.get(OUTBOX).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state__exact=queued", {"a", "b"}),
        ("?state__in=failed,dead", {"c"}),
        ("?kind=checkin", {"c"}),
        ("?language=ar", {"b"}),
        ("?stream__exact=subscribed", {"c"}),
    ],
)
def test_the_list_is_filtered(reader, query, found):
    note(key="a")
    note(key="b", language="ar")
    note(key="c", kind="news")
    Message.objects.filter(dedupe_key="c").update(state="dead", kind="checkin")
    assert shown(reader, query) == found


@pytest.mark.parametrize("text", ["Oumaïma", "oumayma", "أميمة", "o@example.org", "O@Example.org"])
def test_a_mail_is_found_by_whom_it_is_for(clerk, text):
    note(key="hers", to="o@example.org", person=cast.person(name="Oumayma Bennani"))
    note(key="other", person=cast.person(name="Hajar Alaoui"))
    assert shown(clerk, f"?q={text}") == {"hers"}


def test_who_may_not_see_people_cannot_search_them_here(reader):
    note(person=cast.person(name="Oumayma Bennani"))
    assert shown(reader, "?q=Oumayma") == set()


def test_a_letter_is_shown_without_its_secrets(reader, sink):
    row = note(secret=SECRET)
    drain()
    page = reader.get(f"{OUTBOX}{row.pk}/change/").content.decode()
    assert SECRET in sink.mails[0].get_body(("plain",)).get_content()
    assert (SECRET in page, "~~" in page, "Code: …." in page) == (False, False, True)


def test_the_letter_of_a_login_code_is_not_shown_at_all(reader):
    row = note()
    Message.objects.update(kind="login_code", subject="Code", text="Here is 123456", html="<p>Here is 123456")
    assert b"123456" not in reader.get(f"{OUTBOX}{row.pk}/change/").content


def test_a_letter_is_escaped(reader, sink):
    row = note(context={"says": "<script>x()</script>"})
    drain()
    assert b"<script>x()" not in reader.get(f"{OUTBOX}{row.pk}/change/").content


def test_each_try_is_shown_with_what_the_server_said(clerk, sink):
    row = note()
    sink.answer = lambda stage, address: "550 no such mailbox" if stage == "RCPT" else None
    drain()
    formset = clerk.get(f"{OUTBOX}{row.pk}/change/").context["inline_admin_formsets"][0].formset
    assert [(each.number, each.code, each.detail) for each in formset.queryset] == [
        (1, 550, "no such mailbox")
    ]


@pytest.mark.parametrize("page", ["add/", "{}/delete/"])
def test_no_mail_is_added_or_deleted_by_hand(clerk, page):
    assert clerk.get(OUTBOX + page.format(note().pk)).status_code == 403


def test_no_mail_is_changed_by_hand(clerk):
    row = note()
    assert clerk.post(f"{OUTBOX}{row.pk}/change/", {"to_addr": "x@example.org"}).status_code == 403
    assert Message.objects.get().to_addr == row.to_addr


# -- what is done ------------------------------------------------------------------------------
def test_a_given_up_mail_is_tried_again_under_its_own_name(clerk, sink):
    row = note()
    Message.objects.update(state="dead", attempts=8)
    act(clerk, "try_again", row)
    assert states() == ["dead"]  # shown first
    answer = act(clerk, "try_again", row, confirm="1")
    drain()
    assert told(answer) == ["1 message goes out again."]
    assert [mail["Message-ID"] for mail in sink.mails] == [row.message_id]
    assert [(entry.user, entry.object_id) for entry in LogEntry.objects.all()] == [
        (clerk.account, str(row.pk))
    ]


@pytest.mark.parametrize("state", ["queued", "cancelled", "suppressed", "expired"])
def test_only_a_refused_or_given_up_mail_is_tried_again(clerk, state):
    row = note()
    Message.objects.update(state=state)
    assert told(act(clerk, "try_again", row)) == ["None of these was refused, returned or given up."]
    assert states() == [state]


def test_what_waits_is_cancelled_once_confirmed_and_with_a_reason(clerk):
    rows = [note(), note()]
    Message.objects.filter(pk=rows[1].pk).update(state="dead")
    act(clerk, "cancel", *rows)
    act(clerk, "cancel", *rows, confirm="1", reason="")
    assert states() == ["queued", "dead"]
    assert told(act(clerk, "cancel", *rows, confirm="1", reason="wrong date")) == ["1 message was cancelled."]
    assert (states(), Message.objects.get(pk=rows[0].pk).reason) == (["cancelled", "dead"], "wrong date")


@pytest.mark.parametrize(("state", "offered"), [("dead", "try_one_again"), ("queued", "cancel_one")])
def test_the_page_of_a_mail_offers_what_fits_its_state(clerk, state, offered):
    row = note()
    Message.objects.update(state=state)
    actions = clerk.get(f"{OUTBOX}{row.pk}/change/").context["actions_detail"]
    assert [action["path"] for action in actions] == [f"{OUTBOX}{row.pk}/{offered}/"]


def test_one_mail_is_tried_again_from_its_page_by_post_alone(clerk):
    row = note()
    Message.objects.update(state="failed")
    path = f"{OUTBOX}{row.pk}/try_one_again/"
    assert (clerk.get(path).status_code, states()) == (200, ["failed"])
    assert (clerk.post(path, {"confirm": "1"}).status_code, states()) == (302, ["queued"])


def test_one_mail_is_cancelled_from_its_page(clerk):
    row = note()
    answer = clerk.post(f"{OUTBOX}{row.pk}/cancel_one/", {"confirm": "1", "reason": "left"})
    assert (answer.status_code, states()) == (302, ["cancelled"])


def test_who_may_only_look_does_nothing(reader):
    row = note()
    Message.objects.update(state="dead")
    assert [action["path"] for action in reader.get(OUTBOX).context["actions_list"]] == [f"{OUTBOX}overview/"]
    act(reader, "try_again", row)
    paths = [f"{row.pk}/try_one_again/", f"{row.pk}/cancel_one/", "pause/", "resume/"]
    assert [reader.post(OUTBOX + path, {"confirm": "1"}).status_code for path in paths] == [403] * 4
    assert (states(), Postman.objects.count()) == (["dead"], 0)


# -- the delivery ------------------------------------------------------------------------------
def test_all_mail_is_paused_and_resumed(clerk, sink):
    note()
    assert clerk.get(f"{OUTBOX}pause/").status_code == 200
    clerk.post(f"{OUTBOX}pause/", {"confirm": "1"})
    drain()
    assert (states(), Postman.objects.get().paused_by) == (["queued"], clerk.account)
    clerk.post(f"{OUTBOX}resume/", {"confirm": "1"})
    drain()
    assert states() == ["sent"]


def test_the_outbox_offers_to_pause_or_to_resume_and_says_who_paused(clerk):
    def offered() -> list[str]:
        return [action["path"] for action in clerk.get(OUTBOX).context["actions_list"]]

    assert offered() == [f"{OUTBOX}overview/", f"{OUTBOX}pause/"]
    Postman.objects.create(pk=1, paused=True, paused_by=clerk.account)
    assert offered() == [f"{OUTBOX}overview/", f"{OUTBOX}resume/"]
    assert (
        f"paused by {clerk.account}" in clerk.get(OUTBOX, headers={"accept-language": "en"}).content.decode()
    )


def test_a_pause_says_why_until_it_ends(clerk):
    clerk.post(f"{OUTBOX}pause/", {"confirm": "1", "reason": "a wrong text"})
    page = clerk.get(OUTBOX, headers={"accept-language": "en"}).content.decode()
    assert f"paused by {clerk.account} (a wrong text)" in page
    clerk.post(f"{OUTBOX}resume/", {"confirm": "1"})
    assert Postman.objects.values_list("paused", "pause_reason").get() == (False, "")


def resume_page(client):
    return client.get(f"{OUTBOX}resume/", headers={"accept-language": "en"})


def test_before_mail_is_resumed_it_is_told_what_would_leave(clerk):
    pause_delivery(True, by=None, reason="restored a backup")
    now, hour = timezone.now(), timedelta(hours=1)
    for number in range(22):
        note(f"her{number}@example.org", not_before=now - 3 * hour)
    note("news@example.org", kind="news", not_before=now - hour, expires_at=now + hour)
    note("late@example.org", not_before=now - hour, expires_at=now - hour / 2)
    note("tomorrow@example.org", not_before=now + 24 * hour)
    left = note("left@example.org", not_before=now - 2 * hour)
    Message.objects.filter(pk=left.pk).update(state="sending", lease_until=now - hour)
    done = note("done@example.org")
    Message.objects.filter(pk=done.pk).update(state="sent", sent_at=now)
    page = resume_page(clerk)
    known = page.context
    assert (known["due"], known["count"], known["more"], known["too_late"], known["later"]) == (
        24,
        24,
        4,
        1,
        1,
    )
    assert [(kind["kind"], kind["count"]) for kind in known["kinds"]] == [("note", 23), ("news", 1)]
    html = " ".join(page.content.decode().replace("\xa0", " ").split())
    said = ["restored a backup", "24 messages leave at once", "the oldest due for 3 hours", "and 4 more"]
    assert [
        text for text in [*said, "1 more is too late", "1 more waits for its own"] if text not in html
    ] == []
    addresses = re.findall(r"(\w+)@example.org", html)
    assert ("her0" in addresses, {"late", "tomorrow", "done"} & set(addresses)) == (True, set())


def test_looking_at_what_would_leave_resumes_nothing(clerk):
    pause_delivery(True, by=None)
    note()
    assert resume_page(clerk).status_code == 200
    assert Postman.objects.get().paused is True


def test_who_may_not_read_the_outbox_sees_figures_alone(client):
    client.force_login(cast.staff("mail.view_postman", "mail.change_postman"))
    pause_delivery(True, by=None)
    note("salma.private@example.org")
    page = client.get("/admin/mail/postman/resume/")
    assert (page.context["due"], b"salma" in page.content) == (1, False)


def test_what_would_leave_takes_as_many_queries_for_fifty_as_for_one(clerk, django_assert_num_queries):
    pause_delivery(True, by=None)
    note(person=cast.person())
    resume_page(clerk)
    with CaptureQueriesContext(connection) as one:
        resume_page(clerk)
    for _ in range(49):
        note(person=cast.person())
    with django_assert_num_queries(len(one)):
        resume_page(clerk)


# -- who gets no more mail ---------------------------------------------------------------------
def suppressed(address: str = "salma@example.org") -> Suppression:
    suppress(address, "subscribed", "unsubscribed", now=timezone.now() - timedelta(days=1))
    return Suppression.objects.latest("pk")


def test_a_suppression_is_found_by_the_whole_address_alone(clerk):
    row = suppressed()
    suppressed("hajar@example.org")
    found = [
        clerk.get(f"{SUPPRESSIONS}?q={text}").context["cl"].result_list
        for text in ("Salma@example.org", "salma")
    ]
    assert [list(rows) for rows in found] == [[row], []]


def test_a_suppression_is_lifted_with_a_reason_that_is_kept(clerk):
    path = f"{SUPPRESSIONS}{suppressed().pk}/lift/"
    assert clerk.get(path).status_code == 405
    clerk.post(path)
    clerk.post(path, {"confirm": "1", "reason": ""})
    assert Suppression.objects.count() == 1
    clerk.post(path, {"confirm": "1", "reason": "she asked by phone"})
    last = Suppression.history.first()
    assert (Suppression.objects.count(), last.history_type) == (0, "-")
    assert (last.history_user, last.history_change_reason) == (clerk.account, "she asked by phone")


def test_what_was_lifted_is_still_found_by_the_address(clerk):
    clerk.post(f"{SUPPRESSIONS}{suppressed().pk}/lift/", {"confirm": "1", "reason": "mistake"})
    history = clerk.get(reverse("admin:mail_historicalsuppression_changelist"), {"q": "salma@example.org"})
    assert [row.history_type for row in history.context["cl"].result_list] == ["-", "+"]


def test_staff_suppress_an_address(clerk, sink):
    note(kind="news")
    clerk.post(
        f"{SUPPRESSIONS}suppress/", {"confirm": "1", "address": "Salma@example.org", "stream": "subscribed"}
    )
    drain()
    assert (states(), Suppression.objects.get().reason) == (["suppressed"], "staff")


def test_who_may_only_look_neither_lifts_nor_suppresses(reader):
    row = suppressed()
    assert reader.post(f"{SUPPRESSIONS}{row.pk}/lift/", {"confirm": "1", "reason": "x"}).status_code == 403
    assert reader.post(f"{SUPPRESSIONS}suppress/", {"confirm": "1"}).status_code == 403
    assert reader.post(f"{SUPPRESSIONS}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Suppression.objects.count() == 1


# -- its cost ----------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [OUTBOX, f"{OUTBOX}?q=Salma&state__exact=queued"])
def test_the_list_takes_as_many_queries_for_fifty_mails_as_for_one(clerk, address, django_assert_num_queries):
    note(person=cast.person(name="Salma Bennis"))
    clerk.get(address)
    with CaptureQueriesContext(connection) as one:
        clerk.get(address)
    for _ in range(49):
        note(person=cast.person(name="Salma Bennis"))
    with django_assert_num_queries(len(one)):
        assert len(clerk.get(address).context["cl"].result_list) == 50


def test_a_mail_takes_as_many_queries_with_fifty_tries_as_with_one(clerk, django_assert_num_queries):
    row = note()
    page = f"{OUTBOX}{row.pk}/change/"
    row.tries.create(number=1, at=timezone.now(), outcome="queued")
    clerk.get(page)
    with CaptureQueriesContext(connection) as one:
        clerk.get(page)
    for number in range(2, 51):
        row.tries.create(number=number, at=timezone.now(), outcome="queued")
    with django_assert_num_queries(len(one)):
        clerk.get(page)
