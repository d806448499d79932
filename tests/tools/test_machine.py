import ast
import sys
from pathlib import Path

import pytest

import machine
from machine import ROOT, Trouble

TOOLS = sorted(path for path in (ROOT / "tools").glob("*.py") if path.name != "translations.py")


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: path.name)
def test_an_old_python_can_read_the_tools(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_what_to_do():
    with pytest.raises(Trouble) as told:
        machine.require_machine((3, 9, 2), "/usr/bin/python3", has_posix=True)
    assert str(told.value) == (
        "Masar needs Python 3.11 or newer and /usr/bin/python3 is 3.9: install a newer one and "
        "name it, for example `make run PYTHON=python3.12`."
    )


def test_windows_is_sent_to_wsl():
    with pytest.raises(Trouble, match="on Windows use it inside WSL"):
        machine.require_machine((3, 12, 0), "python.exe", has_posix=False)


def test_this_machine_is_good_enough():
    assert machine.require_machine(sys.version_info, sys.executable, has_posix=True) is None


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_debian_without_venv_is_told_the_package(missing):
    with pytest.raises(Trouble, match="sudo apt install python3-venv"):
        machine.require_venv_module(lambda name: name != missing)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            (
                "WARNING: Retrying … NewConnectionError …\n"
                "ERROR: No matching distribution found for django==5.2.19"
            ),
            "The package index cannot be reached: check the network (or proxy) and try again.",
        ),
        (
            "ERROR: No matching distribution found for granian==2.8.7",
            (
                "There is no ready-made granian for this Python and machine, and Masar compiles "
                "nothing: use CPython 3.11 to 3.13 on 64-bit Linux or macOS."
            ),
        ),
        (
            "ERROR: Could not install packages: [Errno 28] No space left on device",
            "The disk is full: free about 1 GB and try again.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            (
                "A downloaded package is not the one that was pinned: try again, and if it stays so "
                "do not install it but ask who serves your packages (see var/pip.log)."
            ),
        ),
        ("first\nERROR: something new\n", "pip failed: ERROR: something new (see var/pip.log)."),
        ("", "pip failed: no reason given (see var/pip.log)."),
    ],
)
def test_each_failure_of_pip_is_one_sentence(output, sentence):
    assert machine.explain_pip(output) == sentence


def test_pip_really_says_so_when_there_is_no_wheel(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "VAR", tmp_path)
    monkeypatch.setattr(machine, "program", lambda name: sys.executable)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    requirements = tmp_path / "base.txt"
    requirements.write_text(f"nowhere-to-be-found==1.0 --hash=sha256:{'0' * 64}\n")
    with (
        machine.lock("setup.lock", wait=True) as held,
        pytest.raises(Trouble, match=r"There is no ready-made nowhere-to-be-found for this Python"),
    ):
        machine.install(requirements, held)


def test_a_changed_requirement_makes_the_environment_stale(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(machine, "VENV", Path(sys.prefix))
    requirements = tmp_path / "base.txt"
    requirements.write_text("django==5.2.19")
    machine.write_stamp({"base": machine.digest(requirements)})
    assert machine.is_current("base", requirements)
    requirements.write_text("django==5.2.20")
    assert not machine.is_current("base", requirements)


def test_a_damaged_stamp_counts_as_none(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "STAMP", tmp_path / "stamp.json")
    (tmp_path / "stamp.json").write_text('{"base": ')
    assert machine.read_stamp() == {}


def test_an_environment_without_its_python_does_not_work(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "VENV", tmp_path)
    assert not machine.venv_works()
