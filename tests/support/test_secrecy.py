"""Who finds what: nothing of a request is where it should not be."""

import json
import logging
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings as configured
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.log import AdminEmailHandler
from simple_history.models import HistoricalChanges

from alumni.support import services
from alumni.support.models import HarassmentReader, Message, Reading, SealedFile, SupportRequest, kinds_of
from alumni.support.sealing import Unreadable
from foundation.errors import ServiceError
from foundation.films.models import Credit, Role, Work
from foundation.mail.models import Message as Mail
from foundation.people.models import Affiliation, Organisation
from tests import cast
from tests.calls import files
from tests.support.cast import WORDS, adviser, closed, member, readers, request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = cast.NOW


def logged_in(account: Any, **how: Any) -> Client:
    client = Client(**how)
    client.force_login(account)
    return client


def seen_by(account: Any) -> set[int]:
    return set(SupportRequest.objects.visible_to(account).values_list("pk", flat=True))


def test_each_sees_her_own_and_those_of_her_rights_alone():
    one, other = readers()
    lawyer = adviser()
    legal, wellbeing = request(), request(kind="wellbeing")
    report, kept = request(kind="harassment"), request(kind="harassment", kept_from=one.pk)
    services.assign(legal, lawyer, by=member("Support staff"), now=NOW)
    expected = [
        (legal.person.account, {legal}),
        (lawyer.account, {legal}),
        (member("Support staff"), {legal}),
        (member("Wellbeing staff"), {wellbeing}),
        (one, {report}),
        (other, {report, kept}),
        (member("Programme staff"), set()),
        (member("Director"), set()),
        (cast.administrator(), set()),
        (cast.alumna().account, set()),
    ]
    for account, rows in expected:
        assert seen_by(account) == {row.pk for row in rows}, account
    lawyer.is_active = False
    lawyer.save()
    assert seen_by(lawyer.account) == set()
    assert kinds_of(one) == []


def test_pages_are_not_there_for_whoever_may_not_see_and_the_desk_is_shut():
    row = closed(uploads=[files.Sent(files.PDF, "contrat.pdf")])
    file = SealedFile.objects.get()
    paths = [f"/support/{row.pk}/", f"/support/{row.pk}/file/{file.pk}/", f"/support/{row.pk}/precedent/"]
    for account in (cast.administrator(), member("Director"), cast.alumna().account):
        client = logged_in(account)
        assert [client.get(path).status_code for path in paths] == [404] * 3
        assert client.post(paths[0], {"open": "yes"}).status_code == 404
        assert client.get("/support/advising/").status_code == 404
    for path in ("/admin/help/", f"/admin/help/{row.pk}/assign/"):
        assert logged_in(cast.administrator()).get(path).status_code == 403


def test_a_thread_is_opened_by_a_press_that_is_noted():
    staff, row = member("Support staff"), request(uploads=[files.Sent(files.PDF, "contrat.pdf")])
    client, path, file = logged_in(staff), f"/support/{row.pk}/", SealedFile.objects.get()
    assert WORDS not in client.get(path).content.decode()
    assert client.get(f"{path}file/{file.pk}/").status_code == 404
    assert client.post(path, {"text": "Sans lire."}).status_code == 422
    for _press in (1, 2):
        assert client.post(path, {"open": "yes"}).status_code == 302
    assert Reading.objects.filter(request=row, reader=staff).count() == 1
    assert WORDS in client.get(path).content.decode()
    got = client.get(f"{path}file/{file.pk}/")
    assert b"".join(got.streaming_content) == files.PDF
    hers = logged_in(row.person.account)
    assert staff.email in hers.get(path).content.decode()  # she sees who has read it
    assert Reading.objects.count() == 1


def test_reports_stand_on_the_page_of_the_two_and_in_no_list_of_the_desk():
    one, _other = readers()
    report, legal = request(kind="harassment"), request()
    page = logged_in(one).get("/support/advising/").content.decode()
    assert f"/support/{report.pk}/" in page
    desk = logged_in(member("Support staff")).get("/admin/help/").content.decode()
    assert (f"/support/{legal.pk}/" in desk, f"/support/{report.pk}/" in desk) == (True, False)
    assert "harassment" not in desk.lower().replace("readers of reports of harassment", "")


