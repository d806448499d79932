"""Of each table in which two rows of a person may not stand side by side: two records that differ in one of
its fields become one, and two again, or the refusal names what a page of the desk can change.
"""

from datetime import timedelta
from itertools import chain

import pytest
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import IntegrityError, models, transaction
from django.test import RequestFactory

from alumni.checkins.models import Answer, CheckIn, Pause
from alumni.community.models import Block, Message, Report, Thread
from alumni.placement.models import Posting
from foundation.errors import ServiceError
from foundation.films.models import DossierDocument, DossierVersion, Work
from foundation.people.merging import merge_people, relations
from foundation.people.models import Consent, Person
from foundation.people.services import say_consent
from foundation.people.twins import facts_of, reckoned_with, unique_with
from foundation.people.undoing import undo_merge
from residencies.programmes.models import Participation
from residencies.workshops.models import Attendance
from residencies.workshops.selectors.links import feed_of_token, feed_token
from residencies.workshops.services.feeds import open_feed, renew_feed
from tests import cast
from tests.people.test_undo import different, everything, hang_all_on
from tests.workshops import cast as workshops

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = cast.NOW
LATER = NOW + timedelta(days=1)

# A number drawn for a page, by which what is sent twice is one: no two people have the same.
DRAWN = {"support.SupportRequest.person"}
NEVER = {"community.Report.closed_by"}  # of one that is open
# Changed by an act of its page.
ACTS = {"programmes.Participation.state"}
# The one of the tests' world is of a state in which no other row may be like it.
PREPARED = {
    "delegations.Reserve": {"state": "waiting", "place": None, "offered_at": None, "answer_by": None,
                            "ended_at": None},
}  # fmt: skip


def links():
    """Where a rule looks at the person, and maybe at more."""
    found = ((one.related_model, one.field) for one in relations(Person))
    return [(model, link) for model, link in found if rules(model, link) or reckoned_with(model, link.name)]


def rules(model, link):
    return unique_with(model, link.name)


def row_of(model, link):
    """One that keeps another of its person out, or None."""
    rows = model._base_manager.exclude(**{link.name: None})
    rows.filter(pk=rows.first().pk).update(**PREPARED.get(model._meta.label, {}))
    conditions = [condition for _names, condition in rules(model, link)] or [models.Q()]
    return next(filter(None, (rows.filter(condition).first() for condition in conditions)), None)


def copy_of(row, link, person):
    """The same of another person; what no two rows may have is made up."""
    made = type(row)._base_manager.get(pk=row.pk)
    made.pk, made._state.adding = None, True
    setattr(made, link.name, person)
    for field in made._meta.concrete_fields:
        if field.unique and not field.primary_key and field != link:
            setattr(made, field.attname, None if field.is_relation else f"copy-{row.pk}")
    models.Model.save_base(made, raw=True)
    return made


def counted(row):
    """Lets whatever counts such rows know of it."""
    for field in row._meta.concrete_fields:
        if hasattr(field.related_model, "keep_count"):
            getattr(row, field.name).keep_count()


def others(field, value):
    """Values of a field that are not `value`."""
    if field.is_relation:
        return field.related_model._base_manager.exclude(pk=value).values_list("pk", flat=True)[:2]
    if field.flatchoices:
        return [one for one, _label in field.flatchoices if one not in (value, "")]
    if isinstance(field, models.BooleanField):
        return [not value]
    if isinstance(field, models.DateField):  # a moment as well
        known = value or (NOW if isinstance(field, models.DateTimeField) else NOW.date())
        return [known + timedelta(days=1), known - timedelta(days=1)]
    if isinstance(field, models.IntegerField | models.DecimalField):
        return [(value or 0) + 1, (value or 0) + 2]
    if isinstance(field, models.JSONField):
        return [["fr"], ["ar"]]
    return ["one", "two"]


def differ(mine, other, field):
    """Lets the two rows say something else in the field; False where the table has no room for that."""
    value = getattr(mine, field.attname)
    for one in [value] if value not in (None, "") else others(field, value):
        for two in others(field, one):
            try:
                with transaction.atomic():
                    for row, said in ((mine, one), (other, two)):
                        type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: said})
                    return True
            except IntegrityError:
                pass
    return False


