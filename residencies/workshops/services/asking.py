"""A place for somebody without a login: asked for on the public page, hers once she confirms it by mail."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.mail.services import Draft, enqueue, is_address
from foundation.people.services import find_or_add_person
from residencies.workshops.models import PlaceRequest, Registration, Session
from residencies.workshops.services.places import check_open, register

LASTS = timedelta(days=2)  # the link in the mail
KEPT = timedelta(days=7)
DAY = timedelta(days=1)
MOST_A_DAY = 5  # sessions for which one address is written to


@transaction.atomic
def ask_for_place(session: Session, *, name: str, email: str, language: str, now: datetime) -> None:
    """Write to an address that a place was asked for; nobody is told whether it is on record.

    Again within the hour writes no second mail; above five sessions a day, none at all. Raises ServiceError
    for a name or an address that is none, and where the session is not open.
    """
    name, email = " ".join(name.split())[:200], email.strip().lower()
    if not name:
        raise ServiceError(_("Please give your name."))
    if not is_address(email):
        raise ServiceError(_("“%(address)s” is not an e-mail address.") % {"address": email})
    if language not in dict(settings.LANGUAGES):
        raise ServiceError(_("Choose one language at least."))
    check_open(session, now)
    others = PlaceRequest.objects.filter(email=email, asked_at__gt=now - DAY).exclude(session=session)
    if others.count() >= MOST_A_DAY:
        return
    row, _new = PlaceRequest.objects.update_or_create(
        session=session,
        email=email,
        registration=None,
        defaults={"name": name, "language": language, "asked_at": now},
    )
    draft = Draft(
        key=f"place-request:{row.pk}:{now:%Y%m%d%H}",
        kind="workshop_confirm",
        to=email,
        language=language,
        context={"request": row.pk},
        priority=1,
    )
    enqueue(draft, now=now)


@transaction.atomic
def confirm_place(request: PlaceRequest, *, now: datetime) -> Registration:
    """Who has the mail is who she says: her record is found or made, and she has a place or waits in line.

    Twice is as good as once. Raises ServiceError where the link is too old or the session is not open.
    """
    row = PlaceRequest.objects.select_for_update(of=("self",)).select_related("session").get(pk=request.pk)
    if row.registration is not None:
        return row.registration
    if now >= row.asked_at + LASTS:
        raise ServiceError(_("This link is too old. Ask for a place again."))
    check_open(row.session, now)
    person = find_or_add_person(row.name, row.email, row.language, by=None)
    row.registration = register(row.session, person, by=None, now=now)
    row.name = row.email = ""
    row.save()
    return row.registration


def forget_requests(*, now: datetime) -> int:
    """Those of a week ago, confirmed or not; returns how many rows are gone."""
    return PlaceRequest.objects.filter(asked_at__lt=now - KEPT).delete()[0]
