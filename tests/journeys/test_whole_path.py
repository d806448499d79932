"""The whole path of one of them: she applies, is chosen, is mentored and completes; she answers, is helped,
makes her first feature, and is counted in the report to the funder. All through pages and mails.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from alumni.careers.models import Change
from alumni.checkins.models import CheckIn
from alumni.checkins.services import plan_checkins, queue_due_checkins
from alumni.desk.demo.conversations import make_plan
from alumni.desk.demo.mentoring import make_mentors
from alumni.desk.demo.staff import STAFF, make_staff
from alumni.impact.models import FunderReport, IssuedReport
from alumni.support.models import SupportRequest
from foundation.films.models import Credit
from foundation.people.models import Organisation
from residencies.programmes.models import Edition, Participation
from residencies.selection.models import Offer
from tests import cast
from tests.careers.films import credit, film
from tests.journeys import residency
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
from tests.journeys.conftest import DESKTOP, PHONE, faults
from tests.journeys.test_applying import SCRIPT, begin
from tests.journeys.test_applying import fill as fill_in
from tests.selection import rooms
from tests.support.cast import adviser, member, readers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]
HER = "hiba@example.org"
FEATURE = {"ar": "أطفال السد", "fr": "Les Enfants du barrage"}
ASKS = {"ar": "طُلب مني التنازل عن حقوقي.", "fr": "On me demande de céder mes droits."}


class Hers:
    """Her browser, in her language and on her device; each of her pages is judged."""

    def __init__(self, visit: Any, sink: Any, language: str, size: tuple[int, int]) -> None:
        self.visit, self.sink, self.language, self.size = visit, sink, language, size
        self.found: list[str] = []

    def opens(self, path: str) -> Any:
        return self.visit(path, size=self.size, locale=self.language)

    def logs_in(self, path: str) -> Any:
        page = self.opens(path)
        log_in_by_code(page, self.sink, HER)
        return page

    def sees(self, page: Any, name: str) -> None:
        shown = page.locator("html")
        assert shown.get_attribute("lang") == self.language
        assert shown.get_attribute("dir") == ("rtl" if self.language == "ar" else "ltr")
        snap(page, f"path-{name}-{self.language}")
        self.found += [f"{name}: {line}" for line in faults(page)]


@pytest.fixture
def team(settings, tmp_path) -> Any:
    """The staff with their mentors and their plan of check-ins."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    made = make_staff()[STAFF.role]
    make_plan()
    readers()
    yield made
    rooms.emptied()


@pytest.mark.parametrize(("language", "size"), [("ar", PHONE), ("fr", DESKTOP)])
def test_from_the_call_to_the_report(visit, sink, team, travel, language, size):
    her, began = Hers(visit, sink, language, size), timezone.now()
    call = residency.call()
    edition = call.edition
    edition.starts_on, edition.ends_on = (
        (began + timedelta(days=40)).date(),
        (began + timedelta(days=170)).date(),
    )
    edition.save()
    make_mentors(list(call.tracks.all()), team)
    _applies(her, call)

    travel(began + timedelta(days=5))
    desk = visit("/admin/", account=team, locale="fr")
    choose(desk, call, 1)
    offer = Offer.objects.get()
    page = her.opens(link_in(post(sink, HER), "/selection/offer/"))
    her.sees(page, "offer")
    page.locator("[name=accept]").click()
    page.locator("[name=accept]").wait_for(state="detached")
    assert offer.decision.application.email == HER
    row = Participation.objects.get(person__email=HER)

    _takes_part(her, desk, row, travel, team)
    _answers(her, row, travel, team)
    _is_helped(her)
    desk = _makes_a_feature(her, row, travel, team)
    _is_counted(her, desk, row)
    assert her.found == []


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), timezone.get_default_timezone())


