"""What this room does: reports are frozen and handed on, stories written, asked for and agreed to."""

from alumni.impact.services.freezing import end_link, freeze_report, issue_report, share_report
from alumni.impact.services.stories import (
    Words,
    agree_to_story,
    ask_for_story,
    change_story,
    decline_story,
    follow_consent,
    tell_story,
    withdraw_story,
    write_story,
)

__all__ = [
    "Words",
    "agree_to_story",
    "ask_for_story",
    "change_story",
    "decline_story",
    "end_link",
    "follow_consent",
    "freeze_report",
    "issue_report",
    "share_report",
    "tell_story",
    "withdraw_story",
    "write_story",
]
