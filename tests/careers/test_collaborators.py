import pytest

from alumni.careers.selectors import collaborators, with_titles
from tests import cast
from tests.careers.films import credit, film

pytestmark = pytest.mark.django_db


def told(she, viewer):
    lines = list(collaborators(she, viewer))
    return with_titles(she, viewer, lines)


def test_who_worked_with_whom_on_which_works(django_assert_max_num_queries):
    she, often, once = (
        cast.person(),
        cast.person(sort_name="A", credited_name="Nadia B."),
        cast.person(sort_name="B"),
    )
    first, second = film(2019), film(2021)
    for work in (first, second):
        credit(she, work)
        credit(often, work, "editor")
        credit(often, work, "colourist")
    credit(once, second, "producer")
    credit(cast.person(), second, "producer", status="announced")
    boss = cast.administrator()
    with django_assert_max_num_queries(2):
        people, ties = told(she, boss)
    assert [(one.name, one.works, one.last) for one in people] == [
        ("Nadia B.", 2, 2021),
        (once.name, 1, 2021),
    ]
    assert people[0].titles == [second.title, first.title]
    assert [(tie.one, tie.other, tie.works) for tie in ties] == [(0, 1, 1)]


def test_works_that_the_viewer_may_not_see_show_nobody():
    she, other, work = cast.alumna(), cast.alumna(), film(2020)
    credit(she, work)
    credit(other, work)
    stranger = cast.alumna().account
    assert [list(collaborators(she, viewer)) == [] for viewer in (she.account, stranger)] == [False, True]
    work.is_public = True
    work.save()
    assert list(collaborators(she, stranger)) != []
