"""The desk of industry events, by noun."""

from residencies.industry.event_admin import EventAdmin
from residencies.industry.meeting_admin import FollowUpAdmin, MeetingAdmin
from residencies.industry.party_admin import GuestAdmin, ProjectAdmin, WishAdmin

__all__ = ["EventAdmin", "FollowUpAdmin", "GuestAdmin", "MeetingAdmin", "ProjectAdmin", "WishAdmin"]