def fault_of(mine, link, field, by):
    """What is wrong about merging its person with another whose row differs from `mine` in the field."""
    keep, remove = getattr(mine, link.name), cast.person(name="Selma Alaoui", email="")
    other = copy_of(mine, link, remove)
    if field is not None and (str(field) in NEVER or not differ(mine, other, field)):
        return None
    counted(other)
    remove.keep_keys()
    before = everything() if field is None else {}
    try:
        merge = merge_people(keep, remove, by=by, now=LATER)
    except ServiceError as fault:
        is_named = field is not None and str(field.verbose_name) in str(fault)
        return None if is_named and can_be_changed(mine, field, by) else str(fault)
    undo_merge(merge, by=by, now=LATER)
    found = different(before, everything() if before else {})
    return [one for one in found if one[0] != "contenttypes.ContentType"] or None  # Django's, made as needed


def can_be_changed(row, field, by):
    """At the desk, in the form of the row or among the lines of another; or the row can be deleted there."""
    request = RequestFactory().get("/")
    request.user = by
    if f"{row._meta.label}.{field.name}" in ACTS:
        return True
    desk = admin.site._registry.get(type(row))
    if desk and desk.has_delete_permission(request, row) and not protected(row):
        return True
    if desk and desk.has_change_permission(request, row):
        return field.name in desk.get_form(request, row, change=True).base_fields
    lines = [
        one(each.model, admin.site)
        for each in admin.site._registry.values()
        for one in each.inlines
        if one.model is type(row)
    ]
    return any(field.name in one.get_formset(request).form.base_fields for one in lines)


def protected(row):
    collector = NestedObjects(using="default")
    collector.collect([row])
    return collector.protected


def test_whatever_two_records_differ_in_they_become_one_or_the_desk_can_mend_it():
    hang_all_on(cast.person(name="Salma Alaoui", email=""))
    Posting.objects.update(places=9)
    by, faults, tried = cast.administrator(), {}, 0
    for model, link in links():
        name = f"{model._meta.label}.{link.name}"
        if name in DRAWN:
            continue
        mine = row_of(model, link)
        used = set(chain(*(names for names, _condition in rules(model, link))))
        for field in [None, *(one for one in facts_of(mine, link) if one.name not in used)]:
            with transaction.atomic():
                if fault := fault_of(mine, link, field, by):
                    faults[name, field and field.name] = fault
                transaction.set_rollback(True)
                tried += 1
    assert faults == {}
    assert tried > 150


@pytest.fixture
def pair():
    return cast.person(name="Salma Alaoui", email=""), cast.person(name="Selma Alaoui", email="")


def merged_and_back(keep, remove):
    """What `seen` finds after the merge; that taking it back leaves all as it was is asserted on the way."""

    def then(seen):
        before = everything()
        merge = merge_people(keep, remove, by=None, now=LATER)
        found = seen()
        undo_merge(merge, by=None, now=LATER)
        left = [one for one in different(before, everything()) if one[0] != "contenttypes.ContentType"]
        assert left == []
        return found

    return then


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_calendar_that_opens_stays_and_an_address_that_has_ended_stays_ended(is_kept):
    she, other = cast.alumna(), cast.person()
    ended = feed_token(open_feed(she))
    hers, theirs = feed_token(renew_feed(she)), feed_token(open_feed(other))
    keep, remove = (she, other) if is_kept else (other, she)
    opened = merged_and_back(keep, remove)(lambda: [feed_of_token(one) for one in (ended, theirs, hers)])
    assert [bool(one) for one in opened] == [False, False, True]
    assert (feed_of_token(hers), feed_of_token(ended)) == (she.calendar_feed, None)


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_longer_pause_stays(pair, is_kept):
    stopped, later = pair if is_kept else pair[::-1]
    Pause.objects.create(person=stopped, since=NOW.date(), source="mail")
    Pause.objects.create(
        person=later, since=LATER.date(), until=LATER.date() + timedelta(days=90), source="portal"
    )
    assert merged_and_back(*pair)(lambda: list(Pause.objects.values_list("until"))) == [(None,)]


def test_two_threads_with_one_alumna_are_one_with_all_that_was_written_and_reported(pair):
    keep, remove = pair
    other = cast.person()
    for number, (one, two) in enumerate([(keep, other), (other, remove)]):
        row = Thread.objects.create(
            starter=one, other=two, begun_at=NOW, last_at=NOW + timedelta(hours=number)
        )
        Message.objects.create(thread=row, author=one, text=f"m{number}", sent_at=NOW)
        Report.objects.create(thread=row, by=other, reason=f"r{number}", at=NOW)

    def seen():
        row = Thread.objects.get()
        said = Report.objects.get().reason.split("\n\n")
        return {row.starter, row.other}, [one.text for one in row.messages.all()], sorted(said)

    assert merged_and_back(keep, remove)(seen) == ({keep, other}, ["m0", "m1"], ["r0", "r1"])


