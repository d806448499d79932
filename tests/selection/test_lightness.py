"""What a web process does not pay for before somebody chooses."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = "choosing, assigning, scoring, calibrating, counting"


def test_the_mathematics_load_neither_django_nor_the_solver():
    code = f"import sys; from residencies.selection import {MODULES}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"django", "highspy", "numpy"} & set(done.stdout.split()) == set()
    assert "residencies.selection.choosing" in done.stdout.split()


def test_the_solver_prints_nothing():
    code = (
        "from residencies.selection.choosing import choose\n"
        "from residencies.selection.rules import Candidate\n"
        "print(*choose([Candidate(n, n) for n in range(5)], 2).chosen)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("4 3\n", "")
