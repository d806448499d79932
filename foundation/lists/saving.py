"""Views of the desk's lists that staff saved: what a page offers, and whether one still fits its list."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict

from foundation.lists.models import SavedView

PAGE = (
    "p",
    "all",
    "e",
    "_changelist_filters",
    "_popup",
    "_to_field",
)  # of an address: where one was in the list, and no filter


def kept(query: str) -> str:
    """The query of a list's address without the page one was on."""
    said = QueryDict(query, mutable=True)
    for name in PAGE:
        said.pop(name, None)
    return said.urlencode()


def fits(desk: Any, request: HttpRequest, query: str) -> bool:
    """Whether the list reads the query by its own filters, search and order."""
    before, request.GET = request.GET, QueryDict(query)
    try:
        desk.get_changelist_instance(request)
    except (IncorrectLookupParameters, SuspiciousOperation, ValueError):
        return False
    finally:
        request.GET = before
    return True


def may_delete(desk: Any, request: HttpRequest, view: SavedView) -> bool:
    """Her own; and what somebody shared who has left since, for whoever may change the list's rows."""
    if view.owner_id == request.user.pk:
        return True
    is_left_behind = view.is_shared and not (view.owner.is_active and view.owner.is_staff)
    return is_left_behind and (request.user.is_superuser or desk.has_change_permission(request))


def views_of(desk: Any, request: HttpRequest) -> dict[str, Any]:
    """For the top of a list: the views of it that its reader may open, and what she would save now."""
    query = kept(request.GET.urlencode())
    table = desk.opts.label_lower
    rows = SavedView.objects.visible_to(request.user).filter(table=table).select_related("owner__person")
    views = [
        {
            "view": row,
            "is_hers": row.owner_id == request.user.pk,
            "may_delete": may_delete(desk, request, row),
            "is_open": row.query == query,
        }
        for row in rows
    ]
    return {"views": views, "query": query, "table": table}
