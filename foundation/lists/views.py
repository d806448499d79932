"""Views of the desk's lists that staff save: kept, opened and thrown away, from the top of the list."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foundation.errors import ServiceError
from foundation.lists.models import SavedView
from foundation.lists.saving import fits, kept, may_delete
from foundation.lists.services import save_view


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    desk = _desk(request, request.POST.get("table", ""))
    query = kept(request.POST.get("query", ""))
    back = HttpResponseRedirect(f"{desk.list_url()}?{query}")
    if not fits(desk, request, query):
        messages.error(request, _("The list does not know these filters: nothing was saved."))
        return HttpResponseRedirect(desk.list_url())
    try:
        shared = request.POST.get("is_shared") == "on"
        name = request.POST.get("name", "")
        view = save_view(desk.opts.label_lower, name, query, is_shared=shared, by=request.user)
    except ServiceError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("“%(name)s” is saved.") % {"name": view})
    return back


@require_safe
def open_view(request: HttpRequest, number: int) -> HttpResponse:
    """The list as it was saved; where the list has lost what the view asks for, all of it, and a word."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=number)
    desk = _desk(request, view.table)
    if fits(desk, request, view.query):
        return HttpResponseRedirect(f"{desk.list_url()}?{view.query}")
    sentence = _(
        "“%(name)s” asks for what this list no longer knows. This is the whole list: filter it anew and "
        "save it under the same name."
    )
    messages.error(request, sentence % {"name": view})
    return HttpResponseRedirect(desk.list_url())


@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponse:
    rows = SavedView.objects.visible_to(request.user).select_related("owner")
    view = get_object_or_404(rows, pk=number)
    desk = _desk(request, view.table)
    if not may_delete(desk, request, view):
        raise Http404
    view.delete()
    messages.success(request, _("“%(name)s” is deleted.") % {"name": view})
    return HttpResponseRedirect(desk.list_url())


def _desk(request: HttpRequest, table: str) -> Any:
    """The list of this name, if its reader may open it."""
    for model, desk in admin.site._registry.items():
        if model._meta.label_lower == table and desk.has_view_or_change_permission(request):
            return desk
    raise Http404
