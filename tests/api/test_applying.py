"""An applicant at her own application: each act is the service that the pages call, with its words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.models import Answer, Application, Attachment, Member
from residencies.calls.selectors import application_of_token, begun_token
from tests import cast as people
from tests.calls import cast
from tests.calls.files import EXE, PDF

pytestmark = pytest.mark.django_db
NOW = cast.NOW
MINE = "/api/v1/me/applications/"


@pytest.fixture(autouse=True)
def _then(time_machine, settings, tmp_path) -> None:
    time_machine.move_to(NOW, tick=False)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def she():
    return people.alumna(name="Salma Test")


@pytest.fixture
def client(api, she):
    return api(she.account)


def post(client, url: str, **said):
    return client.post(url, said, content_type="application/json")


def begin(client, call, **said) -> str:
    """The address of what was begun."""
    made = post(client, MINE, call=call.pk, language="fr", **said)
    assert made.status_code == 201, made.text
    return made["Location"].removeprefix("http://testserver")


def patch(client, url: str, tag: str = "*", **said):
    return client.patch(url, said, content_type="application/json", headers={"If-Match": tag})


def send(client, url: str, question: str = "script", content: bytes = PDF, **headers):
    said = {"question": question, "file": SimpleUploadedFile("scénario.pdf", content)}
    return client.post(f"{url}files/", said, headers=headers)


def hers(she, to=None, **fields) -> Application:
    return cast.filled(to, person=she, email=she.account.email, **fields)


def test_from_the_first_word_to_the_withdrawal(client, she):
    call = cast.call()
    url = begin(client, call)
    row = Application.objects.get()
    assert (row.person, row.email, row.name, row.state) == (she, she.account.email, "Salma Test", "draft")
    assert Message.objects.get().kind == "application_link"
    told = client.get(url)
    assert [one["key"] for one in told.json()["questions"]] == ["title", "story", "film", "script"]
    assert told.json()["questions"][3]["file"] == {"accepts": ["pdf"], "megabytes": 1, "files": 1}
    done = patch(client, url, told["ETag"], answers={"title": "La Mer", "film": 2})
    assert (done.status_code, done.json()["title"], done["ETag"]) == (200, "La Mer", client.get(url)["ETag"])
    assert patch(client, url, told["ETag"], answers={"film": 1}).status_code == 412
    lacking = client.get(f"{url}check/").json()
    assert lacking == {"gaps": [{"key": "story", "text": "“story?” is not answered."}], "eligibility": []}
    early = post(client, f"{url}submit/")
    assert (early.status_code, early.json()) == (400, {"story": ["“story?” is not answered."]})
    assert patch(client, url, answers={"story": "Une histoire", "film": None}).status_code == 200
    assert patch(client, url, answers={"film": "3"}).json()["answers"][-1]["value"] == 3
    sent = post(client, f"{url}submit/")
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted")
    assert sent.json()["submitted_at"] == "2026-11-24T10:00:00Z"
    assert post(client, f"{url}submit/").json() == sent.json()  # twice is as good as once
    late = patch(client, url, answers={"film": 1})
    assert late.json() == {"detail": "This application was sent in: it stays as it is."}
    gone = post(client, f"{url}withdraw/", reason="Another year.")
    assert (gone.json()["state"], Application.objects.get().reason) == ("withdrawn", "Another year.")
    assert row.history.first().history_user == she.account


def test_what_is_no_answer_is_told_by_question_and_nothing_of_it_is_kept(client, she):
    url = begin(client, cast.call())
    wrong = {"title": "La Mer", "story": "un deux trois quatre cinq six", "film": 51}
    refused = patch(client, url, answers=wrong)
    assert (refused.status_code, refused.json()) == (
        400,
        {
            "answers": {
                "story": ["6 words; at most 5 are possible."],
                "film": ["Please write a number from 1 to 50."],
            }
        },
    )
    for answers in ({"other": "x"}, {"script": "x"}, {"title": ["x"]}, {"title": {"a": 1}}, {"title": True}):
        refused = patch(client, url, answers=answers)
        assert (refused.status_code, list(refused.json()["answers"])) == (400, list(answers))
    assert patch(client, url, answers=[]).status_code == 400
    assert (Answer.objects.count(), Application.objects.get().version) == (0, 0)


def test_what_is_chosen_comes_as_a_list(client, she):
    asks = cast.form()
    cast.question(asks, "lands", "countries", is_required=False)
    cast.question(asks, "crafts", "several", ("image", "sound"), is_required=False)
    url = begin(client, cast.call(asks=asks))
    done = patch(client, url, answers={"lands": ["MA", "FR"], "crafts": ["sound"]})
    told = {one["question"]: one["value"] for one in done.json()["answers"]}
    assert told == {"lands": ["MA", "FR"], "crafts": ["sound"]}
    for wrong in ("MA", 5, [5], {"MA": 1}, ["XX"], [["MA"]]):
        answer = patch(client, url, answers={"lands": wrong})
        assert (answer.status_code, list(answer.json()["answers"])) == (400, ["lands"])


def test_an_answer_that_was_changed_elsewhere_is_told_and_not_overwritten(client, she):
    url = begin(client, cast.call())
    seen = patch(client, url, answers={"title": "La Mer"}).json()["version"]
    services.save_answers(Application.objects.get(), {"title": "Le Rif"}, now=NOW)  # on the page
    late = patch(client, url, answers={"title": "L’Atlas", "film": 1}, version=seen)
    assert (late.status_code, late.json()) == (
        409,
        {"conflicts": {"title": "Le Rif"}, "version": seen + 1},
    )
    assert Answer.objects.count() == 1
    assert patch(client, url, answers={"film": 1}, version=seen).status_code == 200


def test_a_track_is_chosen_by_its_code(client, she):
    programme = people.programme()
    call = cast.call(of=people.edition(of=programme))
    call.tracks.add(programme.tracks.create(slug="fiction", name_fr="Fiction"))
    programme.tracks.create(slug="docu", name_fr="Documentaire")  # not of this call
    wrong = {"track": ["Choose one of the tracks of the call."]}
    assert post(client, MINE, call=call.pk, language="fr", track="docu").json() == wrong
    url = begin(client, call)
    assert client.get(f"{url}check/").json()["gaps"][0]["key"] == "track"
    assert patch(client, url, track="docu").json() == wrong
    assert patch(client, url, track="fiction").json()["track"] == "fiction"
    assert patch(client, url, track=None).json()["track"] is None


def test_files_come_one_by_one_and_go_again(client, she):
    url = begin(client, cast.call())
    made = send(client, url)
    assert (made.status_code, made.json()["question"], made.json()["name"]) == (201, "script", "scénario.pdf")
    refused = send(client, url, content=EXE)
    assert (refused.status_code, list(refused.json())) == (400, ["file"])
    assert send(client, url, question="title").json() == {"file": ["No file is asked for here."]}
    assert list(send(client, url, question="other").json()) == ["question"]
    assert [one["id"] for one in client.get(url).json()["files"]] == [made.json()["id"]]
    at = f"/api/v1/me/application-files/{made.json()['id']}/"
    assert b"".join(client.get(f"{at}content/").streaming_content) == PDF
    assert client.delete(at).status_code == 428
    assert client.delete(at, headers={"If-Match": client.get(at)["ETag"]}).status_code == 204
    assert (Attachment.objects.count(), client.get(at).status_code) == (0, 404)


def test_a_file_that_is_too_big_is_refused(client, she):
    url = begin(client, cast.call())
    told = send(client, url, content=PDF + b"\n" * 1_000_001).json()
    assert told == {"file": ["“scénario.pdf” is too big: at most 1 MB are possible."]}
    assert send(client, url, content=PDF + b"\n" * 53_000_000).status_code == 413
    assert Attachment.objects.count() == 0


def test_begun_and_sent_twice_under_a_key_it_is_one(client, she):
    call = cast.call()
    how = {"content_type": "application/json", "headers": {"Idempotency-Key": "a"}}
    first, again = (client.post(MINE, {"call": call.pk, "language": "fr"}, **how) for _time in (1, 2))
    assert (first.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    once_more = post(client, MINE, call=call.pk, language="fr")  # she may send one alone
    assert (once_more.status_code, once_more.json()["id"]) == (200, first.json()["id"])
    url = f"{MINE}{first.json()['id']}/"
    one, two = (send(client, url, **{"Idempotency-Key": "b"}) for _time in (1, 2))
    assert (one.status_code, two.content, Attachment.objects.count()) == (201, one.content, 1)


def test_the_call_closes_in_its_own_zone_to_the_second(client, she, time_machine):
    zone = ZoneInfo("America/New_York")
    closes = datetime(2026, 12, 1, 18, 0, tzinfo=zone)
    call = cast.call(closes_at=closes, time_zone=str(zone), grace_minutes=5)
    url = begin(client, call)
    patch(client, url, answers=cast.ANSWERS)
    file = send(client, url).json()["id"]
    end = closes + timedelta(minutes=5)
    time_machine.move_to(end - timedelta(seconds=1), tick=False)
    assert patch(client, url, answers={"film": 2}).status_code == 200
    time_machine.move_to(end, tick=False)
    closed = {"detail": "The call is closed. What was saved before is kept, but it was not sent in."}
    assert client.get(url).json()["can_fill_in"] is False
    at = f"/api/v1/me/application-files/{file}/"
    answers = [
        patch(client, url, answers={"film": 3}),
        post(client, f"{url}submit/"),
        client.delete(at, headers={"If-Match": "*"}),
    ]
    assert [(one.status_code, one.json()) for one in answers] == [(400, closed)] * 3
    assert send(client, url, content=PDF + b"\n").json() == {"file": [closed["detail"]]}
    again = post(client, MINE, call=call.pk, language="fr")
    assert (again.status_code, again.json()) == (400, {"detail": "This call is not open."})
    assert post(client, f"{url}withdraw/").json()["state"] == "withdrawn"


def test_a_call_that_is_not_announced_is_not_there(client, she):
    hidden = cast.call(published_at=None)
    answers = [post(client, MINE, call=number, language="fr") for number in (hidden.pk, hidden.pk + 1000)]
    assert [one.json() for one in answers] == [{"call": ["There is no such call."]}] * 2


def test_what_is_not_hers_is_not_there_whatever_she_does(api, she):
    """Of another, of one with whom she has signed, of one that staff read: nothing is found or changed."""
    row = hers(she, cast.pair())
    file = send(api(she.account), f"{MINE}{row.pk}/").json()["id"]
    other = people.alumna()
    member = services.invite_member(
        row, services.Invitee("Hiba", other.email, "fr", cast.role("producer")), now=NOW
    )
    services.link_member(member, other, by=None, now=NOW)
    services.sign(member, now=NOW)
    at = f"{MINE}{row.pk}/"
    before = list(Application.objects.values())
    readers = [people.alumna().account, other.account, people.administrator()]
    for client in map(api, readers):
        answers = [
            client.get(at),
            client.get(f"{at}check/"),
            patch(client, at, answers={"film": 2}),
            send(client, at, content=PDF + b"\n"),
            post(client, f"{at}members/", name="X", email="x@example.org", role="producer", language="fr"),
            post(client, f"{at}submit/"),
            post(client, f"{at}withdraw/"),
            *(client.get(f"/api/v1/me/application-files/{file}/{part}") for part in ("", "content/")),
            client.delete(f"/api/v1/me/application-files/{file}/", headers={"If-Match": "*"}),
            client.get(f"/api/v1/me/application-members/{member.pk}/"),
            client.delete(f"/api/v1/me/application-members/{member.pk}/", headers={"If-Match": "*"}),
        ]
        assert {one.status_code for one in answers} == {404}
        assert client.get(MINE).json()["results"] == []
    assert list(Application.objects.values()) == before


def test_a_draft_behind_a_link_is_not_opened_by_a_login(api, she):
    """One begun without a login by her address, and one begun by her login with somebody else's."""
    call = cast.call()
    linked = cast.filled(call, email=she.account.email)
    elsewhere = cast.filled(cast.call(), person=she, email="victim@example.org")
    client = api(she.account)
    refused = post(client, MINE, call=call.pk, language="fr")
    assert refused.json() == {
        "detail": "An application was begun with your address, without this login. Go on by the link in its "
        "mail."
    }
    for row in (linked, elsewhere):
        assert client.get(f"{MINE}{row.pk}/").status_code == 404
        assert patch(client, f"{MINE}{row.pk}/", answers={"film": 2}).status_code == 404
    assert client.get(MINE).json()["results"] == []
    assert post(client, MINE, call=call.pk, language="fr", email="victim@example.org").json() == {
        "email": ["There is no such field here."]
    }


