"""The way down and up again: everything goes, and comes back as it was."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from foundation.films.models import Role

TOLD = {
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master",
    "postgresql": """
        SELECT table_name, column_name, data_type FROM information_schema.columns
        WHERE table_schema = 'public'
        UNION ALL
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        UNION ALL
        SELECT tgrelid::regclass::text, tgname, NULL FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL
        SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    """,
}


def described() -> set[tuple[str, str, str | None]]:
    """Every table with its columns, constraints, indexes and triggers."""
    with connection.cursor() as cursor:
        cursor.execute(TOLD[connection.vendor])
        return set(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_all_tables_go_and_come_back():
    before, roles = described(), Role.objects.count()
    call_command("migrate", "people", "zero", verbosity=0)
    left = described()
    call_command("migrate", verbosity=0)
    ContentType.objects.clear_cache()  # their numbers are others now, until the rows are put back
    tables = {table for table, *_told in left}
    assert not {table for table in tables if table.startswith(("people_", "films_", "mail_", "grants_"))}
    assert described() == before
    assert Role.objects.count() == roles > 20
