import re
from datetime import UTC, datetime
from io import StringIO
from itertools import pairwise

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q

from alumni.careers.models import Change
from alumni.checkins.models import Answer, CheckIn, Option, Question
from alumni.checkins.services import plan_checkins
from alumni.desk.demo.load import alumna_logins, load_demo
from alumni.desk.demo.public_facts import SOURCE
from alumni.desk.demo.selections import JUROR
from alumni.desk.demo.staff import LOGINS, STAFF
from foundation.films.models import Award, Credit, Selection, Work
from foundation.importing.running import Outcome, import_files
from foundation.mail.models import Message
from foundation.people.models import Account, Duplicate, Person
from foundation.reminders import previews
from foundation.reminders.models import Rule
from residencies.calls.models import Call
from residencies.mentoring.models import ClosingReview, Mentorship, Pulse
from residencies.mentoring.services import ask_pulses
from residencies.programmes.models import Edition, Participation, Programme
from residencies.selection.models import Assignment, Deliberation, Juror, Offer
from residencies.selection.selectors.proposing import propose
from residencies.selection.selectors.ranking import ranking
from residencies.workshops.models import Session
from residencies.workshops.selectors.figures import voices

AFTERNOON = datetime(2026, 11, 24, 15, 6, tzinfo=UTC)  # a Tuesday, past the hour of the demo's mails
NIGHT = datetime(2027, 1, 2, 3, tzinfo=UTC)  # a Saturday after a holiday
MONTH_END = datetime(2028, 8, 31, 12, tzinfo=UTC)
REAL = ["Lamia Chraibi", "Khadija Alami", "Hind Bensari", "Oumayma Zekri Ajarrai", "Oliver Laxe"]


# Each instant stays on one core: a demo takes long to load. The clock is the same on each database.
INSTANTS = [
    pytest.param(now, id=f"{now:%d-%m-%Y}", marks=[pytest.mark.xdist_group(f"demo {now:%d-%m-%Y}"), *more])
    for now, *more in (
        (AFTERNOON,),
        (NIGHT, pytest.mark.one_database),
        (MONTH_END, pytest.mark.one_database),
    )
]


