"""Keeps locale/ in step with the code: `update` collects strings and compiles, `check` judges.

Collecting needs gettext's xgettext; everything else is done by polib. Strings of libraries that
bring no French or Arabic of their own stand in our catalogues as well.
"""

import os
import re
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
OURS = ("foundation", "residencies", "alumni", "templates")
LIBRARIES = ("unfold", "import_export", "simple_history", "django.contrib.auth")
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
BREAKABLE = re.compile(r" [?!;:»](?!\S)|« |(?:\d|\)[sd]|\}) %(?![(sd])")


# -- what the code says ------------------------------------------------------------------------
def collect():
    """Every string that needs a translation of ours, from a copy of the sources."""
    ours = extract({name: ROOT / name for name in OURS})
    theirs = extract({name: package_folder(name) for name in LIBRARIES})
    catalogues = [translated_elsewhere(language) for language in PLURALS]
    known = {key(entry) for entry in ours}
    for entry in theirs:
        if key(entry) not in known and not all(key(entry) in found for found in catalogues):
            ours.append(entry)
    return ours


def extract(folders):
    """What Django's makemessages finds in `folders`; it litters, hence the copy."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name).resolve()
        for target, folder in folders.items():
            unwanted = shutil.ignore_patterns("locale", "static", "migrations", "__pycache__")
            shutil.copytree(folder, copy / target, ignore=unwanted)
        locale = copy / "locale"
        locale.mkdir()
        settings.LOCALE_PATHS = [str(locale)]
        before = Path.cwd()
        os.chdir(copy)
        try:
            call_command(
                "makemessages",
                all=True,
                keep_pot=True,
                add_location="file",
                extensions=["html", "txt", "py"],
                verbosity=0,
            )
        finally:
            os.chdir(before)
        return polib.pofile(str(locale / "django.pot"))


def package_folder(name):
    return Path(find_spec(name).submodule_search_locations[0])


def translated_elsewhere(language):
    """What Django and the libraries already say in `language`."""
    paths = []
    for package in ("django", *LIBRARIES):
        paths += package_folder(package).rglob(f"locale/{language}/LC_MESSAGES/django.po")
    return {key(entry) for path in paths for entry in polib.pofile(str(path)).translated_entries()}


def key(entry):
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


# -- what the catalogues say -------------------------------------------------------------------
def catalogue_path(language):
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language):
    path = catalogue_path(language)
    if path.exists():
        return polib.pofile(str(path))
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Project-Id-Version": "masar",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def faults(language, wanted):
    """Sentences about a catalogue; `wanted` is what the code says, or None where unknown."""
    catalogue = read(language)
    for entry in catalogue:
        if entry.obsolete or (wanted is not None and key(entry) not in wanted):
            yield f"no longer used: {entry.msgid!r}"
        elif not entry.translated():
            yield f"{'fuzzy' if entry.fuzzy else 'untranslated'}: {entry.msgid!r}"
        elif not keeps_placeholders(entry):
            yield f"other placeholders than the original: {entry.msgid!r}"
        elif language == "fr" and any(map(BREAKABLE.search, (entry.msgstr, *entry.msgstr_plural.values()))):
            yield f"a space that may break before a mark or within « »: {entry.msgid!r}"
    for _context, msgid, _plural in (wanted or set()) - {key(entry) for entry in catalogue}:
        yield f"missing: {msgid!r}"
    compiled = catalogue_path(language).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        yield "django.mo is not what django.po says"


def keeps_placeholders(entry):
    """One and two of a thing may do without the number; nothing may name what is not given."""
    allowed = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    if entry.msgid_plural:
        return all(set(PLACEHOLDER.findall(t)) <= allowed for t in entry.msgstr_plural.values())
    return set(PLACEHOLDER.findall(entry.msgstr)) == allowed


# -- the verbs ---------------------------------------------------------------------------------
def check():
    wanted = None
    if shutil.which("xgettext"):
        wanted = {key(entry) for entry in collect()}
    elif os.environ.get("CI") == "true":
        return "xgettext is missing and CI has to collect the strings: install gettext."
    else:
        print("xgettext is missing, so new strings are not looked for: install gettext.")
    found = [f"{lang}: {fault}" for lang in PLURALS for fault in sorted(faults(lang, wanted))]
    if found:
        return "\n".join([*found, f"{len(found)} faults: `make translations`, then translate."])
    return None


def update():
    """Merges what the code says into the catalogues, drops the unused, compiles."""
    if not shutil.which("xgettext"):
        return "xgettext is missing: install gettext (`sudo apt install gettext`)."
    template = collect()
    for language, plurals in PLURALS.items():
        catalogue = read(language)
        catalogue.merge(template)
        for entry in catalogue.obsolete_entries():
            catalogue.remove(entry)
        for entry in catalogue:
            if entry.msgid_plural and not entry.msgstr_plural:
                count = int(plurals[len("nplurals=")])
                entry.msgstr_plural = dict.fromkeys(range(count), "")
        catalogue.sort(key=lambda entry: (sorted(entry.occurrences), entry.msgid))
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
        print(f"{language}: {len(catalogue.untranslated_entries())} to translate")
    return None


if __name__ == "__main__":
    settings.configure()
    django.setup()
    verbs = {"check": check, "update": update}
    sys.exit(verbs[sys.argv[1]]() if sys.argv[1:2] and sys.argv[1] in verbs else " | ".join(verbs))
