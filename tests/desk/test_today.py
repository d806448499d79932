"""What waits, by the colleague who answers for it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alumni.desk import services
from alumni.desk.models import Taking
from alumni.desk.waiting import desk_of
from foundation.errors import ServiceError
from tests import cast
from tests.desk import rows
from tests.desk.test_home import one_of_everything
from tests.many import REPEATS, rounds
from tests.support import cast as support

pytestmark = pytest.mark.django_db
HOME = reverse("admin:index")


def ended(**fields):
    """Somebody who takes part still, in an edition that ended so many days ago."""
    days = fields.pop("days", 1)
    edition = cast.edition(ends_on=timezone.localdate() - timedelta(days=days), **fields)
    return rows.participation(edition=edition, track=None, state="attending")


def whose(viewer, **asked) -> list[tuple[str, int, str]]:
    found = desk_of(viewer, timezone.now(), **asked).rows
    return [(row.code, row.number, row.owner.email if row.owner else "") for row in found]


def counted(viewer) -> dict[str, int]:
    desk = desk_of(viewer, timezone.now())
    return {one.key: one.count for one in [*desk.choices, *desk.colleagues]}


SEES = ("programmes.view_participation", "careers.view_change")


def test_the_narrowest_responsibility_counts_and_a_taking_goes_before_it():
    amina, basma, chadia, dounia = (cast.staff(*SEES) for _ in range(4))
    here, beside, elsewhere = ended(days=9), ended(days=5), ended(days=3)
    beside.edition.programme, beside.edition.name = here.edition.programme, "2025"
    beside.edition.save()
    services.name_responsible("ended", amina, by=None)
    services.name_responsible("ended", basma, by=None, programme=here.edition.programme)
    services.name_responsible("ended", chadia, by=None, edition=here.edition)
    expected = [(here, chadia), (beside, basma), (elsewhere, amina)]
    assert whose(amina, whose="all") == [("ended", row.pk, one.email) for row, one in expected]
    services.hand_over("ended", here, dounia, seen=chadia, owner=chadia, by=chadia, now=timezone.now())
    assert whose(dounia) == [("ended", here.pk, dounia.email)]
    assert counted(amina) == {"mine": 1, "nobody": 0, "all": 3, str(basma.pk): 1, str(dounia.pk): 1}


def test_the_oldest_comes_first_whatever_room_it_is_of():
    viewer = cast.staff(*SEES, "desk.view_task")
    now = timezone.now()
    late, early = rows.change(said_at=now), rows.change(said_at=now - timedelta(days=30))
    between = ended(days=7)
    task = rows.task(owner=viewer, due_on=timezone.localdate() - timedelta(days=14))
    rows.task(owner=viewer, due_on=timezone.localdate() + timedelta(days=1))
    order = [("changes", early.pk), ("tasks", task.pk), ("ended", between.pk), ("changes", late.pk)]
    assert [row[:2] for row in whose(viewer, whose="all")] == order
    assert whose(viewer) == [("tasks", task.pk, viewer.email)]
    assert [row[:2] for row in whose(viewer, whose="nobody")] == [order[0], *order[2:]]


def test_who_has_left_answers_for_nothing():
    viewer, gone = cast.staff(*SEES), cast.staff(*SEES, is_active=False)
    row = ended()
    services.name_responsible("ended", gone, by=None)
    Taking.objects.create(kind="ended", row=row.pk, account=gone, at=timezone.now())
    assert whose(viewer, whose="nobody") == [("ended", row.pk, "")]
    services.hand_over("ended", row, viewer, seen=None, owner=None, by=viewer, now=timezone.now())
    assert whose(viewer) == [("ended", row.pk, viewer.email)]


def test_each_row_is_taken_in_one_press_and_handed_over_by_a_form(client):
    viewer, other = cast.staff(*SEES), cast.staff(*SEES)
    blind = cast.staff("films.view_work")
    row = ended()
    client.force_login(viewer)
    assert f'data-waiting="ended-{row.pk}"' in client.get(HOME).content.decode()
    url = reverse("desk:hand_over", args=["ended", row.pk])
    assert client.post(url, {"take": "1", "seen": "", "back": f"{HOME}?who=all"}).url == f"{HOME}?who=all"
    assert whose(viewer) == [("ended", row.pk, viewer.email)]
    assert set(client.get(url).context["form"].fields["to"].queryset) == {viewer, other}
    refused = client.post(url, {"to": blind.pk, "seen": viewer.pk})
    assert (refused.status_code, whose(viewer)) == (422, [("ended", row.pk, viewer.email)])
    assert client.post(url, {"to": other.pk, "seen": viewer.pk}).url == HOME
    assert whose(other) == [("ended", row.pk, other.email)]
    stale = client.post(url, {"take": "1", "seen": viewer.pk}, follow=True)
    assert [str(one) for one in stale.context["messages"]]
    assert whose(other) == [("ended", row.pk, other.email)]


def test_what_she_may_not_see_is_not_there_to_be_taken(client):
    row = ended()
    client.force_login(cast.staff("careers.view_change"))
    assert client.post(reverse("desk:hand_over", args=["ended", row.pk]), {"take": "1"}).status_code == 404
    assert client.get(reverse("desk:hand_over", args=["nothing", row.pk])).status_code == 404
    assert not Taking.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_has_it():
    one, other = cast.staff(*SEES), cast.staff(*SEES)
    found = [ended() for _ in range(REPEATS)]

    def takes(who):
        return lambda number: services.hand_over(
            "ended", found[number], who, seen=None, owner=None, by=who, now=timezone.now()
        )

    for number, said in enumerate(rounds(takes(one), takes(other))):
        assert sum(isinstance(answer, ServiceError) for answer in said) == 1
        assert Taking.objects.filter(kind="ended", row=found[number].pk).count() == 1


@pytest.mark.one_database  # the queries are the same on each
def test_the_list_is_told_in_pages_and_takes_as_many_queries_for_fifty_rows_as_for_one(monkeypatch):
    viewer = cast.administrator()
    monkeypatch.setattr("alumni.desk.waiting.PAGE", 50)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk_of(viewer, timezone.now(), whose="all")
        return len(caught)

    one_of_everything()
    one = queries()
    for _more in range(3):
        one_of_everything()
    desk = desk_of(viewer, timezone.now(), whose="all", page="2")
    monkeypatch.setattr("alumni.desk.waiting.PAGE", 500)
    assert (queries(), desk.page.number, desk.page.paginator.count) == (one, 2, desk.choices[2].count)
    assert desk.rows


def test_an_adviser_is_told_that_something_waits_and_nothing_else(client):
    request, adviser = support.request(), support.adviser().account
    request.adviser, request.state = adviser.adviser, "assigned"
    request.save()
    adviser.is_staff = True
    adviser.save()
    client.force_login(adviser)
    page = client.get(HOME)
    assert page.context["help_waits"] == [(reverse("support:advising"), 1)]
    assert request.person.name not in page.content.decode()
    client.force_login(cast.administrator())
    assert client.get(HOME).context["help_waits"] == []
