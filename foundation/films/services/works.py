"""What happens to works, their credits and selections."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.figures import percent
from foundation.films.models import (
    Award,
    Credit,
    Festival,
    FestivalEdition,
    FinancingPlan,
    PlanRate,
    Role,
    Section,
    Selection,
    StageChange,
    Work,
)
from foundation.films.standing import NOTHING, WHOLE
from foundation.history import save_by
from foundation.hooks.services import announce
from foundation.people.models import Person
from foundation.rates.selectors import Published


@transaction.atomic
def change_stage(
    work: Work, stage: str, *, by: Any, now: datetime, on: date | None = None, source: str = ""
) -> Work:
    """Move a work to a stage and remember the day; the same stage again changes nothing."""
    if stage not in Work.Stage:
        raise ServiceError(_("“%(stage)s” is not a stage of a work.") % {"stage": stage})
    row = Work.objects.select_for_update().get(pk=work.pk)
    if row.stage != stage:
        row.stage = stage
        save_by(row, by)
        day = on or timezone.localdate(now)
        moved = StageChange.objects.create(work=row, stage=stage, on=day, source=source)
        announce("work.stage_changed", [moved], now=now)
    return row


@transaction.atomic
def add_credit(
    person: Person,
    *,
    role: Role,
    by: Any,
    title: str = "",
    year: int | None = None,
    note: str = "",
    work: Work | None = None,
    status: str = Credit.Status.CONFIRMED,
) -> Credit:
    """Credit a person on `work`; without one, on that of this title she is already linked to, else on a new
    one. A credit that is there already stays as it is.
    """
    work = work or _work_of(person, title, year) or add_work(title, year, by=by)
    credit = Credit.objects.filter(
        work=work, person=person, role=role, scope=Credit.Scope.WORK, episode=None
    ).first()
    if credit is None:
        credit = Credit(work=work, person=person, role=role, note=note, status=status)
        save_by(credit, by)
        tell_confirmed([credit])
    return credit


@transaction.atomic
def confirm_credit(credit: Credit, *, by: Any) -> Credit:
    """What was announced has been done. Twice is as good as once."""
    row = Credit.objects.select_for_update().get(pk=credit.pk)
    if row.status == Credit.Status.ANNOUNCED:
        row.status = Credit.Status.CONFIRMED
        save_by(row, by)
        tell_confirmed([row])
    return row


def tell_confirmed(credits: Sequence[Credit]) -> None:
    """Announce those that are confirmed; each once, however often it is said."""
    sure = [row for row in credits if row.status == Credit.Status.CONFIRMED]
    announce("credit.confirmed", sure, now=timezone.now())


@transaction.atomic
def add_selection(
    person: Person,
    *,
    title: str,
    festival: str,
    section: str,
    year: int | None,
    by: Any,
    note: str = "",
) -> Selection:
    """Record that a work of hers was selected; festival, edition and section are made if new."""
    house, _new = Festival.objects.get_or_create(name=festival)
    edition, _new = FestivalEdition.objects.get_or_create(festival=house, year=year)
    strand = Section.objects.get_or_create(edition=edition, name=section)[0] if section else None
    work = _work_of(person, title, None)
    if work is None:
        raise ServiceError(
            _("No work of hers is called “%(title)s”: add the credit first.") % {"title": title}
        )
    found = Selection.objects.filter(edition=edition, section=strand, work=work, person=None).first()
    if found is None:
        found = Selection(edition=edition, section=strand, work=work, note=note)
        save_by(found, by)
        tell_selected([found])
    return found


def tell_selected(selections: Sequence[Selection]) -> None:
    """Announce those that were just recorded; each once, however often it is said."""
    announce("selection.recorded", selections, now=timezone.now())


@transaction.atomic
def add_award(
    person: Person, *, title: str, festival: str, prize: str, year: int | None, by: Any, note: str = ""
) -> Award:
    """Record a prize of a work of hers, on its selection there (in whichever section) or a new one.

    A prize of that name which is recorded for it already is returned as it is.
    """
    selection = _selection_of(person, title, festival, year) or add_selection(
        person, title=title, festival=festival, section="", year=year, by=by
    )
    found = Award.objects.filter(selection=selection, prize__iexact=prize.strip()).first()
    if found is None:
        found = Award(selection=selection, prize=prize.strip(), note=note)
        save_by(found, by)
    return found


def _selection_of(person: Person, title: str, festival: str, year: int | None) -> Selection | None:
    there = Selection.objects.filter(edition__festival__name=festival, edition__year=year, person=None)
    work = _work_of(person, title, None)
    return there.filter(work=work).order_by("pk").first() if work else None


def _work_of(person: Person, title: str, year: int | None) -> Work | None:
    """By title, and only among the works she is already linked to: titles are not unique."""
    works = Work.objects.filter(credits__person=person, title__iexact=title.strip())
    if year:
        works = works.filter(year__in=[year]) | works.filter(year=None)
    return works.distinct().order_by("pk").first()


@transaction.atomic
def add_work(title: str, year: int | None, *, by: Any) -> Work:
    """A new one, even where another has this title: titles are not unique."""
    work = Work(title=title.strip(), year=year)
    save_by(work, by)
    return work


def check_shares(percents: Sequence[Decimal]) -> None:
    """Raises ServiceError for shares, in per cent, that do not add to exactly 100; none at all are none."""
    total = sum(percents, NOTHING)
    if percents and total != WHOLE:
        told = {"total": percent(total)}
        raise ServiceError(_("The shares add to %(total)s. They have to add to 100.") % told)


def check_rates(plan: FinancingPlan, rates: Sequence[PlanRate]) -> None:
    """Raises ServiceError for a rate of a plan's own that is the published one: that has one place."""
    published = Published({(row.currency, plan.currency) for row in rates}, plan.dated_on)
    for row in rates:
        there = published.on(plan.dated_on, row.currency, plan.currency)
        if there and (there.base, there.rate, there.on) == (row.currency, row.rate, row.on):
            told = {"rate": there}
            raise ServiceError(_("“%(rate)s” stands in the exchange rates: leave it out here.") % told)


