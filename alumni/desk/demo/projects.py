"""What three projects rest on, their dossiers in versions, and who looks after them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile

from alumni.desk.demo.papers import treatment
from alumni.desk.demo.tables import read
from foundation.films.models import OptionExtension, RightsOption, Work
from foundation.films.services import send_version, write_project
from foundation.history import save_by
from foundation.people.models import Account

DAYS = ("starts_on", "ends_on", "bought_on", "until", "taken_on")


def furnish_projects(*, now: datetime, today: date, by: Account) -> None:
    for row in read("projects")["projects"]:
        work = Work.objects.get(title=row["work"])
        work.responsible = by.person
        save_by(work, by)
        write_project(work, row["texts"], by=by)
        for option in row["options"]:
            extensions = option.pop("extensions", [])
            made = RightsOption(work=work, **_dated(option, today))
            save_by(made, by)
            for extension in extensions:
                save_by(OptionExtension(option=made, **_dated(extension, today)), by)
        for paper in row["papers"]:
            _send(work, paper, by, now)


def _dated(row: dict[str, Any], today: date) -> dict[str, Any]:
    return {name: today + timedelta(days=value) if name in DAYS else value for name, value in row.items()}


def _send(work: Work, row: dict[str, Any], by: Account, now: datetime) -> None:
    """Each version a while after the one before."""
    count = row.pop("versions")
    for number in range(1, count + 1):
        name = f"{work.title}-{row['kind']}-v{number}"
        upload = ContentFile(treatment(f"{work.pk}-{row['kind']}-{number}"), f"{name}.pdf")
        send_version(work, upload, **row, by=by, now=now - timedelta(days=40 * (count - number)))
