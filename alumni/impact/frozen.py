"""What the database itself refuses: changing a report that was frozen. Who froze it may be forgotten."""

from foundation.triggers import Triggers, function, raising, refusing

REFUSAL = "a frozen report is not changed: freeze another"
# What stays, by table; the link to an issued report is made and ended.
COLUMNS = {
    "impact_frozenreport": 'id, title, "on", content, frozen_at, token',
    "impact_issuedreport": 'id, report_id, number, "on", content, trace, frozen_at, token',
}
# What is refused: by name, on which table, of which columns, and when.
RULES = {
    **{f"{table}_update_refused": (table, columns, "") for table, columns in COLUMNS.items()},
    **{
        f"{table}_author_refused": (table, "frozen_by_id", "WHEN (NEW.frozen_by_id IS NOT NULL) ")
        for table in COLUMNS
    },
}

TRIGGERS = Triggers(
    frozenset(COLUMNS),
    {
        name: f"BEFORE UPDATE OF {columns} ON {table} {when}{refusing(REFUSAL)}"
        for name, (table, columns, when) in RULES.items()
    },
    [
        *(function(f"{table}_refused", f"{raising(REFUSAL)};") for table in COLUMNS),
        "DROP TRIGGER IF EXISTS impact_frozenreport_refused ON impact_frozenreport",  # of earlier versions
        *(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {table}_refused()"
            for name, (table, columns, when) in RULES.items()
        ),
    ],
)
