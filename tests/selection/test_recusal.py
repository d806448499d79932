"""Who is recused finds nothing of it anywhere: each page, list, file and route of the room is walked.

So do those who are outside, and a juror of a blind call finds nothing that says who applies.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from foundation.mail.letters import letter_for, render
from foundation.mail.models import Message
from foundation.reminders.models import Occurrence, Rule
from residencies.calls.exporting import ApplicationTable
from residencies.calls.models import Application, Attachment, Call
from residencies.selection import services
from residencies.selection.models import Assignment, CallFigures, Conflict, Juror, Release, Review
from tests import cast as people
from tests.access.markers import World
from tests.access.walk import Place, address, places
from tests.calls import cast as calls
from tests.calls import files
from tests.selection import cast
from tests.selection.test_blinding import pdf_of

pytestmark = pytest.mark.django_db
NOW = cast.NOW
ROOM = (
    "selection:", "calls:", "portal:home", "admin:calls_", "admin:selection_",
    "admin:mail_message_change", "admin:mail_message_changelist",
    "api:application", "api:call", "api:jury", "api:juror", "api:conflict", "api:assignment", "api:review",
    "api:deliberation", "api:decision", "api:minutes", "api:outcome",
)  # fmt: skip
SAID = ["zqnameqz", "zqemailqz", "zqbioqz", "zqfileqz", "zqinsideqz", "zqaddedqz"]  # who applies
TOLD = ["zqtitleqz", "zqstoryqz"]  # what it is about
DECIDED = ["zqreasonqz", "zqcommentqz", "zqofferedqz"]  # what became of it


def application(call: Call) -> Application:
    form = call.form
    row = calls.draft(call, name="Aïcha zqnameqz", email="zqemailqz@example.org")
    answers = {"title": "zqtitleqz", "story": "zqstoryqz by Aïcha zqnameqz", "bio": "zqbioqz", "film": "1"}
    calls.services.save_answers(row, answers, now=NOW)
    script = files.Sent(pdf_of("zqinsideqz"), "zqfileqz.pdf")
    calls.services.attach_file(row, form.questions.get(key="script"), script, now=NOW)
    row = calls.services.submit(row, by=None, now=NOW)
    calls.services.add_addendum(row, "zqaddedqz", now=NOW)
    row.state = "review"
    row.save()
    return row


def call(**fields: Any) -> Call:
    form = calls.full_form()
    calls.question(form, "bio", "short", identifies=True, is_required=False)
    return calls.call(asks=form, addendum_until=calls.CLOSES.replace(month=12, day=30), **fields)


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def world() -> World:
    """A jury of two that reads an application, each with a review of it, and another one."""
    jury = cast.jury(call(), jurors=2)
    row = application(jury.call)
    juror = jury.jurors.first()
    review = cast.review(juror, row, 5, 5, notes="zqnotesqz")
    cast.assignment(juror, another(jury.call))
    cast.review(jury.jurors.last(), row, 6, 6, notes="zqothersqz")
    conflict = services.recuse_juror(cast.juror(jury), row, note="sisters", by=None, now=NOW)
    room = cast.deliberation(jury.call, answer_by=NOW + timedelta(days=90))
    decision = cast.decision(room, row, "selected", reason="zqreasonqz", comment="zqcommentqz")
    cast.decision(room, jury.call.applications.exclude(pk=row.pk).get(), "declined")
    minutes = services.close_minutes(room, by=people.administrator(), now=NOW)
    services.release_decisions(room, by=None, now=NOW)
    offer = decision.offers.get()
    offer.note = "zqofferedqz"
    offer.save()
    mail = Message.objects.get(kind="application_receipt", to_addr="zqemailqz@example.org")
    script = jury.call.form.questions.get(key="script")
    rows = [mail, jury, juror, row, review, review.assignment, conflict, jury.call, jury.call.form]
    rows += [script, script.section, room, decision, minutes, offer]
    rows += [Release.objects.get(pk=room.pk), CallFigures.objects.get(pk=jury.call_id)]
    return World(rows={one._meta.label_lower: one for one in rows})


def another(of: Call) -> Application:
    return cast.application(of, name="Another")


def walked(world: World, account: Any) -> dict[str, str]:
    """What each place of the room answers, by its name: its address, its texts and its files."""
    client = Client(raise_request_exception=False)
    client.force_login(account)
    samples = {
        "token": "nonsense",
        "slug": world.rows["calls.call"].slug,
        "key": "key",
        "group": "ineligible",
        "language": "fr",
        "decision": world.rows["selection.decision"].pk,
        "offer": world.rows["selection.offer"].pk,
        "admin:selection_deliberation_decide application": world.rows["calls.application"].pk,
        "admin:selection_deliberation_minutes_pdf number": 1,
        "file": Attachment.objects.filter(application=world.rows["calls.application"]).get().pk,
        "selection:reading number": world.rows["selection.assignment"].pk,
        "selection:file number": world.rows["selection.assignment"].pk,
        "selection:conflict number": world.rows["selection.assignment"].pk,
        "selection:conflicts number": world.rows["selection.juror"].pk,
    }
    found = {}
    for place in of_the_room():
        response = client.get(address(place, world, samples))
        assert response.status_code < 500, place.key
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[place.key] = f"{dict(response.headers)} {body.decode(errors='replace')}"
    return found


def of_the_room() -> list[Place]:
    return [place for place in places() if place.name.startswith(ROOM)]


def leaks(found: dict[str, str], markers: list[str]) -> list[tuple[str, str]]:
    return [(key, one) for key, text in found.items() for one in markers if one in text]


def test_there_is_something_to_find(world):
    account = people.administrator()
    found = walked(world, account)
    told = [*SAID, *TOLD, *DECIDED, "zqnotesqz", "zqothersqz", world.rows["calls.application"].number]
    assert {one for _key, one in leaks(found, told)} == set(told)


@pytest.mark.parametrize("works_at_the_desk", [False, True])
def test_who_is_recused_finds_nothing_of_it(world, works_at_the_desk):
    juror, row = world.rows["selection.juror"], world.rows["calls.application"]
    account = juror.person.account
    if works_at_the_desk:
        account.is_staff = True
        account.save()
        account.groups.add(Group.objects.get(name="Programme staff"))
    services.declare_conflict(juror, row, detail="zqdetailqz", by=account, now=NOW)
    found = walked(world, account)
    own = [*SAID, *TOLD, *DECIDED, row.number, "zqnotesqz", "zqothersqz", "zqdetailqz"]
    assert leaks(found, own) == []
    seen = Assignment.objects.visible_to(account)
    assert [one.application_id == row.pk for one in seen] == [False]
    assert not Review.objects.visible_to(account).filter(assignment__application=row).exists()
    assert Call.objects.counted(account).get(pk=row.call_id).submitted == 1


def test_mails_to_who_is_recused_count_without_it(world):
    juror, row = world.rows["selection.juror"], world.rows["calls.application"]
    cast.assignment(juror, another(row.call))
    Review.objects.filter(assignment__juror=juror).update(submitted_at=None)
    services.remind_jurors(juror.jury, now=NOW)
    services.recuse_juror(juror, row, note="sisters", by=None, now=NOW)
    mail = Message.objects.get(person=juror.person, kind="jury_reading")
    mail.language = "en"
    text = str(render(mail, letter_for(mail)))
    assert "2 applications" in text
    assert [one for one in (*SAID, *TOLD, row.number) if one in text] == []


def test_those_outside_find_nothing(world):
    applicant, stranger = people.alumna(), people.alumna()
    cast.application(world.rows["calls.call"], person=applicant, email=applicant.email)
    elsewhere = cast.juror(cast.jury()).person
    row = world.rows["calls.application"]
    markers = [*SAID, *TOLD, *DECIDED, row.number, "zqnotesqz", "zqothersqz"]
    accounts = [person.account for person in (applicant, stranger, elsewhere)]
    for account in (*accounts, people.staff("people.view_person")):
        assert leaks(walked(world, account), markers) == []


def test_a_juror_of_a_blind_call_reads_it_without_who_applies(world):
    Call.objects.update(is_blind=True)
    juror = Juror.objects.get(pk=world.rows["selection.juror"].pk)
    found = walked(world, juror.person.account)
    assert leaks(found, [*SAID, *DECIDED, "zqothersqz"]) == []
    assert {one for _key, one in leaks(found, TOLD)} == set(TOLD)
    assert "PDF" in found["selection:file <number> <file>"]


def reader_at_the_desk():
    """Somebody on record who works at the desk."""
    reader = people.alumna()
    reader.account.is_staff = True
    reader.account.save()
    reader.account.groups.add(Group.objects.get(name="Programme staff"))
    return reader


def test_letters_about_a_decision_are_kept_from_who_is_recused(db):
    made = cast.released(selected=2)
    kept, other = [one.application for one in made.decisions.order_by("pk")]
    reader = reader_at_the_desk()
    juror = cast.juror(cast.jury(made.call), reader)
    services.recuse_juror(juror, kept, note="sisters", by=None, now=NOW)
    seen = Message.objects.visible_to(reader.account).filter(kind="decision_selected")
    assert [mail.to_addr for mail in seen] == [other.email]


def test_reminders_of_an_application_are_kept_from_who_is_recused(db):
    reader, rows = reader_at_the_desk(), [cast.application(cast.jury().call) for _each in range(2)]
    rule = Rule.objects.create(name="Closing", anchor="call_closes", subject_fr="Rappel", body_fr="…")
    for row in rows:
        mail = Message.objects.create(
            dedupe_key=f"rule:{row.pk}", message_id=f"<{row.pk}@example.org>", kind="reminder",
            stream="subscribed", to_addr=row.email, language="fr",
        )  # fmt: skip
        Occurrence.objects.create(
            rule=rule, object_id=row.pk, person=people.person(), key=mail.dedupe_key, state="queued",
            anchor_on=NOW.date(), due_on=NOW.date(), expires_on=NOW.date(), queued_at=NOW, message=mail,
        )  # fmt: skip
    other = people.reminder()
    Occurrence.objects.filter(pk=other.pk).update(object_id=rows[0].pk)  # a row of another kind
    juror = cast.juror(rows[0].call.juries.get(), reader)
    services.recuse_juror(juror, rows[0], note="sisters", by=None, now=NOW)
    seen = Occurrence.objects.visible_to(reader.account).order_by("pk")
    assert [(row.rule, row.object_id) for row in seen] == [(rule, rows[1].pk), (other.rule, rows[0].pk)]
    mails = Message.objects.visible_to(reader.account).filter(kind="reminder")
    assert [mail.to_addr for mail in mails] == [rows[1].email]


def test_counts_at_the_release_are_without_what_is_kept_from_who_looks(client, db):
    made = cast.released(selected=2)
    kept = made.decisions.earliest("pk").application
    reader = reader_at_the_desk()
    services.recuse_juror(cast.juror(cast.jury(made.call), reader), kept, note="sisters", by=None, now=NOW)
    client.force_login(reader.account)
    letters = client.get(f"/admin/selection/release/{made.pk}/change/").context
    assert [count for code, _name, count, _left in letters["counts"] if code == "selected"] == [1]
    places = client.get(f"/admin/selection/release/{made.pk}/waiting/").context
    assert places["places"] is None
    strands = [(one.places, one.held, len(rows)) for one, _next, rows in places["strands"]]
    assert strands == [(1, 1, 1)]
    desk = client.get("/admin/selection/release/").context["cl"].result_list
    assert [row.decided_count for row in desk] == [1]


def test_what_stands_in_the_way_of_a_release_is_not_told_of_what_is_kept_from_her(client, db):
    """The rule is kept all the same; a colleague is told the reason."""
    reader, made = reader_at_the_desk(), cast.held(selected=1, places=1)
    one, other = cast.application(made.call), cast.application(made.call)
    juror = cast.juror(cast.jury(made.call), reader)
    for row in (one, other):
        services.recuse_juror(juror, row, note="sisters", by=None, now=NOW)
    pages = [f"/admin/selection/release/{made.pk}/change/", f"/admin/selection/release/{made.pk}/release/"]
    client.force_login(reader.account)
    client.cookies["django_language"] = "en"
    said = [client.get(page).context["faults"] for page in pages]
    assert said == [["The minutes of the deliberation are not closed yet. Close them first."]] * 2
    cast.decision(made, other, "selected")
    cast.decision(made, one, "declined")
    services.close_minutes(made, by=people.administrator(), now=NOW)
    faults = [client.get(page).context["faults"] for page in pages]
    assert [len(said) for said in faults] == [1, 1]
    assert all(said[0].startswith("Something that is kept from you stands in the way.") for said in faults)
    assert "kept from you" in client.post(pages[1], {"confirm": "1"}).content.decode()
    client.force_login(people.administrator())
    assert client.get(pages[0]).context["faults"] == ["2 are selected for 1 place."]
    made.refresh_from_db()
    assert made.released_at is None


def test_whether_a_place_is_free_is_not_told_of_what_is_kept_from_her(client, db):
    """Hers are one of two places, and one who waits: the other place is held by what is kept from her."""
    client.cookies["django_language"] = "en"
    made = cast.released(selected=2, waiting=2)
    held, first = made.decisions.filter(outcome="selected").first(), made.decisions.get(rank=1)
    reader, second = reader_at_the_desk(), made.decisions.get(rank=2)
    juror = cast.juror(cast.jury(made.call), reader)
    for one in (held, first):
        services.recuse_juror(juror, one.application, note="sisters", by=None, now=NOW)
    client.force_login(reader.account)
    page = client.get(f"/admin/selection/release/{made.pk}/waiting/")
    assert (page.context["has_free"], page.context["strands"][0][1]) == (True, None)
    assert [row.seen_rank for row, _offer in page.context["strands"][0][2]] == [None, 1]
    offering = {"confirm": "1", "reason": "moved"}
    answer = client.post(f"/admin/selection/release/{made.pk}/offer/{second.pk}/", offering)
    assert "Something that is kept from you" in answer.content.decode()
    assert not second.offers.exists()


@pytest.mark.parametrize("signs", [False, True])
def test_who_works_at_the_desk_and_applies_finds_and_marks_nothing_of_it_there(world, signs):
    row, she = world.rows["calls.application"], reader_at_the_desk()
    if signs:
        named = {"role": calls.role("producer"), "name": she.name, "email": she.email, "language": "fr"}
        row.members.create(**named, person=she, invited_at=NOW, signed_at=NOW)
    else:
        Application.objects.filter(pk=row.pk).update(person=she)
    Call.objects.filter(pk=row.call_id).update(closes_at=NOW, ends_at=NOW)
    found = walked(world, she.account)
    # Her own page tells her that she has applied, and with what.
    own = {key: found.pop(key) for key in [key for key in found if key.startswith("portal:home")]}
    assert leaks(own, ["zqtitleqz"])
    told = [*SAID, *TOLD, *DECIDED, row.number, "zqnotesqz", "zqothersqz"]
    assert leaks(found, told) == []
    seen = [
        *Assignment.objects.visible_to(she.account).values_list("application", flat=True),
        *Review.objects.visible_to(she.account).values_list("assignment__application", flat=True),
        *Conflict.objects.visible_to(she.account).values_list("application", flat=True),
    ]
    assert (row.pk in seen, len(seen)) == (False, 1)  # the other one is there
    assert Call.objects.counted(she.account).get(pk=row.call_id).submitted == 1
    assert ApplicationTable().export(Application.objects.visible_to(she.account)).height == 1
    client = Client()
    client.force_login(she.account)
    judge = f"/api/v1/applications/{row.pk}/judge/"
    assert client.post(judge, {"is_eligible": True}, "application/json").status_code == 404
    marking = {"action": "mark_ineligible", "_selected_action": [row.pk], "reason": "mine", "confirm": "1"}
    client.post("/admin/calls/application/", marking)
    row.refresh_from_db()
    assert row.state == "selected"
