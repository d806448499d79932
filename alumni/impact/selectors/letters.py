"""The letter that asks her for a story. None of its words stand in it: she reads them on her page."""

from django.urls import reverse

from alumni.impact.models import Story
from foundation.mail.letters import Letter, NotWanted
from foundation.mail.models import Message
from foundation.mail.names import spoken_name
from foundation.people.models import Person


def story_mail(message: Message) -> Letter:
    row = Story.objects.select_related("person").filter(pk=message.context.get("story")).first()
    if row is None or row.state != Story.State.ASKED:
        raise NotWanted("it is answered, or changed")
    return story_letter(row.pk, row.person, message.language)


def story_letter(number: int, person: Person, language: str) -> Letter:
    path = reverse("stories:story", args=[number])
    return Letter({"path": path}, personal={"name": spoken_name(person, language)})
