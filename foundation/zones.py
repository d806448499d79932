"""Times told by the clock of a place, which is named: readers live elsewhere, and agree on the place."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

# Those that are read most; another stands as the database writes it.
TOWNS = {
    "Africa/Algiers": pgettext_lazy("town", "Algiers"),
    "Africa/Casablanca": pgettext_lazy("town", "Casablanca"),
    "Africa/Tunis": pgettext_lazy("town", "Tunis"),
    "Europe/Berlin": pgettext_lazy("town", "Berlin"),
    "Europe/Brussels": pgettext_lazy("town", "Brussels"),
    "Europe/Paris": pgettext_lazy("town", "Paris"),
}


def town_of(zone: str) -> str:
    """As a zone of the IANA database names it: "Africa/Casablanca" is Casablanca."""
    return str(TOWNS.get(zone, zone.rpartition("/")[2].replace("_", " ")))


def time_of_place(text: str, zone: str) -> str:
    """A time that is written out already, with whose clock it was read from."""
    return _("%(at)s (time of %(place)s)") % {"at": text, "place": town_of(zone)}


def start_of(day: date) -> datetime:
    """The midnight with which a day begins here, in the zone that is active."""
    return timezone.make_aware(datetime.combine(day, time()))


def at_place(at: datetime | None, zone: str) -> str:
    """An instant by the clock of a zone; '' for none."""
    if at is None:
        return ""
    return time_of_place(date_format(at.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT"), zone)
