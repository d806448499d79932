"""What this machine has, and the virtual environment made on it.

Readable by Python 3.6, like all that `dev.py` imports: an old one has to get to its one sentence.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = ROOT / "var"
STAMP = VENV / "masar-stamp.json"
OLDEST = (3, 11)


class Trouble(Exception):
    """One sentence for the person at the keyboard."""


def say(line):
    print(line, flush=True)


# -- what is there -----------------------------------------------------------------------------
def require_machine(version, executable, has_posix):
    if tuple(version[:2]) < OLDEST:
        raise Trouble(
            f"Masar needs Python {OLDEST[0]}.{OLDEST[1]} or newer and {executable} is "
            f"{version[0]}.{version[1]}: install a newer one and name it, "
            "for example `make run PYTHON=python3.12`."
        )
    if not has_posix:
        raise Trouble("Masar's `make` needs Linux or macOS: on Windows use it inside WSL.")


def require_venv_module(has_module):
    if not (has_module("venv") and has_module("ensurepip")):
        raise Trouble(
            "This Python cannot make virtual environments: on Debian or Ubuntu run "
            "`sudo apt install python3-venv`, then try again."
        )


@contextmanager
def lock(name, wait):
    """Holds var/`name`, which the system frees when its last holder dies, however it dies."""
    VAR.mkdir(exist_ok=True)
    with (VAR / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield file


# -- the virtual environment -------------------------------------------------------------------
def setup(kind):
    """Brings `.venv` to the pinned packages of `kind`: base (to run) or dev (to test as well)."""
    requirements = ROOT / "requirements" / f"{kind}.txt"
    if is_current(kind, requirements):
        return
    require_venv_module(lambda name: find_spec(name) is not None)
    # pip holds the lock as well: if we are killed and it lives on, the next setup waits for it.
    with lock("setup.lock", wait=True) as held:
        if is_current(kind, requirements):
            return
        if read_stamp().get("installing") or not venv_works():
            make_venv(held)
        say(f"Installing the {kind} packages into .venv (a minute or two, the first time only) …")
        write_stamp({"installing": True})
        install(requirements, held)
        # dev has every pin of base, and a new base makes an older dev stale.
        write_stamp({"base": digest(ROOT / "requirements" / "base.txt"), kind: digest(requirements)})


def is_current(kind, requirements):
    return read_stamp().get(kind) == digest(requirements) and venv_works()


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp():
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def write_stamp(stamp):
    STAMP.write_text(json.dumps(stamp))


def program(name):
    return str(VENV / "bin" / name)


def venv_works():
    """Whether `.venv` has a Python that starts, is new enough and has pip."""
    question = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    try:
        command = [program("python"), "-c", question]
        return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_venv(held):
    say("Making the virtual environment .venv …")
    code, output = run_logged([sys.executable, "-m", "venv", "--clear", str(VENV)], log="venv.log", held=held)
    if code:
        raise Trouble(
            f"The virtual environment could not be made ({last_line(output)}): on Debian or "
            "Ubuntu run `sudo apt install python3-venv`; elsewhere see var/venv.log."
        )


def install(requirements, held):
    # The pins are complete: nothing is resolved anew, whatever has appeared since.
    options = "--require-hashes --no-deps --only-binary :all: --no-input --progress-bar off --retries 2"
    command = [program("python"), "-m", "pip", "install", *options.split(), "-r", str(requirements)]
    code, output = run_logged(command, log="pip.log", held=held)
    if code:
        raise Trouble(explain_pip(output))


def explain_pip(output):
    """The one sentence behind pip's many."""
    if re.search(r"NewConnectionError|NameResolutionError|name resolution|[Tt]imed out", output):
        return "The package index cannot be reached: check the network (or proxy) and try again."
    if "No space left on device" in output:
        return "The disk is full: free about 1 GB and try again."
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one that was pinned: try again, and if it stays so "
            "do not install it but ask who serves your packages (see var/pip.log)."
        )
    missing = re.search(r"No matching distribution found for ([\w.\[\]-]+)", output)
    if missing:
        return (
            f"There is no ready-made {missing.group(1)} for this Python and machine, and Masar "
            "compiles nothing: use CPython 3.11 to 3.13 on 64-bit Linux or macOS."
        )
    return f"pip failed: {last_line(output)} (see var/pip.log)."


# -- processes ---------------------------------------------------------------------------------
def environment(**extra):
    """The caller's environment, with the programs of `.venv` first."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", **extra}


def run_logged(command, log, held):
    """Exit code and output, the latter kept in var/`log` as well."""
    with subprocess.Popen(
        command,
        env=environment(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(held.fileno(),),
        encoding="utf-8",
        errors="replace",
    ) as process:
        output = process.communicate()[0]
    (VAR / log).write_text(output, encoding="utf-8")
    return process.returncode, output


def last_line(text):
    return (text.strip().splitlines() or ["no reason given"])[-1].strip()
