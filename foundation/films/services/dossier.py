"""Files that are sent in: documents of a project in versions, and evidence of credits."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.files import storing
from foundation.files.sweeping import sweep
from foundation.films.models import Credit, CreditEvidence, DossierDocument, DossierVersion, Work
from foundation.films.models.credits import evidence_path
from foundation.films.models.dossier import private_path
from foundation.films.models.titles import LANGUAGE
from foundation.people.models import Person

LIMITS = storing.Limits(accepts=["pdf", "image", "text", "table", "slides"], megabytes=40, files=1)


def send_version(
    work: Work,
    upload: Any,
    *,
    kind: str,
    by: Any,
    now: datetime,
    title: str = "",
    language: str = "",
    note: str = "",
) -> DossierVersion:
    """The next version of that document, which begins with its first; the same file again is no new one.

    A contract belongs to the side that sends it: the foundation's where `by` is of the staff, else hers.
    Raises ServiceError, in words for its sender, for a file that is not taken.
    """
    facts = _facts(kind, title, language)
    row = DossierVersion(
        document=DossierDocument(work=work), note=note.strip()[:300], sent_at=now, sent_by=by
    )
    storing.store(row, private_path(row, ""), upload, LIMITS)
    with storing.undone_if_refused(row), transaction.atomic():
        document = _locked(work, {**facts, "owner": _owner(kind, by)})
        newest = document.versions.first()
        if newest is not None and newest.sha256 == row.sha256:
            storing.forget(row.file.storage, str(row.file.name))
            return newest
        row.document, row.number = document, newest.number + 1 if newest else 1
        row.save()
    return row


def _facts(kind: str, title: str, language: str) -> dict[str, Any]:
    if kind not in DossierDocument.Kind:
        raise ServiceError(_("Say which kind of document it is."))
    title = " ".join(title.split())
    if len(title) > 200:
        raise ServiceError(_("A title has 200 characters at most."))
    if language:
        try:
            LANGUAGE(language)
        except ValidationError as fault:
            raise ServiceError(fault.messages[0]) from None
    return {"kind": kind, "title": title, "language": language}


def _owner(kind: str, by: Any) -> Person | None:
    """Whose contract it is; None for the foundation's, and for any other document."""
    is_hers = kind == DossierDocument.Kind.CONTRACT and by is not None and not by.is_staff
    return getattr(by, "person", None) if is_hers else None


def _locked(work: Work, facts: dict[str, Any]) -> DossierDocument:
    found, _new = DossierDocument.objects.get_or_create(work=work, **facts)
    return DossierDocument.objects.select_for_update().get(pk=found.pk)


def add_evidence(
    credit: Credit, upload: Any, *, kind: str, by: Any, now: datetime, reference: str = ""
) -> CreditEvidence:
    """A file that shows that a credit is right; the same file again is no second one."""
    if kind not in CreditEvidence.Kind or kind == CreditEvidence.Kind.LINK:
        raise ServiceError(_("Say what kind of paper it is."))
    row = CreditEvidence(credit=credit, kind=kind, reference=reference.strip()[:300])
    storing.store(row, evidence_path(row, ""), upload, LIMITS)
    with storing.undone_if_refused(row), transaction.atomic():
        Credit.objects.select_for_update().get(pk=credit.pk)
        there = CreditEvidence.objects.filter(credit=credit, sha256=row.sha256).first()
        if there is not None:
            storing.forget(row.file.storage, str(row.file.name))
            return there
        row.save()
    return row


@transaction.atomic
def add_evidence_link(credit: Credit, url: str) -> CreditEvidence:
    """A page that shows that a credit is right; the same page again is no second one."""
    Credit.objects.select_for_update().get(pk=credit.pk)
    kind = CreditEvidence.Kind.LINK
    return CreditEvidence.objects.filter(credit=credit, url=url).first() or CreditEvidence.objects.create(
        credit=credit, kind=kind, url=url
    )


def sweep_files(*, now: datetime) -> int:
    """Delete stored files that no version and no evidence names; returns how many."""
    return sweep(DossierVersion, "dossiers", now=now) + sweep(CreditEvidence, "evidence", now=now)
