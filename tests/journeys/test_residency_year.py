"""A residency year: pairs are chosen, write, are mentored and paid, give their pitch and win a prize."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.models import CheckIn
from alumni.checkins.services import plan_checkins
from alumni.desk.demo.cohorts import make_programmes
from alumni.desk.demo.conversations import make_plan
from alumni.desk.demo.mentoring import make_mentors
from alumni.desk.demo.selections import Selections
from alumni.desk.demo.staff import FINANCE, STAFF, make_staff
from foundation.films.models import Award
from residencies.calls.models import Call
from residencies.grants.models import Grant, Instalment
from residencies.programmes import certificates
from residencies.programmes.models import Edition, Participation
from residencies.selection.models import Offer
from tests.calls import files
from tests.grants import cast as grants
from tests.journeys.acts import (
    add_lines,
    choose,
    confirm,
    confirm_list,
    fill,
    link_in,
    log_in_by_code,
    mentored,
    post,
    press,
    snap,
)
from tests.journeys.conftest import PHONE, faults
from tests.selection import rooms

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]
PEOPLE = reverse("admin:programmes_participation_changelist")
PAPER = {"name": "traitement.pdf", "mimeType": "application/pdf", "buffer": files.PDF}
# What is asked of everyone: kind, code, name, how much.
ASKED = (
    ("deliverable", "traitement", "Traitement, deuxième version", 1),
    ("mentoring", "mentorat", "Heures de mentorat", 2),
    ("sign_off", "pitch", "Pitch final devant le jury", 1),
)


@pytest.fixture
def staff(settings, tmp_path):
    """The demo's call for pairs, its mentors and its plan of check-ins; and a fund."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    now = timezone.now()
    made = make_staff()
    by = made[STAFF.role]
    programmes = make_programmes(today=now.date(), last_workday=now.date(), by=by)
    Selections(now=now, today=now.date(), by=by).open_pairs()
    tracks = programmes["residence-duos"][0].programme.tracks.order_by("slug")
    make_mentors(list(tracks), by)
    make_plan()
    grants.fund(300_000)
    yield made
    rooms.emptied()


def test_from_the_selection_room_to_the_first_check_in(visit, sink, staff, travel, monkeypatch):
    began, team = timezone.now(), staff[STAFF.role]
    call = Call.objects.get()
    edition = call.edition

    travel(began + timedelta(days=41))
    desk = visit("/admin/", account=team, locale="fr")
    room = choose(desk, call, 2)
    for offer in Offer.objects.filter(decision__deliberation=room):
        page = visit(link_in(post(sink, offer.decision.application.email), "/selection/offer/"), size=PHONE)
        page.locator("[name=accept]").click()
        page.locator("[name=accept]").wait_for(state="detached")
    rows = Participation.objects.filter(edition=edition).select_related("person", "work").order_by("pk")
    assert [row.work_id == rows[0].work_id for row in rows] == [True, True, False, False]
    director, producer = rows[:2]

    _set_up(desk, edition, [director, producer])
    travel(_at(edition, 40))
    desk = visit("/admin/", account=team, locale="fr")
    confirm_list(desk, f"{PEOPLE}?edition__id__exact={edition.pk}", "move", to="attending")
    page = visit(f"/programme/{director.pk}/", size=PHONE, locale="ar")
    log_in_by_code(page, sink, director.person.email)
    page.wait_for_url(f"**/programme/{director.pk}/")
    page.locator("#days + dl").wait_for()
    snap(page, "residency-programme")
    found = faults(page)
    _hand_in(page)
    _accept_paper(desk, director, producer)

    _mentored(visit, sink, desk, edition, director, producer)
    _paid(visit, desk, staff, director, page)

    travel(_at(edition, 179))
    desk = visit("/admin/", account=team, locale="fr")
    everyone = f"{PEOPLE}?edition__id__exact={edition.pk}"
    pitch = edition.requirements.get(code="pitch")
    confirm_list(desk, everyone, "record", requirement=pitch.pk, amount=1)
    desk.goto(f"/admin/programmes/edition/{edition.pk}/give_prize/")
    snap(desk, "residency-prize")
    found += faults(desk)
    pair = desk.locator("[name=to] option", has_text=director.person.name).get_attribute("value")
    given = {"prize": "Prix du jury", "amount": "20000", "currency": "MAD", "note": "Pour la fin, changée."}
    confirm(desk, f"/admin/programmes/edition/{edition.pk}/give_prize/", to=pair, **given)
    award = Award.objects.get()
    assert (award.selection.work, award.amount, award.currency) == (director.work, 20_000, "MAD")
    desk.goto(f"/admin/programmes/edition/{edition.pk}/change/")
    desk.get_by_role("link", name="Prix du jury").wait_for()
    snap(desk, "residency-edition")

    confirm_list(desk, everyone, "complete", on=timezone.localdate(), whom="fulfilling")
    assert list(rows.filter(state="completed")) == [director, producer]
    _verify(visit, sink, director, monkeypatch)

    travel(_at(edition, 179 + 95))
    plan_checkins(now=timezone.now())
    asked = CheckIn.objects.get(person=director.person)
    desk = visit(f"/admin/checkins/checkin/{asked.pk}/change/", account=team, locale="fr")
    desk.get_by_text(director.person.name).first.wait_for()
    assert found == []


