from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from alumni.desk.demo.load import alumna_logins, is_loaded, load_demo, resident
from alumni.desk.demo.selections import JUROR
from alumni.desk.demo.staff import LOGINS
from foundation.people.models import Person


class Command(BaseCommand):
    help = "Load the demo: a made-up foundation with its people, films, programmes and check-ins."
    requires_system_checks: Sequence[str] = ()  # `make run` has just migrated, which checks all

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "load_demo fills the database with made-up people and opens logins with known "
                "passwords: it runs in the demo alone (MASAR_DEMO=1)."
            )
        if is_loaded():
            self.stdout.write("The demo foundation is here already.")
        else:
            self.stdout.write("Loading the demo foundation …")
            load_demo(now=timezone.now())
        self._print_logins()

    def _print_logins(self) -> None:
        site = settings.SITE_URL
        self.stdout.write(f"\nStaff log in at {site}{reverse('account_login')} with a password:")
        for login in LOGINS:
            self.stdout.write(f"  {login.role:16} {login.email:26} {login.password}")
        self.stdout.write(f"Alumnae log in at {site}/ with a code, mailed to them at {site}/inbox/:")
        for person in alumna_logins():
            self.stdout.write(f"  {person.get_language_display():16} {person.email:26} {person.name}")
        she = resident()
        self.stdout.write("A resident logs in the same way, and finds what she is to do:")
        self.stdout.write(f"  {she.get_language_display():16} {she.email:26} {she.name}")
        self.stdout.write(f"Anyone reads the workshops at {site}{reverse('workshops:list')}")
        self.stdout.write(f"A juror logs in the same way, and reads at {site}{reverse('selection:list')}:")
        juror = Person.objects.get(email=JUROR)
        self.stdout.write(f"  {juror.get_language_display():16} {juror.email:26} {juror.name}\n")
