"""Two who change the same at the same moment, in another order: nobody is shown a fault of ours."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from alumni.desk.models import Taking, Task, Waiting
from foundation.people.models import Account, Alias, Duplicate, Person
from tests import cast
from tests.desk import rows

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other"),
    pytest.mark.usefixtures("in_english"),
]
BUSY = "Somebody is changing it at this moment. Nothing was done: send it again."


def waiting(cursor: Any, holder: int) -> int:
    cursor.execute(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND %s = ANY(pg_blocking_pids(pid))", [holder]
    )
    return int(cursor.fetchone()[0])


@contextmanager
def somebody(first: Model, then: Model) -> Iterator[None]:
    """Somebody who holds `first` and takes `then` once another waits for her: the other one is stopped."""
    holds = Event()

    def lock(row: Model) -> None:
        list(type(row)._base_manager.filter(pk=row.pk).select_for_update().values_list("pk"))

    def run() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL deadlock_timeout = '60s'")
                cursor.execute("SELECT pg_backend_pid()")
                (own,) = cursor.fetchone()
                lock(first)
                holds.set()
                until = time.monotonic() + 20
                while not waiting(cursor, own):
                    assert time.monotonic() < until, "nobody waited"
                    time.sleep(0.01)
                lock(then)
        finally:
            holds.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running: Future[None] = pool.submit(run)
        assert holds.wait(60)
        yield
        running.result()


@pytest.fixture
def administrator() -> Account:
    return cast.administrator()


@pytest.fixture
def desk(administrator) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(administrator)
    return client


def typed(client: Client, page: str, **said: Any) -> dict[str, Any]:
    """What the form of a record's page holds, with what she types."""
    context = client.get(page).context
    forms = [context["adminform"].form]
    for shown in context["inline_admin_formsets"]:
        forms += [shown.formset.management_form, *shown.formset.forms]
    held = {field.html_name: field.value() for form in forms for field in form}
    return {
        name: value for name, value in {**held, **said}.items() if value is not None and value is not False
    }


def test_what_she_typed_into_a_record_is_not_lost(desk):
    person = cast.person(name="Salma Alaoui")
    alias = Alias.objects.create(person=person, name="Selma")
    page = reverse("admin:people_person_change", args=[person.pk])
    said = typed(desk, page, city="Fès", **{"aliases-0-name": "Selma A."})
    with somebody(alias, then=person):
        answer = desk.post(page, said)
    assert BUSY in answer.text
    assert answer.context["adminform"].form["city"].value() == "Fès"
    assert (Person.objects.get().city, Alias.objects.get().name) == ("", "Selma")
    assert desk.post(page, said).status_code == 302
    assert (Person.objects.get().city, Alias.objects.get().name) == ("Fès", "Selma A.")


def test_what_was_confirmed_is_asked_for_again(desk, administrator):
    row = rows.task(owner=administrator)
    page = reverse("admin:desk_task_finished", args=[row.pk])
    with somebody(Account.objects.get(pk=administrator.pk), then=row):
        answer = desk.post(page, {"confirm": "1"})
    assert BUSY in answer.text
    assert Task.objects.get().done_at is None
    assert desk.post(page, {"confirm": "1"}).status_code == 302
    assert Task.objects.get().done_by == administrator


def test_a_button_of_a_row_says_so(desk, administrator):
    row = rows.task(owner=administrator)
    with somebody(Account.objects.get(pk=administrator.pk), then=row):
        answer = desk.post(reverse("admin:desk_task_finish", args=[row.pk]), follow=True)
    assert BUSY in answer.text
    assert Task.objects.get().done_at is None


def test_any_other_page_asks_to_go_back_and_send_it_again(desk):
    colleague, held = cast.administrator(), cast.administrator()
    row = Duplicate.objects.create(first=cast.person(), second=cast.person(), score=90)
    taken = Taking.objects.create(kind=Waiting.DUPLICATES, row=row.pk, account=held, by=held, at=cast.NOW)
    page = reverse("desk:hand_over", args=[Waiting.DUPLICATES, row.pk])
    said = {"to": colleague.pk, "seen": held.pk}
    with somebody(Account.objects.get(pk=colleague.pk), then=taken):
        answer = desk.post(page, said)
    assert answer.status_code == 409
    assert "Please go back, where what you wrote still stands, and send it again." in answer.text
    assert Taking.objects.get().account == held
