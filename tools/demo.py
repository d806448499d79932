"""`make run`: the demo foundation under one process runner, and nothing left behind."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from machine import ROOT, VAR, Trouble, environment, lock, program, say, setup

MARK = f"MASAR_RUN={ROOT}"  # in the environment of every process of a run, to find it again
ADDRESSES = (("pages", ""), ("staff", "admin/"), ("mail", "inbox/"), ("API", "api/v1/"))


def run():
    port = port_from(os.environ, "PORT", 8000)
    smtp_port = port_from(os.environ, "SMTP_PORT", 1025)
    # Stopped like this is stopped like Ctrl-C, which a script that starts us beside itself has turned off.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    with only_run():
        require_free_port("PORT", port)
        require_free_port("SMTP_PORT", smtp_port)
        setup("base")
        env = demo_environment(port, smtp_port)
        manage(env, "migrate", "--no-input", "--verbosity", "0")
        manage(env, "load_demo")
        for name, path in ADDRESSES:
            say(f"  {name:6} http://127.0.0.1:{port}/{path}")
        say("Starting; Ctrl-C stops it all.")
        supervise(env)


def reset():
    """Forgets the demo's data."""
    with only_run():
        for path in VAR.iterdir():
            if path.suffix != ".lock":
                remove(path)
    say("The demo's data is gone; `make run` loads it anew.")


def remove(path):
    if path.is_dir():
        shutil.rmtree(str(path))
    elif path.exists():
        path.unlink()


# -- what must hold before ---------------------------------------------------------------------
def port_from(variables, name, default):
    text = variables.get(name) or str(default)
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise Trouble(f"{name} is a number from 1 to 65535, not {text!r}: set it anew.")
    return int(text)


def require_free_port(name, port):
    with closing(socket.socket()) as probe:
        # As servers do: connections that linger after a stop do not count as busy.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except PermissionError:
            raise Trouble(
                f"Port {port} is reserved for the administrator: "
                f"choose one above 1023, for example `{name}={port + 8000} make run`."
            ) from None
        except OSError:
            raise Trouble(
                f"Port {port} is in use by another program: stop that one or choose another "
                f"port, for example `{name}={port + 1} make run`."
            ) from None


def demo_environment(port, smtp_port):
    """The demo touches nothing that a .env or the shell names: no real data, no real mail."""
    mark, root = MARK.split("=", 1)
    return environment(
        **{mark: root},
        MASAR_DEMO="1",
        DEBUG="0",
        PORT=str(port),
        SITE_URL=f"http://127.0.0.1:{port}",
        DATABASE_URL=f"sqlite:///{VAR / 'masar.sqlite3'}",
        CACHE_URL="locmemcache://",
        CELERY_BROKER_URL="filesystem://localhost/",
        EMAIL_URL=f"smtp://127.0.0.1:{smtp_port}",
    )


@contextmanager
def only_run():
    """One run a checkout, with none of an earlier one's processes beside it or left after it."""
    with ExitStack() as stack:
        try:
            stack.enter_context(lock("run.lock", wait=False))
        except OSError:
            raise Trouble("Masar already runs from this folder: stop it (Ctrl-C) first.") from None
        stack.callback(end_leftovers)
        end_leftovers()
        yield


# -- processes ---------------------------------------------------------------------------------
def manage(env, *arguments):
    """A management command in a session of its own, so that Ctrl-C ends it without a traceback."""
    process = start([program("python"), "manage.py", *arguments], env)
    if process.wait():
        raise Trouble(
            f"`manage.py {arguments[0]}` failed, see above: mend that, or forget the demo's data "
            "with `make reset` and start anew."
        )


def supervise(env):
    """Runs the Procfile until told to stop."""
    runner = start([program("honcho"), "--env", os.devnull, "start"], env)
    started = time.monotonic()
    try:
        # In short waits: a Ctrl-C that comes just before one long wait would be heard at its end alone.
        while runner.poll() is None:
            time.sleep(0.2)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        # honcho cannot be stopped while it is still starting its processes.
        time.sleep(max(0, started + 2 - time.monotonic()))
        runner.terminate()
        with suppress(subprocess.TimeoutExpired):
            runner.wait(timeout=15)
        say("Masar has stopped.")
    else:
        raise Trouble("One of the processes ended by itself, see above; `make run` starts anew.")


def start(command, env):
    return subprocess.Popen(command, cwd=str(ROOT), env=env, stdin=subprocess.DEVNULL, start_new_session=True)


def end_leftovers():
    """Ends what a killed run could not stop; it may be cut anywhere, so there is no asking."""
    found = list(leftovers())
    while found:
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)  # a dying process holds its port a moment longer than its environment
        found = list(leftovers())


def leftovers():
    """The processes that carry the mark of this checkout's run."""
    if Path("/proc/self/environ").exists():
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # gone meanwhile, or somebody else's
                if MARK.encode() in (entry / "environ").read_bytes().split(b"\0"):
                    yield int(entry.name)
    else:
        listing = subprocess.run(["ps", "axEww", "-o", "pid=,command="], stdout=subprocess.PIPE)
        for line in listing.stdout.decode(errors="replace").splitlines():
            if f" {MARK} " in f"{line} ":
                yield int(line.split()[0])
