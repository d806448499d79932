"""What somebody sees who is no staff's is asked of each row, not of all the works there are."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.films.models import Award, Credit, Screening, Selection, Work
from foundation.jobs.services import count_rows
from tests import cast, many
from tests.careers.films import award, credit, film, selection
from tests.checkins.test_due_by_index import read_whole

pytestmark = pytest.mark.django_db
MANY = 10_000


@pytest.fixture
def she():
    """Credited on a work that is not public; beside it another's, and public ones."""
    she, other = cast.alumna(), cast.alumna()
    for person, public in ((she, False), (other, False), (other, True)):
        work = film(2020)
        work.is_public = public
        work.save()
        credit(person, work)
        award(selection(work, 2020))
        selection(work, 2020, person=other)
        for planned in (True, False):
            Screening.objects.create(
                work=work, kind="cinema", country="MA", is_planned=planned, place=str(planned)
            )
    selection(None, 2020, person=she)
    selection(None, 2020, person=other)
    return she


def test_it_is_what_the_works_she_sees_say(she):
    for viewer in (she.account, cast.alumna().account, AnonymousUser()):
        works = Work.objects.visible_to(viewer)
        hers = {"work": None, "person__account": viewer.pk or 0}
        selections = Selection.objects.filter(work__in=works) | Selection.objects.filter(**hers)
        shown = Screening.objects.filter(work__in=works, is_planned=False)
        planned = Screening.objects.filter(work__credits__person__account=viewer.pk or 0)
        for model, expected in (
            (Credit, Credit.objects.filter(work__in=works)),
            (Selection, selections),
            (Award, Award.objects.filter(selection__in=selections)),
            (Screening, shown | planned),
        ):
            found = list(model.objects.visible_to(viewer))
            assert len(found) == len(set(found))
            assert set(found) == set(expected)
    assert Credit.objects.visible_to(she.account).count() == 2


@pytest.mark.parametrize("model", [Credit, Selection, Award, Screening])
def test_no_list_is_read_from_all_works(she, model):
    one = Work.objects.filter(is_public=True).get()
    many.copies(one, MANY, title="'Film ' || n")
    role, chosen = one.credits.get(), one.selections.filter(person=None).get()
    last = Work.objects.latest("pk").pk
    for row in (role, chosen):
        many.copies(row, MANY - 1, work_id=f"{last} - n")
    if connection.vendor == "sqlite":
        count_rows()
    else:
        many.analyze()
    rows = model.objects.visible_to(she.account).order_by("pk")
    narrowed = {"selection": chosen} if model is Award else {"work": one}
    pages = [rows.filter(**narrowed)[:51]]
    if connection.vendor == "sqlite":  # PostgreSQL weighs: ten thousand works are soon read
        pages.append(rows[:51])
    for asked in pages:
        with CaptureQueriesContext(connection) as said:
            list(asked)
        assert "films_work" not in read_whole(said[-1]["sql"])
