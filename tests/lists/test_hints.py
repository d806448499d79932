"""An empty list says what belongs into it; one that is filtered to nothing says that, and how to clear it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from alumni.desk.hints import HINTS
from foundation.films.models import Festival
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
TABLES = {model._meta.label_lower for model in admin.site._registry}


def test_every_list_has_its_hint_and_begins_from_a_list_that_is_there():
    assert set(HINTS) == TABLES
    assert {first for _sentence, first in HINTS.values() if first} <= TABLES


def test_empty_is_one_thing_and_no_match_another(client, in_english):
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    url = reverse("admin:films_festival_changelist")
    assert str(HINTS["films.festival"][0]) in client.get(url).content.decode()
    Festival.objects.create(name="Hot Docs")
    page = client.get(url, {"q": "nothing like it"}).content.decode()
    assert "Clear search and filters" in page
    assert str(HINTS["films.festival"][0]) not in page


def test_an_empty_list_leads_only_where_its_reader_may_go(client):
    client.force_login(cast.staff("films.view_festivaledition"))
    shown = client.get(reverse("admin:films_festivaledition_changelist")).context["cl"].empty_hint
    assert (shown["first"], shown["import_url"]) == (None, "")
