"""Stories: written by the staff or by her, agreed to in exactly these words, and taken back at any time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alumni.impact.models import Story
from alumni.impact.models.stories import LONGEST
from alumni.impact.selectors.stories import is_hers
from foundation.errors import ServiceError
from foundation.films.models import Work
from foundation.history import save_by
from foundation.mail.names import spoken_name
from foundation.mail.services import Draft, enqueue, is_address
from foundation.people.models import Consent, Person, Purpose
from residencies.programmes.selectors.audiences import paused

State = Story.State


@dataclass(frozen=True)
class Words:
    """All she agrees to. `named` is asked for where she goes by her first name; else it follows."""

    language: str
    text: str
    title: str = ""
    naming: str = Story.Naming.FULL
    named: str = ""
    work: Work | None = None


@transaction.atomic
def write_story(person: Person, words: Words, *, by: Any, now: datetime) -> Story:
    """A draft of the staff’s. Raises ServiceError for words that cannot stand."""
    row = Story(person=person, written_at=now)
    _put(row, words)
    save_by(row, by)
    return row


@transaction.atomic
def change_story(story: Story, words: Words, *, by: Any, now: datetime) -> Story:
    """Other words of the staff’s: what she had agreed to is a draft again, of which she is asked anew.

    Raises ServiceError for one that she has declined or that was taken back, and for words that cannot stand.
    """
    row = _locked(story)
    before = _words(row)
    _put(row, words)
    if _words(row) == before:
        return row
    if row.state in (State.DECLINED, State.WITHDRAWN):
        raise ServiceError(_("This story is closed: write another and ask her about it."))
    if row.state == State.AGREED:
        row.state, row.agreed_at = State.DRAFTED, None
    save_by(row, by)
    return row


@transaction.atomic
def ask_for_story(story: Story, *, by: Any, now: datetime) -> Story:
    """Ask her whether it may stand so: by a letter, and at her home. Asked twice is asked once.

    Raises ServiceError where it is no draft, or she is not to be asked.
    """
    row = _locked(story)
    if row.state == State.ASKED:
        return row
    if row.state != State.DRAFTED:
        raise _refuse(row)
    she = row.person
    if Consent.objects.refused(Purpose.STORIES).filter(person=she).exists():
        raise ServiceError(_("%(name)s has said no to stories: she is not asked.") % {"name": she})
    if paused([she.pk], timezone.localdate(now)):
        raise ServiceError(_("%(name)s has paused: she is not to be written to.") % {"name": she})
    if not is_address(she.email):
        raise ServiceError(_("%(name)s has no e-mail address: add one first.") % {"name": she})
    row.state, row.asked_at = State.ASKED, now
    save_by(row, by)
    key = f"story:{row.pk}:{now.isoformat()}"
    context = {"story": row.pk}
    enqueue(Draft(key, "story_asked", she.email, she.language, she, context, priority=2), now=now)
    return row


@transaction.atomic
def tell_story(person: Person, words: Words, *, by: Any, now: datetime) -> Story:
    """She writes one herself, and agrees to it as she sends it. Sent twice it is one.

    Raises ServiceError for words that cannot stand.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    row = Story(person=person, written_at=now, state=State.AGREED, agreed_at=now)
    _put(row, words)
    same = {name: getattr(row, name) for name in Story.WORDS}
    if there := person.stories.agreed().filter(**same).first():
        return there
    save_by(row, by)
    return row


@transaction.atomic
def agree_to_story(story: Story, words: Words, *, by: Any, now: datetime) -> Story:
    """Her yes to exactly these words, which she has before her: hers replace what stood there meanwhile.

    Raises ServiceError for words that cannot stand. Agreed to twice in the same words is once.
    """
    row = _locked(story)
    if row.state == State.DRAFTED:
        raise _refuse(row)
    before = _words(row)
    _put(row, words)
    if row.state == State.AGREED and _words(row) == before:
        return row
    row.state, row.agreed_at = State.AGREED, now
    save_by(row, by)
    return row


@transaction.atomic
def decline_story(story: Story, *, by: Any, now: datetime) -> Story:
    """Her no to what she was asked. Raises ServiceError where she is not asked."""
    row = _locked(story)
    if row.state == State.DECLINED:
        return row
    if row.state != State.ASKED:
        raise _refuse(row)
    row.state, row.declined_at = State.DECLINED, now
    save_by(row, by)
    return row


@transaction.atomic
def withdraw_story(story: Story, *, by: Any, now: datetime) -> Story:
    """She takes her yes back, or the staff what they wrote: it stands in no report any more.

    Raises ServiceError where there is nothing to take back.
    """
    row = _locked(story)
    if row.state == State.WITHDRAWN:
        return row
    if row.state == State.DECLINED:
        raise _refuse(row)
    _withdraw(row, by, now)
    return row


def follow_consent(word: Consent, *, now: datetime) -> None:
    """Whoever says no to stories at all takes hers back, and is asked no more."""
    if word.purpose == Purpose.STORIES and not word.given:
        rows = Story.objects.filter(person=word.person_id, state__in=[State.ASKED, State.AGREED])
        for row in rows.select_for_update():
            _withdraw(row, word.by, now)


def named_as(person: Person, naming: str, named: str, language: str) -> str:
    """The name that stands under the text. Raises ServiceError where a first name is missing."""
    if naming == Story.Naming.NONE:
        return ""
    if naming == Story.Naming.FULL:
        return spoken_name(person, language)
    if not named.strip():
        raise ServiceError(_("Write the first name as it is to stand."))
    return named.strip()


def _withdraw(row: Story, by: Any, now: datetime) -> None:
    row.state, row.agreed_at, row.withdrawn_at = State.WITHDRAWN, None, now
    save_by(row, by)


def _locked(story: Story) -> Story:
    return Story.objects.select_for_update(of=("self",)).select_related("person").get(pk=story.pk)


def _words(row: Story) -> list[Any]:
    return [row.work_id, *(getattr(row, name) for name in Story.WORDS if name != "work")]


def _put(row: Story, words: Words) -> None:
    """Raises ServiceError for words that cannot stand."""
    if not words.text.strip():
        raise ServiceError(_("Write the story first."))
    text = "\n".join(words.text.strip().splitlines())  # browsers end lines in two signs
    if len(text) > LONGEST:
        raise ServiceError(_("A story has at most %(most)s letters.") % {"most": LONGEST})
    if words.work is not None and not is_hers(words.work, row.person):
        raise ServiceError(_("This is not one of her works."))
    row.language, row.title, row.text = words.language, words.title.strip(), text
    row.naming, row.work = words.naming, words.work
    row.named = named_as(row.person, words.naming, words.named, words.language)


def _refuse(row: Story) -> ServiceError:
    return ServiceError(
        _("This story cannot be answered now: %(state)s.") % {"state": row.get_state_display()}
    )
