"""What happens in mentoring: wishes and vetoes, matching, pairs, and their sessions."""

from residencies.mentoring.services.fees import pay_fees
from residencies.mentoring.services.matching import confirm_round, pin_pair, solve_round, unpin
from residencies.mentoring.services.mentorships import (
    accept_mentorship,
    close_mentorship,
    decline_mentorship,
    end_mentorship,
)
from residencies.mentoring.services.profiles import change_profile
from residencies.mentoring.services.pulses import answer_pulse, ask_pulses, settle_pulse
from residencies.mentoring.services.reviews import answer_review
from residencies.mentoring.services.sessions import change_session, log_session, write_note
from residencies.mentoring.services.silence import tell_silences
from residencies.mentoring.services.wishes import say_veto, set_wishes, withdraw_veto

__all__ = [
    "accept_mentorship",
    "answer_pulse",
    "answer_review",
    "ask_pulses",
    "change_profile",
    "change_session",
    "close_mentorship",
    "confirm_round",
    "decline_mentorship",
    "end_mentorship",
    "log_session",
    "pay_fees",
    "pin_pair",
    "say_veto",
    "set_wishes",
    "settle_pulse",
    "solve_round",
    "tell_silences",
    "unpin",
    "withdraw_veto",
    "write_note",
]
