"""Lines of other tables on the page of a record (Django's inlines), checked before they are saved."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet, UniqueConstraint
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from unfold.admin import StackedInline, TabularInline
from unfold.forms import PaginationInlineFormSet

Key = tuple[Any, ...]


class Known:
    """A row that was read with the line it stands in: the choice of that line asks for nothing else."""

    def __init__(self, row: Model) -> None:
        self.row = row

    def using(self, alias: str) -> "Known":
        return self

    def filter(self, **lookups: Any) -> list[Model]:
        return [self.row]


class CheckedFormSet(PaginationInlineFormSet):
    """Uniqueness under a condition: Django leaves it to the database here, too late to ask again."""

    @cached_property
    def empty_form(self) -> Any:
        """Asked for seven times to draw a page: made once."""
        return super().empty_form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.is_bound or form.instance.pk is None:
            return
        setattr(form.instance, self.fk.name, self.instance)  # a line's name often begins with it
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if not isinstance(widget, AutocompleteMixin) or not widget.field.is_cached(form.instance):
                continue
            # Else each line would ask the database for the name it shows. See `select_related` of a line.
            if row := getattr(form.instance, name):
                field.widget.choices.queryset = Known(row)

    def clean(self) -> None:
        super().clean()
        filled = [form for form in self.forms if self._is_filled(form)]
        here = [form.instance.pk for form in self.initial_forms]
        seen: set[Key] = set()
        for form in filled:
            for key, others in self._claims(form.instance):
                if key in seen or others.exclude(pk__in=here).exists():
                    form.add_error(None, ValidationError(_("This stands here, or is recorded, already.")))
                seen.add(key)

    def _is_filled(self, form: Any) -> bool:
        data = getattr(form, "cleaned_data", None)
        return bool(data) and not data.get("DELETE") and not form.errors

    def _claims(self, row: Model) -> Iterator[tuple[Key, Any]]:
        """What the row claims for itself alone, with the rows elsewhere that may claim it as well."""
        facts = row._get_field_expression_map(meta=row._meta)
        for rule in row._meta.constraints:
            if not isinstance(rule, UniqueConstraint) or rule.condition is None:
                continue
            values = {name: getattr(row, row._meta.get_field(name).attname) for name in rule.fields}
            parent = values.pop(self.fk.name, None)
            if None in values.values() or not rule.condition.check(facts):
                continue
            same = Q(**values, **({self.fk.name: parent} if self.fk.name in rule.fields else {}))
            rows = type(row)._default_manager.filter(same, rule.condition)
            is_new = self.fk.name in rule.fields and parent is None
            yield (rule.name, *values.values()), rows.none() if is_new else rows


def choose_among(formset: Any, name: str, rows: QuerySet[Any]) -> Any:
    """A formset whose lines choose `name` among these rows, which are read once for all of its lines."""
    if field := formset.form.base_fields.get(name):
        field.queryset = rows
        field.choices = list(field.choices)
    return formset


class Choosing:
    """What has to be chosen begins with nothing; Unfold’s begins with the first, a country nobody meant."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not (db_field.blank or db_field.has_default() or db_field.name in self.radio_fields):  # type: ignore[attr-defined]
            kwargs.setdefault("choices", db_field.get_choices())
        return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]


class Lines(Choosing, TabularInline):
    formset = CheckedFormSet
    extra = 0


class Blocks(Choosing, StackedInline):
    formset = CheckedFormSet
    extra = 0
