"""What a schema can hold that Django has no words for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model


class RowOfTable(BaseConstraint):
    """`fields` of a row, together, are the `names` of one row of the same table; none where one is NULL.

    A foreign key over several columns (SQL calls it composite), judged at the end of the transaction as
    Django's own are. `names` need a UniqueConstraint over these fields in the same order.
    """

    def __init__(self, *, fields: tuple[str, ...], names: tuple[str, ...], **how: Any) -> None:
        super().__init__(**how)
        self.fields, self.names = tuple(fields), tuple(names)

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        def columns(names: tuple[str, ...]) -> str:
            return ", ".join(
                schema_editor.quote_name(model._meta.get_field(name).column or "") for name in names
            )

        quote = schema_editor.quote_name
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({columns(self.fields)})"
            f" REFERENCES {quote(model._meta.db_table)} ({columns(self.names)}) DEFERRABLE INITIALLY DEFERRED"
        )

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self, model: type[Model], instance: Model, exclude: Any = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        values = [getattr(instance, model._meta.get_field(name).attname) for name in self.fields]
        if None in values or set(self.fields) & set(exclude or ()):
            return
        wanted = dict(zip(self.names, values, strict=True))
        if not model._base_manager.using(using).filter(**wanted).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "fields": self.fields, "names": self.names}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowOfTable) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((self.name, self.fields, self.names))