def _applies(her: Hers, call: Any) -> None:
    """She, and somebody else, whose title comes later in the room."""
    for name, email in (("Hiba Idrissi", HER), ("Zineb Alami", "zineb@example.org")):
        page = her.opens(f"/apply/{call.slug}/")
        her.sees(page, "call")
        begin(page, name, email)
        fill_in(page)
        page.locator("input[name='file.script']").set_input_files(SCRIPT)
        page.locator("[data-question=script] li.document a").wait_for()
        her.sees(page, "application")
        page.locator("[name='form.check']").click()
        page.wait_for_url("**/check/")
        her.sees(page, "check")
        page.locator("main form button.button").first.click()
        page.wait_for_url("**/a/*/")


def _takes_part(her: Hers, desk: Any, row: Participation, travel: Any, team: Any) -> None:
    edition: Edition = row.edition
    desk.goto(f"/admin/programmes/edition/{edition.pk}/change/")
    hours = {"kind": "mentoring", "code": "mentorat", "name_fr": "Heures de mentorat", "amount": 2}
    add_lines(desk, "requirements", [hours])
    press(desk, "[name=_continue]")
    everyone = f"{reverse('admin:programmes_participation_changelist')}?edition__id__exact={edition.pk}"
    travel(_at(edition.starts_on))
    desk = her.visit("/admin/", account=team, locale="fr")
    confirm_list(desk, everyone, "move", to="attending")
    page = her.logs_in(reverse("programmes:programme", args=[row.pk]))
    her.sees(page, "programme")
    mentored(her.visit, her.sink, desk, edition, row)
    travel(_at(edition.ends_on))
    desk = her.visit("/admin/", account=team, locale="fr")
    confirm_list(desk, everyone, "complete", on=timezone.localdate())
    row.refresh_from_db()
    assert row.state == "completed"
    page = her.logs_in(link_in(post(her.sink, HER), "/programme/"))
    her.sees(page, "completed")


def _answers(her: Hers, row: Participation, travel: Any, team: Any) -> None:
    """Three months later she is asked by mail: one press for the first answer, and she sends."""
    travel(_at(row.completed_on + relativedelta(months=3)))
    plan_checkins(now=timezone.now())
    asked = CheckIn.objects.get(person=row.person)
    days = (_at(asked.ask_on + timedelta(days=later)) for later in range(9))  # a holiday, a weekend
    for day in days:
        travel(day)
        if queue_due_checkins(now=timezone.now()):
            break
    page = her.opens(link_in(post(her.sink, HER), "/c/"))
    her.sees(page, "check-in")
    press(page, "[name=send]")
    her.sees(page, "thanks")
    asked.refresh_from_db()
    assert asked.state == "answered"


def _is_helped(her: Hers) -> None:
    lawyer = adviser(cast.alumna(name="Hind Laraichi"))
    page = her.opens("/")
    her.sees(page, "welcome")
    page.locator("main a[href*='/account/login']").first.click()
    log_in_by_code(page, her.sink, HER)
    her.sees(page, "home")
    press(page, "a[href='/support/new/']")
    fill(page, kind="legal", urgency="urgent", text=ASKS[her.language])
    her.sees(page, "help")
    press(page, "[name=ask]")
    asked = SupportRequest.objects.get()
    desk = her.visit("/admin/help/", account=member("Support staff"), locale="fr")
    press(desk, f"a[href='/admin/help/{asked.pk}/assign/']")
    press(desk, "form.room button[type=submit]")
    answering = her.visit("/support/advising/", account=lawyer.account, locale="fr")
    press(answering, f"a[href='/support/{asked.pk}/']")
    press(answering, "[name=open]")
    answering.locator("[name=text]").fill("N’acceptez pas : limitez à un an.")
    press(answering, "[name=write]")
    press(answering, "[name=close]")
    page.goto("/support/")
    press(page, f"a[href='/support/{asked.pk}/']")
    her.sees(page, "answered")
    press(page, "[name=helped][value=yes]")
    asked.refresh_from_db()
    assert asked.helped == "yes"


