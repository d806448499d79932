"""What juries, deliberations and offers do, by noun. Each verb is one transaction."""

from residencies.selection.services.conflicts import (
    clear_conflict,
    confirm_conflict,
    declare_conflict,
    detect_conflicts,
    recuse_juror,
)
from residencies.selection.services.deciding import decide, decide_all, move_waiting, switch_rule, undecide
from residencies.selection.services.giving import give_one, give_out, take_back
from residencies.selection.services.juries import (
    Invitee,
    accept_seat,
    close_reading,
    copy_criteria,
    decline_seat,
    invite_juror,
    remove_juror,
    reopen_reading,
    resend_invitation,
)
from residencies.selection.services.minutes import amend_minutes, close_minutes
from residencies.selection.services.reading import Saved, hand_in, save_review
from residencies.selection.services.reminding import queue_reminders, remind_jurors
from residencies.selection.services.telling import (
    NotReady,
    accept_offer,
    decline_offer,
    offer_place,
    release_decisions,
    remind_offers,
    settle_places,
    take_back_offer,
)

__all__ = [
    "Invitee",
    "NotReady",
    "Saved",
    "accept_offer",
    "accept_seat",
    "amend_minutes",
    "clear_conflict",
    "close_minutes",
    "close_reading",
    "confirm_conflict",
    "copy_criteria",
    "decide",
    "decide_all",
    "declare_conflict",
    "decline_offer",
    "decline_seat",
    "detect_conflicts",
    "give_one",
    "give_out",
    "hand_in",
    "invite_juror",
    "move_waiting",
    "offer_place",
    "queue_reminders",
    "recuse_juror",
    "release_decisions",
    "remind_jurors",
    "remind_offers",
    "remove_juror",
    "reopen_reading",
    "resend_invitation",
    "save_review",
    "settle_places",
    "switch_rule",
    "take_back",
    "take_back_offer",
    "undecide",
]
