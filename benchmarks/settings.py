"""The demo's settings, quiet: no broker, and mail to the server that is measured."""

import os
from importlib.util import find_spec
from pathlib import Path

os.environ.update(MASAR_DEMO="1", CELERY_BROKER_URL="memory://", API_RATE_USER="100000/min")
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:1")

from foundation.settings import *  # noqa: F403
from foundation.settings import INSTALLED_APPS, MAIL_KINDS, TEMPLATES

TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
MAIL_KINDS["benchmark"] = {"stream": "transactional", "contexts": "benchmarks.letters.letters"}

# -- the peers, where requirements/bench.txt is installed ------------------------------------
MAILER_USE_FILE_LOCK = False  # one process sends
INSTALLED_APPS += [name for name in ("mailer", "post_office") if find_spec(name)]
