"""Conflicts of interest: what is found on record, what is said, and how it is settled."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.errors import ServiceError
from foundation.films.models import Credit, Work
from foundation.people.models import Affiliation, Organisation
from residencies.calls.models import Application
from residencies.selection import services
from residencies.selection.models import Assignment, Conflict, Juror, Review
from residencies.selection.selectors import Found
from tests import cast as people
from tests.calls import cast as calls
from tests.selection import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


@pytest.fixture
def juror() -> Juror:
    return cast.juror(cast.jury(), people.alumna(name="Lina Amrani", email="lina@example.org"))


def applied(juror: Juror, **fields: object) -> Application:
    return cast.application(juror.jury.call, **{"name": "Aïcha Test", **fields})


def found(juror: Juror) -> list[tuple[str, str, str]]:
    services.detect_conflicts(juror.jury, now=NOW)
    return sorted(juror.conflicts.values_list("kind", "state", "detail"))


def share_company(*who: object) -> None:
    house = Organisation.objects.create(name="Films de l’Atlas")
    for person in who:
        Affiliation.objects.create(person=person, organisation=house)


def share_work(*who: object) -> None:
    work = Work.objects.create(title="Ourika")
    for person in who:
        Credit.objects.create(work=work, person=person, role=calls.role("director"))


def test_strangers_are_in_no_conflict(juror):
    applied(juror)
    assert found(juror) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"email": "LINA@example.org"}, [("self", "recused", "")]),
        ({"name": "Amrani Lina"}, [("self", "suspected", "Lina Amrani")]),
        ({"name": "Saïd Amrani"}, [("family", "suspected", "Amrani")]),
        ({"name": "لينا عمراني"}, []),
    ],
)
def test_her_own_application_is_known_by_address_and_only_flagged_by_name(juror, fields, expected):
    applied(juror, **fields)
    assert found(juror) == expected


def test_her_own_application_as_a_member_is_found(juror):
    call = calls.pair()
    jury = cast.jury(call)
    seat = cast.juror(jury, juror.person)
    row = calls.whole(call)
    row.members.filter(is_lead=False).update(email="lina@example.org")
    Application.objects.update(state="review")
    assert found(seat) == [("self", "recused", "")]


@pytest.mark.parametrize(
    ("share", "kind", "detail"),
    [(share_company, "company", "Films de l’Atlas"), (share_work, "credit", "Ourika")],
)
@pytest.mark.parametrize("known_by", ["record", "address", "name"])
def test_what_they_share_recuses_her_but_not_by_a_name_alone(juror, share, kind, detail, known_by):
    other = people.person(name="Saïd Berrada", email="said@example.org")
    share(juror.person, other)
    fields = {
        "record": {"person": other},
        "address": {"email": "Said@example.org"},
        "name": {"name": "Berrada Saïd"},
    }
    applied(juror, **fields[known_by])
    sure = known_by != "name"
    said = (kind, "recused", detail) if sure else (kind, "suspected", f"{detail} (Saïd Berrada)")
    assert found(juror) == [said]


def test_another_room_may_know_of_more(juror, settings):
    applied(juror)
    settings.JURY_CONFLICTS = [f"{__name__}.mentors"]
    assert found(juror) == [("mentor", "recused", "2025")]


def mentors(jury: object) -> list[Found]:
    seat, row = Juror.objects.get(), Application.objects.get()
    return [Found(seat.pk, row.pk, Conflict.Kind.MENTOR, True, "2025")]


def test_looking_again_adds_nothing_and_keeps_what_was_cleared_until_more_is_found(juror):
    other = people.person(name="Saïd Berrada")
    share_company(juror.person, other)
    applied(juror, person=other)
    assert services.detect_conflicts(juror.jury, now=NOW) == 1
    row = juror.conflicts.get()
    services.clear_conflict(row, note="left in 2019", by=None, now=NOW)
    assert services.detect_conflicts(juror.jury, now=NOW) == 0
    house = Organisation.objects.create(name="Zitoun")
    for person in (juror.person, other):
        Affiliation.objects.create(person=person, organisation=house)
    assert found(juror) == [("company", "recused", "Films de l’Atlas, Zitoun")]
    assert list(row.history.order_by("pk").values_list("state", flat=True)) == [
        "recused",
        "cleared",
        "recused",
    ]


def test_looking_takes_as_many_queries_for_many_as_for_few(juror):
    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            services.detect_conflicts(juror.jury, now=NOW)
        return len(done)

    applied(juror, name="Saïd Amrani")
    one = queries()
    for number in range(4):
        applied(juror, name=f"Saïd{number} Amrani")
        cast.juror(juror.jury, people.alumna(name=f"Juré{number} Amrani"))
    assert queries() <= one
    assert Conflict.objects.count() == 25


def test_what_she_declares_hides_what_she_wrote_and_clearing_brings_it_back(juror):
    read, unread = applied(juror), applied(juror)
    cast.review(juror, read, 5, 5)
    cast.assignment(juror, unread)
    declared = [
        services.declare_conflict(juror, row, detail="a friend", by=juror.person.account, now=NOW)
        for row in (read, read, unread)
    ]
    assert Conflict.objects.count() == 2
    account = juror.person.account
    assert list(Assignment.objects.of_account(account)) == []
    assert list(Review.objects.visible_to(account)) == list(Assignment.objects.handed_in()) == []
    assert Assignment.objects.count() == 1  # what nobody had begun to read went back
    with pytest.raises(ServiceError, match="no conflict"):
        services.clear_conflict(declared[0], note=" ", by=None, now=NOW)
    services.clear_conflict(declared[0], note="a namesake", by=None, now=NOW)
    assert [row.application for row in Assignment.objects.of_account(account)] == [read]
    assert Assignment.objects.handed_in().count() == 1


def test_nobody_is_cleared_for_her_own_application(juror):
    applied(juror, email="lina@example.org")
    found(juror)
    with pytest.raises(ServiceError, match="her own"):
        services.clear_conflict(juror.conflicts.get(), note="never mind", by=None, now=NOW)


def test_a_conflict_with_what_her_jury_does_not_read_is_refused(juror):
    with pytest.raises(ServiceError, match="does not read it"):
        services.recuse_juror(juror, cast.application(calls.call()), note="x", by=None, now=NOW)
