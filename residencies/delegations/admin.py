from residencies.delegations.delegation_admin import DelegationAdmin, ReserveAdmin
from residencies.delegations.member_admin import MemberAdmin, PerDiemAdmin

__all__ = ["DelegationAdmin", "MemberAdmin", "PerDiemAdmin", "ReserveAdmin"]
