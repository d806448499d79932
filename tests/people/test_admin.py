import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from foundation.people.merging import merge_people
from foundation.people.models import Account, Affiliation, Alias, Duplicate, Merge, Organisation, Person
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db
TABLE = reverse("admin:people_person_changelist")


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def keeper(client):
    """Of the staff: keeps the records of people."""
    account = cast.staff(
        *("people.view_person", "people.change_person", "people.add_person"),
        *("people.view_duplicate", "people.change_duplicate", "people.view_alias"),
    )
    client.force_login(account)
    return account


def found(client, text: str) -> list[str]:
    return [row.name for row in client.get(TABLE, {"q": text}).context["cl"].result_list]


@pytest.mark.parametrize("text", ["Oumayma", "oumaima bensaid", "أميمة", "Bensaïd", "بنسعيد", "o.b@example"])
def test_a_person_is_found_by_any_spelling_or_script_or_her_address(client, keeper, text):
    cast.person(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد", email="o.b@example.org")
    cast.person(name="Ghita Amrani")
    assert found(client, text) == ["Oumaïma Bensaïd"]


def test_a_person_is_found_by_another_name_of_hers(client, keeper):
    Alias.objects.create(person=cast.person(name="Salma Test"), name="Mimi Zed")
    assert found(client, "Mimi Zed") == ["Salma Test"]


def test_those_who_start_as_written_come_before_those_who_sound_alike(client, keeper):
    cast.person(name="Amina Sabir")
    cast.person(name="Omayma Sabir")
    assert found(client, "Omayma")[0] == "Omayma Sabir"


def test_a_person_chosen_in_a_form_is_found_alike(client):
    she = cast.person(name="Oumaïma Bensaïd")
    client.force_login(cast.administrator())
    asked = {"app_label": "films", "model_name": "credit", "field_name": "person", "term": "أميمة"}
    response = client.get(reverse("admin:autocomplete"), asked)
    assert [row["id"] for row in response.json()["results"]] == [str(she.pk)]


def test_whoever_may_not_see_people_gets_no_list(client):
    client.force_login(cast.staff("films.view_work"))
    assert client.get(TABLE).status_code == 403


def test_history_tells_who_changed_what(client, keeper):
    she = cast.person(city="Fès")
    she.city = "Lyon"
    she._history_user = keeper
    she.save()
    html = client.get(reverse("admin:people_person_history", args=[she.pk])).content.decode()
    assert [text for text in ("Fès", "Lyon", str(keeper)) if text in html] == ["Fès", "Lyon", str(keeper)]


def test_an_earlier_version_can_be_brought_back(client, keeper):
    she = cast.person(city="Fès")
    first = she.history.first().pk
    she.city = "Lyon"
    she.save()
    url = reverse("admin:people_person_simple_history", args=[she.pk, first])
    form = client.get(url).context["adminform"].form
    client.post(url, {name: field.value() or "" for name, field in zip(form.fields, form, strict=True)})
    she.refresh_from_db()
    assert (she.city, she.history.first().history_user) == ("Fès", keeper)


def test_a_login_is_opened_after_a_question(client, keeper):
    she = cast.person()
    url = reverse("admin:people_person_open_login", args=[she.pk])
    client.get(url)
    assert not Account.objects.filter(email=she.email).exists()
    client.post(url, {"confirm": "1"})
    assert Person.objects.get(pk=she.pk).account.email == she.email


def test_without_an_address_the_page_says_what_is_missing(client, keeper):
    she = cast.person(email="", name="Salma")
    response = client.post(reverse("admin:people_person_open_login", args=[she.pk]), {"confirm": "1"})
    said = response.context["form"].non_field_errors()
    assert said == ["Salma has no e-mail address: add one first."]


def test_two_people_are_kept_apart_with_one_press(client, keeper):
    pair = rows.duplicate()
    client.post(reverse("admin:people_duplicate_keep_apart", args=[pair.pk]))
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by) == ("different", keeper)


def test_a_merge_asks_first(client, keeper):
    pair = rows.duplicate()
    response = client.post(reverse("admin:people_duplicate_merge", args=[pair.pk]))
    assert [key for key, _text in response.context["form"].fields["keep"].choices] == [
        str(pair.first_id),
        str(pair.second_id),
    ]
    assert Person.objects.filter(pk__in=[pair.first_id, pair.second_id]).count() == 2


def test_the_record_that_was_chosen_stays(client, keeper):
    pair = rows.duplicate()
    url = reverse("admin:people_duplicate_merge", args=[pair.pk])
    client.post(url, {"confirm": "1", "keep": pair.second_id})
    assert list(Person.objects.values_list("pk", flat=True)) == [pair.second_id]
    assert Merge.objects.get().by == keeper
    assert not Duplicate.objects.exists()


