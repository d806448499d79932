"""What others may learn from a request, told so that nobody is known by it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from alumni.support.models import Precedent, SupportRequest, holds
from alumni.support.services.moving import locked
from alumni.support.services.saying import clean_text
from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.people.names import fold

SHORTEST = 3  # letters of a word of a name that tells something


@transaction.atomic
@sensitive_variables()
def write_precedent(
    request: SupportRequest, *, question: str, answer: str, by: Any, now: datetime
) -> Precedent:
    """From a closed request, by staff with the right to write precedents; never from a report of harassment.

    Raises ServiceError where her name, address, telephone, one of her works or the other side stands in it.
    Nothing in the precedent leads back to the request.
    """
    row = locked(request, by=by)
    if row.is_report:
        raise ServiceError(_("Nothing is made public of a report of harassment."))
    if not holds(by, "add_precedent"):
        raise ServiceError(_("You may not write precedents."))
    if row.state != SupportRequest.State.CLOSED:
        raise ServiceError(_("A precedent is written once the request is closed."))
    question, answer = clean_text(question), clean_text(answer)
    if not question or not answer:
        raise ServiceError(_("Write the question and the answer."))
    if found := telling(row, f"{question}\n{answer}"):
        raise ServiceError(
            _("This tells who she is: “%(what)s”. Take it out, then save.") % {"what": "”, “".join(found)}
        )
    return Precedent.objects.create(
        kind=row.kind,
        language=row.language,
        question=question,
        answer=answer,
        written_on=timezone.localdate(now).replace(day=1),  # the day would tell which request it was
    )


@sensitive_variables()
def telling(row: SupportRequest, text: str) -> list[str]:
    """What of her, of her works and of the other side stands in a text, in any spelling of its letters."""
    person, folded = row.person, f" {fold(text)} "
    names = [name for name in person.all_names() if name]
    words = [word for name in names for word in name.split() if len(fold(word)) >= SHORTEST]
    works = Work.objects.filter(credits__person=person) | Work.objects.filter(participations__person=person)
    titles = list(works.distinct().values_list("title", flat=True))
    mails = [person.email, person.email.partition("@")[0]] if person.email else []
    known = [*words, *titles, *row.parties.splitlines(), *mails]
    found = [one for one in known if fold(one) and f" {fold(one)} " in folded]
    digits = "".join(filter(str.isdigit, text))
    phone = "".join(filter(str.isdigit, str(person.phone or "")))[-9:]
    return list(dict.fromkeys([*found, *([phone] if phone and phone in digits else [])]))
