"""The secret address of the calendar of deadlines."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from alumni.careers.models import OpeningFeed
from foundation.links import Link
from foundation.people.models import is_staff_with

_FEED = Link("careers.openings")


def feed_token(row: OpeningFeed) -> str:
    return _FEED.token(row)


def feed_url(account: Any) -> str:
    """'' where she has opened none."""
    row = OpeningFeed.objects.filter(account=account.pk).first()
    return settings.SITE_URL + reverse("careers:feed", args=[feed_token(row)]) if row else ""


def feed_of_token(token: str) -> OpeningFeed | None:
    """None for one that was never ours, has ended, or whose account may not see deadlines any more."""
    row, current = _FEED.row(token, OpeningFeed.objects.select_related("account__person"))
    if not current or not row.account.is_active or not is_staff_with(row.account, "careers.view_opening"):
        return None
    found: OpeningFeed = row
    return found
