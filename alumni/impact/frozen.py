"""What the database itself refuses: changing a report that was frozen. Who froze it may be forgotten."""

from foundation.triggers import Triggers, function, raising, refusing

TABLE = "impact_frozenreport"
REFUSAL = "a frozen report is not changed: freeze another"
# What is refused: by name, of which columns, and when.
RULES = {
    f"{TABLE}_update_refused": ('id, title, "on", content, frozen_at, token', ""),
    f"{TABLE}_author_refused": ("frozen_by_id", "WHEN (NEW.frozen_by_id IS NOT NULL) "),
}

TRIGGERS = Triggers(
    frozenset([TABLE]),
    {
        name: f"BEFORE UPDATE OF {columns} ON {TABLE} {when}{refusing(REFUSAL)}"
        for name, (columns, when) in RULES.items()
    },
    [
        function(f"{TABLE}_refused", f"{raising(REFUSAL)};"),
        f"DROP TRIGGER IF EXISTS {TABLE}_refused ON {TABLE}",  # of earlier versions, of every column
        *(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OF {columns} ON {TABLE} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {TABLE}_refused()"
            for name, (columns, when) in RULES.items()
        ),
    ],
)
