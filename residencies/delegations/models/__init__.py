"""Delegations to markets and festivals: who goes, each one's file, and who stands ready in reserve."""

from residencies.delegations.models.delegations import Delegation
from residencies.delegations.models.files import Leg, Member, Papers, PerDiem
from residencies.delegations.models.reserve import Reserve

__all__ = ["Delegation", "Leg", "Member", "Papers", "PerDiem", "Reserve"]
