"""The best assignment: as many mentees as can be, then the greatest total, never above a mentor's places.

Shortest augmenting paths, in whole numbers throughout: a mentee after the other is given a place by the
chain of moves that costs least, and prices of mentees and places prove after each that no other way is
better (Jonker and Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
Problems", 1987). Staying without a mentor is a place as well, of which there is one for each mentee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True)
class Best:
    """`chosen` is the mentor's place for each mentee's, or None. `total` is gains less costs of load."""

    chosen: tuple[int | None, ...]
    total: int


class Table:
    """Mentees × mentors. `gains` is n × m whole numbers, `allowed` n × m truths, `costs[j]` what mentor
    j's first, second … further mentee takes off the total: as many as she has places, none cheaper than
    the one before. n × places pairs have to fit into memory.
    """

    def __init__(self, gains: Any, allowed: Any, costs: Sequence[Sequence[int]]) -> None:
        import numpy as np  # noqa: PLC0415 - only those who match load it

        if any(later < sooner for one in costs for sooner, later in pairwise(one)):
            raise ValueError("A further mentee may not cost less than the one before.")
        self.np, self.mentees = np, len(gains)
        places = [(mentor, cost) for mentor, of_one in enumerate(costs) for cost in of_one[: self.mentees]]
        self.mentors, loads = np.array(places, dtype=np.int64).reshape(-1, 2).T
        shape = self.mentees, len(costs)  # said, for a table without rows
        worth = np.array(gains, dtype=np.int64).reshape(shape)[:, self.mentors] - loads
        may = np.array(allowed, dtype=bool).reshape(shape)[:, self.mentors]
        # One more who is placed outweighs whatever her place may cost the others.
        self.placed = 1 + 2 * (self.mentees + 1) * int(np.abs(worth[may]).max(initial=0))
        # To be without costs nothing, and is open to each: no best way has a pair that costs more.
        pairs = np.where(may, -worth - self.placed, 1)
        nobody = np.zeros((self.mentees, self.mentees), dtype=np.int64)
        # The last row takes what no mentee has.
        self.cost = np.vstack([np.hstack([pairs, nobody]), np.zeros(len(places) + self.mentees, np.int64)])
        self.row_prices = np.zeros(self.mentees + 1, dtype=np.int64)
        self.prices = np.zeros(self.cost.shape[1], dtype=np.int64)
        self.owners = np.full(self.cost.shape[1], self.mentees)
        for mentee in range(self.mentees):
            self._place(mentee)

    def best(self) -> Best:
        return self._told(self.owners)

    def without(self, mentee: int) -> Best:
        """The best if she may not have the mentor whom she has in `best`."""
        (goal,) = self.np.flatnonzero(self.owners == mentee)
        first = self.cost[mentee].copy()
        first[: len(self.mentors)][self.mentors == self.mentors[goal]] = 1
        _far, came_from = self._reached(first - self.row_prices[mentee], goal)
        return self._told(self._moved(mentee, goal, came_from))

    def _place(self, mentee: int) -> None:
        """She gets a place, and the prices follow: none of what is left over has one."""
        far, came_from = self._reached(self.cost[mentee] - self.row_prices[mentee])
        goal = int(self.np.where(self.owners == self.mentees, far, far.max() + 1).argmin())
        nearer = self.np.maximum(far[goal] - far, 0)
        self.row_prices[self.owners] += nearer
        self.row_prices[mentee] += far[goal]
        self.prices -= nearer
        self.owners = self._moved(mentee, goal, came_from)

    def _reached(self, first: Any, goal: int | None = None) -> tuple[Any, Any]:
        """What it costs at least to come to each place, above its prices, and from which; -1 is directly.

        As far as to the goal, or else to a place nobody has.
        """
        np = self.np
        far = first - self.prices
        came_from = np.full(len(far), -1)
        done = np.zeros(len(far), dtype=bool)
        beyond = np.iinfo(np.int64).max
        while True:
            place = int(np.where(done, beyond, far).argmin())
            owner = self.owners[place]
            if place == goal or (goal is None and owner == self.mentees):
                return far, came_from
            done[place] = True
            through = self.cost[owner] - self.prices + (far[place] - self.row_prices[owner])
            came_from[through < far] = place
            np.minimum(far, through, out=far)

    def _moved(self, mentee: int, goal: int, came_from: Any) -> Any:
        """The owners once each on the way to the goal has moved on, and she has come."""
        owners = self.owners.copy()
        while (before := came_from[goal]) >= 0:
            owners[goal] = self.owners[before]
            goal = before
        owners[goal] = mentee
        return owners

    def _told(self, owners: Any) -> Best:
        chosen: list[int | None] = [None] * self.mentees
        total = 0
        for place, owner in enumerate(owners[: len(self.mentors)].tolist()):
            if owner < self.mentees:
                chosen[owner] = int(self.mentors[place])
                total -= int(self.cost[owner, place]) + self.placed
        return Best(tuple(chosen), total)
