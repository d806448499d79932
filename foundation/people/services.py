"""What happens to people's records."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.history import save_by
from foundation.people.matching import PROPOSED_FROM, Name, names_alike
from foundation.people.models import Account, Consent, ConsentText, Person


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


def person_of_address(email: str, name: str) -> Person | None:
    """The one on record with this address whose name is alike: families share addresses."""
    asked = Name.of(name)
    found = Person.objects.filter(email__iexact=email.strip()).exclude(email="")
    for row in found.prefetch_related("aliases").order_by("pk"):
        if any(names_alike(Name.of(one), asked)[0] >= PROPOSED_FROM for one in row.all_names() if one):
            return row
    return None


def find_or_add_person(name: str, email: str, language: str, *, by: Any) -> Person:
    """Whoever is on record with this address and name, of whom nothing is typed over; else a new record."""
    person = person_of_address(email, name)
    if person is None:
        person = Person(name=name, email=email, language=language)
        save_by(person, by)
    return person


@transaction.atomic
def say_consent(
    person: Person, purpose: str, given: bool, *, how: str, by: Any, now: datetime, reason: str = ""
) -> Consent:
    """Her word on a purpose, to the text of today. Said again, the same word to the same text is one.

    Raises ServiceError for a purpose that has no text, and where staff say it for her without a reason.
    """
    if how == Consent.How.STAFF and not reason.strip():
        raise ServiceError(_("Say why: on which paper, or in which letter or call, she said so."))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # one word after the other
    text = ConsentText.objects.current().filter(purpose=purpose).first()
    if text is None:
        raise ServiceError(_("There is no text for this purpose yet."))
    last = person.consents.standing().filter(purpose=purpose).first()
    if last and (last.given, last.text_id) == (given, text.pk):
        return last
    if last:
        person.consents.filter(pk=last.pk).update(until=max(now, last.at))
    word = Consent.objects.create(
        person=person, purpose=purpose, text=text, given=given, at=now, how=how, by=by, reason=reason.strip()
    )
    for path in settings.CONSENTS_HEARD:
        import_string(path)(word, now=now)
    return word


@transaction.atomic
def publish_text(purpose: str, words: dict[str, str], *, by: Any, now: datetime) -> ConsentText:
    """The next version of what is asked; `words` by language. Words said to older versions stay as they are.

    Raises ServiceError where a language has no text, or nothing is new.
    """
    if not all(words.get(code, "").strip() for code, _name in settings.LANGUAGES):
        raise ServiceError(_("Write the text in each language."))
    last = ConsentText.objects.select_for_update().filter(purpose=purpose).order_by("-version").first()
    said = {f"text_{code}": words[code].strip() for code, _name in settings.LANGUAGES}
    if last and all(getattr(last, name) == text for name, text in said.items()):
        raise ServiceError(_("This is what is asked already."))
    version = last.version + 1 if last else 1
    return ConsentText.objects.create(purpose=purpose, version=version, since=now, by=by, **said)
