"""What people have agreed to."""

from dataclasses import dataclass

from foundation.people.models import Consent, ConsentText, Person, Purpose


def consented(person: Person, purpose: str) -> bool:
    """Whether she has said yes to the purpose and not withdrawn it. Who has said nothing has not."""
    return Consent.objects.in_force(Purpose(purpose)).filter(person=person).exists()


@dataclass(frozen=True)
class Standing:
    """A purpose as a person finds it: what is asked today, and her last word, if she has said any."""

    text: ConsentText
    word: Consent | None

    @property
    def given(self) -> bool | None:
        """Yes, no, or None where she has said nothing."""
        return self.word.given if self.word else None

    @property
    def is_older(self) -> bool:
        """Whether her word is on an older text than the one of today."""
        return self.word is not None and self.word.text_id != self.text.pk


def consents_of(person: Person) -> list[Standing]:
    """Each purpose, in their order."""
    texts = {row.purpose: row for row in ConsentText.objects.current()}
    words = {row.purpose: row for row in person.consents.standing().select_related("text")}
    return [Standing(texts[one], words.get(one)) for one in Purpose.values if one in texts]
