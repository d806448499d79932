"""`make test` and `make lint`: the whole suite on both databases, and every check but the tests."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from machine import ROOT, VAR, Trouble, environment, program, say, setup

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/masar")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
ASK_POSTGRES = """
import sys, urllib.parse, psycopg
url = urllib.parse.urlsplit(sys.argv[1])
psycopg.connect(url._replace(path="/postgres").geturl(), connect_timeout=3).close()
"""
ASK_REDIS = "import sys, redis; redis.Redis.from_url(sys.argv[1], socket_timeout=3).ping()"


def answers(question, url):
    command = [program("python"), "-c", question, url]
    return subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0


def chromium():
    """The path of a Chromium for the browser tests, or an empty string."""
    # The first is the same without windows: a third faster.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = [os.environ.get("CHROMIUM"), *(shutil.which(name) for name in names)]
    return next((path for path in found if path), "")


def missing_services():
    """What the whole suite needs and this machine lacks, a sentence each."""
    missing = {}
    if not answers(ASK_POSTGRES, POSTGRES):
        missing["postgres"] = "No PostgreSQL answers at TEST_POSTGRES_URL: SQLite alone is tested."
    if not answers(ASK_REDIS, REDIS):
        missing["redis"] = "No Redis answers at TEST_REDIS_URL: tests with it are left out."
    if not chromium():
        missing["browser"] = "No Chromium is installed: tests in a browser are left out."
    return missing


# Long tests that share what they prepare stay together; a core that has no work left takes the next. One
# process more than there are cores: those that wait for a lease, a mail server or a browser use none.
SPREAD = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadgroup"]
# What proves the same on each database is told once: in the first run.
AGAIN, NOTHING_CHOSEN = "not one_database", 5


def test(arguments):
    setup("dev")
    missing = missing_services()
    if missing and os.environ.get("CI") == "true":
        raise Trouble("In CI nothing may be left out. " + " ".join(missing.values()))
    databases = {"SQLite": f"sqlite:///{VAR / 'masar.sqlite3'}", "PostgreSQL": POSTGRES}
    if "postgres" in missing:
        del databases["PostgreSQL"]
    left_out = [f"not {name}" for name in ("redis", "browser") if name in missing]
    results = []
    for name, url in databases.items():
        chosen = left_out + ([AGAIN] if results else [])
        options = [*SPREAD, *(["-m", " and ".join(chosen)] if chosen else []), *arguments]
        results.append((name, *pytest(name, url, options)))
    for sentence in missing.values():
        say(sentence)
    for name, _, summary in results:
        say(f"{name}:\n{summary}")
    first, *others = [code for _, code, _ in results]
    return first == 0 and all(code in (0, NOTHING_CHOSEN) for code in others)


def torture():
    """The crash tests with 10,000 messages: kills of -9, lost replies, crashes of the database."""
    os.environ.setdefault("CRASH_MESSAGES", "10000")
    os.environ.setdefault("CRASH_PATIENCE", "1800")
    return test(["-n", "0", "-s", "tests/faults", "-k", "random or crashes"])


def looks(arguments):
    """Every page, each role, three languages, three widths, by day and by night; an hour or two.

    With GO_ON=1 a run that was stopped goes on. With VNU, the path of the Nu HTML checker's jar, what was
    sent is judged by it as well.
    """
    setup("dev")
    if not chromium():
        raise Trouble("Install Chromium, or say where it is with CHROMIUM=, to look at the pages.")
    os.environ["MASAR_LOOKS"] = "1"
    pages, jar = VAR / "pages", os.environ.get("VNU")
    if os.environ.get("GO_ON") != "1":
        shutil.rmtree(str(pages), ignore_errors=True)
    url = f"sqlite:///{VAR / 'masar.sqlite3'}"
    code, _ = pytest("SQLite", url, [*SPREAD, "tests/journeys/test_every_page.py", *arguments])
    subprocess.run([program("python"), str(ROOT / "tools" / "sheets.py"), str(pages / "shots")])
    if jar:
        judge = ["java", "-Xss8m", "-jar", jar, "--errors-only", "--skip-non-html"]
        known = ["--filterfile", str(ROOT / "tools" / "vnu.txt")]
        valid = subprocess.run([*judge, *known, str(pages / "sent")])
        code = code or valid.returncode
    return code == 0


def pytest(name, url, options):
    """Runs the suite on one database; returns its exit code and its closing line."""
    say(f"\nTests on {name}")
    # Processes that tests start would compile all of it anew where nobody keeps what was compiled.
    env = environment(DATABASE_URL=url, TEST_REDIS_URL=REDIS, CHROMIUM=chromium(), PYTHONDONTWRITEBYTECODE="")
    colour = "yes" if sys.stdout.isatty() else "no"
    command = [program("pytest"), f"--color={colour}", *options]
    summary = "no summary"
    with subprocess.Popen(
        command, cwd=str(ROOT), env=env, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as suite:
        for line in suite.stdout:
            print(line, end="", flush=True)
            if re.search(r"\d+ \w+.* in [\d.]+s", line):
                summary = line.rstrip()
    return suite.returncode, summary


LINTS = (
    ("format", ["ruff", "format", "--check", "--output-format", "concise", "."]),
    ("lint", ["ruff", "check", "--quiet", "--output-format", "concise", "."]),
    ("imports", ["lint-imports", "--no-logo"]),
    ("types", ["mypy"]),
    ("system check", ["python", "manage.py", "check", "--fail-level", "WARNING"]),
    ("migrations", ["python", "manage.py", "makemigrations", "--check", "--dry-run"]),
    ("translations", ["python", "tools/translations.py", "check"]),
)


def lint():
    """Runs every check but the tests, tells which failed and whether all is well."""
    setup("dev")
    env = environment(MASAR_DEMO="1", DATABASE_URL=f"sqlite:///{VAR / 'check.sqlite3'}")

    def run(name, *arguments):
        command = [program(name), *arguments]
        return subprocess.run(
            command, cwd=str(ROOT), env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    failed = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as cores:
        checks = [(label, cores.submit(run, *command)) for label, command in LINTS]
    for label, check in checks:
        done = check.result()
        say(f"{label:13} {'ok' if done.returncode == 0 else 'FAILED'}")
        if done.returncode:
            say(done.stdout.decode(errors="replace").rstrip())
            failed.append(label)
    if failed:
        say(f"To mend: {', '.join(failed)}. (`make format` mends format and some lint.)")
    return not failed
