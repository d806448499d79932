"""What stops a start: old zone rules, a delivery longer than its lease, a demo in production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from foundation import checks
from tests.old_zones import old_casablanca

ROOT = Path(__file__).parents[1]
WHEN = "datetime(2026, 11, 24, 12, tzinfo=ZoneInfo('Africa/Casablanca')).utcoffset()"


def faults(check) -> list[str]:
    return [problem.id for problem in check(None)]


def run(code: str, **environment: str) -> str:
    """What a new process prints, with the settings of the tests."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def old_zones(tmp_path) -> Path:
    """A folder such as /usr/share/zoneinfo, which Python reads before the pinned package."""
    (tmp_path / "Africa").mkdir()
    (tmp_path / "Africa" / "Casablanca").write_bytes(old_casablanca())
    return tmp_path


@pytest.fixture
def old_package(tmp_path) -> Path:
    """A place for PYTHONPATH with an older `tzdata` than the pinned one."""
    folder = tmp_path / "tzdata" / "zoneinfo" / "Africa"
    folder.mkdir(parents=True)
    for package in (folder, *list(folder.parents)[:2]):
        (package / "__init__.py").touch()
    (folder / "Casablanca").write_bytes(old_casablanca())
    return tmp_path


def test_the_zone_rules_in_use_are_current():
    assert faults(checks.zone_rules_are_current) == []


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["manage.py", "runoutbox", "--once"],
        ["-m", "celery", "--app", "foundation", "worker", "--pool", "solo"],
        ["-m", "celery", "--app", "foundation", "beat", "--scheduler", "celery.beat.Scheduler"],
    ],
    ids=lambda command: command[4] if "celery" in command else command[1],
)
def test_an_older_tzdata_stops_every_start(old_package, command):
    path = os.pathsep.join([str(old_package), str(ROOT)])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "(masar.E001) Africa/Casablanca on 2026-11-24 is UTC1:00:00" in done.stderr + done.stdout


def test_older_files_of_the_system_are_not_read(old_zones):
    code = f"""
from datetime import datetime
from zoneinfo import ZoneInfo
print({WHEN})
ZoneInfo.clear_cache()
import django; django.setup()
print({WHEN})
"""
    assert run(code, PYTHONTZPATH=str(old_zones)).split() == ["1:00:00", "0:00:00"]


def test_a_delivery_must_end_before_its_lease_does(settings):
    assert faults(checks.lease_outlives_delivery) == []
    settings.EMAIL_TIMEOUT = None
    settings.MAIL_LEASE, settings.MAIL_SEND_CAP = 149, 100
    assert faults(checks.lease_outlives_delivery) == ["masar.E002", "masar.E003"]
    settings.EMAIL_TIMEOUT, settings.MAIL_LEASE = 30, 150
    assert faults(checks.lease_outlives_delivery) == []


def test_a_lease_that_is_too_short_stops_the_start(settings):
    settings.MAIL_LEASE = 1
    with pytest.raises(SystemCheckError, match="MAIL_SEND_CAP"):
        call_command("check")


def test_a_demo_is_not_for_production(settings):
    settings.DEMO = True
    settings.SITE_URL = "http://masar.example.org"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert faults(checks.production_is_shared_and_safe) == ["masar.E004", "masar.W001", "masar.W002"]


def test_production_is_shared_between_processes_and_on_https(settings):
    settings.DEMO = False
    settings.SITE_URL = "https://masar.example.org"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
    assert faults(checks.production_is_shared_and_safe) == []
