"""All there is of one project, as far as its reader may see it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, When

from foundation.films.models import (
    CountryShare,
    Credit,
    CreditEvidence,
    DossierDocument,
    FinancingPlan,
    Role,
    Selection,
    StageChange,
    Work,
    WorkTitle,
)
from foundation.films.selectors.financing import Overview, overview
from foundation.films.selectors.premieres import Claim, premieres
from foundation.films.selectors.rights import Right, gaps, rights
from foundation.people.models import is_staff_with
from foundation.translated import in_language

MOST = 100  # credits, and selections, told on the page


@dataclass(frozen=True)
class Department:
    name: str
    credits: list[Credit]


@dataclass(frozen=True)
class Project:
    """`leads`: its reader may write it. `sees_rights` and `plan` are for those who do, and for staff."""

    work: Work
    leads: bool
    team: list[Department]
    more_credits: int
    on_episodes: int
    stages: list[StageChange]
    titles: list[WorkTitle]
    shares: list[CountryShare]
    documents: list[DossierDocument]
    sees_rights: bool
    rights: list[Right]
    gaps: list[str]
    plan: Overview | None
    selections: list[Selection]
    claims: list[Claim]
    evidence: list[CreditEvidence]

    @property
    def synopsis(self) -> str:
        return in_language(self.work, "synopsis")

    @property
    def is_ready(self) -> bool:
        return bool(self.rights) and not self.gaps


def projects_of(user: Any) -> list[Work]:
    """Those she is credited on, what is not finished first, then the newest."""
    done = Q(stage__in=Work.FINISHED)
    rows = Work.objects.of(user).annotate(is_done=Case(When(done, then=1), default=0))
    return list(rows.order_by("is_done", F("year").desc(nulls_last=True), "-pk")[:MOST])


def project(work: Work, viewer: Any, on: date) -> Project:
    """In a fixed number of queries, however much there is of it."""
    leads = Work.objects.led_by(viewer).filter(pk=work.pk).exists()
    credits = list(_credits(work)[: MOST + 1])
    count = len(credits) if len(credits) <= MOST else _credits(work).count()
    hers = rights(work, viewer, on)
    return Project(
        work,
        leads,
        _by_department(credits[:MOST]),
        count - min(count, MOST),
        work.credits.filter(scope=Credit.Scope.EPISODE).count(),
        list(work.stage_changes.all()),
        list(work.titles.all()),
        list(work.country_shares.all()),
        _documents(work, viewer),
        leads or is_staff_with(viewer, "films.view_rightsoption"),
        hers,
        gaps(hers),
        _plan(work, viewer, on),
        list(_selections(work)),
        premieres(work, on).claims,
        list(_evidence(work, viewer)),
    )


def _credits(work: Work) -> Any:
    rows = work.credits.filter(scope=Credit.Scope.WORK).select_related("person", "organisation", "role")
    return rows.order_by(F("order").asc(nulls_last=True), "role__slug", "pk")


def _by_department(credits: list[Credit]) -> list[Department]:
    """In the order in which a crew is told, and within a department in that of the film."""
    found = [
        Department(str(place.label), [row for row in credits if row.role.department == place])
        for place in Role.Department
    ]
    return [one for one in found if one.credits]


def _documents(work: Work, viewer: Any) -> list[DossierDocument]:
    rows = DossierDocument.objects.visible_to(viewer).filter(work=work, versions__isnull=False).distinct()
    return list(rows.select_related("owner").prefetch_related("versions__sent_by__person"))


def _plan(work: Work, viewer: Any, on: date) -> Overview | None:
    newest = FinancingPlan.objects.read_by(viewer).newest(on).filter(work=work).select_related("work").first()
    return overview(newest, on) if newest else None


def _selections(work: Work) -> Any:
    rows = work.selections.select_related("edition__festival", "section", "person")
    return rows.prefetch_related("awards").order_by(F("edition__year").desc(nulls_last=True), "-pk")[:MOST]


def _evidence(work: Work, viewer: Any) -> Any:
    """The files that show her own credits to be right."""
    rows = CreditEvidence.objects.filter(credit__work=work, credit__person__account=viewer.pk)
    return rows.exclude(file="").select_related("credit__role")
