"""The history of a record reads as sentences."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from foundation.films.models import Work
from foundation.history import save_by
from foundation.history_words import difference
from foundation.people.models import Person
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db


def sentences(client, row, language="en") -> list[str]:
    client.force_login(cast.administrator())
    client.cookies["django_language"] = language
    meta = row._meta
    url = reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[row.pk])
    found = re.findall(
        r'<p class="anywhere[^"]*"[^>]*>(.*?)</p>', client.get(url).content.decode(), re.DOTALL
    )
    return [" ".join(strip_tags(one).split()) for one in found]


def named(name: str):
    account = cast.staff()
    cast.person(name=name, account=account)
    return account


def test_who_changed_what_from_what_to_what_and_why(client):
    amina = named("Amina")
    row = rows.work(title="Ourika", stage="financing")
    row.stage = "shooting"
    save_by(row, amina, "the producer called")
    assert sentences(client, row) == [
        "Amina changed “stage” from financing to shooting.",
        "Why: the producer called",
        "The system recorded it.",
    ]


def test_names_stand_for_numbers_days_for_dates_and_words_for_choices(client):
    amina, track = named("Amina"), rows.track()
    row = rows.participation(track=None)
    row.track, row.state = track, "attending"
    save_by(row, amina)
    row.track = None
    save_by(row, None)
    said = sentences(client, row)
    assert said[0] == f"The system emptied “track”: {track}."
    assert f"Amina set “track” to {track}." in said
    assert any(
        line.startswith("Amina changed “state” from ") and line.endswith(" to attending.") for line in said
    )


def test_of_a_long_text_what_was_struck_out_and_written_in(client):
    words = " ".join(f"mot{number}" for number in range(60))
    row = cast.person(note=words)
    row.note = words.replace("mot30", "autre <b>chose</b>")
    save_by(row, named("Amina"))
    rewrote, changed, _made = sentences(client, row)
    assert rewrote == "Amina rewrote “note”."
    assert "… mot22 mot23" in changed
    assert "mot0 " not in changed
    page = client.get(reverse("admin:people_person_history", args=[row.pk])).content.decode()
    assert "<del>mot30</del> <ins>autre &lt;b&gt;chose&lt;/b&gt;</ins>" in page


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_it_is_told_in_the_language_of_the_reader(client, language):
    row = rows.work(title="Ourika", stage="financing")
    row.stage = "shooting"
    save_by(row, named("أمينة"))
    first = sentences(client, row, language)[0]
    assert "أمينة" in first
    assert "changed" not in first


@pytest.mark.one_database  # the queries are the same on each
def test_a_history_takes_as_many_queries_for_many_versions_as_for_two(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            sentences(client, row)
        return len(caught)

    row = rows.work(title="Ourika")
    for stage in ("financing", "shooting"):
        row.stage = stage
        save_by(row, named("Amina"))
    queries()
    two = queries()
    for number in range(8):
        row.title = f"Ourika {number}"
        save_by(row, named(f"Amina {number}"))
    assert queries() == two


texts = st.lists(st.sampled_from(["a", "b", "c", "<i>", "d"]), max_size=30).map(" ".join)


@pytest.mark.one_database
@given(texts, texts)
def test_what_is_written_in_and_struck_out_is_the_whole_difference(old, new):
    told = str(difference(old, new))
    assert "<i>" not in told
    kept = re.sub(r"<(del|ins)>.*?</\1>", "", told)
    if "…" not in kept:
        assert strip_tags(re.sub(r"<del>.*?</del>", "", told)).split() == [
            word.replace("<", "&lt;").replace(">", "&gt;") for word in new.split()
        ]


def test_an_earlier_state_leads_back_to_the_history(client):
    client.force_login(cast.administrator())
    row = rows.work(title="Ourika")
    meta = f"{row._meta.app_label}_{row._meta.model_name}"
    earlier = client.get(reverse(f"admin:{meta}_simple_history", args=[row.pk, row.history.get().pk]))
    assert f'href="{reverse(f"admin:{meta}_history", args=[row.pk])}"' in earlier.content.decode()


def test_the_class_of_a_history_is_made_once():
    assert type(Work.history) is type(Work.history)
    assert Work.history.model is not Person.history.model
