"""Kombu's brokers, without the ways in which they end a worker.

The embedded one is a folder of message files. kombu writes them in place, and a half-written one
would end every worker that reads it; here a message appears whole or not at all, a damaged file is
dropped, and lost folders are made anew. Messages are wake-ups: the poll replaces any that goes missing.
"""

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem, redis
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    @property
    def data_folder_in(self) -> str:
        return _made(self.transport_options["data_folder_in"])

    @property
    def data_folder_out(self) -> str:
        return _made(self.transport_options["data_folder_out"])

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        part = Path(self.data_folder_out, f".{name}.part")
        part.write_text(dumps(payload))
        part.rename(Path(self.data_folder_out, name))

    def _get(self, queue: str) -> Any:
        for file in sorted(Path(self.data_folder_in).glob(f"[!.]*.{queue}.msg")):
            try:
                text = file.read_bytes()
                file.unlink()  # it is ours if this succeeds: a file goes once
            except OSError:
                continue
            if (message := self._whole(text)) is not None:
                return message
        raise Empty

    def _whole(self, text: bytes) -> Any:
        """The message, None where the file is damaged."""
        try:
            message = loads(text.decode())
            self.Message(message, channel=self)
        except Exception:  # noqa: BLE001 - damaged in whatever way
            return None
        return message

    def get_table(self, exchange: str) -> Any:
        try:
            return super().get_table(exchange)
        except (ValueError, TypeError):
            return []

    def _queue_bind(self, exchange: str, *args: Any) -> None:
        _made(self.control_folder)
        try:
            super()._queue_bind(exchange, *args)
        except (ValueError, TypeError):
            self._exchange_file(exchange).unlink(missing_ok=True)
            super()._queue_bind(exchange, *args)

    def _delete(self, queue: str, exchange: str, *args: Any, **kwargs: Any) -> None:
        try:
            super()._delete(queue, exchange, *args, **kwargs)
        except (ValueError, TypeError):
            self._exchange_file(exchange).unlink(missing_ok=True)


class Transport(filesystem.Transport):
    Channel = Channel


class RedisChannel(redis.Channel):
    # When Redis dies over a message in hand, putting that one back sometimes ends the worker with an
    # AttributeError in kombu 5.7. A wake-up need not be put back.
    do_restore = False


class RedisTransport(redis.Transport):
    Channel = RedisChannel


def _made(folder: str | Path) -> str:
    Path(folder).mkdir(parents=True, exist_ok=True)
    return str(folder)