def test_a_login_without_a_record_begins_nothing(api):
    assert post(api(people.staff()), MINE, call=cast.call().pk, language="fr").status_code == 404


def test_a_link_that_nobody_proved_ends_as_soon_as_she_writes_by_her_login(client, she):
    row = hers(she)
    token = begun_token(row)
    assert application_of_token(token)[1]
    patch(client, f"{MINE}{row.pk}/", answers={"film": 2})
    assert not application_of_token(token)[1]


def test_staff_find_of_their_own_what_an_applicant_is_told(api):
    boss = people.person(account=people.administrator())
    row = services.submit(hers(boss), by=None, now=NOW)
    services.mark_ineligible(row, reason="zq", by=None, now=NOW)
    client = api(boss.account)
    told = client.get(f"{MINE}{row.pk}/")
    assert (told.json()["state"], "zq" in told.text) == ("submitted", False)
    assert client.get(f"/api/v1/applications/{row.pk}/").status_code == 404


def test_a_pair_is_named_and_signs_by_its_own_link(client, she):
    call = cast.pair()
    refused = post(client, MINE, call=call.pk, language="fr")
    assert refused.json() == {"detail": "Choose your own role among those of the call."}
    url = begin(client, call, role="director")
    patch(client, url, answers=cast.ANSWERS)
    other = {"name": "Hiba", "email": "hiba@example.org", "role": "producer", "language": "ar"}
    assert list(post(client, f"{url}members/", **{**other, "email": "x"}).json()) == ["email"]
    wrong = post(client, f"{url}members/", **{**other, "role": "editor"})
    assert wrong.json() == {"detail": "Choose one of the roles of the call."}
    made = post(client, f"{url}members/", **other)
    assert (made.status_code, made.json()["signed_at"]) == (201, None)
    assert post(client, f"{url}members/", **other).json() == made.json()  # the same is there once
    early = post(client, f"{url}submit/").json()
    assert early == {"members": ["Hiba (producer) has not signed yet."]}
    at = f"/api/v1/me/application-members/{made.json()['id']}/"
    assert client.delete(at, headers={"If-Match": client.get(at)["ETag"]}).status_code == 204
    again = post(client, f"{url}members/", **other).json()["id"]
    links = [post(client, f"/api/v1/me/application-members/{again}/resend/").json() for _press in range(2)]
    assert links == [{"is_sent": True}, {"is_sent": False}]
    services.sign(Member.objects.get(pk=again), now=NOW)
    signed = client.delete(f"/api/v1/me/application-members/{again}/", headers={"If-Match": "*"})
    told = "Only a member who has not signed yet is taken out, before it is sent in."
    assert (signed.status_code, signed.json()) == (400, {"detail": told})
    assert post(client, f"{url}submit/").json()["state"] == "submitted"
    sent_to = set(Message.objects.filter(kind="application_sign").values_list("to_addr", flat=True))
    assert sent_to == {"hiba@example.org"}


