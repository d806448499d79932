"""Whether somebody is available on a day, by her own word."""

from datetime import date

from django.db.models import BooleanField, Case, Exists, OuterRef, Subquery, Value, When

from alumni.placement.models import Period, Profile


def available_on(day: date) -> Case:
    """Of rows that have a `person`: yes, no, or null where she has said neither. Her days say more than her
    word in general, and a no more than a yes.
    """
    hers = Period.objects.filter(person=OuterRef("person")).covering(day, day)
    in_general = Profile.objects.filter(person=OuterRef("person")).values("is_available")
    return Case(
        When(Exists(hers.filter(is_available=False)), then=Value(False)),
        When(Exists(hers.filter(is_available=True)), then=Value(True)),
        default=Subquery(in_general),
        output_field=BooleanField(null=True),
    )
