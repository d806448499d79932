"""Tasks: written down, given, told by mail, done."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.desk import services
from alumni.desk.models import Task
from foundation.errors import ServiceError
from foundation.mail.letters import NotWanted, letter_for
from foundation.mail.models import Message
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 27, 21, tzinfo=UTC)  # a Friday
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)  # in Casablanca as well
RIGHTS = ("desk.view_task", "desk.add_task", "desk.change_task", "people.view_person")


def colleague(name: str):
    account = cast.staff(*RIGHTS)
    cast.person(name=name, account=account, email=account.email, language="en")
    return account


def told() -> list[tuple[str, datetime]]:
    found = Message.objects.filter(kind="task_given").order_by("pk")
    return list(found.values_list("to_addr", "not_before"))


def test_a_colleague_hears_once_and_at_a_decent_hour_of_a_task_she_is_given():
    giver, owner = colleague("Amina"), colleague("Basma")
    row = services.add_task(title="Call the lab", owner=owner, by=giver, now=NIGHT, due_on=date(2026, 12, 1))
    row.note = "Twice"
    services.save_task(row, owner=owner, by=giver, now=NIGHT)
    services.add_task(title="My own", owner=giver, by=giver, now=NIGHT)
    assert told() == [(owner.email, MONDAY)]
    letter = letter_for(Message.objects.get())
    assert (letter.context["task"], letter.context["giver"]) == ("Call the lab", "Amina")
    services.save_task(row, owner=giver, by=owner, now=MONDAY)
    assert told() == [(owner.email, MONDAY), (giver.email, MONDAY)]
    with pytest.raises(NotWanted):
        letter_for(Message.objects.get(to_addr=owner.email))


def test_each_of_two_who_are_given_it_from_pages_of_the_same_moment_hears_of_it():
    giver, first, second = colleague("Amina"), colleague("Basma"), colleague("Chama")
    number = services.add_task(title="Call the lab", by=giver, now=NIGHT).pk
    one, other = Task.objects.get(pk=number), Task.objects.get(pk=number)
    services.save_task(one, owner=first, by=giver, now=NIGHT)
    services.finish_task(one, by=first, now=NIGHT)
    services.save_task(other, owner=second, by=giver, now=NIGHT)
    assert [address for address, _at in told()] == [first.email, second.email]
    assert Task.objects.get().done_by == first


def test_who_may_only_look_at_tasks_gives_none_away(client):
    looks, owner = cast.staff("desk.view_task"), colleague("Basma")
    row = rows.task(owner=owner)
    client.force_login(looks)
    address = reverse("desk:hand_over", args=["tasks", row.pk])
    home = client.get(reverse("admin:index"), {"who": "all"}).text
    assert row.title in home
    assert 'name="take"' not in home
    assert f'href="{address}' not in home
    assert client.get(address).status_code == 403
    assert client.post(address, {"take": "1", "seen": owner.pk}).status_code == 403
    assert Task.objects.get().owner == owner


def test_she_may_switch_it_off_and_keep_the_keys_of_one_letter(client):
    owner = colleague("Basma")
    client.force_login(owner)
    page = reverse("desk:habits")
    assert client.get(page).context["form"].initial == {"tasks_by_mail": True, "keys": True}
    assert client.post(page, {"keys": "on"}).cookies["desk_keys"].value == "on"
    services.add_task(title="Call", owner=owner, by=cast.administrator(), now=NIGHT)
    assert told() == []
    assert client.post(page, {"tasks_by_mail": "on"}).cookies["desk_keys"].value == "off"
    assert client.get(page).context["form"].initial == {"tasks_by_mail": True, "keys": False}


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (datetime(2026, 11, 30, 8, tzinfo=UTC), MONDAY),
        (MONDAY, MONDAY),
        (datetime(2026, 11, 30, 18, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC)),
        (datetime(2027, 1, 1, 9, tzinfo=UTC), datetime(2027, 1, 4, 9, tzinfo=UTC)),
    ],
)
def test_one_writes_in_the_hours_of_work_alone(moment, opens):
    assert services.next_open(moment, ZoneInfo("Africa/Casablanca"), "MA") == opens


def test_what_is_done_stays_as_it_was_first_said_and_may_be_opened_again():
    one, other = colleague("Amina"), colleague("Basma")
    row = rows.task(owner=one)
    services.finish_task(row, by=one, now=NIGHT)
    done = services.finish_task(row, by=other, now=MONDAY)
    assert (done.done_by, done.done_at) == (one, NIGHT)
    with pytest.raises(ServiceError):
        services.give_task(row, other, seen=one, by=other, now=MONDAY)
    assert services.reopen_task(row, by=other, now=MONDAY).done_at is None
    assert not Task.objects.exclude(done_at=None)


def test_only_who_may_see_tasks_is_given_one():
    with pytest.raises(ServiceError):
        services.add_task(title="Call", owner=cast.staff(), by=None, now=NIGHT)
    assert not Task.objects.exists()


def test_one_form_writes_it_from_a_persons_page_and_leads_back_to_it(client):
    boss, owner = cast.administrator(), colleague("Basma")
    she = cast.person(name="Souad")
    client.force_login(boss)
    form = client.get(f"{reverse('admin:desk_task_add')}?person={she.pk}").context["adminform"].form
    assert (form.initial["person"], form.initial["owner"]) == (str(she.pk), boss.pk)
    assert (owner.pk, "Basma") in [(key.value, name) for key, name in form.fields["owner"].choices if key]
    said = {"title": "Ask for the contract", "owner": owner.pk, "person": she.pk, "due_on": "2026-12-01"}
    answer = client.post(reverse("admin:desk_task_add"), {**said, "note": ""})
    assert answer.url == reverse("admin:people_person_life", args=[she.pk])
    row = Task.objects.get()
    assert (row.owner, row.created_by, row.person, row.history.get().history_user) == (owner, boss, she, boss)
    assert [address for address, _at in told()] == [owner.email]
    url = reverse("admin:desk_task_finish", args=[row.pk])
    client.post(url)
    row.refresh_from_db()
    assert (row.done_by, told()[0][0]) == (boss, owner.email)


def test_the_list_is_narrowed_by_owner_and_state(client):
    me = colleague("Amina")
    mine, nobodys = rows.task(owner=me, due_on=date(2020, 1, 1)), rows.task(owner=me)
    services.save_task(nobodys, owner=None, by=None, now=NIGHT)
    done = services.finish_task(rows.task(owner=me), by=me, now=NIGHT)
    client.force_login(me)
    page = reverse("admin:desk_task_changelist")
    found = {
        query: [row.pk for row in client.get(f"{page}?{query}").context["cl"].result_list]
        for query in ("owner=mine&stands=due", "owner=nobody", "stands=done", f"owner={me.pk}&stands=open")
    }
    assert list(found.values()) == [[mine.pk], [nobodys.pk], [done.pk], [mine.pk]]
    assert client.get(f"{page}?owner=²").context["cl"].result_count == 3


def test_of_what_is_to_be_done_about_herself_a_colleague_finds_nothing():
    me, other = colleague("Amina"), colleague("Basma")
    row = services.add_task(title="Talk to her", person=me.person, owner=other, by=other, now=NIGHT)
    assert [list(Task.objects.visible_to(who)) for who in (me, other, cast.staff())] == [[], [row], []]


def test_a_task_without_words_is_refused(client):
    with pytest.raises(ServiceError):
        services.add_task(title="  ", by=None, now=timezone.now())


def test_the_mail_about_a_task_is_kept_from_the_colleague_whom_the_task_is_about():
    giver, owner, she = colleague("Amina"), colleague("Basma"), cast.staff("mail.view_message", *RIGHTS)
    person = cast.person(name="Chama", account=she, email=she.email, language="en")
    row = services.add_task(title="Speak to her", owner=owner, by=giver, now=NIGHT, person=person)
    assert not Message.objects.visible_to(she).exists()
    assert Message.objects.visible_to(cast.staff("mail.view_message")).count() == 1
    services.save_task(row, owner=she, by=giver, now=MONDAY)
    assert Message.objects.visible_to(she).count() == 2
