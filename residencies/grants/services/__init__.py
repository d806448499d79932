"""What grants do, by noun. Each verb is one transaction."""

from residencies.grants.services.funds import top_up_fund
from residencies.grants.services.granting import (
    Plan,
    cancel_grant,
    commit_grant,
    describe_grant,
    plan_instalments,
)
from residencies.grants.services.paying import (
    approve_instalment,
    cancel_instalment,
    clear_instalment,
    correct_reference,
    pay_instalment,
    reach_milestone,
    refuse_instalment,
    request_instalment,
)
from residencies.grants.services.reminding import remind
from residencies.grants.services.reports import (
    accept_report,
    ask_report,
    hand_in_report,
    send_back_report,
    sweep_documents,
)

__all__ = [
    "Plan",
    "accept_report",
    "approve_instalment",
    "ask_report",
    "cancel_grant",
    "cancel_instalment",
    "clear_instalment",
    "commit_grant",
    "correct_reference",
    "describe_grant",
    "hand_in_report",
    "pay_instalment",
    "plan_instalments",
    "reach_milestone",
    "refuse_instalment",
    "remind",
    "request_instalment",
    "send_back_report",
    "sweep_documents",
    "top_up_fund",
]
