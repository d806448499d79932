"""Freezing the national figures, and what is reported to funders; making and ending links to it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.impact.models import FrozenReport, FunderReport, IssuedReport, ToldStory
from alumni.impact.selectors.found import Terms
from alumni.impact.selectors.national import MOST_YEARS, national_figures, seen_by
from alumni.impact.selectors.reports import asked_of, counted
from alumni.impact.selectors.stories import chosen
from foundation.errors import ServiceError
from foundation.translated import listed


@transaction.atomic
def freeze_report(
    title: str, terms: Terms, first: int, last: int, *, token: UUID, by: Any, now: datetime
) -> FrozenReport:
    """Keep all figures of these years as they stand now, with their definitions.

    Twice with one token is one report. Raises ServiceError if there is no title or the years are none.
    """
    if not title.strip():
        raise ServiceError(_("Give the report a title."))
    if not first <= last < first + MOST_YEARS:
        raise ServiceError(_("Ask for one to %(most)s years.") % {"most": MOST_YEARS})

    def content() -> dict[str, Any]:
        tables = national_figures(terms, first, last, seen_by(by))
        return {
            "home": terms.home,
            "currency": terms.currency,
            "first": first,
            "last": last,
            "tables": [table.as_json() for table in tables],
        }

    facts = {"title": title.strip(), "on": terms.on, "frozen_at": now, "frozen_by": by, "content": content}
    row, _made = FrozenReport.objects.get_or_create(token=token, defaults=facts)
    return row


@transaction.atomic
def issue_report(report: FunderReport, on: date, *, token: UUID, by: Any, now: datetime) -> IssuedReport:
    """Keep what the report says as of this day, the rows behind it, and which stories it tells.

    Twice with one token is one issue.

    Raises ServiceError where an indicator is counted from rows that `by` may not see, or the day is to come.
    """
    FunderReport.objects.select_for_update().get(pk=report.pk)  # one number each
    made = IssuedReport.objects.filter(token=token).first()
    if made:
        return made
    if on > timezone.localdate(now):
        raise ServiceError(_("That day is still to come."))
    unseen = [str(one.name) for one in asked_of(report) if not one.is_seen_by(by)]
    if unseen:
        raise ServiceError(_("You may not see the rows behind: %(names)s.") % {"names": listed(unseen)})
    content, trace = counted(report, on, by)
    last = IssuedReport.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
    facts = {"on": on, "content": content, "trace": trace, "frozen_at": now, "frozen_by": by}
    issue = IssuedReport.objects.create(report=report, number=last + 1, token=token, **facts)
    ToldStory.objects.bulk_create(
        ToldStory(issue=issue, story=one, agreed_at=one.agreed_at)
        for one in chosen(report).select_for_update(of=("self",))
        if one.agreed_at
    )
    return issue


def share_report(issue: IssuedReport, *, until: date, by: Any, now: datetime) -> None:
    """Make its link, which opens until the end of that day; whose link is made already keeps it until then.

    Raises ServiceError for a day that is past.
    """
    if until < timezone.localdate(now):
        raise ServiceError(_("This day is past."))
    IssuedReport.objects.filter(pk=issue.pk).update(
        shared_at=Coalesce("shared_at", Value(now)), shared_until=until
    )


def end_link(issue: IssuedReport, *, by: Any, now: datetime) -> None:
    """The link opens nothing from now on; another may be made."""
    rows = IssuedReport.objects.filter(pk=issue.pk, shared_at__isnull=False)
    rows.update(shared_at=None, shared_until=None, link_version=F("link_version") + 1)
