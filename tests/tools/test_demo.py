"""`make run` itself, in a small checkout of its own: fake commands, real ports and processes."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import demo
from machine import ROOT, Trouble

RUN = """
import sys
sys.path.insert(0, "tools")
import demo
demo.setup = lambda kind: None
import dev
dev.VERBS["run"] = demo.run
sys.exit(dev.main(["run"]))
"""
PROCFILE = """
web: exec python -m http.server $PORT --bind 127.0.0.1
worker: exec sleep 600
"""


# -- ports -------------------------------------------------------------------------------------
@pytest.fixture
def busy_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        yield taken.getsockname()[1]


def test_a_busy_port_names_the_variable_to_set(busy_port):
    with pytest.raises(Trouble) as told:
        demo.require_free_port("SMTP_PORT", busy_port)
    assert str(told.value) == (
        f"Port {busy_port} is in use by another program: stop that one or choose another port, "
        f"for example `SMTP_PORT={busy_port + 1} make run`."
    )


def test_a_free_port_is_no_trouble():
    assert demo.require_free_port("PORT", free_port()) is None


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "80 "])
def test_a_wrong_port_is_named(text):
    with pytest.raises(Trouble, match="PORT is a number from 1 to 65535"):
        demo.port_from({"PORT": text}, "PORT", 8000)


@pytest.mark.parametrize(("given", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "9"}, 9)])
def test_an_absent_port_is_the_default(given, port):
    assert demo.port_from(given, "PORT", 8000) == port


def test_the_demo_is_deaf_to_the_shells_database_and_mail_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    monkeypatch.setenv("EMAIL_URL", "smtp://real")
    env = demo.demo_environment(8123, 1125)
    assert env["DATABASE_URL"] == f"sqlite:///{ROOT}/var/masar.sqlite3"
    assert env["EMAIL_URL"] == "smtp://127.0.0.1:1125"
    assert env["SITE_URL"] == "http://127.0.0.1:8123"


# -- a run -------------------------------------------------------------------------------------
@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with our tools, two quick processes and no Django."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "Procfile").write_text(PROCFILE)
    (tmp_path / "manage.py").write_text("print('managed')")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    monkeypatch.setattr(demo, "MARK", f"MASAR_RUN={tmp_path}")
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv("SMTP_PORT", str(free_port()))
    yield tmp_path
    demo.end_leftovers()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """A `make run` in the background; what it says goes to files that a killed one leaves."""

    def __init__(self, checkout, name="run"):
        self.out, self.err = checkout / f"{name}.out", checkout / f"{name}.err"
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen([sys.executable, "-c", RUN], cwd=checkout, stdout=out, stderr=err)

    def wait_for(self, words):
        wait_until(lambda: words in self.out.read_text())
        return self

    def end(self, number=None):
        """Sends the signal, if any; returns the exit code and what was complained of."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(timeout=90), self.err.read_text()


@pytest.fixture
def running(checkout):
    """A run whose web server answers."""
    run = Run(checkout)
    wait_until(lambda: answers(os.environ["PORT"]))
    return run


def answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", int(port))) == 0


def wait_until(holds):
    """Half a minute is for the slowest machine; the test goes on at once."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


ENDED = "One of the processes ended by itself, see above; `make run` starts anew.\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_everything_without_a_traceback(running, number):
    assert running.end(number) == (0, "")
    assert running.out.read_text().splitlines()[-1] == "Masar has stopped."
    assert list(demo.leftovers()) == []


def test_a_killed_run_starts_again(checkout, running):
    running.end(signal.SIGKILL)
    assert list(demo.leftovers()) != []
    again = Run(checkout, "again").wait_for("web.1 started")
    assert again.end(signal.SIGINT) == (0, "")
    assert list(demo.leftovers()) == []


def test_a_killed_process_ends_the_run_with_a_sentence(running):
    os.kill(int(re.search(r"worker.1 started \(pid=(\d+)\)", running.out.read_text())[1]), 9)
    assert running.end() == (1, ENDED)
    assert list(demo.leftovers()) == []


def test_a_killed_process_runner_ends_the_run_with_a_sentence(running):
    os.kill(demo_runner(running.process.pid), 9)
    assert running.end() == (1, ENDED)
    assert list(demo.leftovers()) == []


def demo_runner(parent):
    """The only child of a run."""
    return next(
        pid for pid in demo.leftovers() if f"\nPPid:\t{parent}\n" in Path(f"/proc/{pid}/status").read_text()
    )


def test_ctrl_c_while_the_demo_is_loaded_is_one_word(checkout):
    (checkout / "manage.py").write_text("import time; print('hm', flush=True); time.sleep(600)")
    assert Run(checkout).wait_for("hm").end(signal.SIGINT) == (1, "Stopped.\n")
    assert list(demo.leftovers()) == []


def test_a_failed_management_command_says_how_to_go_on(checkout):
    (checkout / "manage.py").write_text("raise SystemExit(2)")
    assert Run(checkout).end() == (
        1,
        (
            "`manage.py migrate` failed, see above: mend that, or forget the demo's data with "
            "`make reset` and start anew.\n"
        ),
    )


def test_two_runs_from_one_folder_are_refused(checkout, running):
    assert Run(checkout, "second").end() == (
        1,
        "Masar already runs from this folder: stop it (Ctrl-C) first.\n",
    )
    assert running.end(signal.SIGINT) == (0, "")
