"""What became of a project: meetings, letters, contracts, stages, festivals and prizes, as recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.films.models import Award, FinancingLine, Selection, StageChange, Work
from foundation.money import told
from foundation.people.models import is_staff_with
from foundation.translated import listed
from residencies.industry.models import Meeting

PAPERS = (  # what somebody stands by; what is planned or refused is no link
    FinancingLine.Paper.INTEREST,
    FinancingLine.Paper.INTENT,
    *FinancingLine.FIRM,
)


@dataclass(frozen=True)
class Link:
    """`kind` is meeting, paper, stage, selection or award; `since` names the meeting a paper follows from."""

    kind: str
    on: date | None
    text: str
    detail: str = ""
    since: str = ""


def chain(work: Work, viewer: Any) -> list[Link]:
    """In the order of days, what has none last: what `viewer` may see, in a fixed number of queries."""
    met = list(_meetings(work, viewer))
    links = [*(link for link, _organisation in met), *_papers(work, viewer, met)]
    if is_staff_with(viewer, "films.view_work"):
        links += _stages(work)
        links += _selections(work, viewer)
    order = ["meeting", "paper", "stage", "selection", "award"]
    return sorted(links, key=lambda link: (link.on is None, link.on or date.max, order.index(link.kind)))


def _meetings(work: Work, viewer: Any) -> Iterator[tuple[Link, int | None]]:
    rows = Meeting.objects.visible_to(viewer).planned().filter(project__work=work).with_all()
    for row in rows.order_by("slot__starts_at"):
        text = _("Meeting with %(guest)s") % {"guest": row.guest}
        detail = row.get_outcome_display() if row.outcome else ""
        day = timezone.localtime(row.slot.starts_at, row.event.zone).date()
        yield Link("meeting", day, listed([text, row.event]), detail), row.guest.organisation_id


def _papers(work: Work, viewer: Any, met: list[tuple[Link, int | None]]) -> Iterator[Link]:
    """A paper of somebody whom the project met before is a link to that meeting."""
    if not is_staff_with(viewer, "films.view_financingline"):
        return
    rows = FinancingLine.objects.filter(plan__work=work, paper__in=PAPERS).select_related("source")
    for row in rows:
        before = [
            link
            for link, organisation in met
            if row.source_id
            and organisation == row.source_id
            and link.on
            and (row.signed_on is None or link.on <= row.signed_on)
        ]
        amount = "" if row.amount is None else told(row.amount, row.currency)
        yield Link(
            "paper",
            row.signed_on,
            f"{row.get_paper_display()}: {row.source or row.get_kind_display()}",
            amount,
            since=before[-1].text if before else "",
        )


def _stages(work: Work) -> Iterator[Link]:
    for row in StageChange.objects.filter(work=work):
        yield Link("stage", row.on, _("Stage: %(stage)s") % {"stage": row.get_stage_display()}, row.source)


def _selections(work: Work, viewer: Any) -> Iterator[Link]:
    chosen = Selection.objects.visible_to(viewer).filter(work=work)
    for row in chosen.select_related("edition__festival", "section__edition__festival"):
        text = str(row.section or row.edition)
        yield Link("selection", row.on or row.edition.starts_on, text, row.get_premiere_display())
    given = Award.objects.visible_to(viewer).filter(selection__work=work)
    for award in given.select_related("selection__edition__festival"):
        day = award.selection.edition.ends_on or award.selection.on or award.selection.edition.starts_on
        detail = award.get_result_display()
        yield Link("award", day, listed([award.prize, award.selection.edition]), detail)
