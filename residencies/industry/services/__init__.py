"""What happens at an industry event, by noun. Each verb is one transaction, but for a schedule’s making."""

from residencies.industry.services.changing import add_meeting, cancel_meeting, move_meeting, pin_meeting
from residencies.industry.services.inviting import invite_to_wish, renew_links
from residencies.industry.services.laying import lay_slots, lay_ways
from residencies.industry.services.outcomes import (
    finish_follow_up,
    mark_of,
    plan_follow_up,
    record_outcome,
    write_note,
)
from residencies.industry.services.prizes import give_prize
from residencies.industry.services.scheduling import (
    ask_schedule,
    make_asked,
    release_schedule,
    schedule_meetings,
)
from residencies.industry.services.telling import tell_changes
from residencies.industry.services.wishing import say_away, say_wishes

__all__ = [
    "add_meeting",
    "ask_schedule",
    "cancel_meeting",
    "finish_follow_up",
    "give_prize",
    "invite_to_wish",
    "lay_slots",
    "lay_ways",
    "make_asked",
    "mark_of",
    "move_meeting",
    "pin_meeting",
    "plan_follow_up",
    "record_outcome",
    "release_schedule",
    "renew_links",
    "say_away",
    "say_wishes",
    "schedule_meetings",
    "tell_changes",
    "write_note",
]
