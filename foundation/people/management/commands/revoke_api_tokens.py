from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from knox.models import AuthToken


class Command(BaseCommand):
    help = "End every API token of a login at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the login")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        ended, _kinds = AuthToken.objects.filter(user__email__iexact=email.strip()).delete()
        self.stdout.write(f"{ended} ended.")
