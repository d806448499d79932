"""To the receiver and back: https to a public address that was checked itself, bound in time and size.

Whoever registers an address must not make Masar ask the machines beside it. So the name is asked for once,
each address it has is looked at, and the connection goes to that address and not to the name again: a name
that answers differently the second time (DNS rebinding) gains nothing. No redirect is followed, no proxy of
the environment used, and of an answer no more than a few words are read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

READ = 1000  # bytes of an answer's body
GONE = 410
BUSY = (429, 503)
# Ways in which an address of version 6 means one of version 4, or one behind somebody's translation.
TRANSLATED = [
    ipaddress.ip_network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")
]
Where = tuple[socket.AddressFamily, Any]


class Forbidden(Exception):
    """Nothing may be sent there; says why, in English as all the wire does."""


@dataclass(frozen=True)
class Answer:
    """`kind`: 'delivered', 'refused' (this one), 'down' (there is no speaking to it now) or 'gone'."""

    kind: str
    said: str
    code: int | None = None
    rest: int = 0  # seconds that the receiver asks to be left alone


def post(url: str, body: bytes, headers: dict[str, str], *, begin_before: float) -> Answer:
    """Send it, within HOOKS_CAP seconds from the connection on; nothing is sent after `begin_before`."""
    try:
        parts = checked(url)
        places = reachable(parts)
        if time.monotonic() > begin_before:
            return Answer("down", "the name took too long to resolve")
        return _asked(parts, places, body, headers)
    except Forbidden as why:
        return Answer("down", str(why))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        return Answer("down", f"{type(fault).__name__}: {fault}"[:300])


def checked(url: str) -> SplitResult:
    """The parts of an address one may send to, as far as its letters tell. Raises Forbidden."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Forbidden("this is not an address") from None
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.HOOKS_HTTP):
        raise Forbidden("an address has to begin with https://")
    if not parts.hostname or port == 0 or parts.username is not None or parts.fragment:
        raise Forbidden("an address is a name and a path, without a login and without #")
    if any(not letter.isprintable() or letter.isspace() for letter in url):
        raise Forbidden("an address holds no spaces")
    with suppress(ValueError):
        if not may_reach(ipaddress.ip_address(parts.hostname)):
            raise Forbidden("an address within a private network is not sent to")
    return parts


def reachable(parts: SplitResult) -> list[Where]:
    """Where its name leads, asked once. Raises Forbidden if one of these places is not in the internet."""
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for _family, _type, _proto, _name, place in found:
        if not may_reach(ipaddress.ip_address(str(place[0]).partition("%")[0])):
            raise Forbidden("the name leads into a private network")
    return [(family, place) for family, _type, _proto, _name, place in found]


def may_reach(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether it is a public one of the internet, or one of HOOKS_NETWORKS."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return may_reach(mapped)
    if any(address in ipaddress.ip_network(text) for text in settings.HOOKS_NETWORKS):
        return True
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in network for network in TRANSLATED)


class _Line(http.client.HTTPConnection):
    """A connection to a place, in the name of a host."""

    def __init__(self, parts: SplitResult, place: Where, seconds: float) -> None:
        is_safe = parts.scheme == "https"
        name = (parts.hostname or "").encode("idna").decode()
        super().__init__(name, parts.port or (443 if is_safe else 80), timeout=seconds)
        self.default_port = 443 if is_safe else 80
        self.place, self.name, self.was_cut = place, name, False
        self.safety = ssl.create_default_context() if is_safe else None

    def connect(self) -> None:
        family, place = self.place
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(place)
        if self.safety:
            self.sock = self.safety.wrap_socket(
                self.sock, server_hostname=self.name, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        """Whoever waits on it waits no longer."""
        self.was_cut = True
        if self.sock:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def _asked(parts: SplitResult, places: list[Where], body: bytes, headers: dict[str, str]) -> Answer:
    """At the first of its places that takes a connection."""
    ends = time.monotonic() + settings.HOOKS_CAP
    fault: Exception = OSError("the name leads nowhere")
    for place in places:
        left = ends - time.monotonic()
        if left <= 0:
            break
        line = _Line(parts, place, left)
        # A timeout of a socket begins anew with each byte: this one does not.
        cut = threading.Timer(left, line.cut)
        cut.daemon = True
        cut.start()
        try:
            line.connect()
        except OSError as why:
            fault = why
            line.close()
            cut.cancel()
            continue
        try:
            return _answered(line, parts, body, headers)
        finally:
            cut.cancel()
            line.close()
    raise fault


def _answered(line: _Line, parts: SplitResult, body: bytes, headers: dict[str, str]) -> Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line.request("POST", path, body, {"Content-Type": "application/json", **headers})
    got = line.getresponse()
    words = got.read(READ).decode("utf-8", "replace")
    if line.was_cut:  # what came of headers by then reads as all of them
        raise TimeoutError("its answer took too long")
    return judged(got.status, " ".join(words.split())[:200], got.headers.get("Retry-After", ""))


def judged(code: int, words: str, rest: str = "") -> Answer:
    """What an answer means: 2xx is taken, everything else is not, and a redirect is not followed."""
    if 200 <= code < 300:
        return Answer("delivered", "", code)
    if 300 <= code < 400:
        return Answer("refused", "it leads elsewhere: redirects are not followed", code)
    if code == GONE:
        return Answer("gone", words, code)
    if code in BUSY:
        seconds = int(rest) if rest.isdecimal() and len(rest) < 6 else 0
        return Answer("down", words, code, seconds)
    return Answer("refused", words, code)
