"""How a financing plan stands, on a page of the desk; and the same to take along."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from foundation.figures import percent
from foundation.files.serving import made
from foundation.films import financing_papers as papers
from foundation.films import financing_wording as words
from foundation.films.models import FinancingPlan
from foundation.films.selectors.financing import Overview, overview
from foundation.films.standing import percent_of
from foundation.money import told
from foundation.translated import language_now
from foundation.workbooks import XLSX

WIDE = 1000  # units of a drawing


@require_safe
def standing_page(request: HttpRequest, desk: Any, plan: FinancingPlan) -> HttpResponse:
    """On the day that is asked for, else today."""
    one = overview(plan, asked_day(request))
    currency = plan.currency
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": gettext("How it stands: %(plan)s") % {"plan": plan},
        "plan": plan,
        "one": one,
        "figures": [(name, told(amount, currency)) for name, amount in papers.summary(one)],
        "secured": words.share(one.standing.secured, plan.budget),
        "budgets": [(told(sum_, name), row) for name, sum_, row in one.budgets],
        "warnings": words.warnings(one.standing),
        "papers": list(_papers(one)),
        "countries": list(_countries(one)),
        "lines": list(_lines(one)),
        "checks": [
            {
                "rule": check.rule,
                "violations": [words.violation(row, currency) for row in check.violations],
                "changes": words.mending(check, currency),
            }
            for check in one.checks
        ],
        "rebates": papers.rebate_rows(one),
        "wide": WIDE,
        "may_take_out": desk.has_take_out_permission(request),
        "languages": settings.LANGUAGES,
        "dossier": reverse("admin:films_financingplan_dossier", args=[plan.pk]),
        "workbook": reverse("admin:films_financingplan_workbook", args=[plan.pk]),
        "back": reverse("admin:films_financingplan_change", args=[plan.pk]),
    }
    return TemplateResponse(request, "films/desk_financing.html", context)


def plan_context(one: Overview) -> dict[str, Any]:
    """What the page of a project says of its plan: who gives how much, on which paper, and if it counts."""
    currency = one.plan.currency
    return {
        "figures": [(name, told(amount, currency)) for name, amount in papers.summary(one)],
        "secured": words.share(one.standing.secured, one.plan.budget),
        "warnings": words.warnings(one.standing),
        "papers": list(_papers(one)),
        "lines": list(_lines(one)),
        "wide": WIDE,
    }


def asked_day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()


def _papers(one: Overview) -> Iterator[dict[str, Any]]:
    """The bands of the drawing, side by side."""
    at = 0
    for paper, amount, part in papers.paper_shares(one):
        wide = int(part * WIDE / 100)
        yield {
            "code": paper.value,
            "name": paper.label,
            "amount": told(amount, one.plan.currency),
            "share": percent(part),
            "at": at,
            "wide": wide,
        }
        at += wide


def _countries(one: Overview) -> Iterator[dict[str, Any]]:
    for row in one.standing.territories:
        share = percent_of(row.secured, row.whole)
        yield {
            "name": words.country_name(row.country),
            "target": told(row.target, one.plan.currency) if row.target is not None else "—",
            "planned": told(row.planned, one.plan.currency),
            "secured": told(row.secured, one.plan.currency),
            "share": percent(share),
            "wide": min(int((share or 0) * WIDE / 100), WIDE),
        }


def _lines(one: Overview) -> Iterator[dict[str, Any]]:
    for row in one.standing.lines:
        yield {
            "source": papers.source_of(row.line),
            "kind": str(row.line.get_kind_display()),
            "country": words.country_name(str(row.line.country or "")),
            "amount": row.line.told_amount,
            "here": told(row.amount, one.plan.currency) if row.amount is not None else "—",
            "paper": words.paper(row),
            "evidence": row.line.evidence,
            "counts": row.why is None,
            "verdict": words.verdict(row),
        }


@require_safe
def paper_page(request: HttpRequest, plan: FinancingPlan, kind: str) -> HttpResponse:
    """In the language that is asked for, else the reader's."""
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = language_now()
    one = overview(plan, asked_day(request))
    name = f"financing-{plan.pk}-{one.standing.on}.{kind}"
    if kind == "pdf":
        return made(papers.pdf_of(one, language, timezone.now()), name, "application/pdf")
    return made(papers.xlsx_of(one, language), name, XLSX)
