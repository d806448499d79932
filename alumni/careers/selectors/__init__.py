"""A career, read from what is recorded; nothing of it is stored."""

from alumni.careers.selectors.attribution import attributions, attributions_in, participations_in
from alumni.careers.selectors.collaborators import collaborators, with_titles
from alumni.careers.selectors.ladder import ladders
from alumni.careers.selectors.milestones import Milestone, milestones, milestones_of, path_of
from alumni.careers.selectors.timeline import Event, events_of, timeline
from alumni.careers.selectors.waits import Group, Scope, waits

__all__ = [
    "Event",
    "Group",
    "Milestone",
    "Scope",
    "attributions",
    "attributions_in",
    "collaborators",
    "events_of",
    "ladders",
    "milestones",
    "milestones_of",
    "participations_in",
    "path_of",
    "timeline",
    "waits",
    "with_titles",
]
