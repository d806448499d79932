"""What happens to lists: they are taken out, and their views saved, shared and thrown away."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.lists.models import LONGEST_NAME, LONGEST_QUERY, Export, SavedView

MOST_VIEWS = 30  # of one list and one owner


def note_export(table: str, *, filters: str, form: str, count: int, by: Any, now: datetime) -> Export:
    """Who took which list out, how it was filtered, in what file, and how many rows."""
    return Export.objects.create(table=table, filters=filters, form=form, count=count, by=by, at=now)


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