def test_a_merge_that_cannot_be_keeps_both_and_says_why(client, keeper):
    one, other = sorted((cast.alumna(), cast.alumna()), key=lambda person: person.pk)
    pair = Duplicate.objects.create(first=one, second=other, score=90)
    url = reverse("admin:people_duplicate_merge", args=[pair.pk])
    response = client.post(url, {"confirm": "1", "keep": one.pk})
    (said,) = response.context["form"].non_field_errors()
    assert said.startswith("Both records have a login")
    assert Person.objects.count() == 2


def test_a_reader_of_duplicates_decides_nothing(client):
    pair = rows.duplicate()
    client.force_login(cast.staff("people.view_duplicate", "people.view_person"))
    urls = [reverse(f"admin:people_duplicate_{name}", args=[pair.pk]) for name in ("merge", "keep_apart")]
    assert [client.post(url, {"confirm": "1", "keep": pair.first_id}).status_code for url in urls] == [
        403
    ] * 2


def test_duplicates_and_merges_are_for_those_who_may_read_people(client):
    pair = rows.duplicate()
    merge = merge_people(cast.person(), cast.person(), by=None, now=cast.NOW)
    pages = [
        *(reverse(f"admin:people_{name}_changelist") for name in ("duplicate", "merge")),
        reverse("admin:people_duplicate_change", args=[pair.pk]),
        reverse("admin:people_merge_change", args=[merge.pk]),
        reverse("admin:people_duplicate_merge", args=[pair.pk]),
        reverse("admin:people_merge_undo", args=[merge.pk]),
    ]
    own = ["people.view_duplicate", "people.change_duplicate", "people.view_merge", "people.change_person"]
    client.force_login(cast.staff(*own))
    assert {client.post(page).status_code for page in pages} == {403}
    client.force_login(cast.staff(*own, "people.view_person"))
    assert {client.post(page).status_code for page in pages[4:]} == {200}


def test_a_colleague_is_given_a_login_with_her_role(client):
    client.force_login(cast.administrator())
    role = Group.objects.create(name="Keepers")
    form = {"email": "New.Colleague@Example.org", "usable_password": "false", "is_staff": "on"}
    assert client.post(reverse("admin:people_account_add"), {**form, "groups": role.pk}).status_code == 302
    made = Account.objects.get(email="new.colleague@example.org")
    assert (made.is_staff, list(made.groups.all()), made.has_usable_password()) == (True, [role], False)


def test_one_address_is_one_account_however_it_is_written(client):
    client.force_login(cast.administrator())
    taken = cast.alumna().account.email
    sent = {"email": taken.upper(), "usable_password": "false"}
    response = client.post(reverse("admin:people_account_add"), sent)
    assert "email" in response.context["adminform"].form.errors
    assert Account.objects.filter(email__iexact=taken).count() == 1


def opened_form(client, page, **typed):
    """What a browser would send of a page as it stands there."""
    context = client.get(page).context
    forms = [context["adminform"].form]
    for shown in context["inline_admin_formsets"]:
        forms += [shown.formset.management_form, *shown.formset.forms]
    held = {field.html_name: field.value() for form in forms for field in form}
    kept = {name: value for name, value in held.items() if value is not None and value is not False}
    return {**kept, "seen": context["seen"], **typed}


@pytest.mark.parametrize("has_history", [True, False])
def test_what_a_colleague_changed_meanwhile_is_not_overwritten_unseen(client, keeper, has_history):
    colleague = cast.administrator()
    person = cast.person(name="Salma Alaoui", city="Rabat")
    if not has_history:
        person.history.all().delete()
    page = reverse("admin:people_person_change", args=[person.pk])
    opened = opened_form(client, page, city="Fès")
    person.city = "Tanger"
    person._history_user = colleague
    person.save()
    late = client.post(page, opened)
    assert late.status_code == 200
    assert f"{colleague.get_full_name()} changed this after you had opened it" in late.text
    assert late.context["adminform"].form["city"].value() == "Fès"
    assert Person.objects.get(pk=person.pk).city == "Tanger"
    again = client.post(page, {**opened, "seen": late.context["seen"]})
    assert again.status_code == 302
    assert Person.objects.get(pk=person.pk).city == "Fès"


def test_nor_are_lines_on_its_page(client):
    colleague, house = cast.administrator(), Organisation.objects.create(name="ESAV")
    line = Affiliation.objects.create(person=cast.person(), organisation=house, role="alumna")
    client.force_login(cast.administrator())
    page = reverse("admin:people_organisation_change", args=[house.pk])
    opened = opened_form(client, page, city="Fès")
    line.role, line._history_user = "teacher", colleague
    line.save()
    late = client.post(page, opened)
    told = f"{colleague.get_full_name()} changed “affiliations” on this page after you had opened it"
    assert told in late.text
    line.refresh_from_db()
    assert line.role == "teacher"
    assert client.post(page, {**opened, "seen": late.context["seen"]}).status_code == 302
    house.refresh_from_db()
    line.refresh_from_db()
    assert (house.city, line.role) == ("Fès", "alumna")
