from residencies.programmes.services.absences import begin_absence, end_absence
from residencies.programmes.services.circulars import NotAsSeen, look_of, send_circular
from residencies.programmes.services.copying import copy_edition
from residencies.programmes.services.pairs import pair_up, replace_participation
from residencies.programmes.services.participations import (
    MOVES,
    TAKES_PART,
    certificate_number,
    change_state,
    change_states,
    check_move,
    complete_participations,
    confirm_participation,
)
from residencies.programmes.services.prizes import give_prize
from residencies.programmes.services.requirements import (
    accept_deliverable,
    hand_in,
    record_fulfilment,
    return_deliverable,
    sweep_files,
    waive_requirement,
)
from residencies.programmes.services.residency import arrange_stay, cancel_stay, give_up_beds, save_needs

__all__ = [
    "MOVES",
    "TAKES_PART",
    "NotAsSeen",
    "accept_deliverable",
    "arrange_stay",
    "begin_absence",
    "cancel_stay",
    "certificate_number",
    "change_state",
    "change_states",
    "check_move",
    "complete_participations",
    "confirm_participation",
    "copy_edition",
    "end_absence",
    "give_prize",
    "give_up_beds",
    "hand_in",
    "look_of",
    "pair_up",
    "record_fulfilment",
    "replace_participation",
    "return_deliverable",
    "save_needs",
    "send_circular",
    "sweep_files",
    "waive_requirement",
]
