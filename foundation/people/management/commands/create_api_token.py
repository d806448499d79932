from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from knox.models import AuthToken

from foundation.people.models import Account

LONGEST = 366  # days


class Command(BaseCommand):
    help = "Make a token for the API and print it, once: only its hash is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="whose rights the token has: the address of a login")
        parser.add_argument("--days", type=int, default=90, help=f"how long it works, at most {LONGEST}")

    def handle(self, *args: Any, email: str, days: int, **options: Any) -> None:
        account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if account is None:
            raise CommandError(f"No active login has the address {email}.")
        if not 1 <= days <= LONGEST:
            raise CommandError(f"--days takes a number from 1 to {LONGEST}.")
        row, token = AuthToken.objects.create(account, expiry=timedelta(days=days))
        self.stderr.write(f"Works until {row.expiry:%Y-%m-%d %H:%M} UTC with the rights of {account}.")
        self.stdout.write(token)
