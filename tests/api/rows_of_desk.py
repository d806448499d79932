"""Rows of the desk: tasks."""

from datetime import date, timedelta

from alumni.desk.models import Task
from alumni.desk.services import add_task
from foundation.people.models import Person, is_staff_with
from tests import cast
from tests.api.rows_of_ground import work_row


def task_row(owner: Person, number: int) -> Task:
    """One of the owner's, about somebody else or about a work."""
    able = owner.account if is_staff_with(owner.account, "desk.view_task") else None
    about = {"person": cast.person()} if number % 2 else {"work": work_row(owner, number)}
    return add_task(
        title=f"Task {number}", owner=able, by=owner.account, due_on=date(2027, 1, 1 + number % 3),
        now=cast.NOW + timedelta(days=number % 3), note="…", **about,
    )  # fmt: skip
