import pytest
from django.db import IntegrityError
from django.urls import reverse

from foundation.people.merging import merge_people
from foundation.people.models import SecondContact
from tests import cast

pytestmark = pytest.mark.django_db


def second(person, **fields) -> SecondContact:
    return SecondContact.objects.create(
        **{"person": person, "name": "Hajar", "phone": "+212611111111", **fields}
    )


@pytest.mark.parametrize("fields", [{"phone": ""}, {"name": ""}])
def test_the_database_refuses_one_that_cannot_be_reached(fields):
    with pytest.raises(IntegrityError):
        second(cast.person(), **fields)


def test_either_way_to_reach_her_is_enough():
    she = cast.person()
    assert second(she, email="", phone="+212611111111").pk
    assert second(she, phone="", email="hajar@example.org").pk


def test_staff_with_the_right_see_them_and_nobody_else():
    owner = cast.alumna()
    row = second(owner)
    viewers = [cast.staff("people.view_secondcontact"), cast.staff("people.view_person"), owner.account]
    assert [list(SecondContact.objects.visible_to(viewer)) for viewer in viewers] == [[row], [], []]


def test_they_are_lines_on_her_page_for_staff_with_the_right(client):
    row = second(cast.person(), may_be_told="tout")
    url = reverse("admin:people_person_change", args=[row.person_id])
    shown = []
    for permissions in (["people.view_person", "people.view_secondcontact"], ["people.view_person"]):
        client.force_login(cast.staff(*permissions))
        shown.append("Hajar" in client.get(url).content.decode())
    assert shown == [True, False]


def test_a_line_without_a_way_to_reach_her_says_what_is_missing(client):
    she = cast.person()
    client.force_login(cast.administrator())
    client.cookies["django_language"] = "en"
    url = reverse("admin:people_person_change", args=[she.pk])
    sent = {"name": she.name, "language": "fr", "time_zone": "Africa/Casablanca"}
    for prefix in ("aliases", "affiliations", "second_contacts"):
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    sent |= {"second_contacts-TOTAL_FORMS": "1", "second_contacts-0-name": "Hajar"}
    response = client.post(url, sent)
    (formset,) = (
        one.formset for one in response.context["inline_admin_formsets"] if one.opts.model is SecondContact
    )
    assert formset.forms[0].non_field_errors() == ["Give a phone number or an e-mail address."]
    assert formset.forms[0]["name"].value() == "Hajar"


def test_a_merge_takes_them_along():
    keep, remove = cast.person(), cast.person()
    row = second(remove)
    merge_people(keep, remove, by=cast.administrator(), now=cast.NOW)
    row.refresh_from_db()
    assert row.person == keep
