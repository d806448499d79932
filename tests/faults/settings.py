"""The settings of the processes that are started to be killed; see `house.House.environment`."""

import os

from tests.mail import kinds
from tests.settings import *  # noqa: F403
from tests.settings import MAIL_KINDS

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["FAULTS_SMTP_PORT"])
MAIL_KINDS = {**MAIL_KINDS, **kinds.KINDS}

# Celery asks the environment first, where `tests.settings` has put another one.
CELERY_BROKER_URL = os.environ["CELERY_BROKER_URL"] = os.environ["FAULTS_BROKER"]
if CELERY_BROKER_URL.startswith("filesystem"):
    folder = os.environ["FAULTS_BROKER_DIR"]
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": f"{folder}/messages",
        "data_folder_out": f"{folder}/messages",
        "control_folder": f"{folder}/control",
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 5}
