"""What the database itself refuses: changing what a frozen form asks, and the form of a call in use.

Triggers, since no constraint sees what a row was before. SQLite refuses new and changed rows; deleting is
left to the services and to the foreign keys of what was answered, for a whole database is emptied table by
table, in no order.
"""

from collections.abc import Iterator

from foundation.triggers import Triggers, function, raising, refusing

# How a row of each table leads to its form; {row} is the row as it was or as it is to be.
FORM_OF = {
    "calls_section": "{row}.form_id",
    "calls_question": "{row}.form_id",
    "calls_option": "(SELECT form_id FROM calls_question WHERE id = {row}.question_id)",
    "calls_question_tracks": "(SELECT form_id FROM calls_question WHERE id = {row}.question_id)",
}
REFUSAL = "a frozen form is not changed"
_FROZEN = "EXISTS (SELECT 1 FROM calls_form WHERE id IN ({forms}) AND frozen_at IS NOT NULL)"
_IN_USE = "EXISTS (SELECT 1 FROM calls_application WHERE call_id = OLD.id)"


def _sqlite() -> Iterator[tuple[str, str]]:
    for table, form in FORM_OF.items():
        for verb, rows in (("insert", ["NEW"]), ("update", ["OLD", "NEW"])):
            frozen = _FROZEN.format(forms=", ".join(form.format(row=row) for row in rows))
            yield f"{table}_{verb}_frozen", f"BEFORE {verb} ON {table} WHEN {frozen} {refusing(REFUSAL)}"
    changed = f"OLD.form_id <> NEW.form_id AND {_IN_USE}"
    rest = f"BEFORE UPDATE OF form_id ON calls_call WHEN {changed} {refusing(REFUSAL)}"
    yield "calls_call_keeps_form", rest


def _postgresql() -> Iterator[str]:
    refuse = raising(REFUSAL)
    for table, form in FORM_OF.items():
        was = _FROZEN.format(forms=form.format(row="OLD"))
        will_be = _FROZEN.format(forms=form.format(row="NEW"))
        yield function(
            f"{table}_frozen",
            f"IF TG_OP <> 'INSERT' THEN IF {was} THEN {refuse}; END IF; END IF; "
            f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
            f"IF {will_be} THEN {refuse}; END IF; RETURN NEW;",
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"
        )
    yield function("calls_call_keeps_form", f"IF {_IN_USE} THEN {refuse}; END IF; RETURN NEW;")
    yield (
        "CREATE OR REPLACE TRIGGER calls_call_keeps_form BEFORE UPDATE OF form_id ON calls_call "
        "FOR EACH ROW WHEN (OLD.form_id <> NEW.form_id) EXECUTE FUNCTION calls_call_keeps_form()"
    )


TRIGGERS = Triggers(
    frozenset([*FORM_OF, "calls_call", "calls_application"]), dict(_sqlite()), list(_postgresql())
)
