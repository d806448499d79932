"""The settings of the suite: those of the demo, with nothing shared with a running one."""

import os
import tempfile
from pathlib import Path

os.environ.update(
    MASAR_DEMO="1",
    CELERY_BROKER_URL="memory://",
    EMAIL_URL="smtp://127.0.0.1:1",  # no test reaches a mail server by accident
)

from foundation.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A file, as in the demo: several connections at a time behave as they do there.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    FOLDER = tempfile.TemporaryDirectory(prefix="masar-")  # gone when the process ends
    DATABASES["default"]["TEST"] = {"NAME": Path(FOLDER.name) / "test.sqlite3"}  # noqa: F405
# Those of kinds of mail that exist in tests alone. Set for one test, all templates would be read anew.
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests/mail/templates")  # noqa: F405
# A room of the tests: what the rooms that are to come give to the reminders.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.reminders.deadlines"]  # noqa: F405
REMINDER_ANCHORS = {
    **REMINDER_ANCHORS,  # noqa: F405
    "deadline": "tests.reminders.deadlines.anchors.DeadlineAnchor",
    "instant": "tests.reminders.deadlines.anchors.InstantAnchor",
}
