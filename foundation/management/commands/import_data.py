from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.importing.running import FileReport, Outcome, Report, import_files
from foundation.people.models import Account


class Command(BaseCommand):
    help = "Import tables (CSV, XLSX): all their rows, or none if one is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=_path, help="files, or folders of files")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the account the history names")
        parser.add_argument("--source", default="", help="whose list it is, if not the mapping's")

    def handle(
        self, *args: Any, paths: list[Path], dry_run: bool, by: str, source: str, **options: Any
    ) -> None:
        account = Account.objects.filter(email__iexact=by).first() if by else None
        if by and account is None:
            raise CommandError(_("Nobody logs in as %(email)s.") % {"email": by})
        files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
        report = import_files(
            [(file.name, file.read_bytes()) for file in files if file.is_file()],
            by=account,
            now=timezone.now(),
            dry_run=dry_run,
            source=source,
        )
        self._tell(report, details=dry_run or options["verbosity"] > 1)
        if not report.ok:
            raise CommandError(_("Nothing was imported: mend what is listed and try again."))

    def _tell(self, report: Report, *, details: bool) -> None:
        for file in report.files:
            self._tell_file(file, details)
        for what, counts in report.counts().items():
            self.stdout.write(f"{what}: {listed(counts)}")
        for fault in report.faults:
            self.stderr.write(fault)
        if report.proposals:
            self.stdout.write(
                ngettext(
                    "%(count)d pair may be one person: decide at the desk.",
                    "%(count)d pairs may be one person: decide at the desk.",
                    report.proposals,
                )
                % {"count": report.proposals}
            )
        if report.ok and report.dry_run:
            self.stdout.write(_("A dry run: nothing was stored."))

    def _tell_file(self, file: FileReport, details: bool) -> None:
        said = [part for part in (listed(file.counts()), file.fault or file.left_out) if part]
        stream = self.stderr if file.fault else self.stdout
        stream.write(f"{file.name} ({file.source or '-'}): {'; '.join(said)}")
        for row in file.rows:
            if row.outcome == Outcome.ERROR:
                self.stderr.write(_("  row %(number)s:") % {"number": row.number} + " " + " ".join(row.said))
            elif details and row.said:
                self.stdout.write(f"  {row.number} {row.outcome.label}: " + "; ".join(row.said))


def listed(counts: dict[Outcome, int]) -> str:
    return ", ".join(f"{count} {outcome.label}" for outcome, count in counts.items())


def _path(text: str) -> Path:
    path = Path(text)
    if not path.exists():
        raise ArgumentTypeError(f"{text} is not there")
    return path
