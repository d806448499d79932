"""The demo's settings, quiet: no broker, and mail to the server that is measured."""

import os

os.environ.update(MASAR_DEMO="1", CELERY_BROKER_URL="memory://", API_RATE_USER="100000/min")
os.environ.setdefault("EMAIL_URL", "smtp://127.0.0.1:1")

from foundation.settings import *  # noqa: F403
