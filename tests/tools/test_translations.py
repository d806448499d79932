import polib
import pytest

import translations


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """An empty French catalogue on disk; `write` it with its entries, compiled."""
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    path = translations.catalogue_path("fr")
    path.parent.mkdir(parents=True)

    def write(*entries):
        file = translations.read("fr")
        file.extend(entries)
        file.save(str(path))
        file.save_as_mofile(str(path.with_suffix(".mo")))

    return write


def faults(*wanted):
    return list(translations.faults("fr", {(None, msgid, "") for msgid in wanted}))


def entry(msgid, msgstr="", **options):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **options)


def test_a_whole_catalogue_has_no_faults(catalogue):
    catalogue(entry("Person", "Personne"))
    assert faults("Person") == []


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (entry("Person"), "untranslated: 'Person'"),
        (entry("Person", "Personne", flags=["fuzzy"]), "fuzzy: 'Person'"),
        (entry("Person", "Per%(x)sonne"), "other placeholders than the original: 'Person'"),
        (entry("Person", "Personne", obsolete=True), "no longer used: 'Person'"),
        (entry("Person", "Qui ?"), "a space that may break before a mark or within « »: 'Person'"),
        (entry("Person", "95 % en tout"), "a space that may break before a mark or within « »: 'Person'"),
    ],
)
def test_a_faulty_entry_is_named(catalogue, written, fault):
    catalogue(written)
    assert faults("Person") == [fault]


def test_a_new_string_is_missing_and_an_old_one_unused(catalogue):
    catalogue(entry("Film", "Film"))
    assert faults("Person") == ["no longer used: 'Film'", "missing: 'Person'"]


def test_a_plural_may_leave_the_number_out_but_name_nothing_new(catalogue):
    few = polib.POEntry(msgid="%(n)s film", msgid_plural="%(n)s films")
    few.msgstr_plural = {0: "un film", 1: "%(n)s films"}
    catalogue(few)
    assert list(translations.faults("fr", None)) == []
    few.msgstr_plural[1] = "%(count)s films"
    assert not translations.keeps_placeholders(few)


def test_a_stale_compiled_catalogue_is_a_fault(catalogue):
    catalogue(entry("Person", "Personne"))
    path = translations.catalogue_path("fr")
    path.write_text(path.read_text().replace("Personne", "Individu"))
    assert faults("Person") == ["django.mo is not what django.po says"]


def test_a_placeholder_lost_in_translation_is_a_fault():
    assert not translations.keeps_placeholders(entry("Hello %(name)s", "Bonjour"))