def _makes_a_feature(her: Hers, row: Participation, travel: Any, team: Any) -> Any:
    """Two years later she says so herself; staff say what film it is, and take her word."""
    travel(_at(row.completed_on + relativedelta(years=2)))
    title = FEATURE[her.language]
    page = her.logs_in(reverse("portal:career"))
    press(page, f"a[href='{reverse('portal:say_record', args=['credit'])}']")
    role = page.locator("[name=role] option[value]:not([value=''])")
    assert role.count() > 5
    director = residency.role("director", "Réalisation", "إخراج", "Director")
    fill(page, title=title, role=director.pk, year=timezone.localdate().year, link="https://example.org/film")
    her.sees(page, "say")
    press(page, "main form .button")
    her.sees(page, "said")
    said = Change.objects.get(person=row.person, kind="credit")
    desk = her.visit("/admin/", account=team, locale="fr")
    desk.goto(f"/admin/careers/change/{said.pk}/change/")
    press(desk, f"button[formaction*='/{said.pk}/accept/']")
    made = Credit.objects.get(person=row.person, work__title=title).work
    desk.goto(f"/admin/films/work/{made.pk}/change/")
    desk.locator("[name=kind]").select_option("feature")
    press(desk, "[name=_continue]")
    confirm(desk, f"/admin/films/work/{made.pk}/move_to_stage/", stage="released", on=timezone.localdate())
    page.goto(reverse("portal:career"))
    page.get_by_text(title).first.wait_for()
    her.sees(page, "career")
    return desk


def _is_counted(her: Hers, desk: Any, row: Participation) -> None:
    """In a report frozen at the desk: there it opens its rows, and by its link whoever holds it reads it."""
    for _other in range(5):  # a group of fewer is hidden
        other = cast.completed(row.completed_on, of=row.edition, track=row.track)
        on = row.completed_on + relativedelta(months=9)
        credit(other.person, film(on.year, released=on))
    funder = Organisation.objects.create(name="Fonds des premiers films", kind="fund")
    desk.goto(f"/admin/impact/funderreport/add/?funder={funder.pk}")
    first, last = row.completed_on - timedelta(days=30), row.completed_on + timedelta(days=30)
    fill(desk, title_fr="Ce que sont devenues les diplômées", title_ar="ما آلت إليه الخريجات")
    fill(desk, starts_on=f"{first:%d/%m/%Y}", ends_on=f"{last:%d/%m/%Y}")
    for code in ("graduates", "first_feature"):
        desk.locator(f"[name=indicators][value={code}]").check()
    press(desk, "[name=_continue]")
    report = FunderReport.objects.get()
    confirm(desk, f"/admin/impact/funderreport/{report.pk}/issue/")
    issue = IssuedReport.objects.get()
    desk.goto(f"/admin/impact/issuedreport/{issue.pk}/change/")
    snap(desk, f"path-report-desk-{her.language}")
    behind = reverse("admin:impact_issuedreport_rows", args=[issue.pk, "first_feature", "total", "yes"])
    press(desk, f"a[href='{behind}']")
    desk.get_by_role("link", name="Hiba Idrissi").wait_for()
    confirm(desk, f"/admin/impact/issuedreport/{issue.pk}/share/")
    desk.goto(f"/admin/impact/issuedreport/{issue.pk}/change/")
    link = desk.locator("a[href*='/reports/']").first.get_attribute("href")
    page = her.opens(link[link.index("/reports/") :])
    her.sees(page, "report")
    (told,) = [one for one in issue.content["figures"] if one["code"] == "first_feature"]
    assert told["groups"][0]["counts"]["yes"] == 6
    title = told["name"][her.language]
    part = page.locator("section", has=page.get_by_role("heading", name=title[:1].upper() + title[1:]))
    assert "6" in part.locator("tbody tr").first.inner_text()
    paper = page.request.get(page.locator(f"a[href$='{her.language}.pdf']").get_attribute("href"))
    assert (paper.headers["content-type"], paper.body()[:5]) == ("application/pdf", b"%PDF-")