def test_a_copy_of_the_database_and_of_the_files_tells_no_word():
    one, _other = readers()
    lawyer = adviser(acts_for=f"client {WORDS}")
    row = request(kind="harassment", parties=f"side {WORDS}", uploads=[files.Sent(files.PDF, f"{WORDS}.pdf")])
    services.write(row, f"answer {WORDS}", by=one, now=NOW)
    lawyer.capacity = 3
    lawyer.save()
    told = StringIO()
    call_command("dumpdata", stdout=told)
    assert WORDS not in told.getvalue()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert WORDS not in repr(cursor.fetchall()), table
    stored = Path(configured.MEDIA_ROOT) / SealedFile.objects.get().file.name
    assert b"%PDF" not in stored.read_bytes()


def test_no_history_log_mail_export_or_other_api_tells_of_it(caplog, tmp_path):
    readers()
    caplog.set_level(logging.DEBUG)
    she = cast.alumna()
    page = {"kind": "harassment", "urgency": "soon", "text": WORDS, "parties": WORDS}
    assert logged_in(she.account).post("/support/new/", page).status_code == 302
    assert SupportRequest.objects.get().messages.get().text == WORDS
    assert WORDS not in caplog.text
    histories = [model for model in apps.get_models() if issubclass(model, HistoricalChanges)]
    assert not {"supportrequest", "message"} & {
        model._meta.model_name.removeprefix("historical")
        for model in histories
        if model._meta.app_label == "support"
    }
    assert not LogEntry.objects.filter(content_type__app_label="support").exists()
    queued = json.dumps(list(Mail.objects.values()), default=str).lower()
    assert "support_message" in queued
    assert not any(word in queued for word in (WORDS, "harassment", "legal", "harc"))
    boss = logged_in(cast.administrator())
    assert boss.get("/api/v1/me/support/").json()["results"] == []
    outbox = Mail.objects.visible_to(cast.administrator())
    assert not outbox.filter(kind="support_message").exists()
    assert not any("support" in path for path in configured.IMPORT_RESOURCES)


