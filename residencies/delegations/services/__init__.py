from residencies.delegations.services.files import hand_in_report, open_files
from residencies.delegations.services.leaving import record_refusal, record_withdrawal
from residencies.delegations.services.reserve import (
    accept_place,
    decline_place,
    join_reserve,
    leave_reserve,
    settle_reserves,
)

__all__ = [
    "accept_place",
    "decline_place",
    "hand_in_report",
    "join_reserve",
    "leave_reserve",
    "open_files",
    "record_refusal",
    "record_withdrawal",
    "settle_reserves",
]
