"""What the database itself refuses: changing or deleting minutes.

Triggers, since no constraint sees what a row was before. A whole database of SQLite that holds minutes is
emptied by deleting its file: it empties a table by deleting its rows, which is what this refuses.
"""

from foundation.triggers import Triggers, function, raising, refusing

TABLE = "selection_minutes"
REFUSAL = "minutes are not changed: amend them"

TRIGGERS = Triggers(
    frozenset([TABLE]),
    {
        f"{TABLE}_{verb.lower()}_refused": f"BEFORE {verb} ON {TABLE} {refusing(REFUSAL)}"
        for verb in ("UPDATE", "DELETE")
    },
    [
        function(f"{TABLE}_refused", f"{raising(REFUSAL)};"),
        (
            f"CREATE OR REPLACE TRIGGER {TABLE}_refused BEFORE UPDATE OR DELETE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refused()"
        ),
    ],
)
