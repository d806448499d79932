"""Public facts about Moroccan cinema, imported from tables in Masar's own columns.

An empty cell is a fact that is not known, and stays empty. Nothing private is in them.
"""

from datetime import datetime

from alumni.desk.demo.tables import FOLDER
from foundation.importing.running import import_files
from foundation.people.models import Account

SOURCE = "moroccan-cinema"  # a later import of the same list finds the same people and works


def import_facts(*, by: Account, now: datetime) -> None:
    paths = sorted((FOLDER / SOURCE).glob("*.csv"))
    report = import_files([(path.name, path.read_bytes()) for path in paths], by=by, now=now, source=SOURCE)
    if not report.ok:
        raise ValueError(f"the tables of {SOURCE} are wrong: {report}")
