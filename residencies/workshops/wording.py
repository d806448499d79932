"""Sessions in the reader's words."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from residencies.workshops.models import Session


def when(row: Session) -> str:
    """From when to when in the session's own zone, which is named."""
    zone = ZoneInfo(row.time_zone)
    told = {"at": _span(row, zone), "place": row.time_zone.rpartition("/")[2].replace("_", " ")}
    return _("%(at)s (time of %(place)s)") % told


def when_for_reader(row: Session) -> str:
    """The same in the zone of who reads it, '' where her clock shows the same."""
    zone, own = timezone.get_current_timezone(), ZoneInfo(row.time_zone)
    if row.starts_at.astimezone(zone).utcoffset() == row.starts_at.astimezone(own).utcoffset():
        return ""
    return _("%(at)s (your time)") % {"at": _span(row, zone)}


def _span(row: Session, zone: tzinfo) -> str:
    begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    same_day = begins.date() == ends.date()
    return f"{date_format(begins, 'j F Y, H:i')} – {date_format(ends, 'H:i' if same_day else 'j F Y, H:i')}"


def instant(at: datetime, row: Session) -> str:
    """An instant in the session's zone."""
    told = {
        "at": date_format(at.astimezone(ZoneInfo(row.time_zone)), "j F Y, H:i"),
        "place": row.time_zone.rpartition("/")[2].replace("_", " "),
    }
    return _("%(at)s (time of %(place)s)") % told


def where(row: Session) -> str:
    """Its place; 'online' where there is none, '' where neither is known yet."""
    return row.place or (_("online") if row.online_url else "")
