from residencies.programmes.models.mailing import Circular
from residencies.programmes.models.participations import Absence, Participation, ParticipationQuerySet
from residencies.programmes.models.programmes import Edition, Places, Programme, Track
from residencies.programmes.models.requirements import Deliverable, Fulfilment, Requirement
from residencies.programmes.models.residency import Needs, Room, Stay

__all__ = [
    "Absence",
    "Circular",
    "Deliverable",
    "Edition",
    "Fulfilment",
    "Needs",
    "Participation",
    "ParticipationQuerySet",
    "Places",
    "Programme",
    "Requirement",
    "Room",
    "Stay",
    "Track",
]
