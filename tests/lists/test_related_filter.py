"""Filters by rows of another table name nobody whom the reader may not see, and no row that is gone."""

import pytest
from django.urls import reverse

from foundation.lists.models import SavedView
from foundation.people.merging import merge_people
from tests import cast

pytestmark = pytest.mark.django_db
TASKS = "desk.task"


def page(client, **query):
    return client.get(reverse("admin:desk_task_changelist"), query)


@pytest.mark.parametrize(("rights", "is_named"), [((), False), (("people.view_person",), True)])
def test_a_number_in_the_address_does_not_tell_a_name(client, rights, is_named):
    she = cast.person(name="Zoubida Hidden")
    client.force_login(cast.staff("desk.view_task", *rights))
    answer = page(client, person__id__exact=she.pk)
    assert answer.status_code == 200
    assert ("Zoubida Hidden" in answer.text) == is_named


def test_a_view_that_asks_for_a_record_that_is_gone_says_so(client):
    owner = cast.staff("desk.view_task", "people.view_person")
    client.force_login(owner)
    keep, gone = cast.person(), cast.person()
    query = f"person__id__exact={gone.pk}"
    view = SavedView.objects.create(table=TASKS, name="About her", query=query, owner=owner)
    address = reverse("lists:open", args=[view.pk])
    assert client.get(address).url.endswith(query)
    merge_people(keep, gone, by=None, now=cast.NOW)
    answer = client.get(address, follow=True)
    assert [answer.status_code, answer.request["QUERY_STRING"]] == [200, ""]
    assert "About her" in str(next(iter(answer.context["messages"])))


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, ""])
def test_no_number_is_a_fault_of_ours(client, number):
    client.force_login(cast.staff("desk.view_task", "people.view_person"))
    assert page(client, person__id__exact=number).status_code in {200, 302}
