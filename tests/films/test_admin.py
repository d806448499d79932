import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.films.models import Credit, Selection, StageChange, Work
from tests import cast
from tests.desk import rows

pytestmark = pytest.mark.django_db
INLINES = ("credits", "titles", "country_shares", "seasons", "selections", "stage_changes")


@pytest.fixture(autouse=True)
def administrator(client):
    account = cast.administrator()
    client.force_login(account)
    client.cookies["django_language"] = "en"
    return account


def sent(*credits, **fields) -> dict:
    """A work's form as a browser sends it, with new credits."""
    counts = {f"{name}-{kind}_FORMS": "0" for name in INLINES for kind in ("TOTAL", "INITIAL")}
    lines = {
        f"credits-{place}-{name}": value
        for place, credit in enumerate(credits)
        for name, value in {"scope": "work", "status": "confirmed", **credit}.items()
    }
    return {**counts, "credits-TOTAL_FORMS": len(credits), **lines, "title": "Ourika", **fields}


def change(work: Work) -> str:
    return reverse("admin:films_work_change", args=[work.pk])


def test_a_new_work_begins_at_its_stage_with_its_day(client):
    assert client.post(reverse("admin:films_work_add"), sent(stage="shooting")).status_code == 302
    assert Work.objects.get().stage == "shooting"
    assert StageChange.objects.get().on == timezone.now().date()


def test_the_stage_is_no_field_of_a_work_that_is_there(client):
    work = rows.work(stage="idea")
    assert client.post(change(work), sent(stage="released")).status_code == 302
    work.refresh_from_db()
    assert (work.stage, StageChange.objects.count()) == ("idea", 0)


def test_a_work_moves_to_a_stage_with_a_day_and_a_source(client, administrator):
    work = rows.work(stage="idea")
    url = reverse("admin:films_work_move_to_stage", args=[work.pk])
    client.post(url, {"confirm": "1", "stage": "shooting", "on": "2026-05-01", "source": "her letter"})
    work.refresh_from_db()
    moved = StageChange.objects.get()
    assert (work.stage, str(moved.on), moved.source) == ("shooting", "2026-05-01", "her letter")
    assert work.history.first().history_user == administrator


def test_a_work_may_have_several_countries(client):
    work = rows.work()
    client.post(change(work), sent(countries=["MA", "FR"]))
    work.refresh_from_db()
    assert [country.code for country in work.countries] == ["FR", "MA"]


def test_credits_are_written_on_the_page_of_the_work(client):
    work, she, role = rows.work(), cast.person(), rows.role()
    client.post(change(work), sent({"person": she.pk, "role": role.pk}))
    assert list(Credit.objects.values_list("work", "person", "role")) == [(work.pk, she.pk, role.pk)]


def test_a_credit_written_twice_is_named_and_nothing_is_lost(client):
    work, line = rows.work(), {"person": cast.person().pk, "role": rows.role().pk}
    response = client.post(change(work), sent(line, line))
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.forms[1].non_field_errors() == ["This stands here, or is recorded, already."]
    assert [form["person"].value() for form in formset.forms] == [str(line["person"])] * 2
    assert not Credit.objects.exists()


def test_a_credit_that_is_there_already_is_refused(client):
    there = rows.credit(episode=None, scope="work")
    line = {"person": there.person_id, "role": there.role_id}
    response = client.post(change(there.work), sent(line))
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.forms[0].non_field_errors() == ["This stands here, or is recorded, already."]
    assert Credit.objects.count() == 1


def test_an_episode_of_another_work_is_refused(client):
    line = {"person": cast.person().pk, "role": rows.role().pk, "scope": "episode"}
    response = client.post(change(rows.work()), sent({**line, "episode": rows.episode().pk}))
    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.forms[0].errors == {"episode": ["Choose an episode of this work."]}


def test_a_credit_without_a_party_or_with_two_is_refused(client):
    parties = [{}, {"person": cast.person().pk, "organisation": rows.organisation().pk}]
    lines = [{"role": rows.role().pk, **party} for party in parties]
    assert client.post(change(rows.work()), sent(*lines)).status_code == 200
    assert not Credit.objects.exists()


def test_a_section_of_another_edition_is_refused(client):
    form = {"edition": rows.festival_edition().pk, "section": rows.section().pk, "work": rows.work().pk}
    counts = {f"awards-{kind}_FORMS": "0" for kind in ("TOTAL", "INITIAL")}
    response = client.post(reverse("admin:films_selection_add"), {**form, **counts})
    errors = response.context["adminform"].form.errors
    assert errors == {"section": ["Choose a section of this edition."]}
    assert not Selection.objects.exists()


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("work", "الحبة"),
        ("work", "alhabba"),
        ("credit", "أميمة"),
        ("credit", "Al Habba"),
        ("selection", "Oumayma"),
        ("selection", "Séries Mania"),
        ("award", "Al Habba"),
        ("festival", "series mania"),
        ("festivaledition", "Series Mania 2026"),
        ("section", "competition"),
    ],
)
def test_films_are_found_by_any_spelling_or_script(client, table, text):
    work = rows.work(title="Al Habba", title_ar="الحبة")
    she = cast.person(name="Oumaïma Bensaïd", name_ar="أميمة بنسعيد")
    rows.credit(work=work, person=she, episode=None, scope="work")
    shown = rows.selection(work=work, person=she)
    shown.edition.festival.name = "Séries Mania"
    shown.edition.festival.save()
    shown.awards.create(prize="Grand prix")
    rows.award().selection.section.edition.sections.update(name="Panorama")
    rows.credit()
    url = reverse(f"admin:films_{table}_changelist")
    assert client.get(url, {"q": text}).context["cl"].result_count >= 1
    every = client.get(url).context["cl"].result_count
    assert client.get(url, {"q": text}).context["cl"].result_count < every
