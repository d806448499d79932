"""Sessions in the reader's words."""

from datetime import tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.zones import time_of_place
from residencies.workshops.models import Session


def when(row: Session) -> str:
    """From when to when in the session's own zone, which is named."""
    return time_of_place(_span(row, ZoneInfo(row.time_zone)), row.time_zone)


def when_for_reader(row: Session) -> str:
    """The same in the zone of who reads it, '' where her clock shows the same."""
    zone, own = timezone.get_current_timezone(), ZoneInfo(row.time_zone)
    if row.starts_at.astimezone(zone).utcoffset() == row.starts_at.astimezone(own).utcoffset():
        return ""
    return _("%(at)s (your time)") % {"at": _span(row, zone)}


def _span(row: Session, zone: tzinfo) -> str:
    begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    same_day = begins.date() == ends.date()
    ends_as = "TIME_FORMAT" if same_day else "DATETIME_FORMAT"
    return f"{date_format(begins, 'DATETIME_FORMAT')} – {date_format(ends, ends_as)}"


def taken(held: int) -> str:
    """Why there cannot be fewer places than these."""
    told = ngettext("%(held)d place is taken already.", "%(held)d places are taken already.", held)
    return told % {"held": held}


def where(row: Session) -> str:
    """Its place; 'online' where there is none, '' where neither is known yet."""
    return row.place or (_("online") if row.online_url else "")
