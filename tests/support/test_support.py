"""Asking, answering, giving to an adviser, lateness, precedents."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alumni.support import services
from alumni.support.models import (
    HarassmentReader,
    Message,
    Precedent,
    SealedFile,
    SupportRequest,
)
from alumni.support.selectors import figures, proposals
from alumni.support.services import Asking
from alumni.support.services.asking import due_after
from foundation.errors import ServiceError
from foundation.films.models import Credit, Role, Work
from foundation.mail.models import Message as Mail
from foundation.people.merging import merge_people
from foundation.people.models import Affiliation, Organisation
from tests import cast
from tests.calls import files
from tests.support.cast import adviser, closed, member, readers, request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = cast.NOW


def mails() -> list[str]:
    return sorted(Mail.objects.filter(kind="support_message").values_list("to_addr", flat=True))


def test_a_thread_goes_its_way_and_each_step_is_told_once():
    lawyer, staff = adviser(), member("Support staff")
    row = request()
    she = row.person
    assert (row.state, mails()) == ("new", [staff.email])
    row = services.assign(row, lawyer, by=staff, now=NOW)
    assert (row.state, mails()) == ("assigned", sorted([staff.email, lawyer.account.email]))
    token = uuid4()
    for _press in (1, 2):
        services.write(row, "Voici.", by=lawyer.account, now=NOW, token=token)
    row.refresh_from_db()
    assert (row.state, row.first_answered_at, row.messages.count()) == ("answered", NOW, 2)
    assert mails().count(she.email) == 1
    services.write(row, "Merci, mais …", by=she.account, now=NOW)
    row.refresh_from_db()
    assert (row.state, mails().count(lawyer.account.email)) == ("waiting", 2)
    with pytest.raises(ServiceError):
        services.say_helped(row, "yes", by=she.account, now=NOW)
    services.close(row, by=lawyer.account, now=NOW)
    assert services.close(row, by=lawyer.account, now=NOW).state == "closed"
    assert mails().count(she.email) == 2
    assert services.say_helped(row, "yes", by=she.account, now=NOW).helped == "yes"
    services.write(row, "Encore une question.", by=she.account, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.helped, row.closed_at) == ("waiting", "", None)


def test_a_double_press_makes_one_request_and_new_words_are_not_lost():
    she, token = cast.alumna(), uuid4()
    first = services.ask(she, Asking("legal", "Un contrat."), by=she.account, now=NOW, token=token)
    again = services.ask(she, Asking("legal", "Un contrat."), by=she.account, now=NOW, token=token)
    other = services.ask(she, Asking("legal", "Autre chose."), by=she.account, now=NOW, token=token)
    assert (first.pk == again.pk, first.pk == other.pk) == (True, False)


@pytest.mark.parametrize(
    ("urgency", "now", "due"),
    [
        ("urgent", datetime(2026, 11, 24, 10, tzinfo=UTC), "2026-11-25"),
        ("urgent", datetime(2026, 11, 27, 10, tzinfo=UTC), "2026-11-30"),  # a Friday
        ("urgent", datetime(2026, 11, 17, 10, tzinfo=UTC), "2026-11-19"),  # the 18th is Independence Day
        ("soon", datetime(2026, 11, 5, 10, tzinfo=UTC), "2026-11-11"),  # the 6th is the Green March
        ("calm", datetime(2026, 11, 24, 23, 30, tzinfo=UTC), "2026-12-03"),
    ],
)
@pytest.mark.one_database
def test_a_first_answer_is_due_in_working_days_of_morocco(urgency, now, due):
    assert due_after(urgency, now).strftime("%Y-%m-%d %H:%M") == f"{due} 18:00"


def test_late_requests_are_told_once_to_those_who_may_answer():
    staff, (one, other) = member("Support staff"), readers()
    legal, report = request(), request(kind="harassment")
    Mail.objects.all().delete()
    later = max(legal.due_at, report.due_at) + timedelta(hours=1)
    assert services.tell_late(now=NOW) == 0
    assert [services.tell_late(now=later) for _run in (1, 2)] == [2, 0]
    assert mails() == sorted([staff.email, one.email, other.email])
    services.write(legal, "Voici.", by=staff, now=later)
    assert list(SupportRequest.objects.late(later)) == [report]


def test_lateness_is_told_to_an_adviser_as_long_as_she_sees_the_request(django_assert_num_queries):
    staff, lawyer, gone = member("Support staff"), adviser(), adviser()
    for one in (lawyer, gone):
        services.assign(request(), one, by=staff, now=NOW)
    gone.is_active = False
    gone.save()
    Mail.objects.all().delete()
    later = NOW + timedelta(days=30)
    assert services.tell_late(now=later) == 2
    assert mails() == sorted([staff.email, staff.email, lawyer.account.email])
    for _more in range(2):
        request()
    with CaptureQueriesContext(connection) as two:
        assert services.tell_late(now=later) == 2
    for _more in range(5):
        request()
    with django_assert_num_queries(len(two)):
        assert services.tell_late(now=later) == 5


def test_an_adviser_of_the_other_side_is_not_proposed_and_cannot_be_given_it():
    house = Organisation.objects.create(name="Atlas Productions", short_name="Atlas")
    tied, free, full = adviser(acts_for="Karim El Fassi\nSociété Atlas"), adviser(), adviser(capacity=0)
    inside = cast.alumna(name="Nadia Sebti")
    Affiliation.objects.create(person=inside, organisation=house)
    within = adviser(inside)
    row = request(parties="karim el fassi\nATLAS PRODUCTIONS")
    found = {one.adviser.pk: one for one in proposals(row)}
    assert next(iter(found)) == free.pk
    assert {pk for pk, one in found.items() if one.is_out} == {tied.pk, within.pk}
    assert found[full.pk].bad == ["Open requests: 0 of 0."]
    told = " ".join(word for one in found.values() for word in one.bad + one.good)
    assert not any(name in told for name in ("Karim", "Fassi", "Atlas", "Sebti"))
    staff = member("Support staff")
    for refused in (tied, within):
        with pytest.raises(ServiceError, match="conflict of interest"):
            services.assign(row, refused, by=staff, now=NOW)
    assert services.assign(row, free, by=staff, now=NOW).adviser == free


@pytest.mark.one_database
def test_nobody_advises_on_her_own_request():
    she = cast.alumna()
    herself = adviser(she)
    row = request(she)
    assert [one.is_out for one in proposals(row)] == [True]
    with pytest.raises(ServiceError):
        services.assign(row, herself, by=member("Support staff"), now=NOW)


def test_a_report_waits_until_two_are_named_and_has_no_adviser():
    she = cast.alumna()
    with pytest.raises(ServiceError, match="not named yet"):
        request(she, "harassment")
    one, other = readers()
    row = request(she, "harassment", urgency="calm", kept_from=one.pk)
    assert (row.urgency, mails()) == ("urgent", [other.email])
    with pytest.raises(ServiceError):
        services.assign(row, adviser(), by=member("Support staff"), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=row.pk).update(adviser=adviser())


def test_naming_a_reader_is_kept_and_told_to_all_whom_it_concerns():
    director, new = member("Director"), cast.alumna().account
    one, other = readers()
    with pytest.raises(ServiceError, match="Only the director"):
        services.name_reader(1, new, by=cast.administrator(), now=NOW)
    with pytest.raises(ServiceError, match="two people"):
        services.name_reader(1, other, by=director, now=NOW)
    for _press in (1, 2):
        row = services.name_reader(1, new, by=director, now=NOW)
    assert mails() == sorted([one.email, other.email, new.email])
    last = HarassmentReader.history.filter(id=row.pk).latest()
    assert (last.account_id, last.history_user) == (new.pk, director)


def test_a_precedent_tells_nothing_of_her_and_is_found_in_any_spelling():
    she = cast.alumna(name="Oumaïma Bennani", email="oumaima@example.org", phone="+212661234567")
    work = Work.objects.create(title="Le Sel des jours")
    Credit.objects.create(work=work, person=she, role=Role.objects.get(slug="director"))
    row, staff = closed(she, parties="Atlas Productions"), member("Support staff")
    told = [
        "oumaima demande", "de BENNANI", "écrire à oumaima@example.org", "appeler le 06 61 23 45 67",
        "pour « Le sel des jours »", "contre Atlas productions",
    ]  # fmt: skip
    for words in told:
        with pytest.raises(ServiceError, match="tells who she is"):
            services.write_precedent(row, question="Q", answer=words, by=staff, now=NOW)
    made = services.write_precedent(
        row, question="Clause d’exclusivité ?", answer="Limiter à un an.", by=staff, now=NOW
    )
    assert list(Precedent.objects.all().search("EXCLUSIVITE an")) == [made]
    assert not Precedent.objects.all().search("exclusivite deux").exists()
    assert not any(field.related_model for field in Precedent._meta.concrete_fields)
    readers()
    report = closed(kind="harassment")
    with pytest.raises(ServiceError):
        services.write_precedent(report, question="Q", answer="A", by=staff, now=NOW)


def test_figures_hide_fewer_than_five_people_and_know_no_reports():
    readers()
    she = cast.alumna()
    for _number in range(5):
        request(kind="legal")
        request(she, "guidance")
        request(kind="harassment")
    counted = figures(NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert counted == {"legal": 5, "guidance": None, "finance": None, "contact": None, "wellbeing": None}


def test_a_merge_moves_requests_and_does_not_tell():
    keep, gone = cast.alumna(), cast.person()
    row = SupportRequest.objects.create(
        person=gone, kind="legal", language="fr", asked_at=NOW, due_at=NOW, moved_at=NOW
    )
    merge = merge_people(keep, gone, by=None, now=NOW)
    row.refresh_from_db()
    assert row.person == keep
    assert not any("support" in label.lower() for label in merge.moved)


def test_whoever_is_erased_takes_her_threads_along_and_the_desk_does_not_list_them(client):
    row = request(uploads=[files.Sent(files.PDF, "contrat.pdf")])
    client.force_login(cast.administrator())
    page = client.get(f"/admin/people/person/{row.person.pk}/delete/").content.decode()
    assert (str(row.person) in page, "equest for help" in page, "equests for help" in page) == (
        True,
        False,
        False,
    )
    row.person.delete()
    assert not SupportRequest.objects.exists()
    assert not Message.objects.exists()
    assert not SealedFile.objects.exists()


def test_what_is_not_a_message_is_refused_and_leaves_no_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = request()
    for text, uploads in (("", []), ("x" * 10_001, []), ("x", [files.Sent(b"MZ nothing", "a.pdf")])):
        with pytest.raises(ServiceError):
            services.write(row, text, by=row.person.account, now=NOW, uploads=uploads)
    assert row.messages.count() == 1
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


@pytest.mark.one_database
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read_as_it_was_sealed(text):
    from alumni.support.sealing import seal, unseal

    assert unseal(seal(text.encode())).decode() == text


@pytest.mark.one_database
def test_whoever_only_reads_an_adviser_reads_words(client):
    row = adviser(kinds=["legal", "finance"], languages=["fr", "ar"])
    client.cookies["django_language"] = "en"
    client.force_login(cast.administrator())
    page = client.get(reverse("admin:support_adviser_change", args=[row.pk])).content.decode()
    assert all(told in page for told in ("legal advice, money and funding", "French, Arabic"))
    assert "&quot;legal&quot;" not in page
