"""What the database itself refuses: changing a report that was frozen."""

from foundation.triggers import Triggers, function, raising, refusing

TABLE = "impact_frozenreport"
REFUSAL = "a frozen report is not changed: freeze another"

TRIGGERS = Triggers(
    frozenset([TABLE]),
    {f"{TABLE}_update_refused": f"BEFORE UPDATE ON {TABLE} {refusing(REFUSAL)}"},
    [
        function(f"{TABLE}_refused", f"{raising(REFUSAL)};"),
        (
            f"CREATE OR REPLACE TRIGGER {TABLE}_refused BEFORE UPDATE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refused()"
        ),
    ],
)
