"""Workshops at the staff's desk: what is changed is told, bulk acts ask first, files are looked at."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from foundation.mail.models import Message
from residencies.workshops.models import Attendance, Material, Session
from residencies.workshops.services import sweep_materials
from residencies.workshops.wording import taken
from tests import cast as people
from tests.calls import files
from tests.workshops import cast

pytestmark = pytest.mark.django_db
NOW, STARTS = cast.NOW, cast.STARTS  # it is an hour later


@pytest.fixture(autouse=True)
def _then(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def boss(client):
    client.force_login(people.administrator())
    client.cookies["django_language"] = "en"
    return client


def url(model: str, name: str, *args) -> str:
    return reverse(f"admin:workshops_{model}_{name}", args=args)


def form(row: Session, **fields) -> dict[str, str]:
    """What the page of a session sends, in the time of the foundation."""
    starts, ends = (timezone.localtime(at) for at in (row.starts_at, row.ends_at))
    sent = {
        "starts_at_0": f"{starts:%Y-%m-%d}", "starts_at_1": f"{starts:%H:%M:%S}",
        "ends_at_0": f"{ends:%Y-%m-%d}", "ends_at_1": f"{ends:%H:%M:%S}",
        "time_zone": row.time_zone, "place": row.place, "online_url": row.online_url,
        "capacity": row.capacity or "", "title_fr": "", "title_ar": "", "title_en": "",
    }  # fmt: skip
    for prefix in ("speakers", "materials"):
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return {**sent, **fields}


def test_a_session_that_is_moved_at_the_desk_is_told_and_places_taken_stay(boss):
    row, _asked = cast.full(places=2, waiting=1)
    page = url("session", "change", row.pk)
    told = boss.post(page, form(row, capacity="1"))
    assert "2 places are taken already." in told.content.decode()
    assert taken(1) == "1 place is taken already."
    with translation.override("ar"):
        assert taken(11) == "أُخذ 11 مقعدًا."
    assert boss.post(page, form(row, place="Rabat", capacity="3")).status_code == 302
    row.refresh_from_db()
    assert (row.place, row.revision, row.held) == ("Rabat", 1, 3)
    assert cast.states(row)[-1] == "offered"
    assert Message.objects.filter(kind="workshop_changed").count() == 2
    assert row.history.first().history_user is not None


def test_times_are_typed_and_shown_in_the_zone_of_the_session(boss):
    row = cast.session(time_zone="Asia/Tokyo")
    page = url("session", "change", row.pk)
    assert 'value="19:00:00"' in boss.get(page).content.decode()
    typed = {"starts_at_1": "18:00:00", "ends_at_1": "20:00:00", "time_zone": "Europe/Paris"}
    assert boss.post(page, form(row, **typed)).status_code == 302
    row.refresh_from_db()
    assert (row.starts_at.hour, row.ends_at.hour, row.revision) == (17, 19, 1)
    assert boss.post(page, form(row, time_zone="Mars/Crater", place="x")).status_code == 200


def test_a_session_is_added_with_who_speaks_and_what_is_handed_out(boss):
    of, speaker = cast.workshop(), people.person()
    blank = Session(workshop=of, starts_at=STARTS, ends_at=STARTS + timedelta(hours=1), place="Fès")
    pdf = SimpleUploadedFile("../Plan.pdf", files.PDF)
    more = {
        "workshop": of.pk,
        "speakers-TOTAL_FORMS": "1", "speakers-0-person": speaker.pk, "speakers-0-role": "trainer",
        "speakers-0-position": "0",
        "materials-TOTAL_FORMS": "1", "materials-0-title": "Plan", "materials-0-file": pdf,
    }  # fmt: skip
    program = {**more, "materials-0-file": SimpleUploadedFile("plan.pdf", b"MZ" + b"\0" * 99)}
    assert boss.post(url("session", "add"), form(blank, **program)).status_code == 200
    pdf.seek(0)
    assert boss.post(url("session", "add"), form(blank, **more)).status_code == 302
    row = Session.objects.get()
    assert row.speakers.get().person == speaker
    kept = Material.objects.get()
    assert (kept.name, kept.content_type) == ("Plan.pdf", "application/pdf")
    assert kept.file.name.startswith(f"workshops/{row.pk}/")
    text = boss.get(url("session", "change", row.pk)).content.decode()
    assert kept.file.name not in text
    storage, name = kept.file.storage, kept.file.name
    kept.delete()
    sweep_materials(now=timezone.now() + timedelta(days=999))  # stored at the time of the machine
    assert not storage.exists(name)


def test_acts_of_one_session_and_of_many(boss):
    row, asked = cast.full(places=2)
    guest = people.person()
    confirm = {"confirm": "1"}
    boss.post(url("session", "register_someone", row.pk), {**confirm, "person": guest.pk})
    assert cast.states(row) == ["registered", "registered", "waiting"]
    cast.participant(row.workshop)
    assert boss.post(url("session", "register_edition", row.pk), confirm).status_code == 302
    assert cast.states(row)[-2:] == ["waiting", "waiting"]
    chosen = {"action": "cancel_all", "_selected_action": [asked[0].pk], "reason": "Doublon"}
    boss.post(url("registration", "changelist"), chosen)
    assert cast.states(row)[0] == "registered"  # it asks first
    boss.post(url("registration", "changelist"), {**chosen, **confirm})
    assert cast.states(row)[:3] == ["cancelled", "registered", "offered"]
    with time_machine.travel(STARTS, tick=False):
        noted = {"action": "note_all", "_selected_action": [asked[1].pk], **confirm}
        boss.post(url("registration", "changelist"), noted)
    assert Attendance.objects.get().person == asked[1].person
    other = cast.session()
    chosen = {"action": "cancel_all", "_selected_action": [row.pk, other.pk], "reason": "Grève", **confirm}
    boss.post(url("session", "changelist"), chosen)
    assert set(Session.objects.values_list("state", flat=True)) == {"cancelled"}
    fixed = boss.get(url("session", "change", row.pk)).content.decode()
    assert 'name="place"' not in fixed


@pytest.mark.usefixtures("in_english")
def test_what_is_cancelled_in_a_filtered_list_is_counted(boss):
    _row, (first, second) = cast.full(places=2)
    chosen = {
        "action": "cancel_all",
        "_selected_action": [first.pk, second.pk],
        "reason": "x",
        "confirm": "1",
    }
    answer = boss.post(f"{url('registration', 'changelist')}?state__exact=registered", chosen, follow=True)
    assert [str(one) for one in answer.context["messages"]] == ["2 registrations are cancelled."]


def test_who_may_only_look_changes_nothing(client):
    row, (first,) = cast.full()
    client.force_login(people.staff("workshops.view_session", "workshops.view_registration"))
    doors = [
        url("session", "cancel", row.pk),
        url("session", "register_someone", row.pk),
        url("session", "register_edition", row.pk),
    ]
    assert [client.post(door, {"confirm": "1", "reason": "x"}).status_code for door in doors] == [403] * 3
    chosen = {"action": "cancel_all", "_selected_action": [first.pk], "reason": "x", "confirm": "1"}
    client.post(url("registration", "changelist"), chosen)
    assert client.get(reverse("workshops:attendance", args=[row.pk])).status_code == 404
    assert cast.states(row) == ["registered"]
