"""Those who take part together, with one work; and whoever comes in the place of one who left."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.history import save_by
from foundation.people.models import Person
from residencies.programmes.models import Participation
from residencies.programmes.services.participations import confirm_participation


@transaction.atomic
def pair_up(rows: Iterable[Participation], work: Work, *, by: Any, now: datetime) -> list[Participation]:
    """Two participations of one edition share a work from now on.

    Raises ServiceError for others than two, of different editions, or where one of them has left.
    """
    locked = Participation.objects.select_for_update(of=("self",)).select_related("person")
    pair = list(locked.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    if len(pair) != 2 or pair[0].edition_id != pair[1].edition_id:
        raise ServiceError(_("A pair is two participations of one edition."))
    for row in pair:
        if row.state in Participation.LEFT:
            raise ServiceError(_("%(who)s does not take part now.") % {"who": row.person})
        row.work = work
        save_by(row, by)
    return pair


@transaction.atomic
def replace_participation(left: Participation, person: Person, *, by: Any, now: datetime) -> Participation:
    """Confirm someone in the place of one who left: in her track and with her work.

    Twice with the same person is as good as once. Raises ServiceError where she has not left, or where
    somebody else has her place.
    """
    # She first, as `confirm_participation` has it, then both by number: two who replace each other wait.
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    locked = Participation.objects.select_for_update(of=("self",)).select_related("person", "edition")
    both = Q(pk=left.pk) | Q(person=person, edition=left.edition_id)
    row = next(one for one in locked.filter(both).order_by("pk") if one.pk == left.pk)
    if row.state not in Participation.LEFT:
        raise ServiceError(_("%(who)s has not left: her place is not free.") % {"who": row.person})
    there = Participation.objects.filter(replaces=row).select_related("person").first()
    if there is not None and there.person_id != person.pk:
        raise ServiceError(
            _("%(new)s has come in the place of %(who)s.") % {"new": there.person, "who": row.person}
        )
    if person.pk == row.person_id:
        raise ServiceError(_("Nobody replaces herself: change her state instead."))
    made = confirm_participation(person, row.edition, track=row.track, work=row.work, by=by, now=now)
    if made.replaces_id not in (None, row.pk):
        raise ServiceError(_("%(new)s is in somebody else’s place already.") % {"new": person})
    made.replaces, made.work = row, row.work or made.work
    save_by(made, by)
    return made
