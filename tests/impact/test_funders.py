"""Reports to funders: frozen as they were, read by whoever holds the link, with small groups hidden."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alumni.impact import services
from alumni.impact.models import IssuedReport
from alumni.impact.selectors.reports import LINK, told
from foundation.errors import ServiceError
from foundation.films.models import Credit, Role, Work
from foundation.people.models import Person
from residencies.programmes.models import Edition, Participation
from tests import cast
from tests.impact.cast import funder_report, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ON = date(2026, 11, 24)


@pytest.fixture
def report():
    """Of two editions, of seven graduates and of two; five of the seven have a credit since."""
    programme = cast.programme()
    for name, year, size in (("2023", 2023, 7), ("2024", 2024, 2)):
        edition = cast.edition(of=programme, name=name, starts_on=date(year, 1, 10))
        for number in range(size):
            row = cast.completed(date(year, 6, 1), of=edition)
            if size == 7 and number < 5:
                credited(row.person)
    return funder_report(indicators=["graduates", "first_credit"])


def credited(person):
    work = Work.objects.create(title="Film", kind="short", stage="released", year=2025, countries=["MA"])
    Credit.objects.create(work=work, person=person, role=Role.objects.get(slug="director"))


def page_of(row):
    return reverse("impact:issued", args=[LINK.token(row)])


def test_what_is_frozen_stays_and_hides_small_groups(report):
    by = cast.administrator()
    first = issued(by, report, on=ON)
    graduates = first.content["figures"][0]["groups"]
    assert (graduates[0]["counts"], [one["hidden"] for one in graduates]) == ({"yes": 9}, [False, True, True])
    assert all(set(one) == {"key", "label", "hidden"} for one in graduates[1:])
    assert len(first.trace["graduates"]["total"]["yes"]) == 9
    edition = cast.edition(of=cast.programme(), name="more", starts_on=date(2024, 1, 10))
    for _ in range(6):
        cast.completed(date(2024, 7, 1), of=edition)
    second = issued(by, report, on=ON)
    assert (second.number, first.content["figures"][0]["groups"]) == (2, graduates)
    said = told(second.content, first.content, "en")
    assert said["parts"][0]["rows"][0][-1] == "+6"
    for change in ({"content": {}}, {"trace": {}}, {"on": date(2020, 1, 1)}, {"number": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IssuedReport.objects.filter(pk=first.pk).update(**change)
    IssuedReport.objects.filter(pk=first.pk).update(frozen_by=None)


@pytest.mark.parametrize(
    ("frozen", "shown"),
    [("1200.000", "1,200"), ("1200.50", "1,200.50"), ("0", "0"), ("13.66666666666666666666666667", "13.67")],
)
@pytest.mark.one_database
def test_an_amount_of_an_issue_is_told_as_money_is(report, frozen, shown):
    content = issued(cast.administrator(), report, on=ON).content
    content["figures"][0] |= {"amount": {"en": "granted"}}
    content["figures"][0]["groups"][0]["amount"] = frozen
    assert told(content, None, "en")["parts"][0]["rows"][0][-1] == shown


@pytest.mark.one_database
def test_a_change_of_a_few_people_is_told_as_such_alone(report):
    more(8)
    first = issued(cast.administrator(), report, on=ON)
    for row in Participation.objects.filter(edition__name="2024"):
        credited(row.person)
    second = issued(cast.administrator(), report, on=ON)
    assert told(second.content, first.content, "en")["parts"][1]["rows"][0][-1] == "fewer than five"


def shown(row, at=0):
    return [not group["hidden"] for group in row.content["figures"][at]["groups"]]


def more(size, name="more"):
    edition = cast.edition(of=cast.programme(), name=name, starts_on=date(2024, 1, 10))
    for _ in range(size):
        cast.completed(date(2024, 7, 1), of=edition)
    return edition


def test_a_few_who_are_new_since_are_not_found_by_subtracting(report):
    by = cast.administrator()
    issued(by, report, on=ON)
    more(3)
    assert shown(issued(by, report, on=ON)) == [False] * 4, "three are new"
    more(6, "many")
    assert shown(issued(by, report, on=ON)) == [True] + [False] * 4, "nine are new, three of them apart"
    assert shown(issued(by, report, on=ON))[0], "the same again"
    Participation.objects.filter(edition__name="many").first().delete()
    assert shown(issued(by, report, on=ON))[0], "who is on record no more is no secret of a scope"


def test_two_reports_to_one_funder_do_not_tell_of_the_few_between_them(report):
    """Of both editions nine, of the bigger one seven: two are left."""
    by, few = cast.administrator(), Edition.objects.get(name="2023")
    beside = funder_report(funder=report.funder, indicators=["graduates"], by="none")
    beside.editions.set([few])
    other = funder_report(indicators=["graduates"], by="none")
    other.editions.set([few])
    issued(by, report, on=ON)
    assert shown(issued(by, beside, on=ON)) == [False]
    assert shown(issued(by, other, on=ON)) == [True], "another funder has nothing to subtract"


@pytest.mark.one_database
def test_pressed_twice_it_is_one_and_nobody_freezes_what_she_may_not_see(report):
    token, by = uuid4(), cast.administrator()
    assert issued(by, report, on=ON, token=token).pk == issued(by, report, on=ON, token=token).pk
    narrow = cast.staff("impact.add_issuedreport", "impact.view_funderreport")
    with pytest.raises(ServiceError, match="may not see"):
        issued(narrow, report, on=ON)
    with pytest.raises(ServiceError, match="still to come"):
        issued(by, report, on=date(2090, 1, 1))


@pytest.mark.one_database
def test_whoever_holds_the_link_reads_it_until_it_is_ended(client, report):
    by = cast.administrator()
    row = issued(by, report, on=ON)
    url = page_of(row)
    got = client.get(url, headers={"accept-language": "ar"})
    page = got.content.decode()
    assert got["X-Robots-Tag"] == "noindex, nofollow"
    assert 'dir="rtl"' in page
    assert report.title_ar in page
    assert reverse("portal:home") not in [part.split('"')[0] for part in page.split('href="')[1:]]
    for language in ("fr", "ar", "en"):
        paper = client.get(f"{url}{language}.pdf")
        assert paper.content.startswith(b"%PDF")
        assert "no-store" in paper["Cache-Control"]
    assert client.get(f"{url}xx.pdf").status_code == 404
    services.end_link(row, by=by, now=cast.NOW)
    assert (client.get(url).status_code, client.get(f"{url}fr.pdf").status_code) == (404, 404)
    today = timezone.localdate()
    services.share_report(row, until=today, by=by, now=cast.NOW)
    row.refresh_from_db()
    assert client.get(url).status_code == 404
    assert client.get(page_of(row)).status_code == 200
    IssuedReport.objects.filter(pk=row.pk).update(shared_until=today - timedelta(days=1))
    assert client.get(page_of(row)).status_code == 404, "its last day is over"
    with pytest.raises(ServiceError):
        services.share_report(row, until=today - timedelta(days=1), by=by, now=timezone.now())
    services.share_report(row, until=today + timedelta(days=9), by=by, now=timezone.now())
    assert client.get(page_of(row)).status_code == 200, "renewed, it is the same address"


@pytest.mark.one_database
def test_staff_ask_for_it_look_at_it_freeze_it_and_hand_it_on(client, report):
    client.force_login(cast.administrator())
    asked = {
        "funder": report.funder_id, "title_fr": "Rapport 2024", "starts_on": "2023-01-01",
        "ends_on": "2024-12-31", "by": "none", "indicators": ["graduates"],
    }  # fmt: skip
    assert client.post(reverse("admin:impact_funderreport_add"), asked).status_code == 302
    made = type(report).objects.get(title_fr="Rapport 2024")
    preview = reverse("admin:impact_funderreport_preview", args=[made.pk])
    assert "A preview" in client.get(preview, headers={"accept-language": "en"}).content.decode()
    freeze = reverse("admin:impact_funderreport_issue", args=[made.pk])
    token = str(uuid4())
    for _ in range(2):
        client.post(freeze, {"confirm": "1", "on": "2026-11-24", "token": token})
    row = IssuedReport.objects.get(report=made)
    own = reverse("admin:impact_issuedreport_change", args=[row.pk])
    assert "/reports/" not in client.get(own).content.decode()
    client.post(
        reverse("admin:impact_issuedreport_share", args=[row.pk]), {"confirm": "1", "until": "2100-01-31"}
    )
    row.refresh_from_db()
    assert page_of(row) in client.get(own).content.decode()
    assert "31 January 2100" in client.get(own, headers={"accept-language": "en"}).content.decode()
    client.post(reverse("admin:impact_issuedreport_end", args=[row.pk]), {"confirm": "1"})
    assert "/reports/" not in client.get(own).content.decode()
    client.force_login(cast.staff("impact.view_issuedreport"))
    assert client.post(reverse("admin:impact_issuedreport_share", args=[row.pk])).status_code == 403


@pytest.mark.one_database
def test_a_frozen_figure_opens_its_rows_to_whoever_may_see_them(client, report):
    by = cast.administrator()
    row = issued(by, report, on=ON)
    names = list(Person.objects.filter(participations__isnull=False).values_list("name", flat=True))
    late = cast.completed(date(2023, 6, 2), of=Edition.objects.get(name="2023"))  # since it was frozen

    def page(group="total", cell="yes", code="graduates"):
        url = reverse("admin:impact_issuedreport_rows", args=[row.pk, code, group, cell])
        return client.get(url, headers={"accept-language": "en"})

    client.force_login(by)
    shown = page().content.decode()
    assert len(names) == 9
    assert [name for name in names if name not in shown] == []
    assert late.person.name not in shown
    assert "9 rows were counted" in shown
    own = client.get(reverse("admin:impact_issuedreport_change", args=[row.pk])).content.decode()
    assert reverse("admin:impact_issuedreport_rows", args=[row.pk, "graduates", "total", "yes"]) in own
    hidden = next(one["key"] for one in row.content["figures"][0]["groups"] if one["hidden"])
    for asked in (
        {"group": hidden},
        {"cell": "rows"},
        {"cell": "nothing"},
        {"code": "award"},
        {"group": "more"},
    ):
        assert page(**asked).status_code == 404, asked
    client.force_login(cast.staff("impact.view_issuedreport", "impact.see_figures"))
    assert page().status_code == 403
