"""Tables of postings and offers that leave the house; they are written, and never read in."""

from typing import Any

from django.db.models import QuerySet

from alumni.placement.models import Offer, Posting
from foundation.films.models import Work
from foundation.importing.resources import Link, TableResource
from foundation.people.models import Person


class PostingTable(TableResource):
    code = "postings"
    number = "posting_id"
    tells_of = (Work,)
    work = Link("work__title")
    organisation = Link("organisation__name")
    role = Link("role__slug")
    department = Link("role__department")

    class Meta(TableResource.Meta):
        model = Posting
        fields = [
            *("id", "work", "organisation", "title", "production", "contact_name", "contact_email", "role"),
            *(
                "department",
                "grade",
                "places",
                "held",
                "starts_on",
                "ends_on",
                "city",
                "country",
                "languages",
            ),
            *("is_paid", "pay_amount", "pay_currency", "pay_words", "state", "closes_at"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Posting]) -> QuerySet[Posting]:
        return rows.select_related("work", "organisation", "role")


class OfferTable(TableResource):
    """Neither why she declined nor what she wrote to the production."""

    code = "work-offers"
    number = "offer_id"
    tells_of = (Posting, Person)
    posting_id = Link("posting__pk")
    role = Link("posting__role__slug")
    title = Link("posting__title")
    person_id = Link("person__pk")
    person = Link("person__name")

    class Meta(TableResource.Meta):
        model = Offer
        fields = [
            *("id", "posting_id", "role", "title", "person_id", "person", "state", "made_at", "sent_at"),
            *("answer_by", "answered_at", "accepted_at", "ended_at"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Offer]) -> Any:
        return rows.select_related("posting__role", "person")
