"""What a started process does: `python -m tests.faults.act VERB [NUMBER]`."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from foundation.mail import delivery  # noqa: E402
from tests.faults import killing  # noqa: E402, F401 - armed by the environment
from tests.mail.notes import note  # noqa: E402


def enqueue(count: int) -> None:
    """Write mails in one transaction, as a page does, and wake the delivery."""
    with transaction.atomic():
        for _ in range(count):
            note()


def send(_: int) -> None:
    delivery.WAITS = (0.02,) * len(delivery.WAITS)  # a second, where a minute is meant
    call_command("runoutbox")


if __name__ == "__main__":
    {"enqueue": enqueue, "send": send}[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0)
