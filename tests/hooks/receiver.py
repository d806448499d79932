"""A receiver of webhooks: a real server that answers as it is told, and remembers what it got."""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Got:
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """`answers[path]` is called with what came and gives a code, or (code, headers, body)."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.got: list[Got] = []
        self.answers: dict[str, Callable[[Got], Any]] = defaultdict(lambda: lambda got: 204)
        self.held = threading.Event()  # set at the end, for those that hang
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                one = Got(self.path, headers, body)
                outer.got.append(one)
                said = outer.answers[self.path](one)
                if said is None:  # it has spoken for itself, or never will
                    return
                code, headers, text = said if isinstance(said, tuple) else (said, {}, b"")
                self.send_response(code)
                for name, value in {"Content-Length": str(len(text)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *words: Any) -> None:
                pass

        self.handler = Handler
        self.server = ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # who hangs up meant to
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    def url(self, path: str = "/in") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def hang(self, path: str) -> None:
        """Whoever posts there waits for an answer that does not come."""
        self.answers[path] = lambda got: self.held.wait(60) and None

    def stop(self) -> None:
        self.held.set()
        self.server.shutdown()
        self.server.server_close()
