"""What `make` calls: set up, run, test and check Masar with nothing but Python and this folder.

Standard library only, and readable by Python 3.6, so that an old one gets its one clear sentence.
Every foreseen failure is a `Trouble`: one sentence that says what to do.
"""

import subprocess
import sys

from demo import remove, reset, run
from machine import OLDEST, ROOT, Trouble, environment, fcntl, program, require_machine, setup
from suite import lint, looks, test, torture

CACHES = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis")


def clean():
    for name in (".venv", ".coverage", *CACHES):
        remove(ROOT / name)


def check():
    fine = lint()
    return test([]) and fine


def reformat():
    setup("dev")
    for arguments in (["check", "--fix", "--quiet", "."], ["format", "--quiet", "."]):
        subprocess.run([program("ruff"), *arguments], cwd=str(ROOT), env=environment())


def requirements():
    """Pins and hashes requirements/*.in for every platform, with no trace of this machine."""
    setup("dev")
    for kind in ("base", "dev", "bench"):
        command = [program("uv"), "pip", "compile", "--quiet", "--universal"]
        command += ["--python-version", ".".join(map(str, OLDEST)), "--only-binary", ":all:"]
        # An extra has to be pinned as such: older pips refuse "name[extra]" where "name" alone is pinned.
        command += ["--generate-hashes", "--no-emit-index-url", "--no-strip-extras"]
        command += ["--custom-compile-command", "make requirements", "--overrides", "overrides.txt"]
        command += [f"{kind}.in", "--output-file", f"{kind}.txt"]
        subprocess.run(command, cwd=str(ROOT / "requirements"), stdout=subprocess.DEVNULL, check=True)


def translations():
    setup("dev")
    command = [program("python"), "tools/translations.py", "update"]
    return subprocess.run(command, cwd=str(ROOT), env=environment(MASAR_DEMO="1")).returncode == 0


VERBS = {
    "setup": lambda *kind: setup(*(kind or ("dev",))),
    "run": run,
    "test": lambda *arguments: test(list(arguments)),
    "check": check,
    "torture": torture,
    "looks": lambda *arguments: looks(list(arguments)),
    "lint": lint,
    "format": reformat,
    "requirements": requirements,
    "translations": translations,
    "clean": clean,
    "reset": reset,
}


def main(arguments):
    """Carries out one verb; its exit code is 0 unless it failed or returned False."""
    try:
        require_machine(sys.version_info, sys.executable, has_posix=fcntl is not None)
        if not arguments or arguments[0] not in VERBS:
            raise Trouble(f"Say what to do: {', '.join(VERBS)}.")
        return 1 if VERBS[arguments[0]](*arguments[1:]) is False else 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
