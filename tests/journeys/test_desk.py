"""The staff's desk in a real browser: its own pages judged by axe, from right to left and on a phone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alumni.checkins.services import answer_checkin
from foundation.people.models import Duplicate, Person, SecondContact
from residencies.programmes.models import Participation
from tests import cast
from tests.desk import rows
from tests.journeys.acts import press
from tests.journeys.conftest import DESKTOP, PHONE, faults, look, scrolls_sideways
from tests.selection import cast as juries

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(params=["fr", "ar"])  # English is laid out as French is
def language(request):
    return request.param


@pytest.fixture
def desk(visit, language):
    """Opens a page of the desk as an administrator who reads that language."""
    administrator = cast.administrator()

    def open_page(path: str, **options):
        page = visit(path, account=administrator, locale=language, **options)
        assert page.locator("html").get_attribute("lang") == language
        return page

    return open_page


@pytest.fixture
def checkin():
    """An answer that waits for the staff's word, of one who may have two records."""
    she = cast.person(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد", city="Fès", country="MA")
    row = cast.asked_checkin(who=she, asked_at=timezone.now(), closes_at=timezone.now() + timedelta(days=60))
    Participation.objects.filter(pk=row.participation_id).update(work=rows.work(title="Ourika", stage="idea"))
    said = {"stage": "shooting", "facts": {"city": "Lyon", "country": "FR"}, "text": "Merci !"}
    answer_checkin(row, said, now=timezone.now())
    Duplicate.objects.create(
        first=she, second=cast.person(name="Oumayma Ben Said"), score=91, reasons=["spelling"]
    )
    cast.asked_checkin(who=cast.person(email=""), state="planned", asked_at=None, closes_at=None)
    rows.participation(edition=cast.edition(ends_on=date(2026, 1, 31)), track=None, state="attending")
    rows.message(state="dead", reason="550 no such user")
    return row


@pytest.fixture
def silent():
    """A check-in that closed without an answer, a call before it, and another person's pause."""
    row = cast.asked_checkin(who=cast.person(phone="+33199000001", name_ar="سلمى"), state="silent")
    SecondContact.objects.create(person=row.person, name="Hajar", phone="+33199000002", relation="sœur")
    rows.contact(person=row.person, checkin=row, note="Répondeur")
    rows.pause()
    return row


@pytest.mark.one_database
def test_pages_of_the_desk(desk, checkin, silent, language):
    page, found = desk(reverse("admin:index")), []
    for name, path in {
        "home": reverse("admin:index"),
        "people": reverse("admin:people_person_changelist"),
        "person": reverse("admin:people_person_change", args=[checkin.person_id]),
        "history": reverse("admin:people_person_history", args=[checkin.person_id]),
        "changes": reverse("admin:careers_change_changelist"),
        "duplicates": reverse("admin:people_duplicate_changelist"),
        "checkins": reverse("admin:checkins_checkin_changelist"),
        "checkin": reverse("admin:checkins_checkin_change", args=[checkin.pk]),
        "calls": reverse("admin:checkins_call_changelist"),
        "call": reverse("admin:checkins_call_change", args=[silent.pk]),
        "call-record": reverse("admin:checkins_call_record_one", args=[silent.pk]),
        "rates": reverse("admin:checkins_cohort_changelist"),
        "rate": reverse("admin:checkins_cohort_change", args=[silent.participation.edition_id]),
        "pauses": reverse("admin:checkins_pause_changelist"),
        "complete": reverse("admin:programmes_participation_complete_one", args=[checkin.participation_id]),
    }.items():
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        found += look(page, f"desk-{name}-{language}")
    assert found == []


@pytest.mark.one_database
@pytest.mark.parametrize("table", ["index", "careers_change_changelist", "people_duplicate_changelist"])
def test_pages_of_the_desk_by_night(visit, checkin, table):
    page = visit(reverse(f"admin:{table}"), account=cast.administrator(), color_scheme="dark")
    assert page.locator("html.dark").count() == 1
    assert faults(page) == []


@pytest.mark.one_database
def test_pages_with_many_buttons_and_wide_rows_fit_the_window(visit):
    """Judged in French, whose words are the longest, and for their width alone: axe takes seconds a page."""
    jury, administrator = juries.jury(), cast.administrator()
    page, wide = visit(reverse("admin:index"), account=administrator, locale="fr"), []
    for path in (
        reverse("admin:calls_call_change", args=[jury.call_id]),
        reverse("admin:selection_jury_change", args=[jury.pk]),
    ):
        page.goto(path)
        for size in (DESKTOP, (1024, 768), PHONE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            wide += [(path, size)] if scrolls_sideways(page) else []
    assert wide == []


@pytest.mark.one_database
def test_on_a_phone_all_tabs_are_in_their_line_and_a_name_stands_apart_from_its_count(desk):
    page = desk("/admin/films/award/", size=(600, 800))  # on one line
    boxes = [page.locator(f"#header-inner h1 > {part}").last.bounding_box() for part in ("a", "span")]
    (_first, one), (last, _end) = sorted((box["x"], box["x"] + box["width"]) for box in boxes)
    assert last - one >= 4
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/admin/films/financingplan/add/")
    assert page.locator("#tabs-items a").count() == 5
    assert page.locator("#tabs-dropdown").count() == 0
    assert scrolls_sideways(page) is False


def test_a_cohort_is_completed_from_its_list(desk):
    edition = cast.edition(ends_on=date(2026, 1, 31))
    for _seat in range(3):
        rows.participation(edition=edition, track=None, state="attending")
    page = desk(f"{reverse('admin:programmes_participation_changelist')}?edition__id__exact={edition.pk}")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("complete")
    press(page, "button[name=index]")
    press(page, "button[name=confirm]")
    assert set(Participation.objects.values_list("state", "completed_on")) == {
        ("completed", date(2026, 1, 31))
    }


def test_a_change_is_accepted_with_one_press_on_a_phone(desk, checkin):
    page = desk(reverse("admin:careers_change_changelist"), size=PHONE)
    press(page, "tr:has-text('Lyon') >> nth=0 >> button >> nth=0")
    assert Person.objects.get(pk=checkin.person_id).city == "Lyon"


def test_a_change_of_language_leads_back_to_the_page(desk):
    page = desk(f"{reverse('admin:people_person_changelist')}?q=Salma")
    with page.expect_navigation():  # to the same address
        page.locator("form:has(input[name=language][value=ar])").evaluate("form => form.submit()")
    assert page.url.endswith("/person/?q=Salma")
    assert page.locator("html").get_attribute("dir") == "rtl"
