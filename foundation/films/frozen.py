"""What the database itself refuses: changing a version of a document. Who sent it in may be forgotten."""

from foundation.triggers import Triggers, function, raising, refusing

TABLE = "films_dossierversion"
KEPT = "document_id, number, file, name, size, sha256, content_type, note, sent_at"
REFUSAL = "a version of a document is never changed: send another"

TRIGGERS = Triggers(
    frozenset([TABLE]),
    {f"{TABLE}_refused": f"BEFORE UPDATE OF {KEPT} ON {TABLE} {refusing(REFUSAL)}"},
    [
        function(f"{TABLE}_refused", f"{raising(REFUSAL)};"),
        (
            f"CREATE OR REPLACE TRIGGER {TABLE}_refused BEFORE UPDATE OF {KEPT} ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refused()"
        ),
    ],
)
