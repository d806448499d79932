"""The directory: a few alumnae are listed, each with what she shows, and two of them write to each other."""

from datetime import datetime, timedelta

from alumni.community.models import Seen
from alumni.community.services import say_profile, write
from foundation.people.models import Person
from residencies.programmes.models import Participation

LISTED = 12
WORDS = {
    "fr": "Elle raconte les villes de la côte, en fiction et en documentaire.",
    "ar": "تحكي مدن الساحل، في الروائي والوثائقي.",
    "en": "She tells of the towns of the coast, in fiction and in documentaries.",
}
ASKED = "Bonjour, je cherche une monteuse pour un court métrage à Tanger, en mars. Es-tu libre ?"
ANSWERED = "Oui, avec plaisir. Envoie-moi le scénario quand tu veux."


def list_alumnae(logins: list[Person], *, now: datetime) -> None:
    """Those with a login first; every third lets everybody see her, the others alumnae alone."""
    done = Participation.objects.completed().order_by().values("person")
    known = {one.pk for one in logins}
    others = Person.objects.filter(pk__in=done, account=None).exclude(email="").order_by("pk")
    hers = Person.objects.filter(pk__in=known & set(done.values_list("person", flat=True)))
    listed = [*hers.order_by("pk"), *others[:LISTED]]
    for number, she in enumerate(listed):
        seen = Seen.PUBLIC if number % 3 == 0 else Seen.ALUMNAE
        say_profile(
            she, by=she.account, now=now, listed_to=seen, takes_messages=number % 4 != 3,
            biography=WORDS[she.language], biography_to=seen, place_to=seen, crafts_to=Seen.ALUMNAE,
            languages_to=Seen.ALUMNAE, availability_to=Seen.ALUMNAE,
        )  # fmt: skip
    one, two = listed[:2]
    write(one, two, ASKED, by=one.account, now=now - timedelta(hours=3))
    write(two, one, ANSWERED, by=two.account, now=now - timedelta(hours=2))
