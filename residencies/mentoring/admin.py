"""The desk of mentoring: mentors and vetoes, rounds of matching, pairs and their sessions."""

from residencies.mentoring import mentorship_admin, profile_admin, round_admin

__all__ = ["mentorship_admin", "profile_admin", "round_admin"]
