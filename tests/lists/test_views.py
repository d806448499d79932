"""Views of lists that staff save: hers, or shared; and what no longer fits its list says so."""

import pytest
from django.urls import reverse

from foundation.lists.models import SavedView
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FESTIVALS = "films.festival"


@pytest.fixture
def her():
    return cast.staff("films.view_festival")


def save(client, name="Mine", query="q=a&kind__exact=market&p=3", table=FESTIVALS, **fields):
    return client.post(reverse("lists:save"), {"table": table, "name": name, "query": query, **fields})


def names(client):
    page = client.get(reverse("admin:films_festival_changelist"))
    return [one["view"].name for one in page.context["saved_views"]["views"]]


def test_a_view_is_hers_until_she_shares_it(client, her):
    client.force_login(her)
    save(client)
    save(client, name="Ours", is_shared="on")
    assert SavedView.objects.get(name="Mine").query == "q=a&kind__exact=market"
    assert names(client) == ["Mine", "Ours"]
    client.force_login(cast.staff("films.view_festival"))
    assert names(client) == ["Ours"]
    mine, ours = SavedView.objects.order_by("name")
    assert client.get(reverse("lists:open", args=[mine.pk])).status_code == 404
    assert client.get(reverse("lists:open", args=[ours.pk])).url.endswith("q=a&kind__exact=market")
    assert client.post(reverse("lists:delete", args=[ours.pk])).status_code == 404
    client.force_login(cast.staff("people.view_person"))  # of the colleagues, but not of this list
    assert client.get(reverse("lists:open", args=[ours.pk])).status_code == 404
    assert save(client).status_code == 404


def test_what_somebody_shared_who_has_left_is_deleted_by_who_may_change_the_list(client, her):
    mine, ours = (
        SavedView.objects.create(table=FESTIVALS, name=name, query="o=1", owner=her, is_shared=shared)
        for name, shared in (("Mine", False), ("Ours", True))
    )
    editor = cast.staff("films.view_festival", "films.change_festival")

    def deleted(account, row):
        client.force_login(account)
        return client.post(reverse("lists:delete", args=[row.pk])).status_code == 302

    assert not deleted(editor, ours), "she works here"
    type(her).objects.filter(pk=her.pk).update(is_active=False)
    client.force_login(editor)
    (one,) = client.get(reverse("admin:films_festival_changelist")).context["saved_views"]["views"]
    assert (one["view"], one["may_delete"]) == (ours, True)
    assert [deleted(cast.staff("films.view_festival"), ours), deleted(editor, mine)] == [False, False]
    assert deleted(cast.administrator(), ours)


def test_the_same_name_saves_over_and_what_the_list_does_not_know_is_not_saved(client, her):
    client.force_login(her)
    save(client)
    save(client, query="o=2")
    save(client, name="Wrong", query="nonsense__x=1")
    save(client, name="  ")
    assert list(SavedView.objects.values_list("name", "query")) == [("Mine", "o=2")]
    client.post(reverse("lists:delete", args=[SavedView.objects.get().pk]))
    assert SavedView.objects.count() == 0


def test_a_view_that_no_longer_fits_says_so_and_shows_the_list(client, her):
    client.force_login(her)
    row = SavedView.objects.create(table=FESTIVALS, name="Old", query="gone__exact=1", owner=her)
    answer = client.get(reverse("lists:open", args=[row.pk]), follow=True)
    assert [answer.status_code, answer.request["QUERY_STRING"]] == [200, ""]
    assert "Old" in str(next(iter(answer.context["messages"])))