def test_the_lead_is_handed_over_to_who_has_signed(client, she):
    url = begin(client, cast.pair(), role="director")
    said = {"name": "Hiba", "email": "hiba@example.org", "role": "producer", "language": "ar"}
    member = Member.objects.get(pk=post(client, f"{url}members/", **said).json()["id"])
    refused = post(client, f"{url}hand-over/")
    told = "Nobody else has signed: withdraw the application instead."
    assert (refused.status_code, refused.json()) == (400, {"detail": told})
    services.sign(member, now=NOW)
    assert post(client, f"{url}hand-over/").status_code == 204
    assert client.get(url).status_code == 404
    assert Application.objects.get().email == "hiba@example.org"


@pytest.mark.one_database
def test_invitations_leave_no_more_often_than_by_the_page(client, she, monkeypatch):
    monkeypatch.setattr("residencies.calls.doors.InviteThrottle.rate", "1/hour")
    url = begin(client, cast.pair(), role="director")
    said = {"name": "Hiba", "email": "hiba@example.org", "role": "producer", "language": "fr"}
    answers = [post(client, f"{url}members/", **said) for _time in (1, 2)]
    assert [one.status_code for one in answers] == [201, 429]
    assert "Retry-After" in answers[1]


@pytest.mark.one_database  # the queries are the same on each
def test_one_application_takes_as_many_queries_for_fifty_answers_as_for_one(
    client, she, django_assert_max_num_queries
):
    asks = cast.form()
    for number in range(50):
        cast.question(asks, f"q{number}", "choice", ("a", "b"), is_required=False)
    url = begin(client, cast.call(asks=asks))
    patch(client, url, answers={f"q{number}": "a" for number in range(50)})
    with django_assert_max_num_queries(14):
        assert len(client.get(url).json()["answers"]) == 50
