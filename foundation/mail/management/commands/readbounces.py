import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.utils import timezone

from foundation.mail import mailboxes


class Command(BaseCommand):
    help = "Take in mail that came back: from BOUNCE_URL, from files and Maildirs, or one mail from a pipe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="*", help="a Maildir, a folder of .eml files, a file; - reads one mail from a pipe"
        )

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        if paths == ["-"]:
            return self._pipe()
        kinds = self._named(paths) if paths else self._mailbox()
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        self.stdout.write(told or "nothing new")
        return None

    def _mailbox(self) -> Counter[str]:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError("Set BOUNCE_URL, or name files: there is no mailbox to read.")
        try:
            return mailboxes.read_mailbox(now=timezone.now())
        except mailboxes.FAULTS as fault:
            raise CommandError(f"The mailbox of BOUNCE_URL cannot be read: {fault}") from fault

    def _named(self, paths: list[str]) -> Counter[str]:
        kinds: Counter[str] = Counter()
        for path in paths:
            try:
                kinds += mailboxes.take_in(mailboxes.at(Path(path)), source="file", now=timezone.now())
            except OSError as fault:
                raise CommandError(f"{path} cannot be read: {fault.strerror or fault}") from fault
        return kinds

    def _pipe(self) -> None:
        """For a mail server: it tries again later where we end with EX_TEMPFAIL (sysexits.h)."""
        mail = mailboxes.Waiting(sys.stdin.buffer.read())
        try:
            mailboxes.take_in([mail], source="pipe", now=timezone.now())
        except DatabaseError as fault:
            self.stderr.write(f"not taken in: {fault}")
            sys.exit(os.EX_TEMPFAIL)
