"""What she agrees to, what she gets, how she is erased, how long things are kept, and who read what."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.community.models import Message as Written
from alumni.community.models import Thread
from alumni.desk.services import add_task
from alumni.privacy import services
from alumni.privacy.models import Reading, Request, Rule
from alumni.privacy.selectors.previews import preview
from alumni.privacy.services.exporting import copy_of, held_on
from alumni.privacy.services.requests import hand_over
from alumni.support.models import SupportRequest
from foundation.errors import ServiceError
from foundation.mail.models import Message
from foundation.mail.services import forget_names
from foundation.people.merging import merge_people
from foundation.people.models import Consent, ConsentText, SecondContact
from foundation.people.selectors import consented
from foundation.people.services import publish_text, say_consent
from residencies.calls.models import Application
from residencies.programmes.selectors.audiences import Why, audience
from tests import cast
from tests.calls import cast as calls
from tests.community import cast as community
from tests.many import REPEATS, rounds
from tests.selection import cast as selection
from tests.selection.rooms import recused
from tests.support import cast as support

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def she():
    return cast.alumna(name="Zineb", city="Tiznit")


@pytest.fixture
def director():
    account = cast.staff()
    account.groups.add(Group.objects.get(name="Director"))
    return account


def test_a_word_is_kept_with_its_text_and_the_next_one_ends_it(she):
    first = say_consent(she, "stories", True, how="page", by=she.account, now=NOW)
    assert consented(she, "stories")
    assert not consented(she, "research")
    assert say_consent(she, "stories", True, how="page", by=she.account, now=NOW).pk == first.pk
    words = {code: f"neu {code}" for code in ("fr", "ar", "en")}
    text = publish_text("stories", words, by=None, now=NOW)
    assert text.version == 2
    assert consented(she, "stories"), "another text takes no word back"
    with pytest.raises(ServiceError):
        say_consent(she, "stories", False, how="staff", by=None, now=NOW)
    say_consent(she, "stories", False, how="staff", by=None, now=NOW, reason="lettre du 3")
    assert not consented(she, "stories")
    assert list(Consent.objects.order_by("pk").values_list("given", "text__version", "until")) == [
        (True, 1, NOW), (False, 2, None),
    ]  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentText.objects.filter(version=1, purpose="stories").update(text_fr="autre")


def test_of_two_records_that_become_one_the_later_word_stands(she):
    twin = cast.person()
    say_consent(twin, "news", True, how="page", by=None, now=NOW)
    say_consent(she, "news", False, how="page", by=None, now=NOW + timedelta(days=1))
    merge_people(she, twin, by=None, now=NOW + timedelta(days=2))
    assert list(she.consents.order_by("at").values_list("given", "until")) == [
        (True, NOW + timedelta(days=1)), (False, None),
    ]  # fmt: skip


def test_circulars_leave_out_who_said_no(she):
    row = cast.completed(NOW.date(), who=she)
    say_consent(she, "news", False, how="page", by=she.account, now=NOW)
    assert [why for _row, why in audience([row], "subscribed", NOW.date()).left_out] == [Why.NOT_AGREED]
    assert audience([row], "transactional", NOW.date()).reached == [row]


@pytest.mark.one_database
def test_her_page_and_the_api_change_a_consent_in_one_press(she, client):
    client.force_login(she.account)
    assert client.post("/privacy/consents/news/", {"given": "yes"}).status_code == 302
    page = client.get("/privacy/").content.decode()
    assert page.count("<article") == 4
    told = {row["purpose"]: row["given"] for row in client.get("/api/v1/me/consents/").json()}
    assert told == {"news": True, "stories": None, "sharing": None, "research": None}
    said = client.post("/api/v1/me/consents/", {"purpose": "news", "given": False}, "application/json")
    assert said.status_code == 200
    assert Consent.objects.refused("news").get().how == "api"
    assert client.get("/api/v1/me/consents/?x=1").status_code == 400


@pytest.mark.one_database
def test_a_copy_is_handed_out_behind_the_mailed_link_alone(she, client):
    cast.completed(NOW.date(), who=she, reason="motinterne")
    SecondContact.objects.create(person=she, name="Tante", phone="+212600000001")
    other = cast.alumna(name="Autre Femme", city="Oujda")
    client.force_login(she.account)
    client.post("/privacy/ask/", {"kind": "copy"})
    row = Request.objects.get()
    assert Message.objects.get(kind="privacy_confirm").person == she
    assert (row.state, client.get(f"/privacy/confirm/{row.token}/").status_code) == ("asked", 200)
    client.logout()
    answer = client.post(f"/privacy/confirm/{row.token}/")
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    told = json.loads(pack.read("data.json"))
    assert told["people.Person"][0]["city"] == "Tiznit"
    assert told["programmes.Participation"][0]["state"] == "completed"
    assert not {"motinterne", "Tante", "Oujda", other.name} & set(pack.read("data.json").decode().split('"'))
    row.refresh_from_db()
    assert row.state == "done"
    assert client.get("/privacy/confirm/x/").status_code == 404
    Request.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert client.post(f"/privacy/confirm/{row.token}/").status_code == 422


def test_an_erasure_is_confirmed_answered_and_carried_out_once_she_is_told(she, director, client):
    now = timezone.now()
    row = services.ask(she, "erasure", now=now)
    with pytest.raises(ServiceError):
        services.approve_erasure(row, by=director, now=now)
    assert client.post(f"/privacy/confirm/{row.token}/").status_code == 200
    client.force_login(director)
    assert str(she) in client.get(reverse("admin:index")).content.decode(), "it stands on today's cards"
    erase = reverse("admin:privacy_request_approve", args=[row.pk])
    assert client.get(erase).status_code == 200
    assert Reading.objects.get().what == "preview"
    assert client.post(erase, {"confirm": "1"}).status_code == 302
    assert services.carry_out(now=now) == 0, "her last mail has not left yet"
    Message.objects.filter(kind="privacy_erased").update(state="sent", sent_at=now)
    assert services.carry_out(now=now) == 1
    assert services.carry_out(now=now) == 0
    she.refresh_from_db()
    assert (she.name, she.email, she.account) == ("—", "", None)
    assert not Message.objects.exists()


@pytest.mark.one_database
def test_a_refusal_says_why_and_staff_are_not_erased(she, director):
    row = services.note_written(she, "erasure", by=director, now=NOW, reason="lettre, pièce vue")
    she.account.is_staff = True
    she.account.save()
    with pytest.raises(ServiceError):
        services.approve_erasure(row, by=director, now=NOW)
    with pytest.raises(ServiceError):
        services.refuse(row, reason=" ", by=director, now=NOW)
    services.refuse(row, reason="en litige", by=director, now=NOW)
    assert Message.objects.get().kind == "privacy_refused"


def test_a_rule_applies_at_night_only_where_it_is_on(she):
    to = calls.call()
    gone = calls.draft(to, person=she, email=she.email)
    kept = calls.draft(to, email="neu@example.org")
    Application.objects.filter(pk=gone.pk).update(saved_at=NOW - timedelta(days=400))
    Application.objects.filter(pk=kept.pk).update(saved_at=NOW)
    assert services.apply_rules(now=NOW) == 0
    rule = Rule.objects.get(code="drafts")
    services.set_rule(rule, months=12, is_on=True)
    assert services.apply_rules(now=NOW) == 1
    assert list(Application.objects.values_list("pk", flat=True)) == [kept.pk]
    assert not Application.history.filter(id=gone.pk).exists()


def test_what_is_old_is_emptied_and_stays_counted(she):
    application = calls.draft(calls.call(), person=she, email=she.email)
    old = NOW - timedelta(days=365 * 6)
    Application.objects.filter(pk=application.pk).update(
        title="Le fleuve", state="withdrawn", withdrawn_at=old
    )
    thread = support.closed(she)
    SupportRequest.objects.filter(pk=thread.pk).update(closed_at=old)
    for code in ("applications", "support"):
        services.set_rule(Rule.objects.get(code=code), months=12, is_on=True)
    assert services.apply_rules(now=NOW) == 2
    assert services.apply_rules(now=NOW) == 0, "what is empty is left alone"
    application.refresh_from_db()
    assert (application.title, application.name, application.state) == ("—", "—", "withdrawn")
    assert (thread.messages.count(), SupportRequest.objects.count()) == (0, 1)


def test_what_runs_has_to_end_before_she_is_erased(she, director):
    row = services.note_written(she, "erasure", by=director, now=NOW, reason="lettre")
    done = cast.completed(NOW.date(), who=she)
    done.state, done.completed_on = "attending", None
    done.save()
    with pytest.raises(ServiceError):
        services.approve_erasure(row, by=director, now=NOW)
    with pytest.raises(ServiceError):
        hand_over(row, by=director, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_words_at_once_leave_one_standing():
    people = [cast.alumna() for _ in range(REPEATS)]

    def says(given: bool):
        return lambda number: say_consent(people[number], "news", given, how="page", by=None, now=NOW)

    for number, found in enumerate(rounds(says(True), says(False), says(True))):
        assert not any(isinstance(one, Exception) for one in found)
        assert people[number].consents.standing().count() == 1


@pytest.mark.one_database
def test_a_dry_run_tells_and_changes_nothing_and_readings_are_counted_for_her(she, director, client):
    client.force_login(director)
    Message.objects.create(
        dedupe_key="k", message_id="<k>", kind="circular", stream="subscribed", person=she, to_addr=she.email,
        language="fr", text="Bonjour", state="sent", sent_at=NOW, created_at=NOW - timedelta(days=900),
    )  # fmt: skip
    rule = Rule.objects.get(code="mails")
    page = client.get(reverse("admin:privacy_rule_dry_run", args=[rule.pk])).content.decode()
    assert "<bdi>k</bdi>" in page
    assert str(rule) in client.get(reverse("admin:privacy_rule_change", args=[rule.pk])).context["subtitle"]
    assert rule.code not in str(rule).split()
    assert services.apply_rules(now=timezone.now()) == 0
    SecondContact.objects.create(person=she, name="Tante", phone="+212600000001")
    assert (
        client.get(reverse("admin:mail_message_change", args=[Message.objects.get().pk])).status_code == 200
    )
    assert client.get(reverse("admin:people_person_change", args=[she.pk])).status_code == 200
    assert client.get(reverse("privacydesk:held", args=[she.pk])).status_code == 200
    assert sorted(Reading.objects.values_list("what", flat=True)) == ["contact", "copy", "mail"]
    client.force_login(she.account)
    assert "3 " in client.get("/privacy/").content.decode()
    assert client.get("/privacy/held/").status_code == 200
    assert Reading.objects.count() == 3, "her own looking is not counted"
    for url in ("admin:privacy_request_changelist", "admin:privacy_reading_changelist"):
        assert client.get(reverse(url)).status_code == 302


def test_neither_messages_nor_what_she_hides_is_read_by_who_answers_for_data(director):
    one = community.taking(biography="zqhiddenqz")
    community.message("zqwordsqz", author=one)
    for reader, is_told in ((None, True), (director, False)):
        with copy_of(one, reader=reader) as file, zipfile.ZipFile(file) as pack:
            told = pack.read("data.json").decode()
        assert [text in told for text in ("zqwordsqz", "zqhiddenqz")] == [is_told, is_told]
        assert ("zqwordsqz" in str(held_on(one, reader=reader))) == is_told


def test_a_preview_does_not_tell_that_there_are_messages_of_alumnae():
    one = community.taking()
    community.message("Bonjour.", author=one)
    told = {part.title.lower() for part in preview(one)}
    assert not told & {str(model._meta.verbose_name_plural) for model in (Thread, Written)}


@pytest.mark.one_database
def test_nobody_answers_a_request_about_herself(director, client):
    hers = cast.person(account=director)
    client.force_login(director)
    for page in ("privacydesk:held", "privacydesk:note"):
        assert client.get(reverse(page, args=[hers.pk])).status_code == 404
    for kind, answer in (("copy", hand_over), ("erasure", services.approve_erasure)):
        row = services.note_written(hers, kind, by=None, now=NOW, reason="lettre")
        with pytest.raises(ServiceError, match=r"colleague|collègue"):
            answer(row, by=director, now=NOW)
        with pytest.raises(ServiceError):
            services.refuse(row, reason="non", by=director, now=NOW)


def test_of_an_application_that_is_kept_from_her_a_reader_of_what_is_held_finds_nothing(she, director):
    call = calls.call()
    row = selection.application(call, person=she)
    assert row.number in str(held_on(she, reader=director))
    (juror,) = selection.jury(call, jurors=1).jurors.all()
    recused(cast.person(account=director), juror, row)
    assert row.number not in str(held_on(she, reader=director))
    assert row.number in str(held_on(she))


@pytest.mark.parametrize("code", ["drafts", "readings", "desk"])
def test_a_dry_run_shows_no_row_that_is_kept_from_its_reader(code, she, client):
    """Programme staff see the rules: how many rows would go, of those they may find."""
    row = calls.draft(person=she)
    long_ago = NOW - timedelta(days=3000)
    Application.objects.filter(pk=row.pk).update(saved_at=long_ago)
    Reading.objects.create(person=she, reader=None, what="file", number=1, face="desk", at=long_ago)
    client.force_login(cast.staff("privacy.view_rule"))
    page = reverse("admin:privacy_rule_dry_run", args=[Rule.objects.get(code=code).pk])
    assert list(client.get(page).context["rows"]) == []


def test_mails_to_others_that_name_her_go_with_what_they_tell_of(director):
    she, other = community.taking(), community.taking()
    community.message("Bonjour.", author=she, to=other)
    owner = cast.staff("desk.view_task")
    add_task(title="Appeler Zqherqz", owner=owner, by=director, now=NOW, person=she)
    kinds = Message.objects.filter(kind__in=["task_given", "community_message"])
    assert kinds.exclude(person=she).count() == 2
    row = Request.objects.create(
        person=she, kind="erasure", state="approved", asked_at=NOW, due_on=NOW.date(), reason="lettre"
    )
    assert services.erase_person(row, now=NOW)
    assert not kinds.exists()


def test_in_letters_to_others_her_whole_name_goes_and_no_part_of_another():
    texts = {
        "a": ("Avec Sara, Sarah et Sara Benani.", {"mentorship": 7}, "Avec —, Sarah et —."),
        "b": ("Avec Sara, Sarah et Sara Benani.", {"mentorships": [8, 9]}, "Avec Sara, Sarah et —."),
        "c": ("sara@example.org, lasara@example.org", {}, "—, lasara@example.org"),
    }
    for key, (text, context, _left) in texts.items():
        Message.objects.create(
            dedupe_key=key, message_id=key, kind="circular", stream="subscribed", to_addr="x@example.org",
            language="fr", subject=text, text=text, html=f"<p>{text}</p>", context=context,
        )  # fmt: skip
    forget_names({"Sara", "Sara Benani", "sara@example.org"}, {7}, "—")
    for row in Message.objects.all():
        left = texts[row.dedupe_key][2]
        assert (row.subject, row.text, row.html) == (left, left, f"<p>{left}</p>")
