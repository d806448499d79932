"""The server of the Procfile, started for a benchmark with the settings of production."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from databases import ROOT


@contextmanager
def server(target: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """As in the Procfile, with two processes; gives its port and the number of its first process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    (line,) = [one for one in (ROOT / "Procfile").read_text().splitlines() if one.startswith("web: ")]
    command = line.removeprefix("web: ").replace("foundation.wsgi:application", target)
    ready = {**environment, "PORT": str(port), "WEB_WORKERS": "2"}
    ready["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    running = subprocess.Popen(["/bin/sh", "-c", command], cwd=ROOT, env=ready)
    try:
        _wait_for(port)
        yield port, running.pid
    finally:
        running.terminate()
        running.wait()


def _wait_for(port: int) -> None:
    for _try in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server does not start.")


def production(url: str, redis: str, folder: str) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if name != "MASAR_DEMO"},
        "SECRET_KEY": "benchmark-" + "0123456789abcdef" * 4,
        "SUPPORT_KEYS": "bWFzYXItZGVtby1vbmx5LW5ldmVyLWluLXByb2QtISE=",
        "SITE_URL": "https://localhost",
        "ALLOWED_HOSTS": "localhost",
        "FOUNDATION_NAME": "Masar",
        "DEFAULT_FROM_EMAIL": "Masar <masar@example.org>",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "DATABASE_URL": url,
        "CACHE_URL": redis,
        "CELERY_BROKER_URL": redis,
        "BEHIND_PROXY": "true",
        "PROXIES": "1",
        "STATIC_ROOT": f"{folder}/static",
        "MEDIA_ROOT": f"{folder}/media",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "foundation.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'benchmarks'}",
    }


def memory_of(server_process: int) -> int:
    """Megabytes that the processes of a server hold."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue  # it has ended meanwhile
        if server_process in (int(told["PPid"]), int(told["Pid"])):
            total += int(told.get("VmRSS", "0 kB").split()[0]) // 1000
    return total
