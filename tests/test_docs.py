"""What the documentation promises."""

import os
import re
import shlex
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from foundation.importing.mappings import load, resources
from foundation.mail.models import Postman

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
BOLD = re.compile(r"\*\*(\w+)\*\*")
NAME = re.compile(r"^#? ?([A-Z][A-Z_]+)=", re.MULTILINE)


def production():
    """The environment printed in docs/operate.md."""
    block = re.search(r"```ini\n(SECRET_KEY=.*?)```", (ROOT / "docs/operate.md").read_text(), re.DOTALL)
    lines = (line.partition("=") for line in block[1].splitlines())
    return {name: value.strip('"') for name, _equals, value in lines}


def test_the_production_settings_of_the_documentation_pass_the_deployment_check():
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    env = {"PATH": os.environ["PATH"], **production()}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_setting_the_documentation_names_is_explained_in_the_example():
    explained = set(NAME.findall((ROOT / ".env.example").read_text()))
    started_with = {"HOST", "WEB_WORKERS"}  # read by the Procfile
    assert set(production()) - explained - started_with == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page):
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert broken == []


def test_every_process_of_the_documentation_is_in_the_procfile():
    names = set(re.findall(r"masar@(\w+)", (ROOT / "docs/operate.md").read_text())) - {"service"}
    there = set(re.findall(r"^(\w+):", (ROOT / "Procfile").read_text(), re.MULTILINE))
    assert names - there == set()


def test_the_mapping_of_the_documentation_can_be_loaded(tmp_path):
    text = (ROOT / "docs/import.md").read_text()
    path = tmp_path / "school.toml"
    path.write_text(re.search(r"```toml\n(.*?)```", text, re.DOTALL)[1])
    assert [rule.resource for rule in load(path)[0].rules] == ["people", "works", "credits"]


def test_the_columns_of_the_documentation_are_those_of_the_tables():
    rows = re.findall(r"^\| ([a-z]+) \| (.*\*\*.*) \|$", (ROOT / "docs/import.md").read_text(), re.MULTILINE)
    said = {code: (set(words.replace("*", "").split()), set(BOLD.findall(words))) for code, words in rows}
    assert list(said) == list(resources())
    for code, (columns, needed) in said.items():
        assert (columns - set(resources()[code].columns()), needed) == (
            set(),
            set(resources()[code].required),
        )


def test_every_decision_is_in_the_list():
    listed = LINK.findall((ROOT / "docs/decisions/README.md").read_text())
    there = [page.name for page in (ROOT / "docs/decisions").glob("*.md") if page.name != "README.md"]
    assert sorted(listed) == sorted(there)


@pytest.mark.django_db
@pytest.mark.parametrize("ran_before", [False, True])
def test_the_command_of_the_restore_pauses_the_mail_whether_it_ever_ran_or_not(ran_before):
    line = re.search(r"manage\.py (pause_mail .*)", (ROOT / "docs/operate.md").read_text())[1]
    if ran_before:
        Postman.objects.create(pk=1, paused=False)
    call_command(*shlex.split(line), stdout=StringIO())
    assert list(Postman.objects.values_list("pk", "paused")) == [(1, True)]
