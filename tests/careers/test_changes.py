from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from alumni.careers.models import Change
from alumni.careers.services import accept_change, decline_change, propose_change
from foundation.errors import ServiceError
from foundation.films.models import Award, Credit, Selection, Work
from foundation.films.services import change_stage
from tests import cast

pytestmark = pytest.mark.django_db
NOW = cast.NOW


def propose(kind: str, after: dict, before: dict | None = None, **more) -> Change:
    she = more.pop("person", None) or cast.person()
    source = f"test:{kind}:{Change.objects.count()}"
    return propose_change(she, kind, before=before or {}, after=after, source=source, now=NOW, **more)


def test_an_accepted_stage_moves_the_work_and_is_in_its_history():
    work = Work.objects.create(title="Road", stage="development")
    staff = cast.administrator()
    change = propose("stage", {"stage": "shooting"}, {"stage": "development"}, work=work)
    accept_change(change, by=staff, now=NOW)
    work.refresh_from_db()
    assert (work.stage, [c.stage for c in work.stage_changes.all()]) == ("shooting", ["shooting"])
    assert work.history.first().history_user == staff


def test_a_stage_that_was_said_after_midnight_is_of_the_new_day():
    work = Work.objects.create(title="Road", stage="development")
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    said = propose_change(
        cast.person(), "stage", before={}, after={"stage": "shooting"}, source="s", work=work, now=late
    )
    with timezone.override("Africa/Cairo"):
        accept_change(said, by=None, now=late + timedelta(days=3))
        change_stage(work, "released", by=None, now=late)
    days = [row.on.day for row in work.stage_changes.order_by("pk")]
    assert days == [25, 25]


def test_accepting_twice_does_it_once():
    change = propose("credit", {"title": "L'aube", "role": "director", "year": 2026})
    for _ in range(2):
        accept_change(change, by=cast.administrator(), now=NOW)
    assert [(c.work.title, c.work.year, c.role.slug) for c in Credit.objects.all()] == [
        ("L'aube", 2026, "director")
    ]


def test_a_credit_on_another_womans_film_of_that_title_is_a_film_of_its_own():
    other = propose("credit", {"title": "L'aube", "role": "director", "year": None})
    accept_change(other, by=None, now=NOW)
    accept_change(propose("credit", {"title": "L'aube", "role": "editor", "year": None}), by=None, now=NOW)
    assert Work.objects.filter(title="L'aube").count() == 2


def test_a_selection_needs_a_work_of_hers():
    change = propose("selection", {"title": "L'aube", "festival": "Festival de test", "year": 2026})
    with pytest.raises(ServiceError):
        accept_change(change, by=None, now=NOW)
    change.refresh_from_db()
    assert (change.state, Selection.objects.count()) == ("proposed", 0)


def test_an_accepted_selection_stands_in_its_edition_and_section():
    she = cast.person()
    accept_change(
        propose("credit", {"title": "L'aube", "role": "director", "year": 2026}, person=she), by=None, now=NOW
    )
    said = {"title": "l'aube", "festival": "Festival de test", "section": "Courts", "year": 2026}
    accept_change(propose("selection", said, person=she), by=None, now=NOW)
    row = Selection.objects.get()
    assert (row.work.title, str(row.section)) == ("L'aube", "Festival de test 2026, Courts")


def test_an_accepted_prize_stands_on_the_selection_it_was_given_in():
    she = cast.person()
    for kind, said in {
        "credit": {"title": "L'aube", "role": "director", "year": 2026},
        "selection": {"title": "L'aube", "festival": "Festival de test", "section": "Courts", "year": 2026},
        "award": {"title": "l'aube", "festival": "Festival de test", "prize": "Grand Prix", "year": 2026},
    }.items():
        accept_change(propose(kind, said, person=she), by=None, now=NOW)
    award = Award.objects.get()
    assert (award.selection, award.prize, award.result) == (Selection.objects.get(), "Grand Prix", "won")
    assert str(award.selection.section) == "Festival de test 2026, Courts"


def test_a_prize_that_nobody_told_the_selection_of_makes_it_and_is_recorded_once():
    she = cast.person()
    said = {"title": "L'aube", "festival": "Festival de test", "prize": "Grand Prix", "year": 2026}
    accept_change(propose("credit", {"title": "L'aube", "role": "director"}, person=she), by=None, now=NOW)
    for prize in ("Grand Prix", "grand prix"):
        accept_change(propose("award", said | {"prize": prize}, person=she), by=None, now=NOW)
    assert [(a.prize, a.selection.work.title) for a in Award.objects.all()] == [("Grand Prix", "L'aube")]
    assert Selection.objects.count() == 1


def test_a_prize_needs_a_work_of_hers():
    change = propose("award", {"title": "L'aube", "festival": "Festival de test", "prize": "", "year": None})
    with pytest.raises(ServiceError):
        accept_change(change, by=None, now=NOW)
    assert (Award.objects.count(), Selection.objects.count()) == (0, 0)


def test_accepted_facts_change_the_person():
    she = cast.person(city="Fès")
    after = {"city": "Marseille", "country": "FR", "occupation": "monteuse"}
    accept_change(propose("facts", after, {"city": "Fès"}, person=she), by=None, now=NOW)
    she.refresh_from_db()
    assert (she.city, she.country.code, she.occupation) == ("Marseille", "FR", "monteuse")


def test_a_declined_change_changes_nothing_and_stays_declined():
    work = Work.objects.create(title="Road", stage="development")
    change = propose("stage", {"stage": "released"}, work=work)
    decline_change(change, by=cast.administrator(), now=NOW)
    with pytest.raises(ServiceError):
        accept_change(change, by=None, now=NOW)
    work.refresh_from_db()
    assert work.stage == "development"


def test_no_change_is_no_proposal():
    assert propose("facts", {"city": "Fès"}, {"city": "Fès"}) is None
