"""The year of the residency: what it requires, who lives where, who is away, and what its juries gave."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from foundation.people.models import Account
from residencies.programmes import services
from residencies.programmes.models import Edition, Participation, Requirement, Room

REQUIRED: list[dict[str, Any]] = [
    {
        "kind": "sessions", "code": "seances", "amount": 12, "name_fr": "Séances de travail",
        "name_ar": "حصص العمل", "name_en": "Working sessions",
    },
    {
        "kind": "deliverable", "code": "traitement", "name_fr": "Traitement, deuxième version",
        "name_ar": "المعالجة، النسخة الثانية", "name_en": "Treatment, second draft",
    },
    {
        "kind": "deliverable", "code": "dossier", "name_fr": "Dossier de production",
        "name_ar": "ملف الإنتاج", "name_en": "Production file",
    },
    {
        "kind": "mentoring", "code": "mentorat", "amount": 10, "name_fr": "Heures de mentorat",
        "name_ar": "ساعات التأطير", "name_en": "Hours of mentoring",
    },
    {
        "kind": "sign_off", "code": "pitch", "name_fr": "Pitch final devant le jury",
        "name_ar": "العرض النهائي أمام لجنة التحكيم", "name_en": "Final pitch before the jury",
    },
]  # fmt: skip
ROOMS = ["Amandier", "Figuier", "Olivier", "Palmier"]
NIGHTS = 14
PRIZE = "Prix du jury"


def furnish(cohorts: Mapping[str, list[Any]], *, by: Account, now: datetime) -> None:
    """Of the pairs' edition that has not ended, for those who take part in it."""
    cohort = next((one for one in cohorts["residence-duos"] if not one.is_over), None)
    if cohort is None:
        return
    edition = cohort.edition
    _require(edition)
    rows = list(Participation.objects.running().filter(edition=edition).order_by("pk"))
    rooms = [Room.objects.create(edition=edition, name=name, beds=2) for name in ROOMS]
    for place, row in enumerate(rows):
        room = rooms[place // 2] if place // 2 < len(rooms) - 1 else None
        days = {"arrives_on": edition.starts_on, "leaves_on": edition.starts_on + timedelta(days=NIGHTS)}
        services.arrange_stay(row, **days, room=room, by=by, now=now)
    if len(rows) > 2:
        _live(rows, edition, by, now)


def give_prizes(cohorts: Mapping[str, list[Any]], *, by: Account) -> None:
    """The jury's, to a pair of each of the residencies that are over."""
    for cohort in cohorts["residence-duos"]:
        rows = Participation.objects.completed().filter(edition=cohort.edition, work__isnull=False)
        if cohort.is_over and (winner := rows.order_by("-work__title", "pk").first()):
            services.give_prize(winner, PRIZE, amount=Decimal(50_000), currency="MAD", by=by)


def _require(edition: Edition) -> None:
    for position, facts in enumerate(REQUIRED, start=1):
        due = edition.ends_on - timedelta(days=20) if facts["kind"] == "deliverable" else None
        Requirement.objects.create(edition=edition, position=position, due_on=due, **facts)


def _live(rows: list[Participation], edition: Edition, by: Account, now: datetime) -> None:
    """One has handed in, one needs something, one is away for a shoot."""
    asked = edition.requirements.get(code="traitement")
    link = "https://example.org/traitement-v2.pdf"
    services.hand_in(
        rows[0], asked, link=link, remark="Deuxième version, avec la fin changée.", by=None, now=now
    )
    services.save_needs(rows[1], travel="", dietary="Végétarienne", access="", now=now)
    away = edition.starts_on + timedelta(days=30)
    back = away + timedelta(days=6)
    services.begin_absence(rows[2], away_from=away, back_on=back, reason="Un tournage", by=by, now=now)
