"""What juries, deliberations and offers do, by noun. Each verb is one transaction."""

from residencies.selection.services.conflicts import (
    clear_conflict,
    confirm_conflict,
    declare_conflict,
    detect_conflicts,
    recuse_juror,
)
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
from residencies.selection.services.reading import Saved, hand_in, save_review
from residencies.selection.services.reminding import queue_reminders, remind_jurors

__all__ = [
    "Invitee",
    "Saved",
    "accept_seat",
    "clear_conflict",
    "close_reading",
    "confirm_conflict",
    "copy_criteria",
    "declare_conflict",
    "decline_seat",
    "detect_conflicts",
    "give_one",
    "give_out",
    "hand_in",
    "invite_juror",
    "queue_reminders",
    "recuse_juror",
    "remind_jurors",
    "remove_juror",
    "reopen_reading",
    "resend_invitation",
    "save_review",
    "take_back",
]
