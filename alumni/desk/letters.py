"""The letter to a colleague who was given a task."""

from django.urls import reverse
from django.utils.formats import date_format

from alumni.desk.models import Task
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Account


def task_mail(message: Message) -> Letter:
    """As long as it is hers to do, and she may see it: what it says is read at the desk."""
    account = Account.objects.select_related("person").filter(pk=message.context["account"]).first()
    if account is None:
        raise NotWanted("the account is gone")
    rows = Task.objects.visible_to(account).open().filter(owner=account, pk=message.context["task"])
    row = rows.select_related("created_by__person").first()
    if row is None:
        raise NotWanted("it is done, or somebody else’s by now")
    return task_letter(row, account, message.language)


def task_letter(row: Task, account: Account, language: str) -> Letter:
    person = getattr(account, "person", None)
    day = date_format(row.due_on, "DATE_FORMAT") if row.due_on else ""
    return Letter(
        {
            "path": reverse("admin:desk_task_change", args=[row.pk or 1]),
            "task": row.title,
            "day": day,
            "giver": row.created_by.get_full_name() if row.created_by else "",
        },
        names={"task": row.title, "day": day},
        personal={"name": spoken_name(person, language) if person else account.email},
    )
