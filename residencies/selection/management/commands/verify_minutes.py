from typing import Any

from django.core.management.base import BaseCommand, CommandError

from residencies.selection.models import Deliberation
from residencies.selection.selectors.minutes import faults_of


class Command(BaseCommand):
    help = "Reckon the chain of all minutes anew, and say which are not as they were closed."

    def handle(self, *args: Any, **options: Any) -> None:
        count, faults = 0, []
        rows = Deliberation.objects.filter(minutes__isnull=False).distinct().select_related("call")
        for deliberation in rows.order_by("pk"):
            count += deliberation.minutes.count()
            faults += faults_of(deliberation)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in {count} minutes.")
        self.stdout.write(f"{count} minutes, none changed.")
