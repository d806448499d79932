"""Files that no message names, and new keys for what is sealed."""

from datetime import datetime

from django.db import connection, transaction

from alumni.support.models import Adviser, Message, SealedFile, SupportRequest, sealed_path
from alumni.support.sealing import SealedStorage, reseal
from foundation.files.storing import forget
from foundation.files.sweeping import sweep

SEALED = {Message: ["text"], SupportRequest: ["parties"], Adviser: ["acts_for"], SealedFile: ["name"]}
AT_ONCE = 500


def sweep_files(*, now: datetime) -> int:
    """Delete stored files that belong to no message; returns how many."""
    return sweep(SealedFile, "support", now=now)


def reseal_all() -> int:
    """Put everything under the newest key; returns how many texts and files. Twice is as good as once, and
    what was interrupted goes on. Then the older keys may be taken out of `SUPPORT_KEYS`.
    """
    done = sum(_reseal_texts(model, name) for model, names in SEALED.items() for name in names)
    for row in SealedFile.objects.only("file").iterator():
        _reseal_file(row)
        done += 1
    return done


def _reseal_file(row: SealedFile) -> None:
    """Its row names the new copy before the old one goes; what is left over is swept."""
    storage, old = SealedStorage(), str(row.file.name)
    new = storage.reseal(old, sealed_path(row, ""))
    is_there = SealedFile.objects.filter(pk=row.pk, file=old).update(file=new)
    forget(storage, old if is_there else new)


def _reseal_texts(model: type, name: str) -> int:
    """Row by row as it stands in the database: the field itself would unseal it."""
    table, column = model._meta.db_table, connection.ops.quote_name(name)  # type: ignore[attr-defined]
    where, last, done = connection.ops.quote_name(table), 0, 0
    read = f"SELECT id, {column} FROM {where} WHERE id > %s AND {column} <> '' ORDER BY id LIMIT {AT_ONCE}"  # noqa: S608
    change = f"UPDATE {where} SET {column} = %s WHERE id = %s AND {column} = %s"  # noqa: S608
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(read, [last])
            rows = cursor.fetchall()
            cursor.executemany(
                change, [(reseal(text.encode()).decode(), number, text) for number, text in rows]
            )
        if not rows:
            return done
        last, done = rows[-1][0], done + len(rows)
