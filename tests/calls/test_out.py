"""Those out of the running hear of it by a letter: the rules not met, and nothing that staff noted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.errors import ServiceError
from foundation.mail.letters import Letter, NotWanted, letter_for, letters_for, render
from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.models import Application
from residencies.calls.selectors import application_token, member_token
from residencies.selection.selectors.deciding import standing
from residencies.selection.selectors.telling import concerned
from tests import cast as people
from tests.calls import cast
from tests.calls.test_members import invitee
from tests.selection import cast as selection

pytestmark = pytest.mark.django_db
NOW, CLOSES = cast.NOW, cast.CLOSES
LATER = CLOSES + timedelta(days=1)
NOTED = "zqnotedqz"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(LATER, tick=False)


def third_film(**fields) -> Application:
    """Sent in, against a rule that leaves it to people; and found ineligible."""
    to = fields.pop("to", None) or cast.call(contact="calls@example.org")
    if not to.rules.exists():
        to.rules.create(kind="film", values={"most": 1}, sources=["film"], is_strict=False)
        to.rules.create(position=1, kind="film", values={"most": 9}, sources=["film"], is_strict=False)
    row = cast.filled(to, **fields)
    services.save_answers(row, {"film": "3"}, now=NOW)
    row = services.submit(row, by=None, now=NOW)
    return services.mark_ineligible(row, reason=NOTED, by=None, now=NOW)


def incomplete(**fields) -> Application:
    return services.mark_incomplete(
        cast.sent(fields.pop("to", None), **fields), reason=NOTED, by=None, now=NOW
    )


def mails() -> list[Message]:
    return list(Message.objects.filter(kind__startswith="decision_").order_by("pk"))


def texts(message: Message) -> str:
    return "".join(render(message, letter_for(message)).values())


def tell(row: Application, **fields) -> int:
    return services.tell_out(row.call, by=None, now=LATER, **fields)


@pytest.mark.parametrize(
    ("language", "rule"),
    [("fr", "votre premier film"), ("ar", "فيلم"), ("en", "The project is your first film.")],
)
def test_the_letter_names_the_rules_not_met_and_those_alone(language, rule):
    row = third_film(language=language)
    assert tell(row) == 1
    (mail,) = mails()
    assert (mail.kind, mail.to_addr, mail.language) == ("decision_ineligible", row.email, language)
    found = texts(mail)
    assert rule in found
    assert (NOTED in found, "calls@example.org" in found) == (False, True)
    assert len(letter_for(mail).context["unmet"]) == 1


def test_told_twice_is_told_once_and_who_is_let_in_and_out_again_hears_of_that():
    row = third_film()
    assert [tell(row), tell(row)] == [1, 0]
    row.refresh_from_db()
    assert (row.told_at, len(mails())) == (LATER, 1)
    services.mark_eligible(row, by=None, now=LATER)
    with pytest.raises(NotWanted):
        letter_for(mails()[0])
    assert tell(row) == 0
    services.mark_ineligible(row, reason="Again.", by=None, now=LATER)
    assert services.tell_out(row.call, by=None, now=LATER + timedelta(hours=1)) == 1
    assert len(mails()) == 2


def test_who_told_them_stands_in_the_history():
    row, boss = third_film(), people.staff()
    services.tell_out(row.call, by=boss, now=LATER)
    assert row.history.first().history_user == boss


def test_a_draft_hears_that_it_was_late_but_not_before_the_closing_nor_if_it_is_empty():
    to = cast.call()
    late, empty = cast.filled(to), cast.draft(to)
    gone = services.withdraw(cast.filled(to), by=None, now=NOW)
    assert services.tell_out(to, by=None, now=CLOSES - timedelta(hours=1)) == 0
    assert services.tell_out(to, by=None, now=LATER) == 1
    (mail,) = mails()
    assert (mail.kind, mail.to_addr) == ("decision_late", late.email)
    told = [Application.objects.get(pk=one.pk).told_at for one in (late, empty, gone)]
    assert told == [LATER, None, None]


def again() -> list[Message]:
    return list(Message.objects.filter(kind__endswith="_again").order_by("pk"))


def test_one_that_was_late_is_told_that_it_may_be_sent_after_all_and_can_be():
    row = cast.filled(language="en")
    tell(row)
    day = timedelta(days=1)
    for more in (9, 10):
        services.extend_call(row.call, LATER + more * day, reason="Floods", by=None, now=LATER)
    services.tell_again(now=LATER)
    (mail,) = again()
    assert (mail.kind, mail.to_addr) == ("application_again", row.email)
    assert "takes applications again" in texts(mail)
    sent = services.submit(Application.objects.get(pk=row.pk), by=None, now=LATER)
    assert (sent.state, sent.told_at) == ("submitted", None)
    for one in (mails()[0], mail):
        with pytest.raises(NotWanted):
            letter_for(one)


def test_who_is_late_once_more_is_told_once_more(time_machine):
    row = cast.filled()
    assert [tell(row), tell(row)] == [1, 0]
    services.extend_call(row.call, LATER + timedelta(days=9), reason="Floods", by=None, now=LATER)
    over = LATER + timedelta(days=10)
    time_machine.move_to(over, tick=False)
    assert services.tell_out(row.call, by=None, now=over) == 1
    assert [one.kind for one in mails()] == ["decision_late"] * 2


def test_each_who_signed_hears_of_it_too_and_of_a_later_end_of_the_second_step():
    to = cast.pair(
        steps=2, second_opens_at=CLOSES + timedelta(days=5), second_closes_at=CLOSES + timedelta(days=9)
    )
    row = cast.whole(to)
    Application.objects.filter(pk=row.pk).update(state="shortlisted", step=2)
    over = CLOSES + timedelta(days=10)
    assert services.tell_out(to, by=None, now=over) == 1
    assert services.tell_again(now=over) == 0
    type(to).objects.filter(pk=to.pk).update(second_closes_at=over + timedelta(days=3))
    assert [services.tell_again(now=over), services.tell_again(now=over)] == [1, 0]
    lead, other = again()
    assert [(one.kind, one.language) for one in (lead, other)] == [
        ("application_again", "fr"), ("member_again", "ar"),
    ]  # fmt: skip


def test_of_a_sealed_call_that_is_opened_again_nothing_is_seen_until_it_has_closed_again(desk):
    row = third_film(to=cast.call(contact="calls@example.org"))
    type(row.call).objects.filter(pk=row.call_id).update(is_sealed=True)
    assert desk.get(desk_url("out", row.call_id)).context["counts"][0][2] == 1
    services.extend_call(row.call, LATER + timedelta(days=9), reason="Floods", by=None, now=LATER)
    page = desk.get(desk_url("out", row.call_id))
    assert [one[2:] for one in page.context["counts"]] == [(0, 0)] * 3
    assert row.number not in page.content.decode()
    assert tell(row) == 0
    room = selection.deliberation(row.call)
    assert list(standing(room)) == list(concerned(room)) == []


def test_a_sealed_call_is_not_opened_again_once_its_applications_are_read():
    row = cast.sent(cast.call(is_sealed=True))
    Application.objects.filter(pk=row.pk).update(state="review")
    with pytest.raises(ServiceError, match="being read"):
        services.extend_call(row.call, LATER + timedelta(days=9), reason="Floods", by=None, now=LATER)


def test_a_full_file_that_was_not_sent_is_late_once_its_minutes_of_grace_are_over():
    to = cast.call(
        steps=2,
        grace_minutes=15,
        second_opens_at=CLOSES + timedelta(days=5),
        second_closes_at=CLOSES + timedelta(days=9),
    )
    row = cast.sent(to)
    Application.objects.filter(pk=row.pk).update(state="shortlisted", step=2)
    over = to.second_closes_at + timedelta(minutes=15)
    assert services.tell_out(to, by=None, now=over - timedelta(minutes=1)) == 0
    assert services.tell_out(to, by=None, now=over) == 1
    assert [one.kind for one in mails()] == ["decision_late"]


def test_one_found_incomplete_while_its_full_file_may_still_be_sent_is_not_told_that_it_was_late():
    to = cast.call(
        steps=2, second_opens_at=CLOSES + timedelta(days=5), second_closes_at=CLOSES + timedelta(days=9)
    )
    row = cast.sent(to)
    Application.objects.filter(pk=row.pk).update(state="shortlisted", step=2)
    services.mark_incomplete(row, reason=NOTED, by=None, now=LATER)
    assert tell(row) == 1
    (mail,) = mails()
    assert (mail.kind, "in time" in texts(mail)) == ("decision_incomplete", False)


def test_groups_are_told_apart():
    row = third_film()
    incomplete(to=row.call)
    assert (tell(row, groups=["incomplete"]), tell(row, groups=["ineligible"])) == (1, 1)
    assert [one.kind for one in mails()] == ["decision_incomplete", "decision_ineligible"]


def test_whoever_has_signed_gets_her_own_letter_in_her_language_without_a_link():
    row = cast.filled(cast.pair(), language="fr")
    member = services.sign(services.invite_member(row, invitee(), now=NOW), now=NOW)
    row = services.submit(row, by=None, now=NOW)
    services.mark_incomplete(row, reason=NOTED, by=None, now=NOW)
    tell(row)
    lead, other = mails()
    assert (lead.to_addr, other.to_addr, other.language) == (row.email, member.email, "ar")
    assert ("~~token~~" in texts(lead), "~~token~~" in texts(other)) == (True, False)
    type(member).objects.filter(pk=member.pk).update(withdrawn_at=LATER)
    with pytest.raises(NotWanted, match="member"):
        letter_for(other)


def test_one_who_holds_two_roles_gets_one_letter():
    she = people.person()
    row = cast.filled(cast.pair(), person=she)
    member = services.sign(services.invite_member(row, invitee(), now=NOW), now=NOW)
    row = services.submit(row, by=None, now=NOW)
    services.link_member(member, she, by=None, now=NOW)
    services.mark_incomplete(row, reason=NOTED, by=None, now=NOW)
    tell(row)
    assert [one.to_addr for one in mails()] == [row.email]


def test_the_note_of_staff_is_in_no_page_mail_or_answer_of_hers(client):
    she = people.alumna()
    rows = [third_film(person=she, email=she.email), incomplete(person=she, email=she.email)]
    client.force_login(she.account)
    for told in (False, True):
        if told:
            for row in rows:
                tell(row)
        pages = [reverse("portal:home"), "/api/v1/applications/"]
        for row in rows:
            token = application_token(row)
            pages += [
                reverse("calls:application", args=[token]),
                reverse("calls:withdraw", args=[token]),
                f"/api/v1/applications/{row.pk}/",
            ]
        seen = "".join(client.get(one, follow=True).content.decode() for one in pages)
        assert NOTED not in seen + "".join(texts(one) for one in mails())
        api = {one["state"] for one in client.get("/api/v1/applications/").json()["results"]}
        assert api == ({"ineligible", "incomplete"} if told else {"review"})
    assert len(mails()) == 2


def test_what_she_may_do_does_not_say_what_she_was_not_told(client):
    row = cast.filled(cast.pair())
    member = services.sign(services.invite_member(row, invitee(), now=NOW), now=NOW)
    row = services.submit(row, by=None, now=NOW)
    services.mark_ineligible(row, reason=NOTED, by=None, now=NOW)
    page = client.post(reverse("calls:sign", args=[member_token(member)]), {"leave": "yes"})
    assert page.status_code == 200
    member.refresh_from_db()
    assert member.withdrawn_at == LATER


@pytest.mark.parametrize("mark", [services.mark_ineligible, services.mark_incomplete])
def test_it_takes_a_reason(mark):
    with pytest.raises(ServiceError):
        mark(cast.sent(), reason=" ", by=None, now=NOW)


def test_as_many_queries_for_many_as_for_one():
    def queries(count: int) -> tuple[int, int]:
        to = cast.call()
        for _one in range(count):
            third_film(to=to)
        with CaptureQueriesContext(connection) as telling:
            services.tell_out(to, by=None, now=LATER)
        told = [
            one
            for one in mails()
            if one.context["application"] in set(to.applications.values_list("pk", flat=True))
        ]
        with CaptureQueriesContext(connection) as reading:
            assert len(letters_for(told)) == count
        return len(telling), len(reading)

    assert queries(9) == queries(2)


def test_a_letter_that_cannot_be_written_holds_up_no_other():
    bad, good = third_film(), third_film()
    bad.call.rules.update(values={"most": "nine"})
    assert [tell(row) for row in (bad, good)] == [1, 1]
    found = [letters_for(mails())[one.pk] for one in mails()]
    assert [type(one) for one in found] == [TypeError, Letter]


# -- at the desk -------------------------------------------------------------------------------
def desk_url(name: str, *args) -> str:
    return reverse(f"admin:calls_call_{name}", args=args)


@pytest.fixture
def desk(client):
    client.force_login(people.staff("calls.view_call", "calls.view_application", "calls.change_application"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_staff_look_at_the_letters_in_three_languages_and_send_them_once_it_is_confirmed(desk):
    row = third_film()
    incomplete(to=row.call)
    page = desk.get(desk_url("out", row.call_id))
    assert [(code, count, left) for code, _name, count, left in page.context["counts"]] == [
        ("ineligible", 1, 1), ("incomplete", 1, 1), ("unsent", 0, 0),
    ]  # fmt: skip
    assert [one["language"] for one in page.context["letters"]] == ["fr", "ar", "en"]
    assert "The project is your first film." in page.context["letters"][2]["text"]
    assert NOTED not in page.content.decode()
    ask = desk_url("tell", row.call_id, "ineligible")
    assert "1 applicant is written to now" in desk.get(ask).content.decode()
    assert mails() == []
    for _press in range(2):
        assert desk.post(ask, {"confirm": "1"}).status_code == 302
    assert [one.kind for one in mails()] == ["decision_ineligible"]
    assert desk.get(desk_url("tell", row.call_id, "nobody")).status_code == 404


def of_a_friend(_user):
    return Application.objects.filter(name="A friend").values_list("pk", flat=True)


def test_what_is_kept_from_her_is_written_to_as_well_and_not_counted(desk, settings):
    settings.APPLICATIONS_KEPT_FROM = [f"{__name__}.of_a_friend"]
    row = third_film()
    third_film(to=row.call, name="A friend")
    assert desk.get(desk_url("out", row.call_id)).context["to_tell"] == 1
    ask = desk_url("tell", row.call_id, "ineligible")
    assert "1 applicant is written to now" in desk.get(ask).content.decode()
    page = desk.post(ask, {"confirm": "1"}, follow=True)
    assert [str(one) for one in page.context["messages"]] == ["1 applicant is told."]
    assert len(mails()) == 2


def test_drafts_are_counted_and_not_listed(desk):
    row = cast.filled(name="Nadia Brouillon")
    page = desk.get(desk_url("out", row.call_id), {"outcome": "unsent"})
    assert (page.context["counts"][2][2:], len(page.context["letters"])) == ((1, 1), 3)
    assert "Nadia Brouillon" not in page.content.decode()


@pytest.mark.parametrize(
    ("rights", "status"),
    [(["calls.view_call"], (403, 403)), (["calls.view_call", "calls.view_application"], (200, 403))],
)
def test_who_may_read_looks_and_who_may_decide_sends(client, rights, status):
    row = third_film()
    client.force_login(people.staff(*rights))
    found = (
        client.get(desk_url("out", row.call_id)),
        client.post(desk_url("tell", row.call_id, "ineligible"), {"confirm": "1"}),
    )
    assert tuple(one.status_code for one in found) == status
    assert mails() == []


def test_the_page_takes_as_many_queries_for_twenty_as_for_two(desk):
    def of(count: int) -> int:
        to = cast.call()
        for _one in range(count):
            incomplete(to=to)
        return to.pk

    def queries(call: int) -> int:
        with CaptureQueriesContext(connection) as done:
            assert desk.get(desk_url("out", call), {"outcome": "incomplete"}).status_code == 200
        return len(done)

    few, many = of(2), of(20)
    queries(few)  # fills the caches
    assert queries(many) == queries(few)


def test_an_application_is_marked_incomplete_at_the_desk(desk):
    row = cast.sent()
    url = reverse("admin:calls_application_incomplete_one", args=[row.pk])
    assert desk.post(url, {"confirm": "1", "reason": "Scénario illisible"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reason, row.told_at) == ("incomplete", "Scénario illisible", None)
