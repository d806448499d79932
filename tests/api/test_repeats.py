"""A request under a key is answered again, and does nothing more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from alumni.careers.models import Change
from alumni.support.models import SupportRequest
from foundation.films.models import DossierVersion, Work
from foundation.people.models import Account, Organisation
from foundation.repeats import services
from foundation.repeats.models import Answer
from tests import cast
from tests.calls.files import PDF

pytestmark = pytest.mark.django_db
CHANGES, HOUSES = "/api/v1/me/changes/", "/api/v1/organisations/"
FACTS = {"kind": "facts", "after": {"city": "Rabat"}}


def post(client, url: str, said, key: str = "a", **headers: str):
    headers["Idempotency-Key"] = key
    return client.post(url, said, content_type="application/json", headers=headers)


def test_the_same_again_is_the_same_answer_and_no_second_act(api):
    client = api(cast.administrator())
    first, again = (post(client, HOUSES, {"name": "Atlas", "country": "MA"}) for _time in (1, 2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["Location"]) == (first.content, first["Location"])
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert (Organisation.objects.filter(name="Atlas").count(), Answer.objects.count()) == (1, 1)
    in_other_words = post(client, HOUSES, {"country": "MA", "name": "Atlas"})
    assert in_other_words.content == first.content  # the same request


def test_another_request_under_the_key_is_refused(api):
    client = api(cast.administrator())
    post(client, HOUSES, {"name": "Atlas"})
    other = post(client, HOUSES, {"name": "Rif"})
    elsewhere = post(client, "/api/v1/festivals/", {"name": "Atlas"})
    assert [one.status_code for one in (other, elsewhere)] == [422, 422]
    assert other.json()["detail"].startswith("Another request was sent with this Idempotency-Key.")
    assert Organisation.objects.filter(name="Rif").count() == 0
    assert post(api(cast.administrator()), HOUSES, {"name": "Rif"}).status_code == 201  # her own keys


def test_who_may_see_the_row_no_more_is_not_told_again(api):
    row = cast.person()
    account = cast.staff("people.view_person", "people.change_person", "people.add_affiliation")
    url, condition = f"/api/v1/people/{row.pk}/", {"If-Match": "*", "Idempotency-Key": "a"}

    def change():
        how = {"content_type": "application/json", "headers": condition}
        return api(Account.objects.get(pk=account.pk)).patch(url, {"city": "Fès"}, **how)

    assert [change().status_code, change().status_code] == [200, 200]
    account.user_permissions.clear()
    account.user_permissions.set(Permission.objects.filter(codename="change_person"))
    assert change().status_code == 404


def test_a_secret_is_told_to_the_first_request_alone(api):
    said = {"url": "https://crm.example.org/in", "events": ["grant.paid"]}
    first, again = (
        post(api(boss), "/api/v1/webhook-endpoints/", said) for boss in [cast.administrator()] * 2
    )
    assert first.json().pop("secret").startswith("whsec_")
    assert again.json() == {name: value for name, value in first.json().items() if name != "secret"}


def test_what_was_refused_may_be_put_right_under_the_key(api):
    client = api(cast.administrator())
    assert post(client, HOUSES, {"name": ""}).status_code == 400
    assert post(client, HOUSES, {"name": "Atlas"}).status_code == 201


def test_a_change_sent_twice_is_not_refused_for_what_it_did_itself(api):
    client, she = api(cast.administrator()), cast.person(city="Fès")
    url = f"/api/v1/people/{she.pk}/"
    headers = {"Idempotency-Key": "a", "If-Match": client.get(url)["ETag"]}
    how = {"content_type": "application/json", "headers": headers}
    first, again = (client.patch(url, {"city": "Rabat"}, **how) for _time in (1, 2))
    assert (first.status_code, again.content, again["ETag"]) == (200, first.content, first["ETag"])
    assert she.history.count() == 2


def test_where_the_answer_cannot_be_kept_nothing_was_done(api, monkeypatch):
    client = api(cast.alumna().account)
    client.raise_request_exception = False
    with monkeypatch.context() as dies:
        dies.setattr(services.Answer.objects, "create", lambda **row: 1 / 0)
        assert post(client, CHANGES, FACTS).status_code == 500
    assert (Change.objects.count(), Answer.objects.count()) == (0, 0)
    assert post(client, CHANGES, FACTS).status_code == 201


def test_the_table_tells_nothing_of_what_was_asked_or_answered(api):
    she = cast.alumna()
    first = post(api(she.account), "/api/v1/me/support/", {"kind": "legal", "text": "zqsecretqz"}, "zqkeyqz")
    again = post(api(she.account), "/api/v1/me/support/", {"kind": "legal", "text": "zqsecretqz"}, "zqkeyqz")
    assert (again.content, SupportRequest.objects.count()) == (first.content, 1)
    (row,) = Answer.objects.values()
    row["sealed"] = bytes(row["sealed"])
    assert [word for word in ("zqsecretqz", "zqkeyqz", "support", "legal") if word in repr(row)] == []
    assert 201 not in row.values()
    assert Answer.objects.visible_to(cast.administrator()).count() == 0


def test_a_file_is_part_of_what_was_sent(api, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client, work = api(cast.administrator()), Work.objects.create(title="La Mer")

    def send(content: bytes):
        file = SimpleUploadedFile("a.pdf", content)
        said = {"work": work.pk, "kind": "script", "file": file}
        return client.post("/api/v1/dossier-documents/", said, headers={"Idempotency-Key": "a"})

    first, again, other = send(PDF), send(PDF), send(PDF + b"\n")
    assert (first.status_code, again.content, other.status_code) == (201, first.content, 422)
    assert DossierVersion.objects.count() == 1


@pytest.mark.one_database
def test_keys_are_forgotten_after_their_days(api, settings):
    post(api(cast.administrator()), HOUSES, {"name": "Atlas"})
    kept = Answer.objects.get().at + timedelta(days=settings.API_KEYS_DAYS)
    assert services.forget(now=kept) == 0
    assert services.forget(now=kept + timedelta(seconds=1)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_under_one_key_are_one_act(api):
    she = cast.alumna()
    clients, barrier = [api(she.account) for _press in range(4)], Barrier(4)

    def press(client) -> list:
        try:
            found = []
            for number in range(3):
                barrier.wait(timeout=60)
                found.append(post(client, CHANGES, FACTS, f"tap-{number}"))
        finally:
            connection.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        taps = list(zip(*pool.map(press, clients), strict=True))
    assert Change.objects.count() == 3
    for answers in taps:
        done = {one.content for one in answers if one.status_code == 201}
        assert len(done) == 1
        assert {one.status_code for one in answers} <= {201, 409}


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writes at a time: the second waits")
@pytest.mark.django_db(transaction=True)
def test_while_the_first_is_not_done_the_second_is_told_so(api):
    she = cast.alumna()
    client = api(she.account)

    def press():
        try:
            return post(client, CHANGES, FACTS)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert services.answer_to(services.Sent(she.account.pk, "a", "")) is None
        told = pool.submit(press).result()
    assert (told.status_code, Change.objects.count()) == (409, 0)
    assert post(client, CHANGES, FACTS).status_code == 201
