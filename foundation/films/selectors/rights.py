"""The options of a project on a day, and what keeps it from being ready for the market."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.films.financing_wording import apart
from foundation.films.models import OptionExtension, RightsOption, Work

Standing = RightsOption.Standing
CLOCK = 90  # days before its last from which an option is told to be ending
GAPS = (Standing.MISSING, Standing.COMING, Standing.EXPIRED, Standing.REVERTED)


@dataclass(frozen=True)
class Right:
    """An option on a day. `ends_on` is its last day with every extension that was taken."""

    option: RightsOption
    standing: RightsOption.Standing
    ends_on: date | None
    days: int | None  # until then, of one that runs
    extensions: list[OptionExtension]

    @property
    def is_gap(self) -> bool:
        return self.option.is_needed and self.standing in GAPS

    @property
    def is_ending(self) -> bool:
        return self.days is not None and self.days <= CLOCK

    @property
    def clock(self) -> str:
        """“12 days left”, or '' where no clock runs."""
        if self.days is None:
            return ""
        return ngettext("%(days)d day left", "%(days)d days left", self.days) % {"days": self.days}


def rights(work: Work, viewer: Any, on: date) -> list[Right]:
    """Those of a work that `viewer` may see, what ends first first. In two queries."""
    rows = RightsOption.objects.visible_to(viewer).filter(work=work).with_expiry()
    rows = rows.select_related("paper").prefetch_related("extensions")
    found = [_right(row, work, on) for row in rows]
    return sorted(found, key=lambda one: (one.days is None, one.days or 0))


def _right(row: RightsOption, work: Work, on: date) -> Right:
    row.work = work
    standing, ends_on = row.standing(on), row.expires_on  # type: ignore[attr-defined]
    days = (ends_on - on).days if standing == Standing.RUNNING else None
    return Right(row, standing, ends_on, days, list(row.extensions.all()))


def gaps(found: list[Right]) -> list[str]:
    """Why the project is not ready for the market, right by right; nothing where it is."""
    return [_gap(one) for one in found if one.is_gap]


def _gap(one: Right) -> str:
    option = one.option
    days = {
        Standing.COMING: option.starts_on,
        Standing.EXPIRED: one.ends_on,
        Standing.REVERTED: option.reverts_on,
    }
    day = days.get(one.standing)
    said = {"what": apart(option.title), "day": date_format(day) if day else ""}
    if one.standing == Standing.MISSING:
        return _("%(what)s: the right is still to be had.") % said
    if one.standing == Standing.COMING:
        return _("%(what)s: the option begins on %(day)s.") % said
    if one.standing == Standing.REVERTED:
        return _("%(what)s: the right went back to its holder on %(day)s.") % said
    return _("%(what)s: the option expired on %(day)s.") % said
