"""The directory: a few alumnae are listed, each with what she shows."""

from datetime import datetime

from alumni.community.models import Seen
from alumni.community.services import say_profile
from foundation.people.models import Person
from residencies.programmes.models import Participation

LISTED = 12
WORDS = {
    "fr": "Elle raconte les villes de la côte, en fiction et en documentaire.",
    "ar": "تحكي مدن الساحل، في الروائي والوثائقي.",
    "en": "She tells of the towns of the coast, in fiction and in documentaries.",
}


def list_alumnae(logins: list[Person], *, now: datetime) -> None:
    """Those with a login first; every third lets everybody see her, the others alumnae alone."""
    done = Participation.objects.completed().order_by().values("person")
    known = {one.pk for one in logins}
    others = Person.objects.filter(pk__in=done, account=None).exclude(email="").order_by("pk")
    hers = Person.objects.filter(pk__in=known & set(done.values_list("person", flat=True)))
    for number, she in enumerate([*hers.order_by("pk"), *others[:LISTED]]):
        seen = Seen.PUBLIC if number % 3 == 0 else Seen.ALUMNAE
        say_profile(
            she, by=she.account, now=now, listed_to=seen, biography=WORDS[she.language], biography_to=seen,
            place_to=seen, crafts_to=Seen.ALUMNAE, languages_to=Seen.ALUMNAE, availability_to=Seen.ALUMNAE,
        )  # fmt: skip
