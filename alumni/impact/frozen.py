"""What the database itself refuses: changing a report that was frozen, and a story that was agreed to.

Who froze a report may be forgotten. A story may be changed where its agreement goes with it, or another takes
its place: then the day is another. Its work may be deleted.
"""

from foundation.triggers import Triggers, function, raising, refusing


def _changed(columns: str) -> str:
    """In the SQL of both databases."""
    return "(" + " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in columns.split(", ")) + ")"


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

STORY, UNASKED = "impact_story", "a story that she has agreed to is changed with her agreement alone"
SAME_AGREEMENT = "OLD.agreed_at = NEW.agreed_at"
STORY_RULES = {
    f"{STORY}_words_refused": ("language, title, text, naming, named", SAME_AGREEMENT),
    f"{STORY}_work_refused": ("work_id", f"{SAME_AGREEMENT} AND NEW.work_id IS NOT NULL"),
}

TRIGGERS = Triggers(
    frozenset([*COLUMNS, STORY]),
    {
        **{
            name: f"BEFORE UPDATE OF {columns} ON {table} {when}{refusing(REFUSAL)}"
            for name, (table, columns, when) in RULES.items()
        },
        **{
            name: f"BEFORE UPDATE OF {columns} ON {STORY} WHEN {when} AND {_changed(columns)} "
            f"{refusing(UNASKED)}"
            for name, (columns, when) in STORY_RULES.items()
        },
    },
    [
        *(function(f"{table}_refused", f"{raising(REFUSAL)};") for table in COLUMNS),
        "DROP TRIGGER IF EXISTS impact_frozenreport_refused ON impact_frozenreport",  # of earlier versions
        *(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {table}_refused()"
            for name, (table, columns, when) in RULES.items()
        ),
        function(f"{STORY}_refused", f"{raising(UNASKED)};"),
        *(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OF {columns} ON {STORY} "
            f"FOR EACH ROW WHEN ({when} AND {_changed(columns)}) EXECUTE FUNCTION {STORY}_refused()"
            for name, (columns, when) in STORY_RULES.items()
        ),
    ],
)
