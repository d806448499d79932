import asyncio
import logging
import signal
from typing import Any

from aiosmtpd.smtp import SMTP
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.mail import inbox

log = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    help = "Receive the demo's mail on the host and port of EMAIL_URL and keep it for /inbox/."

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
        if not settings.DEMO:
            raise CommandError("The inbox is for the demo alone: set MASAR_DEMO=1.")
        if host not in LOOPBACK:
            raise CommandError(f"EMAIL_URL names {host}: the inbox receives on 127.0.0.1 alone.")
        try:
            asyncio.run(serve(host, port))
        except OSError as fault:
            raise CommandError(f"Cannot receive mail on {host}:{port}: {fault.strerror}.") from fault


async def serve(host: str, port: int) -> None:
    """Receive until SIGTERM or SIGINT."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    server = await loop.create_server(lambda: SMTP(Mailbox(), enable_SMTPUTF8=True, loop=loop), host, port)
    log.info("receiving mail on %s:%s", host, port)
    await stop.wait()
    # Not `async with`: newer Pythons wait there until every client has hung up.
    server.close()


class Mailbox:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        try:
            inbox.keep(envelope.content, envelope.rcpt_tos)
        except OSError as fault:
            return f"451 cannot be stored now: {fault.strerror}"
        return "250 received"
