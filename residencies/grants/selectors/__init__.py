"""Reads of this room that span its tables."""

from residencies.grants.selectors.hers import Mine, grants_of
from residencies.grants.selectors.obstacles import obstacles, standing_in_the_way

__all__ = ["Mine", "grants_of", "obstacles", "standing_in_the_way"]
