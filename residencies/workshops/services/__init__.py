"""What happens to sessions and the places in them, by noun. Each verb is one transaction."""

from residencies.workshops.services.asking import ask_for_place, confirm_place, forget_requests
from residencies.workshops.services.attendance import admit, note_attendance, note_list, note_self
from residencies.workshops.services.feeds import open_feed, renew_feed
from residencies.workshops.services.materials import check_material, sweep_materials
from residencies.workshops.services.places import (
    accept_offer,
    cancel_registration,
    register,
    register_all,
    register_guest,
    settle_sessions,
)
from residencies.workshops.services.saying import give_feedback
from residencies.workshops.services.sessions import cancel_session, change_session

__all__ = [
    "accept_offer",
    "admit",
    "ask_for_place",
    "cancel_registration",
    "cancel_session",
    "change_session",
    "check_material",
    "confirm_place",
    "forget_requests",
    "give_feedback",
    "note_attendance",
    "note_list",
    "note_self",
    "open_feed",
    "register",
    "register_all",
    "register_guest",
    "renew_feed",
    "settle_sessions",
    "sweep_materials",
]
