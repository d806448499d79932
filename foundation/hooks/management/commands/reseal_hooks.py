from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from foundation.hooks.models import Endpoint


class Command(BaseCommand):
    help = "Seal the secrets of webhooks under the newest SECRET_KEY; then the older ones may go."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            rows = list(Endpoint.objects.select_for_update())
            for row in rows:
                row.save_without_historical_record(update_fields=["secret", "older_secret"])
        self.stdout.write(f"{len(rows)} endpoints")
