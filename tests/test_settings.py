import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GOOD = {
    "SECRET_KEY": "k" * 50,
    "SUPPORT_KEYS": "bWFzYXItZGVtby1vbmx5LW5ldmVyLWluLXByb2QtISE=",
    "SITE_URL": "https://masar.example.org",
    "DEFAULT_FROM_EMAIL": "Masar <equipe@masar.example.org>",
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a process of their own; `returncode` 0 if they were accepted."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import foundation.settings"],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_values_are_accepted():
    assert start(**GOOD).returncode == 0


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_value_is_named(name):
    done = start(**{key: value for key, value in GOOD.items() if key != name})
    assert (done.returncode, f"{name} is missing: " in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SUPPORT_KEYS", "short"),
        ("SITE_URL", "masar.example.org"),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("DATABASE_URL", "mysql://localhost/masar"),
        ("DATABASE_URL", "nonsense"),
        ("CACHE_URL", "zzz://"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_PROVIDER", "pigeon"),
        ("ANYMAIL_WEBHOOK_SECRET", "short"),
        ("BOUNCE_URL", "imaps://host"),
        ("BOUNCE_URL", "https://user:password@host"),
        ("BOUNCE_ADDRESS", "nobody"),
        ("CELERY_BROKER_URL", "redi://localhost"),
        ("MASAR_DEMO", "perhaps"),
        ("PROXIES", "-1"),
        ("EMAIL_TIMEOUT", "soon"),
        ("MAIL_LEASE", "1.5"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("API_RATE_USER", "ten an hour"),
        ("LOG_LEVEL", "loud"),
        ("METRICS_TOKEN", "short"),
    ],
)
def test_a_wrong_value_is_named_and_no_password_is_shown(name, value):
    done = start(**{**GOOD, name: value})
    assert (done.returncode, f"{name} is wrong" in done.stderr) == (1, True)
    secret = ("_URL", "_KEY", "_KEYS", "_TOKEN", "_SECRET")
    assert not (name.endswith(secret) and f"({value})" in done.stderr)


def test_all_faults_are_told_at_once():
    done = start(TIME_ZONE="Mars/Olympus", MAIL_LEASE="x")
    assert done.stderr.count("\n  - ") == len(GOOD) + 2


def test_every_variable_read_is_in_the_example():
    import re

    read = re.findall(r'env\.\w+\(\s*"(\w+)"', (ROOT / "foundation/settings.py").read_text())
    listed = re.findall(r"^#? ?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(set(read) - set(listed)) == []


def test_log_lines_tell_the_time_in_utc():
    """Django's TZ makes the C library read the system's zone files, which may be older than ours."""
    script = (
        "import logging, logging.config, django; django.setup();"
        "from django.conf import settings; logging.config.dictConfig(settings.LOGGING);"
        "record = logging.makeLogRecord({'created': 1795495000.0, 'msg': 'x'});"
        "print(logging.getLogger().handlers[0].format(record))"
    )
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "foundation.settings", **GOOD}
    said = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("2026-11-24 04:36:40")
