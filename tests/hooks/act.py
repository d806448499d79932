"""What a started process does: `python -m tests.hooks.act announce URL NUMBER | deliver`."""

import os
import signal
import sys
import warnings

import django

warnings.simplefilter("ignore")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from foundation.hooks import claims, services  # noqa: E402
from tests import cast  # noqa: E402


def announce(url: str, count: str) -> None:
    said = {"url": url, "events": ["participation.completed"], "description": "", "by": cast.administrator()}
    services.register_endpoint(**said, now=timezone.now())
    with transaction.atomic():
        rows = [cast.completed(cast.NOW.date()) for _ in range(int(count))]
        services.announce("participation.completed", rows, now=timezone.now())


def deliver() -> None:
    """With MASAR_KILL=n it is killed with -9 as the n-th has its answer and is not settled yet."""
    left, real = int(os.environ.get("MASAR_KILL", "0")), claims.settle

    def settle(*args, **how):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **how)

    claims.settle = settle
    call_command("runhooks")


if __name__ == "__main__":
    {"announce": announce, "deliver": deliver}[sys.argv[1]](*sys.argv[2:])
