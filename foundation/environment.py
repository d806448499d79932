"""Reads settings from the environment and names every missing or wrong value at once."""

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import validate_email

DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")


class Environment:
    """Typed readers; `finish` raises one error that lists everything that is wrong."""

    def __init__(self, file: Path) -> None:
        self.env = environ.Env()
        self.env.read_env(file)
        self.faults: list[str] = []

    def _read(self, name: str, fallback: Any, expected: str, parse: Callable[[str], Any]) -> Any:
        """`fallback` None means that the value has to be given."""
        text = self.env.str(name, "").strip()
        if not text:
            if fallback is None:
                self.faults.append(f"{name} is missing: {expected}")
            return fallback
        try:
            return parse(text)
        except Exception:  # noqa: BLE001 - each parser fails in its own way; the name is what helps
            secret = name.endswith(("_URL", "_KEY", "_KEYS", "_TOKEN", "_SECRET"))
            said = "" if secret else f" ({text})"
            self.faults.append(f"{name} is wrong{said}: {expected}")
            return fallback

    def text(self, name: str, fallback: str | None, expected: str = "a text", pattern: str = r".*") -> str:
        return self._read(name, fallback, expected, lambda text: _match(pattern, text)) or ""

    def flag(self, name: str, fallback: bool) -> bool:
        words = {"true": True, "1": True, "on": True, "false": False, "0": False, "off": False}
        return self._read(name, fallback, "true or false", lambda text: words[text.lower()])

    def number(self, name: str, fallback: int) -> int:
        return self._read(name, fallback, "a whole number, 0 or more", lambda text: int(_match(r"\d+", text)))

    def words(self, name: str, fallback: list[str]) -> list[str]:
        return self._read(name, fallback, "words with commas", lambda text: re.split(r"\s*,\s*", text))

    def paces(self, name: str, fallback: str) -> dict[str, int]:
        """Messages a minute by domain."""
        expected = "domains with messages a minute, such as gmail.com=60,yahoo.com=30, or none"
        return self._read(name, _paces(fallback), expected, _paces)

    def folder(self, name: str, fallback: Path) -> Path:
        return self._read(name, fallback, "a folder", Path)

    def zone(self, name: str, fallback: str) -> str:
        return self._read(name, fallback, "a time zone such as Africa/Casablanca", _zone)

    def sender(self, name: str, fallback: str | None) -> str:
        return self._read(name, fallback, "a sender such as Masar <team@example.org>", _sender) or ""

    def address(self, name: str, fallback: str | None) -> str:
        expected = "an address such as https://masar.example.org"
        return self._read(name, fallback, expected, _address) or ""

    def database(self, name: str, fallback: str) -> dict[str, Any]:
        expected = "postgres://user:password@host:5432/name or sqlite:///path"
        return self._read(name, _database(fallback), expected, _database)

    def cache(self, name: str, fallback: str) -> dict[str, Any]:
        parse = self.env.cache_url_config
        return dict(self._read(name, parse(fallback), "redis://host:6379/1", parse))

    def mail(self, name: str, fallback: str) -> dict[str, Any]:
        parse = self.env.email_url_config
        return dict(self._read(name, parse(fallback), "smtp+tls://user:password@host:587", parse))

    def mailbox(self, name: str) -> dict[str, Any]:
        """Where a mailbox is and who reads it; empty for none."""
        expected = "imaps://user:password@host/INBOX or pops://user:password@host"
        return self._read(name, {}, expected, _mailbox)

    def fernet_keys(self, name: str, fallback: str | None) -> list[str]:
        expected = (
            "one key or more, with commas, the newest first; make one by: "
            'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
        )
        read = self._read(name, None if fallback is None else _keys(fallback), expected, _keys)
        return read or []

    def networks(self, name: str) -> list[str]:
        return self._read(name, [], "networks such as 127.0.0.0/8, with commas", _networks)

    def anymail(self) -> dict[str, str]:
        """What django-anymail is to know: each ANYMAIL_… variable, by its name without that."""
        prefix = "ANYMAIL_"
        return {
            name.removeprefix(prefix): value.strip()
            for name, value in self.env.ENVIRON.items()
            if name.startswith(prefix) and value.strip()
        }

    def finish(self) -> None:
        if self.faults:
            listed = "".join(f"\n  - {fault}" for fault in self.faults)
            raise ImproperlyConfigured(f"Mend the environment (.env.example explains each):{listed}")


def _match(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text


def _paces(text: str) -> dict[str, int]:
    pairs = (
        [] if text == "none" else [_match(r"[\w.-]+=[1-9]\d{0,5}", pair.strip()) for pair in text.split(",")]
    )
    return {domain.lower(): int(number) for domain, number in (pair.split("=") for pair in pairs)}


def _keys(text: str) -> list[str]:
    keys = re.split(r"\s*,\s*", text)
    for key in keys:
        Fernet(key)
    return keys


def _networks(text: str) -> list[str]:
    return [str(ip_network(part.strip())) for part in text.split(",")]


def keys_of(purpose: str, secrets: list[str]) -> list[str]:
    """A key of Fernet for a purpose, from each of these secrets that is given."""
    digests = (hmac.digest(secret.encode(), purpose.encode(), "sha256") for secret in secrets if secret)
    return [urlsafe_b64encode(digest).decode() for digest in digests]


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise ValueError(text)
    return text


def _sender(text: str) -> str:
    validate_email(_match(r"(.*<)?([^<>]+)>?", text) and text.rpartition("<")[2].rstrip(">"))
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError(text)
    return text.rstrip("/")


def _mailbox(text: str) -> dict[str, Any]:
    parts = urlsplit(text)
    if parts.scheme not in ("imap", "imaps", "pop", "pops") or not (parts.hostname and parts.username):
        raise ValueError(text)
    return {
        "scheme": parts.scheme,
        "host": parts.hostname,
        "port": parts.port,
        "user": unquote(parts.username),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
    }


def _database(text: str) -> dict[str, Any]:
    config = dict(environ.Env.db_url_config(text))
    if config["ENGINE"] not in DATABASES:
        raise ValueError(text)
    return config
