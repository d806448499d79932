"""Rows of placement: postings, offers of work, availability."""

from datetime import date, timedelta

from alumni.community.models import Profile as Listed
from alumni.placement.models import Craft, Offer, Period, Posting, Profile
from alumni.placement.services import say_availability
from foundation.people.models import Organisation, Person
from tests import cast
from tests.community import cast as community
from tests.placement import cast as placement


def posting_row(owner: Person, number: int) -> Posting:
    """One that was offered to the owner."""
    return placement_offer_row(owner, number).posting


def placement_offer_row(owner: Person, number: int) -> Offer:
    house = Organisation.objects.create(name=f"Studio {number}") if number % 2 else None
    first = date(2027, 1, 1) + timedelta(days=number % 3)
    said = {} if number % 2 else {"work": None, "title": f"Film {number}"}
    of = placement.draft(organisation=house, starts_on=first, **said)
    at = cast.NOW + timedelta(days=number % 3)
    return of.offers.create(
        person=owner, position=0, days=5, made_at=cast.NOW, sent_at=cast.NOW, answer_by=at, state="sent"
    )


def directory_row(owner: Person, number: int) -> Listed:
    """Of somebody else: listed for alumnae, with a role."""
    row = community.profile(name=f"Alumna {number % 3}", listed_to="alumnae", crafts_to="alumnae")
    Craft.objects.create(person=row.person, role=placement.role())
    return row


def work_profile_row(owner: Person, number: int) -> Profile:
    """The owner's first, then those of others."""
    who = cast.person() if Profile.objects.filter(person=owner).exists() else owner
    row = say_availability(who, by=None, now=cast.NOW + timedelta(days=number % 3), languages=["fr"])
    Profile.objects.filter(pk=row.pk).update(days_to="alumnae" if number % 2 else "staff")
    Craft.objects.create(person=who, role=placement.role())
    Period.objects.create(person=who, is_available=True, starts_on=placement.FIRST)
    return row
