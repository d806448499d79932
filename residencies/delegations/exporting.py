"""A delegation as a workbook: its members, their way; passports and money for those who may see them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.people.models import is_staff_with
from foundation.translated import listed
from foundation.workbooks import xlsx
from residencies.delegations.models import Delegation, Member, Papers, PerDiem
from residencies.delegations.selectors.checklist import lacks, seen_by, with_files

Cells = list[Any]


def xlsx_of(delegation: Delegation, viewer: Any, language: str) -> bytes:
    """In two queries; a sheet that `viewer` may not see is not in it."""
    with translation.override(language):
        rows = list(with_files(delegation.members.going()))
        sheets = [
            (_("members"), list(_members(rows, viewer))),
            (_("flights"), list(_legs(rows))),
        ]
        seen = sheets_seen(viewer)
        if Papers in seen:
            sheets.append((_("papers"), list(_papers(rows))))
        if PerDiem in seen:
            sheets.append((_("per diems"), list(_money(rows))))
        return xlsx(sheets, currency="EUR", language=language)


def sheets_seen(viewer: Any) -> list[type[Model]]:
    """Whose rows are in it for `viewer`: members for whoever takes it out, more by a right of its own."""
    more = {Papers: "delegations.view_papers", PerDiem: "delegations.view_perdiem"}
    return [Member, *(model for model, right in more.items() if is_staff_with(viewer, right))]


def _members(rows: list[Member], viewer: Any) -> Iterator[Cells]:
    yield [
        _("name"),
        _("badge"),
        _("state"),
        _("badge number"),
        _("hotel"),
        _("booking reference"),
        _("lacking"),
    ]
    for row in rows:
        missing = listed(one.text for one in seen_by(viewer, lacks(row)))
        badge = [row.get_badge_display(), row.get_badge_state_display(), row.badge_number]
        yield [str(row.person), *badge, row.hotel, row.hotel_reference, missing]


def _legs(rows: list[Member]) -> Iterator[Cells]:
    head = [_("name"), _("from"), _("departs on"), _("at"), _("to"), _("arrives on"), _("at")]
    yield [*head, _("carrier and number"), _("booking reference")]
    for row in rows:
        for leg in row.legs.all():
            departs = [leg.from_place, leg.departs_on, f"{leg.departs_at:%H:%M}"]
            arrives = [leg.to_place, leg.arrives_on, f"{leg.arrives_at:%H:%M}"]
            yield [str(row.person), *departs, *arrives, leg.carrier, leg.reference]


def _papers(rows: list[Member]) -> Iterator[Cells]:
    head = [_("name"), _("passport number"), _("passport valid until"), _("visa"), _("visa valid from")]
    yield [*head, _("visa valid until"), _("insurer"), _("policy number"), _("insured until")]
    for row in rows:
        has: Papers = getattr(row, "papers", None) or Papers(member=row)
        visa = str(has.stage.label) if has.visa == Papers.Visa.YES else has.get_visa_display()
        days = [has.granted_from, has.granted_until]
        known = [has.passport_number, has.passport_until, visa, *days, has.insurer, has.policy]
        yield [str(row.person), *known, has.insured_until]


def _money(rows: list[Member]) -> Iterator[Cells]:
    head = [_("name"), _("days"), _("for each day"), _("amount"), _("currency")]
    yield [*head, _("paid on"), _("payment reference")]
    for row in rows:
        has: PerDiem | None = getattr(row, "per_diem", None)
        if has:
            money = [has.days, has.rate, has.amount, has.currency]
            yield [str(row.person), *money, has.paid_on, has.reference]
