"""What the database itself refuses: changing a text that somebody has answered."""

from foundation.triggers import Triggers, function, raising, refusing

TABLE = "people_consenttext"
KEPT = "purpose, version, text_fr, text_ar, text_en, since"
ANSWERED = "EXISTS (SELECT 1 FROM people_consent WHERE text_id = OLD.id)"
REFUSAL = "a text that somebody has answered is never changed: publish another version"

TRIGGERS = Triggers(
    frozenset([TABLE, "people_consent"]),
    {f"{TABLE}_refused": f"BEFORE UPDATE OF {KEPT} ON {TABLE} WHEN {ANSWERED} {refusing(REFUSAL)}"},
    [
        function(f"{TABLE}_refused", f"IF {ANSWERED} THEN {raising(REFUSAL)}; END IF; RETURN NEW;"),
        (
            f"CREATE OR REPLACE TRIGGER {TABLE}_refused BEFORE UPDATE OF {KEPT} ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refused()"
        ),
    ],
)
