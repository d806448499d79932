from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alumni.support.sealing import Unreadable
from alumni.support.services import reseal_all


class Command(BaseCommand):
    help = (
        "Puts what is sealed under the first key of SUPPORT_KEYS; then the others may go. Safe to run again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = reseal_all()
        except Unreadable as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{done} texts and files are under the newest key.")
