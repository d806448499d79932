"""What an alumna shows of herself, and what she writes to others without either's address being told."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alumni.community.models import Block, Message, Portrait, Profile, Report, Thread
from alumni.community.selectors import has_blocked, may_have_one, own_profile, takes_messages
from alumni.placement.services import say_availability
from foundation.errors import ServiceError
from foundation.files.pictures import square
from foundation.files.storing import Limits, delete_file, undone_if_refused
from foundation.files.sweeping import sweep
from foundation.files.types import clean_name, content_type
from foundation.films.models import Role
from foundation.mail.services import Draft, enqueue, enqueue_many, is_address
from foundation.people.models import Account, Person
from foundation.people.undoing import files_kept

DAY = timedelta(days=1)
MOST_A_DAY = 30  # messages of one person in 24 hours
MOST_BEGUN = 5  # threads
MOST_UNANSWERED = 3  # messages to somebody who has not answered
PHOTO = Limits(["image"], megabytes=15, files=1)
SIDE = 400  # pixels of a photograph that is kept


@transaction.atomic
def say_profile(
    person: Person,
    *,
    by: Any,
    now: datetime,
    crafts: Sequence[Role] | None = None,
    languages: Sequence[str] | None = None,
    **said: Any,
) -> Profile:
    """Keep her entry: `said` are fields of it; what is not in it stays as it was. What she does and speaks is
    kept by placement, once for both. Raises ServiceError where she is no alumna, or for what is none.
    """
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two windows make one entry
    if not may_have_one(person):
        raise ServiceError(_("The directory is for those who have completed a programme."))
    row = own_profile(person)
    for name, value in said.items():
        setattr(row, name, value)
    row.said_at = now
    try:
        row.full_clean(exclude=["person"])
    except ValidationError as fault:
        raise ServiceError(" ".join(fault.messages)) from fault
    row.save()
    if crafts is not None or languages is not None:
        say_availability(person, crafts=crafts, languages=languages, by=by, now=now)
    return row


@transaction.atomic
def say_photo(
    person: Person, *, seen: str, upload: Any = None, is_dropped: bool = False, by: Any, now: datetime
) -> None:
    """Who sees her photograph; with another in its place, or none any more. Raises as `keep_photo` does."""
    if is_dropped or not upload:
        say_profile(person, by=by, now=now, photo_to=seen)
    else:
        keep_photo(person, upload, by=by, now=now, photo_to=seen)
    if is_dropped:
        drop_photo(person)


@transaction.atomic
def keep_photo(person: Person, upload: Any, *, by: Any, now: datetime, **said: Any) -> Portrait:
    """Her photograph, in the place of the one before: a square of SIDE pixels of what she sent, with nothing
    that was written beside the picture. `said` as in `say_profile`. Raises ServiceError for what is no image,
    broken, or more than PHOTO takes.
    """
    name = clean_name(upload.name or "")
    PHOTO.check(name, upload.size)
    content_type(upload, name, PHOTO.accepts)
    picture = square(upload, name, SIDE)
    profile = say_profile(person, by=by, now=now, **said)
    drop_photo(person)
    digest = hashlib.sha256(picture).hexdigest()
    row = Portrait(profile=profile, size=len(picture), sha256=digest, sent_at=now)
    with undone_if_refused(row):
        row.file.save(row.name, ContentFile(picture), save=False)
        row.save()
    return row


@transaction.atomic
def drop_photo(person: Person) -> None:
    """Twice is as good as once."""
    if row := Portrait.objects.select_for_update().filter(profile__person=person).first():
        delete_file(row)


def sweep_photos(*, now: datetime) -> int:
    """Delete files of photographs that no row names any more, nor brings back; returns how many."""
    return sweep(Portrait, "portraits", now=now, kept=lambda: files_kept(Portrait, now))


@transaction.atomic
def write(
    author: Person, to: Person, text: str, *, by: Any, now: datetime, token: UUID | None = None
) -> Message:
    """A message to another alumna, who is told by mail that there is one. Twice with the same `token` is as
    good as once. Raises ServiceError where it would not reach her, or for more than a day takes.
    """
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    _check_text(text, Message.LONGEST)
    both = Person.objects.select_for_update(of=("self",)).filter(pk__in=[author.pk, to.pk])
    if len(both.order_by("pk")) < 2:  # held, so that two presses are counted one after the other
        raise ServiceError(_("You cannot write to yourself."))
    row = Thread.objects.between(author, to).first()
    if row and token and (there := row.messages.filter(token=token).first()):
        return there
    _check_way(author, to)
    _check_pace(author, row, now)
    row = row or Thread.objects.create(starter=author, other=to, begun_at=now, last_at=now)
    Thread.objects.filter(pk=row.pk).update(last_at=now)
    made = row.messages.create(author=author, text=text, sent_at=now, token=token)
    _tell(made, to, now)
    return made


def _check_text(text: str, longest: int) -> None:
    if not text:
        raise ServiceError(_("Write a few words."))
    if len(text) > longest:
        raise ServiceError(_("Please write %(most)d characters at most.") % {"most": longest})


def _check_way(author: Person, to: Person) -> None:
    if not may_have_one(author) or not Profile.objects.filter(person=author, takes_messages=True).exists():
        raise ServiceError(_("Turn messages on in what you show of yourself: she has to be able to answer."))
    if has_blocked(author, to):
        raise ServiceError(_("You have blocked her. Take that back to write to her."))
    if not takes_messages(author, to):
        raise ServiceError(_("She takes no messages at the moment."))


def _check_pace(author: Person, row: Thread | None, now: datetime) -> None:
    since = now - DAY
    if Message.objects.filter(author=author, sent_at__gt=since).count() >= MOST_A_DAY:
        raise ServiceError(_("That is all that can be written in a day: please go on tomorrow."))
    if row is None and Thread.objects.filter(starter=author, begun_at__gt=since).count() >= MOST_BEGUN:
        raise ServiceError(_("You have begun many threads today: please go on tomorrow."))
    if row and not row.messages.exclude(author=author).exists() and row.messages.count() >= MOST_UNANSWERED:
        raise ServiceError(_("She has not answered yet: please wait until she does."))


def _tell(made: Message, to: Person, now: datetime) -> None:
    """That there is a message, and from whom; once an hour for each thread, and without its words."""
    if is_address(to.email):
        draft = Draft(
            key=f"thread:{made.thread_id}:{to.pk}:{now:%Y%m%d%H}", kind="community_message", to=to.email,
            language=to.language, person=to, context={"thread_message": made.pk}, priority=3,
        )  # fmt: skip
        enqueue(draft, now=now)


@transaction.atomic
def block(person: Person, other: Person, *, now: datetime) -> None:
    """She gets no more messages of the other; twice is as good as once."""
    Block.objects.get_or_create(person=person, blocked=other, defaults={"at": now})


@transaction.atomic
def unblock(person: Person, other: Person) -> None:
    Block.objects.filter(person=person, blocked=other).delete()


@transaction.atomic
def report(thread: Thread, person: Person, reason: str, *, now: datetime) -> Report:
    """The staff with the right may read the thread as it stands now, and are told so. Twice, while the first
    is open, is as good as once.
    """
    Thread.objects.select_for_update().get(pk=thread.pk)
    if there := Report.objects.filter(thread=thread, by=person, closed_at=None).first():
        return there
    row = Report.objects.create(thread=thread, by=person, reason=reason.strip()[:1000], at=now)
    right = Permission.objects.filter(content_type__app_label="community", codename="view_report")
    named = Q(groups__permissions__in=right) | Q(user_permissions__in=right) | Q(is_superuser=True)
    staff = Account.objects.filter(named, is_active=True, is_staff=True).distinct()
    drafts = [
        Draft(
            key=f"report:{row.pk}:{one.pk}", kind="community_report", to=one.email,
            language=settings.LANGUAGE_CODE, context={"thread_report": row.pk}, priority=2,
        )
        for one in staff if is_address(one.email)
    ]  # fmt: skip
    enqueue_many(drafts, now=now)
    return row


@transaction.atomic
def close_report(row: Report, *, by: Any, now: datetime) -> Report:
    """Twice is as good as once."""
    held = Report.objects.select_for_update().get(pk=row.pk)
    if held.closed_at is None:
        held.closed_at, held.closed_by = now, by
        held.save(update_fields=["closed_at", "closed_by"])
    return held
