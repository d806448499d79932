"""A call with its form, and applications to it."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from foundation.films.models import Role
from foundation.mail.models import Message
from residencies.calls import services
from residencies.calls.models import Application, Call, Form, Member, Option, Question, Seat, Section
from residencies.calls.services import Applicant, Invitee
from tests import cast
from tests.calls import files

NOW = cast.NOW
CLOSES = NOW + timedelta(days=20)
_numbers = count(1001)  # as many digits each: they sort by name as they were made


def form(**fields: Any) -> Form:
    """An empty form with one section."""
    made = Form.objects.create(**{"slug": f"form-{next(_numbers)}", **fields})
    section(made)
    return made


def section(of: Form, step: int = 1) -> Section:
    place = of.sections.count() + 1
    titles = {"title_fr": f"Partie {place}", "title_ar": f"الجزء {place}", "title_en": f"Part {place}"}
    return Section.objects.create(form=of, position=place, step=step, **titles)


def question(
    of: Form | Section, key: str, kind: str, choices: tuple[str, ...] = (), **fields: Any
) -> Question:
    """A question at the end of a section (of a form's first one), in three languages."""
    part = of.sections.first() if isinstance(of, Form) else of
    texts = {"text_fr": f"{key} ?", "text_ar": f"{key}؟", "text_en": f"{key}?"}
    if kind == "file":
        fields.setdefault("accepts", ["pdf"])
    defaults = {"section": part, "key": key, "kind": kind, "position": part.questions.count(), **texts}
    made = Question.objects.create(**{**defaults, **fields})
    Option.objects.bulk_create(
        Option(
            question=made, value=code, position=at, text_fr=f"{code} fr", text_ar=f"{code} ar", text_en=code
        )
        for at, code in enumerate(choices)
    )
    return made


def full_form() -> Form:
    """A title, a text of five words, which film it is, and a script; the last is not required."""
    made = form()
    question(made, "title", "short", is_title=True)
    question(made, "story", "long", max_words=5)
    question(made, "film", "number", minimum=1, maximum=50)
    question(made, "script", "file", is_required=False, max_megabytes=1)
    return made


ANSWERS = {"title": "Les Enfants du barrage", "story": "Une histoire en cinq mots", "film": "1"}


def call(**fields: Any) -> Call:
    """Announced, open since yesterday, closing in twenty days; not sealed unless said."""
    number = next(_numbers)
    texts = {
        f"{part}_{language}": f"{part} {number}"
        for part in ("title", "text")
        for language in ("fr", "ar", "en")
    }
    defaults = {
        "slug": f"call-{number}",
        "opens_at": NOW - timedelta(days=1),
        "closes_at": CLOSES,
        "is_sealed": False,
        "published_at": NOW - timedelta(days=2),
        **texts,
    }
    fields.setdefault("edition", fields.pop("of", None) or cast.edition())
    fields.setdefault("form", fields.pop("asks", None) or full_form())
    return Call.objects.create(**{**defaults, **fields})


def pair(**fields: Any) -> Call:
    """A call for a director and a producer."""
    made = call(applies="pair", least_members=2, most_members=2, **fields)
    for slug in ("director", "producer"):
        Seat.objects.create(call=made, role=Role.objects.get(slug=slug))
    return made


def role(slug: str) -> Role:
    return Role.objects.get(slug=slug)


def applicant(**fields: Any) -> Applicant:
    number = next(_numbers)
    defaults = {"name": f"Aïcha Test {number}", "email": f"aicha{number}@example.org", "language": "fr"}
    return Applicant(**{**defaults, **fields})


def draft(to: Call | None = None, **fields: Any) -> Application:
    to = to or call()
    if to.has_members:
        fields.setdefault("role", role("director"))
    return services.begin_application(to, applicant(**fields), by=None, now=NOW).application


def filled(to: Call | None = None, **fields: Any) -> Application:
    row = draft(to, **fields)
    services.save_answers(row, ANSWERS, now=NOW)
    row.refresh_from_db()
    return row


def sent(to: Call | None = None, **fields: Any) -> Application:
    return services.submit(filled(to, **fields), by=None, now=NOW)


def whole(to: Call | None = None, **fields: Any) -> Application:
    """Sent in by a pair for a track, with a file and an addition."""
    if to is None:
        programme = cast.programme()
        track = programme.tracks.create(slug="fiction", name_fr="Fiction")
        to = pair(of=cast.edition(of=programme), addendum_until=CLOSES + timedelta(days=5))
        to.tracks.set([track])
        fields.setdefault("track", track)
    row = filled(to, **fields)
    name = f"Rajaa Test {next(_numbers)}"
    producer = Invitee(name, f"rajaa{next(_numbers)}@example.org", "ar", role("producer"))
    services.sign(services.invite_member(row, producer, now=NOW), now=NOW)
    question_of_file = to.form.questions.filter(kind="file").first()
    if question_of_file:
        services.attach_file(row, question_of_file, files.Sent(files.PDF, "scénario.pdf"), now=NOW)
    row = services.submit(row, by=None, now=NOW)
    if to.addendum_until:
        services.add_addendum(row, "A co-producer has joined.", now=NOW)
    return row


def invited(row: Application) -> Member:
    other = Invitee("Hiba Test", f"hiba{next(_numbers)}@example.org", "fr", role("producer"))
    return services.invite_member(row, other, now=timezone.now())


def mailed_about(kind: str = "") -> dict[str, int]:
    """What every mail of this room may be about: sent in, one member has left, another has not signed. Where
    it may be sent after all, it is not sent yet.
    """
    closes = max(CLOSES, timezone.now() + timedelta(days=9))
    if kind.endswith("_again"):
        row = filled(pair(closes_at=closes))
        member = invited(row)
        Message.objects.filter(kind__startswith="application_").delete()
        return {"application": row.pk, **({"member": member.pk} if kind == "member_again" else {})}
    row = whole(pair(closes_at=closes))
    services.withdraw_member(row.members.get(is_lead=False), now=timezone.now())
    member = invited(row)
    Message.objects.filter(kind__startswith="application_").delete()
    return {"application": row.pk, "member": member.pk}
