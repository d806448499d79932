"""A task that never was, to look at its mail with."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.desk.letters import task_letter
from alumni.desk.models import Task
from foundation.mail.letters import Letter
from foundation.mail.models import Message
from foundation.mail.previews import example_person
from foundation.people.models import Account


def task_mail(message: Message) -> Letter:
    account = Account(email="exemple@masar.example")
    account.person = example_person()
    row = Task(
        title=_("Ask for the contract of the composer"), owner=account,
        due_on=timezone.localdate() + timedelta(days=3), created_by=account,
    )  # fmt: skip
    return task_letter(row, account, message.language)
