from alumni.support.services.answering import note_reading, write
from alumni.support.services.asking import Asking, ask, say_helped
from alumni.support.services.assigning import assign
from alumni.support.services.closing import close
from alumni.support.services.keeping import reseal_all, sweep_files
from alumni.support.services.lateness import tell_late
from alumni.support.services.precedents import write_precedent
from alumni.support.services.readers import name_reader
from alumni.support.services.recusing import recuse

__all__ = [
    "Asking",
    "ask",
    "assign",
    "close",
    "name_reader",
    "note_reading",
    "recuse",
    "reseal_all",
    "say_helped",
    "sweep_files",
    "tell_late",
    "write",
    "write_precedent",
]
