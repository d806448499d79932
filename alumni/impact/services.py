"""Freezing the national figures."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alumni.impact.models import FrozenReport
from alumni.impact.selectors.found import Terms
from alumni.impact.selectors.national import MOST_YEARS, national_figures, seen_by
from foundation.errors import ServiceError


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
