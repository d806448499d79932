"""What happens in a selection: what people decide, and the minutes of it."""

from residencies.selection.services.deciding import decide, decide_all, move_waiting, switch_rule, take_back
from residencies.selection.services.minutes import amend_minutes, close_minutes

__all__ = [
    "amend_minutes",
    "close_minutes",
    "decide",
    "decide_all",
    "move_waiting",
    "switch_rule",
    "take_back",
]