def test_what_is_between_the_two_records_goes_and_a_block_of_somebody_else_stays(pair):
    keep, remove = pair
    other = cast.person()
    row = Thread.objects.create(starter=keep, other=remove, begun_at=NOW, last_at=NOW)
    Message.objects.create(thread=row, author=remove, text="…", sent_at=NOW)
    for one, two in ((keep, remove), (keep, other), (remove, other), (other, remove)):
        Block.objects.create(person=one, blocked=two, at=NOW)
    seen = merged_and_back(keep, remove)(
        lambda: (Thread.objects.count(), list(Block.objects.order_by("pk").values_list("person", "blocked")))
    )
    assert (seen[0], sorted(seen[1])) == (0, sorted([(keep.pk, other.pk), (other.pk, keep.pk)]))


@pytest.mark.parametrize("is_kept", [True, False])
def test_two_participations_in_one_edition_are_one_with_the_check_ins_she_answered(pair, is_kept):
    keep, remove = pair
    edition = cast.edition()
    silent, heard = pair if is_kept else pair[::-1]
    rows = {one: cast.completed(NOW.date(), who=one, of=edition) for one in pair}
    cast.asked_checkin(participation=rows[silent])
    answered = cast.asked_checkin(participation=rows[heard], state="answered", answered_at=NOW)
    question = answered.questionnaire.questions.first()
    for one in CheckIn.objects.all():
        said = {"text": "yes" if one == answered else "no"}
        Answer.objects.create(checkin=one, question=question, value=said, saved_at=NOW)

    def seen():
        one = CheckIn.objects.get()
        assert (one.person, one.participation, keep.participations.get()) == (keep, rows[keep], rows[keep])
        return one, [row.value["text"] for row in one.answers.all()]

    assert merged_and_back(keep, remove)(seen) == (answered, ["yes"])


def test_two_who_came_in_the_place_of_the_two_records_both_stay(pair):
    edition = cast.edition()
    for one in pair:
        left = Participation.objects.create(person=one, edition=edition, state="withdrawn")
        Participation.objects.create(person=cast.person(), edition=edition, state="confirmed", replaces=left)
    assert merged_and_back(*pair)(Participation.objects.count) == 3


def test_two_contracts_stay_and_are_told_apart(pair):
    work = Work.objects.create(title="K-1")
    for one in pair:
        row = DossierDocument.objects.create(work=work, kind="contract", language="fr", owner=one)
        DossierVersion.objects.create(document=row, number=1, size=1, sent_at=NOW)
    titles = merged_and_back(*pair)(lambda: list(pair[0].contracts.values_list("title", flat=True)))
    assert titles == ["", "2"]


def test_of_two_places_in_a_session_one_is_free_again_and_not_given_twice(pair):
    keep, remove = pair
    row = workshops.session(capacity=2)
    first = workshops.registered(row, keep)
    workshops.registered(row, remove, now=LATER)

    def held():
        row.refresh_from_db()
        return list(row.registrations.all()), row.held

    assert merged_and_back(keep, remove)(held) == ([first], 1)
    assert held()[1] == 2
    merge = merge_people(keep, remove, by=None, now=LATER)
    row.refresh_from_db()
    workshops.registered(row, now=LATER)
    with pytest.raises(ServiceError, match="What was recorded since contradicts"):
        undo_merge(merge, by=None, now=LATER)
    assert held()[1] == 2


@pytest.mark.parametrize("is_kept", [True, False])
def test_who_has_given_feedback_gives_none_again(pair, is_kept):
    row = workshops.session()
    told, other = pair if is_kept else pair[::-1]
    Attendance.objects.create(session=row, person=told, way="qr", noted_at=NOW, gave_feedback=True)
    Attendance.objects.create(session=row, person=other, way="list", noted_at=LATER)
    assert merged_and_back(*pair)(lambda: Attendance.objects.get().gave_feedback) is True


@pytest.mark.parametrize("is_kept", [True, False])
def test_two_words_on_one_purpose_stand_again_when_it_is_taken_back(pair, is_kept):
    early, late = pair if is_kept else pair[::-1]
    for now, one in ((NOW, early), (LATER, late)):
        say_consent(one, "news", now == LATER, how="page", by=None, now=now)
    assert merged_and_back(*pair)(lambda: Consent.objects.get(until=None).given) is True
