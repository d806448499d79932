"""Wishes that no meeting answers, and why."""

from dataclasses import dataclass

from residencies.industry.boards import Board
from residencies.industry.models import Event, Meeting
from residencies.industry.planning import LIKE, MUST, NO, Pair, Problem
from residencies.industry.selectors.problems import problem_of

REASONS = ("no", "self", "language", "slot", "project_full", "guest_full", "table", "lost", "open")


@dataclass(frozen=True)
class Lack:
    """A pair that is wished for and does not meet. `reason` is one of REASONS: somebody said no, one person
    on both sides, no language, no slot in which both can, one of them has as many as she takes, no table,
    lost against stronger wishes; or there is room still ("open").
    """

    pair: Pair
    words: tuple[str, str]
    reason: str


def lacks(event: Event) -> list[Lack]:
    """As things stand, the strongest wishes first."""
    return lacks_of(problem_of(event, keep=Meeting.objects.planned().filter(event=event)))


def lacks_of(problem: Problem) -> list[Lack]:
    """Of a schedule that is the problem's `kept`."""
    board = Board(problem)
    wished = [
        (pair, words)
        for pair, words in problem.wishes.items()
        if (MUST in words or LIKE in words)
        and pair not in board.at
        and pair[0] in problem.projects
        and pair[1] in problem.guests
    ]
    strength = {pair: sum({MUST: 3, LIKE: 1}.get(word, 0) for word in words) for pair, words in wished}
    wished.sort(key=lambda one: (-strength[one[0]], one[0]))
    return [Lack(pair, words, _reason(board, pair)) for pair, words in wished]


def _reason(board: Board, pair: Pair) -> str:
    problem = board.problem
    project, guest = board.sides(pair)
    if NO in problem.wishes[pair]:
        return "no"
    if project.of.people & guest.of.people:
        return "self"
    if not problem.can_talk(pair):
        return "language"
    both = project.open & guest.open
    if not both:
        return "slot"
    for reason, party in (("project_full", project), ("guest_full", guest)):
        if all(party.days[board.days[s]] >= party.of.most_a_day for s in both):
            return reason
    free = [s for s in both if board.has_time(project, s) and board.has_time(guest, s)]
    if not free:
        return "lost"
    return "open" if any(board.spot(pair, s) for s in free) else "table"
