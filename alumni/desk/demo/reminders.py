"""Rules of reminders, written and switched on by the real services; what they plan follows by itself."""

from datetime import datetime

from alumni.desk.demo.tables import read, texts
from foundation.people.models import Account
from foundation.reminders.models import Rule
from foundation.reminders.services import save_rule, switch_rule

PARTS = ("subject", "body", "button")


def write_rules(*, by: Account, now: datetime) -> None:
    for row in read("reminders")["rules"]:
        words = {name: text.strip() for part in PARTS for name, text in texts(row[part], part).items()}
        for days in row.get("offsets") or [row["offset_days"]]:
            name = row["name"].format(days=abs(days))
            facts = {"name": name, "anchor": row["anchor"], "stream": row["stream"], "offset_days": days}
            rule = save_rule(Rule(**facts, **words), by=by, now=now)
            if row["is_active"]:
                switch_rule(rule, True, by=by, now=now)
