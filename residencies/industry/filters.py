"""What may be asked of industry events and what is of them."""

from foundation.filters import Filters, IdFilter
from residencies.industry.models import Event, FollowUp, Guest, Meeting, Project, Wish


class EventFilters(Filters):
    class Meta:
        model = Event
        fields = {"edition": ["exact"], "state": ["exact"], "starts_on": ["gte", "lte"]}


class ProjectFilters(Filters):
    class Meta:
        model = Project
        fields = {"event": ["exact"], "work": ["exact"]}


class GuestFilters(Filters):
    class Meta:
        model = Guest
        fields = {"event": ["exact"], "kind": ["exact"], "organisation": ["exact"]}


class WishFilters(Filters):
    event = IdFilter(field_name="project__event")

    class Meta:
        model = Wish
        fields = {"project": ["exact"], "guest": ["exact"], "side": ["exact"], "word": ["exact"]}


class MeetingFilters(Filters):
    class Meta:
        model = Meeting
        fields = {
            "event": ["exact"],
            "project": ["exact"],
            "guest": ["exact"],
            "state": ["exact"],
            "outcome": ["exact"],
        }


class FollowUpFilters(Filters):
    event = IdFilter(field_name="meeting__event")

    class Meta:
        model = FollowUp
        fields = {"meeting": ["exact"], "owner": ["exact"], "due_on": ["gte", "lte"]}
