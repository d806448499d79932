"""A foundation of very many people, works and credits, written by the database itself, PostgreSQL alone.

Every person has three credits, and every work ten of them, each in a role of its own. Every twentieth
person is an alumna with an entry in the directory; `LOGINS` of them have a login, a check-in to answer and
a thread with another. Names are dealt from those of the demo, in two scripts, so that five people in a
million share one; what they are searched by is kept of each as the product keeps it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

OF_PERSON, OF_WORK, OF_ALUMNAE, LOGINS = 3, 10, 20, 400
NAMES = 200_000
APART = 7920  # people on one work are not neighbours; a multiple of ten, so that each has three credits


def make_crowd(people: int) -> None:
    """So many people (a multiple of ten) and their credits; needs a database made ready by `migrate`."""
    from django.db import connection

    from foundation.films.models import Credit, Role, Work
    from tests import cast
    from tests.many import copies

    first = cast.person(country="MA", city="Tétouan", occupation="réalisatrice", birth_date=date(1995, 1, 1))
    work = Work.objects.create(
        title="Film", kind="feature", stage="released", year=2020, countries=["MA", "FR"], is_public=True,
        logline="Elle revient au barrage que son père a construit, et filme ce que l’eau a laissé.",
    )  # fmt: skip
    roles = list(Role.objects.order_by("pk").values_list("pk", flat=True)[:OF_WORK])
    works = people * OF_PERSON // OF_WORK
    _deal_names(min(NAMES, people))
    columns = ("name", "sort_name", "name_ar", "search_key", "sound_key")
    named = {name: f"(SELECT {name} FROM dealt WHERE k = n % {min(NAMES, people)})" for name in columns}
    copies(
        first, people - 1, **named, email="'oumaima' || n || '@example.org'",
        birth_date="date '1970-01-01' + n % 12000", created_at="now() - n * interval '1 second'",
    )  # fmt: skip
    copies(work, works - 1, title="'Film ' || n", year="2000 + n % 26", search_key="' film ' || n || ' '")
    credit = Credit.objects.create(work=work, person=first, role_id=roles[0])
    copies(
        credit, OF_PERSON * people - 1,
        work_id=f"{work.pk} + n / {OF_WORK}",
        person_id=f"{first.pk} + (n + n % {OF_WORK} * {APART} * (1 + n / {people})) % {people}",
        role_id=f"(ARRAY[{', '.join(map(str, roles))}])[1 + n % {OF_WORK}]",
    )  # fmt: skip
    _make_alumnae(first, people)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE dealt")
        cursor.execute("VACUUM ANALYZE")


def _deal_names(count: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE UNLOGGED TABLE dealt (k integer PRIMARY KEY, name text, sort_name text, name_ar text, "
            "search_key text, sound_key text)"
        )
        with cursor.cursor.copy("COPY dealt FROM STDIN") as lines:
            for number, row in enumerate(islice(_names(), count)):
                lines.write_row((number, *row))


def _names() -> Iterator[tuple[str, ...]]:
    """(name, sort name, name in Arabic script, search key, sound key), no two alike."""
    from random import Random

    from alumni.desk.demo.tables import read
    from foundation.people.names import keys

    table = read("names")
    surnames = [one for some in table["surnames"].values() for one in some]
    every = [(own, one, two) for own in table["women"] for one in surnames for two in surnames if one != two]
    Random(7).shuffle(every)
    for (own, own_ar), (one, one_ar), (two, two_ar) in every:
        name, arabic = f"{own} {one} {two}", f"{own_ar} {one_ar} {two_ar}"
        yield name, f"{one} {two} {own}", arabic, *keys([name, arabic])


def _make_alumnae(first: Any, people: int) -> None:
    from django.utils import timezone

    from alumni.community.models import Profile
    from tests import cast
    from tests.many import copies

    edition, today = cast.edition(), timezone.localdate()
    done = cast.completed(today - timedelta(days=400), who=first, of=edition)
    profile = Profile.objects.create(
        person=first, name=first.name, biography="Elle raconte les villes de la côte.", city="Tétouan",
        country="MA", listed_to="alumnae", biography_to="alumnae", place_to="alumnae",
        takes_messages=True, said_at=first.created_at,
    )  # fmt: skip
    count, whose = people // OF_ALUMNAE - 1, f"{first.pk} + n * {OF_ALUMNAE}"
    copies(done, count, person_id=whose, certificate="'2026-' || n")
    columns = ("name", "name_ar", "search_key", "sound_key")
    named = {name: f"(SELECT {name} FROM people_person p WHERE p.id = {whose})" for name in columns}
    copies(profile, count, person_id=whose, **named)
    _open_logins(min(LOGINS, count))


def _open_logins(count: int) -> None:
    """Each has a check-in that waits for her answer, and a message from the one after her."""
    from django.utils import timezone

    from alumni.checkins.models import CheckIn
    from alumni.community.models import Message, Thread
    from foundation.people.models import Account
    from residencies.programmes.models import Participation
    from tests import cast

    now, form = timezone.now(), cast.questionnaire()
    step = Participation.objects.count() // count
    hers = list(Participation.objects.select_related("person").order_by("pk")[: count * step : step])
    accounts = Account.objects.bulk_create(
        Account(email=f"login{number}@example.org", password="!") for number in range(count)
    )
    for done, account in zip(hers, accounts, strict=True):
        type(done.person).objects.filter(pk=done.person_id).update(account=account, email=account.email)
    CheckIn.objects.bulk_create(
        CheckIn(
            person=done.person, participation=done, questionnaire=form, months=12, due_on=now, ask_on=now,
            state="asked", asked_at=now, closes_at=now + timedelta(days=60),
        )
        for done in hers
    )  # fmt: skip
    threads = Thread.objects.bulk_create(
        Thread(starter=one.person, other=two.person, begun_at=now, last_at=now)
        for one, two in zip(hers, hers[1:] + hers[:1], strict=True)
    )
    Message.objects.bulk_create(
        Message(thread=one, author=one.starter, text=f"Es-tu libre en mars ? {number}", sent_at=now)
        for one in threads for number in range(3)
    )  # fmt: skip