@transaction.atomic
def renew_plan(plan: FinancingPlan, dated_on: date, *, by: Any) -> FinancingPlan:
    """The plan of a later day, with everything that stands in this one, to be gone over."""
    Work.objects.select_for_update().get(pk=plan.work_id)  # of two presses at once one makes it
    if dated_on <= plan.dated_on:
        raise ServiceError(_("Choose a day after that of this plan."))
    if FinancingPlan.objects.filter(work=plan.work_id, dated_on=dated_on).exists():
        raise ServiceError(_("There is a plan of this day already."))
    made = FinancingPlan(work_id=plan.work_id, dated_on=dated_on, budget=plan.budget, currency=plan.currency)
    save_by(made, by)
    for rows in (plan.rates, plan.coproducers, plan.lines, plan.spends):
        for row in rows.all():
            row.pk, row.plan, row._state.adding = None, made, True
            save_by(row, by)
    return made


@transaction.atomic
def verify_credit(credit: Credit, verdict: str, *, by: Any, now: datetime) -> Credit:
    """Staff's word on a credit. Verified it is on evidence alone; unchecked again nobody has checked it."""
    row = Credit.objects.select_for_update().get(pk=credit.pk)
    if verdict not in Credit.Verification:
        raise ServiceError(_("“%(verdict)s” is no verdict on a credit.") % {"verdict": verdict})
    if verdict == Credit.Verification.VERIFIED and not row.evidence.exists():
        raise ServiceError(_("Record the evidence first: a page, a call sheet, a contract."))
    is_checked = verdict != Credit.Verification.UNCHECKED
    row.verification = verdict
    row.verified_on, row.verified_by = (timezone.localdate(now), by) if is_checked else (None, None)
    save_by(row, by)
    return row
