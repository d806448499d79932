"""What the files at the root promise each other."""

import re
import tomllib

import pytest

from dev import VERBS
from machine import ROOT

PIN = re.compile(r"^[\w.-]+(?:\[[\w, -]+\])?==[\w.]+(?: ; [^\\]+)? \\$")


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["base", "dev"])
def test_requirements_are_pinned_and_hashed_with_no_trace_of_a_machine(name):
    lines = [line for line in text(f"requirements/{name}.txt").splitlines() if line]
    pins = [line for line in lines if not line.startswith((" ", "#"))]
    assert [line for line in pins if not PIN.match(line)] == []
    assert [line for line in lines if "://" in line or line.startswith("--")] == []


def test_every_pin_of_base_is_a_pin_of_dev():
    base, dev = (
        set(re.findall(r"^[a-z].*?==\S+", text(f"requirements/{n}.txt"), re.MULTILINE))
        for n in ("base", "dev")
    )
    assert base - dev == set()


def test_make_offers_every_verb_and_no_other():
    offered = re.search(r"^\.PHONY: help (.+)$", text("Makefile"), re.MULTILINE)[1].split()
    assert sorted(offered) == sorted(VERBS)


def test_every_room_stands_in_the_contract_of_its_files():
    rooms = {".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("*/*/apps.py")}
    contracts = tomllib.loads(text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (inside,) = (c["containers"] for c in contracts if c["name"].startswith("Inside a room"))
    assert set(inside) == rooms
