from alumni.privacy.services.erasing import check_erasable, delete_lost_files, erase_person
from alumni.privacy.services.readings import note_reading
from alumni.privacy.services.requests import (
    approve_erasure,
    ask,
    carry_out,
    confirm,
    note_written,
    refuse,
    withdraw,
)
from alumni.privacy.services.retention import apply_rules, set_rule

__all__ = [
    "apply_rules",
    "approve_erasure",
    "ask",
    "carry_out",
    "check_erasable",
    "confirm",
    "delete_lost_files",
    "erase_person",
    "note_reading",
    "note_written",
    "refuse",
    "set_rule",
    "withdraw",
]
