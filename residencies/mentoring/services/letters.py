"""The mails of a mentorship, to be."""

from foundation.mail.services import Draft
from foundation.people.models import Person
from residencies.mentoring.models import Mentorship


def draft(mentorship: Mentorship, kind: str, person: Person) -> Draft:
    return Draft(
        key=f"mentorship:{mentorship.pk}:{kind}:{person.pk}",
        kind=kind,
        to=person.email,
        language=person.language,
        person=person,
        context={"mentorship": mentorship.pk},
    )
