"""A report to a funder behind its link: for whoever holds it, without a login, until the link is ended."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alumni.impact.models import IssuedReport
from alumni.impact.papers import paper_of
from alumni.impact.selectors.reports import LINK, issue_told
from alumni.impact.selectors.stories import stories_told
from foundation import links
from foundation.files.serving import made
from foundation.translated import language_now


@require_http_methods(["GET", "HEAD", "POST"])
@links.private
def issued(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":  # a language button has been answered already
        raise Http404
    issue = _issue(token)
    context: dict[str, Any] = {
        "said": issue_told(issue, language_now()),
        "told": stories_told(issue),
        "issue": issue,
        "token": token,
        "language_url": request.get_full_path(),
        "papers": settings.LANGUAGES,
    }
    return render(request, "impact/issued.html", context)


@require_safe
@links.secret
def paper(request: HttpRequest, token: str, language: str) -> HttpResponse:
    issue = _issue(token)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return made(paper_of(issue, language), f"report-{issue.number}-{language}.pdf", "application/pdf")


def _issue(token: str) -> IssuedReport:
    issue, counts = LINK.row(
        token, IssuedReport.objects.shared(timezone.localdate()).select_related("report")
    )
    if issue is None or not counts:
        raise Http404
    return issue
