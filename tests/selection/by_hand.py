"""The rules of a choice once more, by trying every set: what the solver's answers are held against."""

from fractions import Fraction
from itertools import combinations

from residencies.selection.rules import Budget, Each, Pin, Places, Quota, Share


def obeys(rule, chosen, value=None):
    """Whether those in `chosen` obey a rule; of a rule with a row for each value, that of `value`."""
    known = [one.groups.get(rule.dimension) for one in chosen] if hasattr(rule, "dimension") else []
    known = [found for found in known if found is not None]
    match rule:
        case Places():
            return len(chosen) == rule.count
        case Pin():
            return (rule.id in [one.id for one in chosen]) == rule.chosen
        case Budget():
            return sum(Fraction(one.cost or 0) for one in chosen) <= rule.most
        case Quota():
            return within(sum(found in rule.values for found in known), rule)
        case Share():
            inside = sum(found in rule.values for found in known)
            return not known or within(Fraction(inside, len(known)), rule)
        case Each():
            return within(known.count(value), rule)
    raise TypeError(rule)


def within(amount, rule):
    return (rule.least is None or amount >= rule.least) and (rule.most is None or amount <= rule.most)


def members(rules, candidates):
    """Each rule, or (rule, value) for each of its values."""
    for rule in rules:
        if isinstance(rule, Each):
            found = {one.groups.get(rule.dimension) for one in candidates} - {None}
            yield from ((rule, value) for value in rule.values or found)
        else:
            yield rule, None


def every_set(candidates):
    for size in range(len(candidates) + 1):
        yield from combinations(candidates, size)


def first_best(candidates, rules):
    """Of all sets that obey the rules the best, and of those the first; None if there is none."""
    given = {one.id: place for place, one in enumerate(candidates)}

    def order(chosen):
        return -sum(one.score for one in chosen), sorted((-one.score, given[one.id]) for one in chosen)

    needed = list(members(rules, candidates))
    fit = (some for some in every_set(candidates) if all(obeys(rule, some, value) for rule, value in needed))
    best = min(fit, key=order, default=None)
    return best and sorted(best, key=lambda one: (-one.score, given[one.id])) if best != () else []


def possible(candidates, needed):
    return any(all(obeys(rule, some, value) for rule, value in needed) for some in every_set(candidates))