@pytest.fixture(scope="module", params=INSTANTS)
def now(request, django_db_setup, django_db_blocker):
    """An instant at which the demo was loaded, once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(request.param, tick=False):
            load_demo(now=request.param)
        yield request.param
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def at_that_time(now, db):
    with time_machine.travel(now, tick=False):
        yield


def of_programmes():
    return Person.objects.filter(participations__isnull=False).distinct()


def test_about_a_hundred_people_have_completed_a_programme():
    graduates = Participation.objects.completed().values("person").distinct().count()
    assert 95 <= graduates <= 110


def test_three_programmes_ran_in_five_years():
    past = Edition.objects.filter(participations__state="completed")
    years = {edition.starts_on.year for edition in past}
    programmes = Programme.objects.filter(editions__participations__state="completed").distinct()
    assert (programmes.count(), len(years) >= 5) == (3, True)


def test_participations_are_in_all_states_and_those_who_left_say_why():
    left = Participation.objects.filter(state__in=["declined", "withdrawn", "dismissed"])
    states = set(Participation.objects.values_list("state", flat=True))
    assert (states, left.filter(reason="").count()) == (set(Participation.State), 0)


def test_all_made_up_addresses_are_reserved_ones():
    addresses = [
        *Person.objects.exclude(email="").values_list("email", flat=True),
        *Account.objects.values_list("email", flat=True),
        *Message.objects.values_list("to_addr", flat=True),
    ]
    assert [one for one in addresses if not re.search(r"@(\w+\.example|example\.org)$", one)] == []


def test_people_are_named_in_both_scripts_and_speak_three_languages():
    in_arabic = of_programmes().filter(Q(name_ar__regex="[؀-ۿ]") | Q(name__regex="[؀-ۿ]")).count()
    assert in_arabic > of_programmes().count() / 2
    assert set(of_programmes().values_list("language", flat=True)) == {"fr", "ar", "en"}


def test_everybody_is_found_by_her_name_in_either_script():
    person = of_programmes().exclude(name_ar="").first()
    assert [person in Person.objects.search(name) for name in (person.name, person.name_ar)] == [True, True]


def test_pairs_of_the_residency_share_a_project_and_some_are_men():
    residency = Participation.objects.filter(edition__programme__kind="residency")
    assert residency.filter(person__gender="man").count() > 2
    assert {work.participations.count() for work in Work.objects.filter(participations__in=residency)} == {2}


def test_a_series_has_one_showrunner_and_a_director_for_each_episode():
    for series in Work.objects.filter(seasons__isnull=False).distinct():
        assert series.credits.filter(role__slug="showrunner", scope="work").count() == 1
        directed = series.credits.filter(role__slug="director").values_list("episode", flat=True)
        assert None not in directed
        assert len(set(directed)) == sum(season.episodes.count() for season in series.seasons.all())


def test_of_real_people_only_public_facts_are_kept():
    real = Person.objects.filter(name__in=REAL)
    assert real.count() == len(REAL)
    private = ["email", "phone", "gender", "city", "country"]
    assert {tuple(row) for row in real.values_list(*private)} == {("",) * 5}
    assert real.filter(birth_date=None, account=None).count() == len(REAL)
    assert [
        rows.filter(person__in=real).count()
        for rows in (Participation.objects, CheckIn.objects, Message.objects, Change.objects)
    ] == [0, 0, 0, 0]


def test_what_is_not_known_stays_empty():
    odyssey = Work.objects.get(title="The Odyssey")
    assert (odyssey.stage, odyssey.year, list(odyssey.countries)) == ("", None, [])
    hot_docs = Selection.objects.get(edition__festival__name="Hot Docs")
    assert (hot_docs.edition.year, hot_docs.work, hot_docs.section) == (None, None, None)


def test_two_prizes_stay_two():
    prizes = Award.objects.filter(selection__work__title="Out of School")
    assert list(prizes.order_by("number").values_list("number", "prize", "result")) == [
        (1, "", "won"),
        (2, "", "won"),
    ]


def test_the_showrunner_leads_the_series_and_the_directors_an_episode_each():
    k1 = Credit.objects.filter(work__title="K-1", person__isnull=False).order_by("person__name")
    assert list(k1.values_list("person__name", "role__slug", "scope", "episode")) == [
        ("Hicham Ayouch", "director", "episode", None),
        ("Khadija Alami", "showrunner", "work", None),
        ("Nour-Eddine Lakhmari", "director", "episode", None),
        ("Yasmine Benkiran", "director", "episode", None),
    ]


def test_every_question_and_choice_is_there_in_three_languages():
    columns = ["text_fr", "text_ar", "text_en"]
    rows = [*Question.objects.values_list(*columns), *Option.objects.values_list(*columns)]
    assert (len(rows), [row for row in rows if not all(row)]) == (13, [])


def test_nobody_was_asked_twice_within_sixty_days():
    asked = CheckIn.objects.exclude(state="cancelled").order_by("person", "ask_on")
    days = [(row.person_id, row.ask_on) for row in asked]
    gaps = [(b[1] - a[1]).days for a, b in pairwise(days) if a[0] == b[0]]
    assert min(gaps) >= 60


def test_nothing_has_happened_in_the_future(now):
    today = now.date()
    assert Participation.objects.filter(completed_on__gt=today).count() == 0
    assert CheckIn.objects.filter(Q(asked_at__gt=now) | Q(answered_at__gt=now)).count() == 0
    assert Change.objects.filter(Q(said_at__gt=now) | Q(decided_at__gt=now)).count() == 0
    assert Work.objects.filter(stage_changes__on__gt=today).count() == 0


def test_check_ins_were_answered_or_not_and_some_are_still_open(now):
    assert set(CheckIn.objects.values_list("state", flat=True)) == set(CheckIn.State)
    overdue = CheckIn.objects.filter(state="asked", closes_at__lte=now)
    assert (overdue.count(), Answer.objects.filter(checkin__state="silent").count()) == (0, 0)


def test_proposals_of_every_kind_were_made_and_some_wait_for_staff():
    assert set(Change.objects.values_list("kind", flat=True)) == set(Change.Kind)
    assert Change.objects.waiting().count() >= 5
    assert {change.decided_by.email for change in Change.objects.filter(state="accepted")} == {STAFF.email}


def test_mail_waits_to_leave_at_the_start_at_any_hour(now):
    waiting = Message.objects.filter(state="queued", not_before__lte=now)
    assert waiting.count() >= 5
    assert Message.objects.filter(state="sent", subject="").count() == 0


def test_more_is_due_today_and_waits_for_the_working_hours(now):
    due = CheckIn.objects.filter(state="planned", ask_on=now.date()).exclude(person__email="")
    assert due.count() >= 5


def test_a_rule_of_reminders_is_on_and_has_planned(now):
    rule = Rule.objects.get(is_active=True, anchor="edition_start")
    assert rule.history.latest().history_user.email == STAFF.email
    planned = rule.occurrences.select_related("person")
    assert {row.state for row in planned} == {"planned"}
    assert len(planned) >= 5
    assert all(row.person.email.endswith(("example", "example.org")) for row in planned)
    assert min(row.due_on for row in planned) > now.date()


def test_each_rule_can_be_looked_at_in_three_languages(now):
    boss = Account.objects.get(is_superuser=True)
    for rule in Rule.objects.all():
        page = previews.page_of(rule, boss, "1", now)
        letters = previews.letters(rule, *previews.example(rule, boss, "", "", page))
        assert [one.language for one in letters] == ["fr", "ar", "en"]
        assert [getattr(rule, f"button_{one.language}") in one.text for one in letters] == [True] * 3
        assert not any("{{" in one.subject + one.text for one in letters)


def test_a_second_planning_of_the_day_finds_nothing(now):
    assert plan_checkins(now=now) == 0


def test_an_alumna_of_each_language_can_log_in_and_has_something_to_answer():
    rows = alumna_logins()
    assert sorted(row.language for row in rows) == ["ar", "en", "fr"]
    assert [row.checkins.filter(state="asked").exists() for row in rows] == [True, True, True]


def test_three_calls_are_at_three_stages(now):
    calls = {call.slug: call for call in Call.objects.all()}
    assert {slug: call.state_at(now) for slug, call in calls.items()} == {
        "residence-duos": "open",
        "producteurs-berlin": "closed",
        "ateliers-meridien": "closed",
    }
    states = {slug: set(call.applications.values_list("state", flat=True)) for slug, call in calls.items()}
    assert states == {
        "residence-duos": {"draft", "submitted", "review"},
        "producteurs-berlin": {"review"},
        "ateliers-meridien": {"selected", "waiting", "declined"},
    }
    assert Offer.objects.filter(state="open", answer_by__gt=now).count() == 1


def test_the_rules_of_the_delegation_bind_and_can_be_obeyed():
    room = Deliberation.objects.get(call__slug="producteurs-berlin")
    found = propose(room, ranking(room), {})
    assert (found.faults, found.unread, found.free.clash) == ((), 0, None)
    assert len(found.free.proposal.chosen) == room.places
    room.rules.all().delete()
    best = propose(room, ranking(room), {}).free.proposal.chosen
    assert set(best) != set(found.free.proposal.chosen)


def test_a_juror_has_something_to_read():
    juror = Juror.objects.get(person__email=JUROR)
    open_ones = Assignment.objects.of_account(juror.person.account).open()
    assert (juror.state, open_ones.count() >= 3) == ("accepted", True)


def test_each_login_of_the_staff_opens_with_its_password():
    opened = [Account.objects.get(email=one.email).check_password(one.password) for one in LOGINS]
    assert opened == [True] * len(LOGINS)


def test_two_spellings_wait_as_possible_duplicates():
    pairs = Duplicate.objects.filter(state="proposed")
    assert [pair.first.name != pair.second.name for pair in pairs] == [True, True]


def test_a_second_load_says_so_prints_the_logins_and_changes_nothing():
    before, said = Person.objects.count(), StringIO()
    call_command("load_demo", stdout=said)
    text = said.getvalue()
    assert text.startswith("The demo foundation is here already.")
    assert [one.password in text for one in LOGINS] == [True] * len(LOGINS)
    assert Person.objects.count() == before


def test_outside_the_demo_nothing_is_loaded(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="runs in the demo alone"):
        call_command("load_demo")


def test_every_person_can_be_edited_as_she_is():
    wrong = {}
    for person in of_programmes():
        try:
            person.clean_fields(exclude=["account"])
        except ValidationError as fault:
            wrong[person.name] = fault.message_dict
    assert wrong == {}


def test_importing_the_list_the_facts_come_from_makes_nothing_twice(data, now):
    files = [(path.name, path.read_bytes()) for path in sorted((data / SOURCE).glob("*.csv"))]
    report = import_files(files, by=None, now=now, dry_run=True)
    new = {what: counts.get(Outcome.NEW, 0) for what, counts in report.counts().items()}
    assert (report.ok, sum(new.values())) == (True, 0)


def test_a_full_session_has_a_line_and_an_offer_that_waits(now):
    full = Session.objects.get(held=6, capacity=6)
    states = list(full.registrations.values_list("state", flat=True))
    assert {state: states.count(state) for state in set(states)} == {
        "registered": 5, "cancelled": 1, "offered": 1, "waiting": 3,
    }  # fmt: skip
    offer = full.registrations.get(state="offered")
    assert offer.person.account is not None
    assert Message.objects.filter(person=offer.person, kind="workshop_offer", state="queued").count() == 1
    assert set(Session.objects.values_list("state", flat=True)) == {"planned", "cancelled"}
    assert not any(voices(row.feedback.all()).is_hidden for row in Session.objects.filter(ends_at__lt=now))


def test_of_the_pairs_one_wants_to_talk_one_is_silent_and_one_looks_back(now):
    assert (Pulse.objects.wanting_talk().count(), Mentorship.objects.silent(now).count()) == (1, 1)
    assert ClosingReview.objects.filter(answered_at=None).count() == 1
    assert ClosingReview.objects.filter(answered_at__lt=now).count() == 1
    with transaction.atomic():
        assert ask_pulses(now=now) == 0  # the next is due weeks from now
