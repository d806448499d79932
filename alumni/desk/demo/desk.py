"""Who answers for what at the desk, and what colleagues are to do: a little of it, so that it can be seen."""

from datetime import datetime, timedelta

from django.utils import timezone

from alumni.desk.services import add_task, finish_task, name_responsible
from foundation.people.models import Account, Person
from residencies.programmes.models import Edition

ANSWERS = {
    "Programme staff": ("ended", "call", "changes", "duplicates", "speaker", "postings"),
    "Administrator": ("conflicts", "mail"),
    "Director": ("talk", "silent"),
}
TASKS = [
    ("Demander l’attestation de tournage à la production", -6, "Programme staff", "Director"),
    ("Rappeler pour la copie sous-titrée", 0, "Programme staff", "Programme staff"),
    ("Relire le dossier avant l’envoi au fonds", 4, "Director", "Programme staff"),
    ("Retrouver une adresse où lui écrire", None, None, "Programme staff"),
]


def share_the_desk(people: list[Person], staff: dict[str, Account], *, now: datetime) -> None:
    """Each kind of what waits has somebody but a few; four tasks are open and one is done."""
    for role, kinds in ANSWERS.items():
        for kind in kinds:
            name_responsible(kind, staff[role], by=staff["Director"])
    today = timezone.localdate(now)
    for number, (title, days, owner, by) in enumerate(TASKS):
        add_task(
            title=title,
            person=people[number % len(people)],
            owner=staff[owner] if owner else None,
            due_on=None if days is None else today + timedelta(days=days),
            by=staff[by],
            now=now - timedelta(days=9),
        )
    edition = Edition.objects.order_by("-starts_on", "pk").first()
    done = add_task(
        title="Réserver la salle de projection", edition=edition, owner=staff["Programme staff"],
        by=staff["Programme staff"], now=now - timedelta(days=20),
    )  # fmt: skip
    finish_task(done, by=staff["Programme staff"], now=now - timedelta(days=12))
