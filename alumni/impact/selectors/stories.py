"""Stories as they are read: on her pages, in reports, and on her page at the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language_info, ngettext

from alumni.impact.models import FunderReport, IssuedReport, Story
from foundation.films.models import Work
from foundation.people.models import Person
from foundation.strands import Line, Strand, opened, strand

Json = dict[str, Any]


def works_of(person: Person) -> QuerySet[Work]:
    """Those she was credited on, brought into a programme, or answers for."""
    hers = Q(credits__person=person) | Q(participations__person=person) | Q(responsible=person)
    return Work.objects.filter(hers).distinct()


def is_hers(work: Work, person: Person) -> bool:
    return works_of(person).filter(pk=work.pk).exists()


def stories_of(user: Any) -> QuerySet[Story]:
    """Hers, the newest first; no draft of the staff’s."""
    return Story.objects.hers(user).select_related("work", "person")


def asked_stories(person: Person) -> list[Story]:
    """Those that wait for her word."""
    return list(Story.objects.filter(person=person, state=Story.State.ASKED))


def chosen(report: FunderReport) -> QuerySet[Story]:
    """Those the report would tell today."""
    return report.stories.agreed().select_related("work").order_by("pk")


def stories_told(issue: IssuedReport) -> Json:
    """(As `told`.) What still stands of the stories that were frozen with the issue."""
    rows = list(issue.told_stories.select_related("story__work"))
    stand = [
        row.story
        for row in rows
        if row.story and row.story.state == Story.State.AGREED and row.story.agreed_at == row.agreed_at
    ]
    return told_of(stand, withdrawn=len(rows) - len(stand))


def told_of(stories: Iterable[Story], withdrawn: int = 0) -> Json:
    """As a page or a paper shows them, in the language that is on; of the withdrawn no more than how many."""
    sentence = ngettext(
        "A story that stood here was withdrawn.",
        "%(count)s stories that stood here were withdrawn.",
        withdrawn,
    )
    return {
        "stories": [_told(one) for one in stories],
        "withdrawn": sentence % {"count": withdrawn} if withdrawn else "",
    }


def _told(story: Story) -> Json:
    return {
        "title": story.title,
        "text": story.text,
        "language": story.language,
        "dir": "rtl" if get_language_info(story.language)["bidi"] else "ltr",
        "named": story.named,
        "work": story.work.title if story.work else "",
    }


def life(person: Person, viewer: Any) -> list[Strand]:
    """What a person's page at the desk tells of them."""
    return [strand(Story.objects.visible_to(viewer).filter(person=person), "written_at", _line)]


def _line(row: Story) -> Line:
    return Line(row.title or row.text[:60], str(row.get_state_display()), row.written_at, opened(row))
