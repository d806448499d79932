"""A browser as small as a benchmark needs: one kept line, cookies, and how long each answer took."""

import asyncio
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

FLOOD = 2_000_000_000  # bytes


class Unexpected(Exception):
    """An answer that is not the one that was to come."""


@dataclass
class Times:
    """Seconds each request took, by its kind, and what went wrong."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    reopened: int = 0  # lines that the server had closed meanwhile


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Browser:
    """Comes through the proxy of `docs/operate.md`, from an address of its own."""

    def __init__(self, port: int, address: str, times: Times) -> None:
        self.port, self.times = port, times
        self.cookies: dict[str, str] = {}
        self.always = {
            "Host": "localhost",
            "Referer": "https://localhost/",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": address,
            "Accept-Language": "fr",
        }
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, kind: str, path: str, expected: int = 200) -> Answer:
        return await self._ask(kind, "GET", path, b"", {}, expected)

    async def send(self, kind: str, path: str, fields: dict[str, str], expected: int) -> Answer:
        """As a form is sent."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self._ask(kind, "POST", path, urlencode(fields).encode(), headers, expected)

    async def post(
        self, kind: str, path: str, fields: dict[str, str], file: tuple[str, bytes] | None
    ) -> Answer:
        """As the script of a page sends FormData; `file` is the field's name and a PDF."""
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in fields.items()
        ]
        if file:
            head = f'Content-Disposition: form-data; name="{file[0]}"; filename="scénario.pdf"'
            parts.append(
                f"--{edge}\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n".encode() + file[1] + b"\r\n"
            )
        body = b"".join([*parts, f"--{edge}--\r\n".encode()])
        headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Accept": "application/json"}
        return await self._ask(kind, "POST", path, body, headers, 200)

    async def _ask(
        self, kind: str, method: str, path: str, body: bytes, headers: dict[str, str], expected: int
    ) -> Answer:
        lines = {**self.always, **headers, "Content-Length": str(len(body))}
        if self.cookies:
            lines["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        start = time.perf_counter()
        answer = await self._exchange(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        self.times.taken[kind].append(time.perf_counter() - start)
        if answer.status != expected:
            raise Unexpected(f"{kind}: {answer.status} {answer.body[:300]!r}")
        return answer

    async def _exchange(self, request: bytes) -> Answer:
        """A line that was kept and has been closed before a byte came back is opened again, once, as any
        browser does.
        """
        was_kept = self.line is not None
        try:
            return await self._over_line(request)
        except (ConnectionError, asyncio.IncompleteReadError) as fault:
            if not was_kept or getattr(fault, "partial", b""):
                raise
        self.times.reopened += 1
        self.line = None
        return await self._over_line(request)

    async def _over_line(self, request: bytes) -> Answer:
        if self.line is None:
            self.line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.line
        writer.write(request)
        await writer.drain()
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
        headers: dict[str, str] = {}
        for name, _colon, value in (line.partition(":") for line in rest):
            if name.lower() == "set-cookie":
                cookie, _equals, kept = value.partition(";")[0].strip().partition("=")
                self.cookies[cookie] = kept
            headers[name.lower()] = value.strip()
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Answer(int(first.split()[1]), headers, body)

    def close(self) -> None:
        if self.line:
            self.line[1].close()


async def flood(port: int, path: str) -> tuple[str, int]:
    """2 GB in one document, made as it is sent: what the server says, and how many bytes it let come."""
    she = Browser(port, "10.9.9.9", Times())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    kind = "Content-Type: multipart/form-data; boundary=edge\r\n"
    length = f"Content-Length: {FLOOD}\r\n"
    head = f"POST {path} HTTP/1.1\r\n{kind}{length}" + "".join(f"{k}: {v}\r\n" for k, v in she.always.items())
    part = '--edge\r\nContent-Disposition: form-data; name="file.script"; filename="a.pdf"\r\n\r\n'
    writer.write(f"{head}\r\n{part}".encode())
    said, sent = asyncio.ensure_future(reader.readline()), 0
    try:
        while sent < FLOOD and not said.done():
            writer.write(b"%" * 1_000_000)
            await writer.drain()
            sent += 1_000_000
    except ConnectionError:
        pass  # it has closed the line, having said why
    return (await said).decode().strip(), sent
