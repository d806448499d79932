"""What an alumna finds on her pages: postings that fit her, offers to her, what she has said."""

from datetime import datetime

from django.db.models import QuerySet

from alumni.placement.models import Craft, Offer, Posting, TrackCraft
from alumni.placement.selectors.links import with_posting
from foundation.films.models import Role
from foundation.people.models import Person
from residencies.programmes.models import Participation


def fitting(person: Person, now: datetime) -> QuerySet[Posting]:
    """Open ones she may see in a department of hers: that of her track, of her credits, or of what she says
    she does.
    """
    trained = TrackCraft.objects.filter(track__in=_finished(person)).order_by().values("department")
    credited = Role.objects.filter(credits__person=person).order_by().values("department")
    said = Role.objects.filter(pk__in=Craft.objects.filter(person=person).order_by().values("role"))
    departments = trained.union(credited, said.order_by().values("department"))
    rows = Posting.objects.visible_to(person.account).open(now).filter(role__department__in=departments)
    return rows.select_related(*Posting.NAMED).order_by("closes_at", "pk")


def _finished(person: Person) -> QuerySet[Participation]:
    rows = Participation.objects.completed().filter(person=person, track__isnull=False)
    return rows.order_by().values("track")  # type: ignore[return-value]


def offers_of(person: Person) -> list[Offer]:
    """Those she was told of, newest first."""
    return list(with_posting(Offer.objects.told().filter(person=person)).order_by("-sent_at", "-pk")[:50])


def to_answer(person: Person, now: datetime) -> list[Offer]:
    rows = with_posting(Offer.objects.answerable(now).filter(person=person))
    return list(rows.order_by("answer_by", "pk"))


def credited_roles(person: Person) -> list[Role]:
    """What she does by her credits."""
    return list(Role.objects.filter(credits__person=person).distinct().order_by("department", "slug"))
