"""What happens to lists: they are taken out, and their views saved, shared and thrown away."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.admin.views.main import SEARCH_VAR
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.lists.models import LONGEST_NAME, LONGEST_QUERY, Export, SavedView

TYPED = (SEARCH_VAR, "email")  # what somebody is looked for by
MOST_VIEWS = 30  # of one list and one owner


def note_export(table: str, *, filters: QueryDict, form: str, count: int, by: Any, now: datetime) -> Export:
    """Who took which list out, how it was filtered, in what file, and how many rows. Of a search it is kept
    that there was one: what was typed may be somebody's name or address, and outlives her record.
    """
    kept = filters.copy()
    for name in TYPED:
        if kept.get(name):
            kept[name] = "*"
    said = kept.urlencode(safe="*")[:LONGEST_QUERY]
    return Export.objects.create(table=table, filters=said, form=form, count=count, by=by, at=now)


@transaction.atomic
def save_view(table: str, name: str, query: str, *, is_shared: bool, by: Any) -> SavedView:
    """Keep a view under a name; another of hers with that name in this list becomes this one."""
    name = " ".join(name.split())
    if not name:
        raise ServiceError(_("Give the view a name."))
    if len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise ServiceError(_("The name may have 60 characters, and the filters 2,000."))
    hers = SavedView.objects.filter(table=table, owner=by)
    if not hers.filter(name=name).exists() and hers.count() >= MOST_VIEWS:
        raise ServiceError(
            _("You have %(most)s views of this list: delete one first.") % {"most": MOST_VIEWS}
        )
    view, _new = SavedView.objects.update_or_create(
        table=table, owner=by, name=name, defaults={"query": query, "is_shared": is_shared}
    )
    return view


@transaction.atomic
def forget_searches(names: Collection[str]) -> None:
    """Delete the views that search for somebody of these names and addresses, by one word of them or by all,
    or are called by one of them. A view may go that was meant for another of that name.
    """
    whole = {" ".join(name.casefold().split()) for name in names}
    words = {word for name in whole for word in name.split()}
    gone = []
    for view in SavedView.objects.iterator():
        query = QueryDict(view.query)
        typed = query.get(SEARCH_VAR, "").casefold().split()
        said = [view.name, *(one for _name, some in query.lists() for one in some)]
        told = f" {' '.join(' '.join(said).casefold().split())} "
        if (typed and words.issuperset(typed)) or any(f" {name} " in told for name in whole):
            gone.append(view.pk)
    SavedView.objects.filter(pk__in=gone).delete()
