"""The whole demo in one transaction, once."""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import holidays
from django.db import transaction
from django.db.models import Count, Exists, OuterRef

from alumni.checkins.models import CheckIn
from alumni.desk.demo.cohorts import fill_editions, make_programmes
from alumni.desk.demo.community import list_alumnae
from alumni.desk.demo.conversations import Conversations, make_plan
from alumni.desk.demo.crowd import other_spellings
from alumni.desk.demo.delegations import Delegations
from alumni.desk.demo.desk import share_the_desk
from alumni.desk.demo.figures import report_to_funder, state_figures, tell_stories
from alumni.desk.demo.filmography import Filmography, employ_producers
from alumni.desk.demo.financing import Financing
from alumni.desk.demo.grants import Grants
from alumni.desk.demo.hooks import tell_others
from alumni.desk.demo.industry import Industry
from alumni.desk.demo.mentoring import follow_pairs, match_mentors
from alumni.desk.demo.placement import Placement
from alumni.desk.demo.premieres import plan_premieres
from alumni.desk.demo.privacy import agree
from alumni.desk.demo.projects import furnish_projects
from alumni.desk.demo.public_facts import import_facts
from alumni.desk.demo.reminders import write_rules
from alumni.desk.demo.school import School
from alumni.desk.demo.selections import Selections
from alumni.desk.demo.silence import fall_silent
from alumni.desk.demo.staff import ADMINISTRATOR, STAFF, make_staff, save_views
from alumni.desk.demo.support import help_alumnae
from alumni.desk.demo.workshops import Workshops
from alumni.desk.demo.years import furnish, give_prizes
from foundation.people.duplicates import find_duplicates
from foundation.people.models import Account, Alias, Person
from foundation.people.services import open_account
from residencies.programmes.models import Participation

SEED = 2018
HOME = "Africa/Casablanca"


def is_loaded() -> bool:
    return Account.objects.filter(email=ADMINISTRATOR.email).exists()


@transaction.atomic
def load_demo(*, now: datetime) -> None:
    """Make the demo foundation as it stands at `now`."""
    rng = Random(SEED)  # noqa: S311 - the same people at every load, not a secret
    today = now.astimezone(ZoneInfo(HOME)).date()
    workday = last_workday(today)
    staff = make_staff()
    by = staff[STAFF.role]
    import_facts(by=by, now=now)
    editions = make_programmes(today=today, last_workday=workday, by=by)
    cohorts = fill_editions(editions, rng=rng, today=today, by=by)
    furnish(cohorts, by=by, now=now)
    Filmography(cohorts, rng=rng, today=today, by=by).make()
    Financing(today=today, by=by).make()
    state_figures(today=today, by=by)
    plan_premieres(today=today, by=by)
    furnish_projects(now=now, today=today, by=by)
    give_prizes(cohorts, by=by)
    employ_producers(cohorts, rng)
    make_plan()
    Conversations(rng=rng, now=now, last_workday=workday, by=by).relive()
    write_rules(by=by, now=now)
    fall_silent(by=by, now=now)
    spell_otherwise(by)
    School(now=now, today=today, by=by).make()
    find_duplicates(now=now)
    save_views(staff)
    open_logins(by, now)
    Selections(now=now, today=today, by=by).make()
    Workshops(now=now, today=today, by=by).make()
    Grants(alumna_logins(), staff, now=now).make()
    Placement(alumna_logins(), now=now, workday=workday, by=by).make()
    list_alumnae(alumna_logins(), now=now)
    Delegations(alumna_logins(), now=now, by=by).make()
    match_mentors(by=by, now=now)
    follow_pairs(by=by, now=now)
    Industry(now=now, by=by).make()
    help_alumnae(alumna_logins(), staff, now=now)
    share_the_desk(alumna_logins(), staff, now=now)
    tell_others(by=by, now=now)
    agree(alumna_logins(), staff, now=now)
    tell_stories(alumna_logins(), by=by, now=now)
    report_to_funder(now=now, today=today, by=by)


def last_workday(today: date) -> date:
    """The last one before today, in Morocco."""
    feasts = holidays.country_holidays("MA", years=[today.year - 1, today.year])
    days = (today - timedelta(days=number) for number in range(1, 30))
    return next(day for day in days if day.weekday() < 5 and day not in feasts)


def spell_otherwise(by: Account) -> None:
    """Two people stand twice, from an old list with another spelling; three have a second name."""
    found = list(other_spellings(Person.objects.exclude(email="").filter(account=None).order_by("pk")))
    for person, spelling in found[:2]:
        again = Person(
            name=spelling,
            city=person.city,
            country=person.country,
            birth_date=person.birth_date,
            language=person.language,
            note="Liste des anciennes, reprise d’un vieux tableur.",
        )
        again._history_user = by
        again.save()
    for person, spelling in found[2:5]:
        Alias.objects.create(person=person, name=spelling)
        person._history_user = by
        person.save()


def open_logins(by: Account, now: datetime) -> None:
    """One alumna in each language can log in: one with a check-in to answer and with films."""
    people = Person.objects.exclude(email="").filter(account=None, participations__state="completed")
    waiting = CheckIn.objects.filter(person=OuterRef("pk"), state=CheckIn.State.ASKED)
    told = people.annotate(is_asked=Exists(waiting), films=Count("credits", distinct=True))
    for language in Person.Language:
        hers = told.filter(language=language).order_by("-is_asked", "-films", "pk")
        open_account(hers[0], by=by, now=now)


def alumna_logins() -> list[Person]:
    """One for each language, those opened first."""
    rows = Person.objects.filter(account__is_staff=False).order_by("account")
    return list({person.language: person for person in reversed(rows)}.values())[::-1]


def resident() -> Person:
    """Who takes part in the residency that is not over, with something to do."""
    rows = Participation.objects.running().filter(edition__programme__slug="residence-duos")
    return rows.exclude(person__email="").select_related("person").order_by("pk")[0].person
