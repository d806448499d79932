"""The desk's pages of those out of the running: who gets which letter; and telling them apart."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from foundation.confirm import confirmed
from foundation.mail.previews import frames, preview
from foundation.numbers import number_of
from residencies.calls import services
from residencies.calls.models import Application, Call
from residencies.calls.models.applying import is_reader
from residencies.calls.out_letters import TOO_LATE, out_previewed, with_calls
from residencies.calls.selectors import OUT_GROUPS, beside, out_of

ON_PAGE = 25  # letters listed at a time
NAMES = {
    "ineligible": _("not eligible"),
    "incomplete": _("incomplete, or full file not sent"),
    "unsent": _("not sent in time"),
}


def out_counts(call: Call, now: datetime, *, unseen: Any = ()) -> list[tuple[str, str, int, int]]:
    """(group, its name, how many they are, how many of them are still to be told); without `unseen` ones."""
    found = []
    for group in OUT_GROUPS:
        rows = out_of(call, now, [group]).exclude(pk__in=unseen).order_by()
        counts = rows.aggregate(all=Count("pk"), told=Count("told_at"))
        found.append((group, str(NAMES[group]), counts["all"], counts["all"] - counts["told"]))
    return found


def out_list(request: HttpRequest, rows: QuerySet[Application], group: str) -> dict[str, Any]:
    """What `calls/desk_letters.html` shows of a group. Drafts are not listed: nobody reads them."""
    is_unseen = group == "unsent"
    rows = rows.none() if is_unseen else rows.select_related("track").prefetch_related(beside())
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("page"))
    number = request.GET.get("chosen", "")
    chosen: Any = rows.filter(pk=number_of(number) or 0).first() if number else next(iter(page), None)
    letters: list[dict[str, Any]] = []
    if chosen:
        chosen = with_calls([chosen.pk])[chosen.pk]
        letters = in_languages(lambda code: out_previewed(chosen, code))
    elif is_unseen:
        letters = in_languages(lambda code: preview(TOO_LATE, code).texts)
    return {"page": page, "chosen": chosen, "letters": letters, "unseen": is_unseen}


def in_languages(texts_in: Any) -> list[dict[str, Any]]:
    """A letter in each language, as it looks on a phone and a computer, by day and by night."""
    found = []
    for code, name in settings.LANGUAGES:
        texts = texts_in(code)
        found.append({**texts, "language": code, "name": name, "frames": frames(texts["html"])})
    return found


def show_out(desk: Any, request: HttpRequest, call: Call) -> HttpResponse:
    if not is_reader(request.user):
        raise PermissionDenied
    now, group = timezone.now(), request.GET.get("outcome", "")
    group = group if group in OUT_GROUPS else OUT_GROUPS[0]
    rows = out_of(call, now, [group]).not_kept_from(request.user)
    seen = Application.objects.not_kept_from(request.user).values("pk")
    counts = out_counts(call, now, unseen=call.applications.exclude(pk__in=seen))
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("Letters to those out of the running: “%(call)s”") % {"call": call},
        "call": call,
        "counts": counts,
        "wanted": group,
        "to_tell": next(left for code, _name, _all, left in counts if code == group),
        "may_tell": may_tell(request),
        **out_list(request, rows, group),
    }
    return TemplateResponse(request, "calls/desk_out.html", context)


def may_tell(request: HttpRequest) -> bool:
    return request.user.has_perm("calls.change_application")


def tell_group(desk: Any, request: HttpRequest, call: Call, group: str) -> HttpResponse:
    """Asks first, then writes to all of a group who were not told yet."""
    if not may_tell(request):
        raise PermissionDenied
    if group not in OUT_GROUPS:
        raise Http404
    # Next to the list, which is without what is kept from her, a count of all would tell of those.
    seen = out_of(call, timezone.now(), [group]).not_kept_from(request.user)
    count = seen.filter(told_at=None).count()

    def do(_data: dict[str, Any]) -> str:
        services.tell_out(call, by=request.user, now=timezone.now(), groups=[group])
        said = ngettext("%(count)d applicant is told.", "%(count)d applicants are told.", count)
        return said % {"count": count}

    return confirmed(
        desk,
        request,
        Call.objects.filter(pk=call.pk),
        title=gettext("Write to them"),
        do=do,
        back=f"{reverse('admin:calls_call_out', args=[call.pk])}?outcome={group}",
        template="calls/desk_out_confirm.html",
        told={"call": call, "name": NAMES[group], "to_tell": count},
    )
