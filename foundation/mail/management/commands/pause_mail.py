from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError

from foundation.mail.models import Message
from foundation.mail.services import pause_delivery


class Command(BaseCommand):
    help = "Pause all mail until it is resumed at the desk: after a restore, before any process starts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="for whoever is to resume it")

    def handle(self, *args: Any, reason: str, **options: Any) -> None:
        try:
            pause_delivery(True, by=None, reason=reason)
            waiting = Message.objects.filter(state__in=Message.OPEN).count()
        except DatabaseError as fault:
            raise CommandError(f"Mail is NOT paused: {fault}. Is the database migrated?") from fault
        self.stdout.write(f"All mail is paused; waiting: {waiting}. Resume it at the desk, in the outbox.")