def _at(edition: Edition, days: int) -> datetime:
    """So many days after its first, at ten."""
    day = edition.starts_on + timedelta(days=days)
    return datetime.combine(day, time(10), timezone.get_default_timezone())


def _set_up(desk, edition: Edition, pair: list[Participation]) -> None:
    """What is required, a room, and where each sleeps."""
    desk.goto(f"/admin/programmes/edition/{edition.pk}/change/")
    add_lines(desk, "requirements", [
        {"kind": kind, "code": code, "name_fr": name, "amount": amount} for kind, code, name, amount in ASKED
    ])  # fmt: skip
    add_lines(desk, "rooms", [{"name": "Amandier", "beds": 2}])
    press(desk, "[name=_continue]")
    assert (edition.requirements.count(), edition.rooms.count()) == (3, 1)
    room, arrives = edition.rooms.get(), edition.starts_on
    for row in pair:
        nights = {"arrives_on": arrives, "leaves_on": arrives + timedelta(days=60), "room": room.pk}
        confirm(desk, f"/admin/programmes/participation/{row.pk}/lodge/", **nights)


def _hand_in(page) -> None:
    page.locator("#todo + ul a").first.click()
    page.locator("[name=file]").set_input_files(PAPER)
    press(page, "main form .button")
    page.locator("article .badge").wait_for()


def _accept_paper(desk, director: Participation, producer: Participation) -> None:
    paper = director.deliverables.get()
    confirm(desk, f"/admin/programmes/deliverable/{paper.pk}/accept/", word="La fin tient.")
    waived = {"requirement": paper.requirement_id, "waive": True, "word": "Remis par le duo."}
    confirm(desk, f"/admin/programmes/participation/{producer.pk}/record_one/", **waived)


def _mentored(visit, sink, desk, edition: Edition, director: Participation, producer: Participation) -> None:
    """Hers in the browser; hours kept on paper are recorded."""
    mentored(visit, sink, desk, edition, director)
    hours = edition.requirements.get(code="mentorat")
    confirm(
        desk, f"/admin/programmes/participation/{producer.pk}/record_one/", requirement=hours.pk, amount=2
    )


def _paid(visit, desk, staff: dict[str, Any], she: Participation, phone) -> None:
    """Promised, planned against a report, handed in on her phone, approved by two, paid."""
    fund = grants.Fund.objects.get()
    desk.goto(f"/admin/grants/grant/add/?fund={fund.pk}&person={she.person_id}&participation={she.pk}")
    fill(desk, purpose="Développement du long métrage", amount="60000")
    press(desk, "[name=_save]")
    grant, today = Grant.objects.get(), timezone.localdate()
    root = f"/admin/grants/grant/{grant.pk}"
    confirm(desk, f"{root}/ask_report/", kind="interim", due_on=today + timedelta(days=9))
    report = grant.reports.get()
    confirm(desk, f"{root}/plan/", amount="30000", due_on=today, report=report.pk)
    line = Instalment.objects.get()
    phone.goto("/grants/")
    phone.locator(f"a[href='{reverse('grants:report', args=[report.pk])}']").click()
    phone.locator("[name=text]").fill("أعدنا كتابة ثلاثة مشاهد.")
    press(phone, "[name=send]")
    steps = f"/admin/grants/instalment/{line.pk}"
    confirm(desk, f"/admin/grants/report/{report.pk}/accept/")
    confirm(desk, f"{steps}/ask/")
    confirm(desk, f"{steps}/approve/")
    till = visit(f"{steps}/change/", account=staff[FINANCE.role], locale="fr")
    confirm(till, f"{steps}/clear/")
    confirm(till, f"{steps}/pay/", reference="VIR-28-00001", paid_on=today)
    phone.goto("/grants/")
    phone.get_by_text("VIR-28-00001").wait_for()
    snap(phone, "residency-grants")


def _verify(visit: Callable[..., Any], sink, she: Participation, monkeypatch) -> None:
    """From the mail to her page; the code on the paper leads to where anyone sees that it is genuine."""
    coded: list[str] = []
    draw = certificates.qr_svg
    monkeypatch.setattr(certificates, "qr_svg", lambda text: coded.append(text) or draw(text))
    page = visit(link_in(post(sink, she.person.email), "/programme/"), size=PHONE, locale="fr")
    log_in_by_code(page, sink, she.person.email)
    page.get_by_text("Prix du jury").wait_for()
    snap(page, "residency-completed")
    paper = page.request.get(page.locator("a[href$='ar.pdf']").get_attribute("href"))
    assert (paper.headers["content-type"], paper.body()[:5]) == ("application/pdf", b"%PDF-")
    (url,) = coded
    anyone = visit(url[url.index("/certificates/") :], size=PHONE, locale="ar")
    anyone.get_by_text(she.person.name).wait_for()
    snap(anyone, "residency-certificate")
