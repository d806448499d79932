"""Search by name over rows that keep `search_key` and `sound_key` (people, organisations, works)."""

from typing import Any

from django.db import models
from django.db.models import Case, IntegerField, Lookup, Q, QuerySet, Value, When

from foundation.people import names

MOST_WORDS = 10  # of a search; what comes after them narrows nothing down


@models.TextField.register_lookup
class Heard(Lookup):  # type: ignore[type-arg]
    """`sound_key__heard=sounds`: whether it has one of them. PostgreSQL has an index of them."""

    lookup_name = "heard"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        key, values = self.process_lhs(compiler, connection)
        some = " OR ".join([f"instr({key}, %s) > 0"] * len(self.rhs))
        return f"({some})", [one for sound in self.rhs for one in (*values, f" {sound} ")]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        key, values = self.process_lhs(compiler, connection)
        return f"string_to_array(btrim({key}), ' ') && %s::text[]", [*values, list(self.rhs)]


class Named(models.Model):
    """A row with names that is found by any spelling or script of them."""

    search_key = models.TextField(editable=False, default="")
    sound_key = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def all_names(self) -> list[str]:
        raise NotImplementedError

    def set_keys(self) -> None:
        self.search_key, self.sound_key = names.keys(self.all_names())

    def keep_keys(self) -> None:
        """Store the keys alone: the names changed elsewhere, which is no change of this row."""
        self.set_keys()
        type(self).objects.filter(pk=self.pk).update(  # type: ignore[attr-defined]
            search_key=self.search_key, sound_key=self.sound_key
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search_key", "sound_key"}
        super().save(*args, **kwargs)


def search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """The rows in which each word of `text` is found as written, or heard by its consonants.

    Rows that hold all words as written come first.
    """
    wanted = names.wanted(text)
    if not wanted:
        return rows.none() if text.strip() else rows
    written, found = Q(), Q()
    for word, sounds in wanted[:MOST_WORDS]:
        either = Q(search_key__contains=word)
        written &= either
        found &= either | Q(sound_key__heard=sorted(sounds)) if sounds else either
    rank = Case(When(written, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.filter(found).annotate(match_rank=rank).order_by("match_rank", *rows.query.order_by)