def test_an_error_mail_and_page_hold_nothing_that_was_typed(settings, monkeypatch):
    def fail(*_arguments: Any, **_named: Any) -> None:
        text = WORDS  # noqa: F841 - a local variable of the frame that fails
        raise RuntimeError("broken")

    monkeypatch.setattr("alumni.support.services.asking.due_after", fail)
    settings.ADMINS = [("Boss", "boss@example.org")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    handler = AdminEmailHandler(include_html=True)
    logging.getLogger("django.request").addHandler(handler)
    try:
        client = logged_in(cast.alumna().account, raise_request_exception=False)
        answer = client.post("/support/new/", {"kind": "legal", "urgency": "soon", "text": WORDS})
        body = json.dumps({"kind": "legal", "text": WORDS})
        api = client.post("/api/v1/me/support/", body, content_type="application/json")
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert (answer.status_code, api.status_code) == (500, 500)
    whole = "".join(one.body + str(one.alternatives) for one in mail.outbox)
    assert ("RuntimeError" in whole, "/support/new/" in whole, "/me/support/" in whole) == (True, True, True)
    assert WORDS not in whole + answer.content.decode() + api.content.decode()


def test_keys_are_changed_without_losing_a_word(settings):
    request(parties="Atlas", uploads=[files.Sent(files.PDF, "contrat.pdf")])
    adviser(acts_for="Sahara Films")
    old, new = settings.SUPPORT_KEYS, Fernet.generate_key().decode()
    settings.SUPPORT_KEYS = [new, *old]
    for _run in (1, 2):
        said = StringIO()
        call_command("reseal_support", stdout=said)
        assert said.getvalue().startswith("5 ")
    settings.SUPPORT_KEYS = [new]
    assert Message.objects.get().text == WORDS
    assert SealedFile.objects.get().file.open("rb").read() == files.PDF
    settings.SUPPORT_KEYS = old
    with pytest.raises(Unreadable):
        Message.objects.get()
    with pytest.raises(CommandError, match="SUPPORT_KEYS"):
        call_command("reseal_support", stdout=StringIO())


def test_a_change_of_keys_that_is_interrupted_leaves_each_file_whole(settings, monkeypatch):
    request(uploads=[files.Sent(files.PDF, "contrat.pdf")])
    settings.SUPPORT_KEYS = [Fernet.generate_key().decode(), *settings.SUPPORT_KEYS]

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.files.storage.FileSystemStorage._save", fail)
        with pytest.raises(OSError, match="full"):
            call_command("reseal_support", stdout=StringIO())
    assert SealedFile.objects.get().file.open("rb").read() == files.PDF
    old = SealedFile.objects.get().file.name
    call_command("reseal_support", stdout=StringIO())
    row = SealedFile.objects.get()
    assert row.file.open("rb").read() == files.PDF
    assert not row.file.storage.exists(old)


def test_a_form_with_a_fault_keeps_what_was_typed():
    client = logged_in(cast.alumna().account)
    page = client.post("/support/new/", {"kind": "", "urgency": "soon", "text": WORDS, "parties": "Atlas"})
    assert (page.status_code, WORDS in page.content.decode()) == (422, True)
    assert "Atlas" in page.content.decode()


def test_the_api_makes_one_request_of_a_double_press_and_keeps_the_thread():
    she = cast.alumna()
    client = logged_in(she.account)
    body = json.dumps({"kind": "legal", "text": WORDS})
    made = [
        client.post(
            "/api/v1/me/support/", body, content_type="application/json", headers={"Idempotency-Key": "a"}
        ).json()
        for _press in (1, 2)
    ]
    assert made[0]["id"] == made[1]["id"]
    path = f"/api/v1/me/support/{made[0]['id']}/"
    assert (
        client.post(
            f"{path}messages/", json.dumps({"text": "Et …"}), content_type="application/json"
        ).status_code
        == 201
    )
    assert [one["text"] for one in client.get(path).json()["messages"]] == [WORDS, "Et …"]
    assert client.post(f"{path}close/", "{}", content_type="application/json").json()["state"] == "closed"
    said = client.post(f"{path}helped/", json.dumps({"helped": "partly"}), content_type="application/json")
    assert said.json()["helped"] == "partly"
    assert logged_in(cast.administrator()).get(path).status_code == 404


@pytest.mark.one_database
def test_lists_take_as_many_queries_for_fifty_rows_as_for_one(django_assert_num_queries):
    from django.test.utils import CaptureQueriesContext

    staff, lawyer, she = member("Support staff"), adviser(), cast.alumna()

    def counts() -> list[int]:
        found = []
        for account, path in (
            (staff, "/admin/help/"), (lawyer.account, "/support/advising/"), (she.account, "/support/"),
        ):  # fmt: skip
            client = logged_in(account)
            client.get(path)
            with CaptureQueriesContext(connection) as done:
                assert client.get(path).status_code == 200
            found.append(len(done))
        return found

    def rows(count: int) -> None:
        SupportRequest.objects.bulk_create(
            SupportRequest(
                person=person, kind="legal", language="fr", asked_at=NOW, due_at=NOW, moved_at=NOW,
                adviser=lawyer, state="assigned",
            )
            for _number in range(count)
            for person in (she, cast.person())
        )  # fmt: skip

    rows(1)
    one = counts()
    rows(24)
    assert counts() == one
    assert timezone.now() > NOW


def test_the_desk_names_a_reader_or_says_why_not_and_then_nothing_is_saved(monkeypatch):
    client, account = logged_in(member("Director")), cast.alumna().account
    url, said = "/admin/support/harassmentreader/add/", {"place": 1, "account": account.pk}
    with monkeypatch.context() as late:
        late.setattr("alumni.support.services.readers.holds", lambda *_who: False)
        page = client.post(url, said)
    assert page.context["adminform"].form.non_field_errors()
    assert not HarassmentReader.objects.exists()
    assert client.post(url, said).status_code == 302
    assert HarassmentReader.objects.get().account == account


def test_whoever_is_close_to_the_other_side_finds_nothing_and_others_read_how_many_do_not():
    """By her house, her colleagues there, and with whom she produces; in any spelling of whole names."""
    house = Organisation.objects.create(name="Atlas Films")
    chief, partner = cast.person(name="Karim Alaoui"), cast.person(name="Leïla Benjelloun")
    work, role = Work.objects.create(title="Film"), Role.objects.filter(department="production").first()
    near, far = [], member("Support staff")
    for number in range(3):
        account = member("Support staff")
        near.append(cast.person(account=account, email=account.email, name=f"Proche {number}"))
    for person in (near[0], near[1], chief):
        Affiliation.objects.create(person=person, organisation=house)
    for person in (near[2], partner):
        Credit.objects.create(work=work, person=person, role=role)
    sides = ["ATLAS FILMS\nQuelqu'un", "karim alaoui", "Leila Benjelloun", "Atlas"]
    rows = [request(parties=side) for side in sides]
    assert seen_by(far) == {row.pk for row in rows}
    seen = [seen_by(one.account) for one in near]
    assert seen == [{rows[2].pk, rows[3].pk}, {rows[2].pk, rows[3].pk}, {rows[0].pk, rows[1].pk, rows[3].pk}]
    told = Mail.objects.filter(kind="support_message", dedupe_key__startswith=f"support:{rows[0].pk}:")
    assert set(told.values_list("to_addr", flat=True)) == {far.email, near[2].account.email}
    client = logged_in(near[0].account)
    assert client.get(f"/support/{rows[0].pk}/").status_code == 404
    assert f"/support/{rows[0].pk}/" not in client.get("/admin/help/").content.decode()
    other = logged_in(far, headers={"accept-language": "en"})
    other.post(f"/support/{rows[0].pk}/", {"open": "yes"})
    assert "2 colleagues who could answer" in other.get(f"/support/{rows[0].pk}/").content.decode()
    assert logged_in(far).get("/admin/").context["help_waits"] == [("/admin/help/", 4)]
    assert logged_in(cast.administrator()).get("/admin/").context["help_waits"] == []


def test_who_says_that_she_is_close_leaves_it_to_others_and_never_to_nobody():
    staff, lawyer = member("Support staff"), adviser()
    row = services.assign(request(), lawyer, by=staff, now=NOW)
    assert logged_in(lawyer.account).post(f"/support/{row.pk}/", {"recuse": "yes"}).status_code == 302
    row.refresh_from_db()
    assert (row.adviser, row.state, seen_by(lawyer.account)) == (None, "new", set())
    with pytest.raises(ServiceError, match="confli"):
        services.assign(row, lawyer, by=staff, now=NOW)
    assert logged_in(staff).post(f"/support/{row.pk}/", {"recuse": "yes"}).status_code == 422
    assert seen_by(staff) == {row.pk}
    colleague = member("Support staff")
    services.recuse(row, by=staff, now=NOW)
    assert (seen_by(staff), seen_by(colleague)) == (set(), {row.pk})


def test_what_only_somebody_close_could_answer_is_not_kept_and_she_is_told():
    account = member("Support staff")
    cast.person(account=account, name="Proche")
    with pytest.raises(ServiceError, match="Please call us"):
        request(parties="Proche")
    assert not SupportRequest.objects.exists()
    assert request(parties="Une autre").state == "new"


def test_files_of_her_thread_come_through_the_api_and_of_no_other():
    row = request(uploads=[files.Sent(files.PDF, "contrat.pdf")])
    client = logged_in(row.person.account)
    (one,) = client.get(f"/api/v1/me/support/{row.pk}/").json()["messages"][0]["files"]
    assert (one["name"], one["size"]) == ("contrat.pdf", len(files.PDF))
    got = client.get(one["url"])
    assert b"".join(got.streaming_content) == files.PDF
    assert client.get(one["url"] + "?x=1").status_code == 400
    for account in (cast.alumna().account, member("Support staff"), cast.administrator()):
        assert logged_in(account).get(one["url"]).status_code == 404
