"""The desk of mentoring: mentors and vetoes, rounds of matching, pairs and their sessions."""

from residencies.mentoring import fee_admin, mentorship_admin, profile_admin, pulse_admin, round_admin

__all__ = ["fee_admin", "mentorship_admin", "profile_admin", "pulse_admin", "round_admin"]
