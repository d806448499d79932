"""What the database itself refuses: committing more than a fund has, planning or paying more than a grant
is worth, and changing what was paid.

Triggers, since each is a sum over rows of another table. They judge the rows as they are after the statement,
so that nothing has to be kept in step. On PostgreSQL each first locks the row whose ceiling it asks for: two
transactions that would fit one by one wait for each other, and the second sees the first. SQLite has one
writer at a time; it adds in floating point, so sums are rounded to the three places that amounts have.

Rows are deleted by nobody but an emptied database, table by table, which is
not looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from foundation.triggers import Triggers, function, raising, refusing

FUND_FULL = "a fund commits no more than it has"
GRANT_FULL = "a grant pays no more than it is worth"
PAID_STAYS = "what was paid stays as it is"

_PUT_IN = "(SELECT COALESCE(SUM(amount), 0) FROM grants_contribution WHERE fund_id = {row}.fund_id)"
_COMMITTED = "(SELECT COALESCE(SUM(amount - released), 0) FROM grants_grant WHERE fund_id = {row}.fund_id)"
_WORTH = "(SELECT amount - released FROM grants_grant WHERE id = {row}.{grant})"
_PLANNED = (
    "(SELECT COALESCE(SUM(amount), 0) FROM grants_instalment "
    "WHERE grant_id = {row}.{grant} AND state NOT IN ('refused', 'cancelled'))"
)


@dataclass(frozen=True)
class Rule:
    """After a row of `table` is new or its `columns` change: `needs` may not be more than `has`. `locks`: the
    table whose row, named by the column `by`, is held meanwhile.
    """

    name: str
    table: str
    columns: str
    has: str
    needs: str
    refusal: str
    locks: str
    by: str


RULES = [
    Rule(
        "grant", "grants_grant", "amount, released, fund_id", _PUT_IN, _COMMITTED, FUND_FULL,
        "grants_fund", "fund_id",
    ),
    Rule(
        "fund", "grants_contribution", "amount, fund_id", _PUT_IN, _COMMITTED, FUND_FULL,
        "grants_fund", "fund_id",
    ),
    Rule(
        "worth", "grants_grant", "amount, released", _WORTH.replace("{grant}", "id"),
        _PLANNED.replace("{grant}", "id"), GRANT_FULL, "grants_grant", "id",
    ),
    Rule(
        "instalment", "grants_instalment", "amount, state, grant_id", _WORTH.replace("{grant}", "grant_id"),
        _PLANNED.replace("{grant}", "grant_id"), GRANT_FULL, "grants_grant", "grant_id",
    ),
]  # fmt: skip
_CHANGES_PAID = (
    "OLD.state = 'paid' AND (NEW.state <> 'paid' OR NEW.amount <> OLD.amount OR NEW.grant_id <> OLD.grant_id"
    " OR NEW.received <> OLD.received OR NEW.paid_on <> OLD.paid_on)"
)


def _sqlite() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        has, needs = rule.has.format(row="NEW"), rule.needs.format(row="NEW")
        for verb, of in (("insert", "INSERT"), ("update", f"UPDATE OF {rule.columns}")):
            over = f"ROUND({needs}, 3) > ROUND({has}, 3)"
            rest = f"AFTER {of} ON {rule.table} WHEN {over} {refusing(rule.refusal)}"
            yield f"grants_{rule.name}_{verb}_ceiling", rest
    changes = f"BEFORE UPDATE ON grants_instalment WHEN {_CHANGES_PAID} {refusing(PAID_STAYS)}"
    yield "grants_paid_stays", changes


def _postgresql() -> Iterator[str]:
    for rule in RULES:
        name = f"grants_{rule.name}_ceiling"
        yield function(
            name,
            f"PERFORM 1 FROM {rule.locks} WHERE id = NEW.{rule.by} FOR NO KEY UPDATE; "
            f"IF {rule.needs.format(row='NEW')} > {rule.has.format(row='NEW')} THEN {raising(rule.refusal)}; "
            "END IF; RETURN NULL;",
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {name} AFTER INSERT OR UPDATE OF {rule.columns} ON {rule.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    kept = f"IF {_CHANGES_PAID} THEN {raising(PAID_STAYS)}; END IF; RETURN NEW;"
    yield function("grants_paid_stays", kept)
    yield (
        "CREATE OR REPLACE TRIGGER grants_paid_stays BEFORE UPDATE ON grants_instalment "
        "FOR EACH ROW EXECUTE FUNCTION grants_paid_stays()"
    )


TRIGGERS = Triggers(
    frozenset(["grants_fund", "grants_contribution", "grants_grant", "grants_instalment"]),
    dict(_sqlite()),
    list(_postgresql()),
)
