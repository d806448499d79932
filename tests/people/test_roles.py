import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.people.models import Person
from foundation.people.roles import ROLES, sync_roles
from tests import cast

pytestmark = pytest.mark.django_db


def member(role):
    account = cast.staff()
    account.groups.add(Group.objects.get(name=role))
    return account


def held(role):
    rows = Permission.objects.filter(group__name=role).select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


@pytest.mark.parametrize("role", ROLES)
def test_a_migrated_database_has_the_roles_with_exactly_their_permissions(role):
    assert held(role) == ROLES[role]


def test_syncing_takes_away_what_was_added_by_hand_and_brings_back_what_was_taken():
    staff = Group.objects.get(name="Programme staff")
    staff.permissions.set(Permission.objects.filter(codename__in=["delete_person", "view_work"]))
    sync_roles()
    assert held("Programme staff") == ROLES["Programme staff"]


def test_syncing_leaves_groups_made_by_the_administrator_alone():
    own = Group.objects.create(name="Jury 2027")
    own.permissions.add(Permission.objects.get(codename="view_work"))
    sync_roles()
    assert held("Jury 2027") == {"films.view_work"}


def test_syncing_twice_writes_nothing_more():
    sync_roles()
    with CaptureQueriesContext(connection) as queries:
        sync_roles()
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_permission_that_is_not_there_yet_is_left_out(monkeypatch):
    monkeypatch.setitem(ROLES, "Director", {"films.view_work", "support.view_request"})
    sync_roles()
    assert held("Director") == {"films.view_work"}


def test_staff_see_people_and_finance_does_not():
    someone = cast.person()
    seen = {role: set(Person.objects.visible_to(member(role))) for role in ROLES}
    assert {role for role, people in seen.items() if people} == {"Programme staff", "Director"}
    assert seen["Director"] == seen["Programme staff"] == {someone}


def test_the_director_changes_nothing_but_the_pause_of_the_mail():
    """And freezes reports, names who reads those of harassment and who answers for what waits,
    gives tasks and does them, and answers for people's data.
    """
    reads = ("view_", "export_", "read_", "see_")
    writes = {name for name in ROLES["Director"] if not name.split(".")[1].startswith(reads)}
    assert writes == {
        "mail.change_postman", "impact.add_frozenreport", "support.name_readers",
        *(f"desk.{act}_responsibility" for act in ("add", "change", "delete")),
        *("desk.add_task", "desk.change_task"),
        "privacy.answer_request", "privacy.change_request", "privacy.change_rule",
    }  # fmt: skip


def test_no_role_may_delete_people_works_or_participations():
    records = {"people.delete_person", "films.delete_work", "programmes.delete_participation"}
    assert [role for role, names in ROLES.items() if names & records] == []


def test_every_permission_exists():
    known = {f"{row.content_type.app_label}.{row.codename}" for row in Permission.objects.all()}
    assert {name for names in ROLES.values() for name in names} - known == set()
