"""What happens to people's records."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.people.models import Account, Person


@transaction.atomic
def open_account(person: Person, *, by: Any, now: datetime) -> Account:
    """A login for a person, by code to her address; the same one if she has it already.

    Raises ServiceError where the address is missing or is the login of someone else.
    """
    row = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
    if row.account:
        return row.account
    if not row.email:
        raise ServiceError(_("%(name)s has no e-mail address: add one first.") % {"name": row})
    account = Account.objects.filter(email__iexact=row.email).first()
    if account and Person.objects.filter(account=account).exists():
        raise ServiceError(_("%(email)s is the login of someone else.") % {"email": row.email})
    row.account = account or Account.objects.create_user(row.email, date_joined=now)
    save_by(row, by)
    return row.account


def open_account_for_address(email: str, *, now: datetime) -> Account | None:
    """The login for an address that one person alone has; None where it is nobody's or several people's."""
    found = list(Person.objects.filter(email__iexact=email.strip()).exclude(email="")[:2])
    if len(found) != 1 or Account.objects.filter(email__iexact=email.strip()).exists():
        return None
    return open_account(found[0], by=None, now=now)
