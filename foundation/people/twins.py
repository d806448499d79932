"""Rows of one table that may not stand side by side once two records are one, and what such two say."""

from collections.abc import Iterable
from typing import Any

from django.db.models import DateTimeField, F, Field, Model, Q, UniqueConstraint, Value
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.people.selectors import hidden_reason, rows_told


def twin_of(row: Any, link: "Field[Any, Any]", keep: Model) -> Any:
    """The row of `keep` that a uniqueness rule does not let stand beside `row`."""
    rows = type(row)._base_manager
    for names, condition in unique_with(type(row), link.name):
        facts = {name: getattr(row, row._meta.get_field(name).attname) for name in names - {link.name}}
        if None in facts.values() or not rows.filter(condition, pk=row.pk).exists():
            continue
        if twin := rows.filter(condition, **{**facts, link.name: keep}).first():
            return twin
    return _twin_reckoned(row, link, keep)


def _twin_reckoned(row: Any, link: "Field[Any, Any]", keep: Model) -> Any:
    """By rules about what is reckoned from the link, such as “one of each two, whichever comes first”."""
    for rule in reckoned_with(type(row), link.name):
        said = {F(one.name): Value(getattr(row, one.attname)) for one in row._meta.concrete_fields}
        said[F(link.name)] = Value(keep.pk)
        alike = [Exact(one, one.replace_expressions(said)) for one in rule.expressions]
        if twin := type(row)._base_manager.exclude(pk=row.pk).filter(*alike).first():
            return twin
    return None


def reckoned_with(model: type[Model], name: str) -> list[Any]:
    rules = (rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint))
    return [rule for rule in rules if any(F(name) in _parts(one) for one in rule.expressions)]


def _parts(expression: Any) -> list[Any]:
    return list(expression.flatten()) if hasattr(expression, "flatten") else [expression]


def unique_with(model: type[Model], name: str) -> list[tuple[set[str], Q]]:
    rules = [(set(names), Q()) for names in model._meta.unique_together if name in names]
    if getattr(model._meta.get_field(name), "unique", False):
        rules.append(({name}, Q()))
    rules += [
        (set(rule.fields), rule.condition or Q())
        for rule in model._meta.constraints
        if isinstance(rule, UniqueConstraint) and name in rule.fields
    ]
    return rules


def lasting_row(rows: "Iterable[Any]") -> Any:
    return max(rows, key=lambda row: (getattr(row, row.STAYS_BY), row.pk))


def of_both(twin: Any, row: Any, field: "Field[Any, Any]", by: Any) -> Any:
    """What is said where `twin` says something. A model's `JOINED` are texts of which nothing is lost; in its
    `UNDISPUTED`, and in what no form holds or only says when something was written down, that of the kept
    record stays, for nobody could make the two alike. Raises ServiceError where they contradict each other.
    """
    mine, other = getattr(twin, field.attname), getattr(row, field.attname)
    is_noted = not field.editable or isinstance(field, DateTimeField)
    if other in (None, "", mine) or is_noted or field.name in getattr(row, "UNDISPUTED", ()):
        return mine
    if field.name in getattr(row, "JOINED", ()):
        return f"{mine}\n\n{other}"
    raise ServiceError(_contradiction(twin, row, field, by))


def _contradiction(twin: Any, row: Any, field: "Field[Any, Any]", by: Any) -> str:
    """What the two rows differ in; to whoever may not see both, or what they name, only that they do."""
    told = rows_told(type(row), by).filter(pk__in=[twin.pk, row.pk]).count() == 2
    if told and field.is_relation:
        named = {getattr(twin, field.attname), getattr(row, field.attname)}
        other: Any = field
        shown = rows_told(other.related_model, by).filter(**{f"{other.target_field.name}__in": named})
        told = shown.count() == len(named)
    if not told:
        return hidden_reason()
    sentence = _(
        "%(row)s: the two records differ in “%(field)s” (%(one)s or %(other)s). "
        "Make them alike or delete one of the two rows, then merge."
    )
    return sentence % {
        "row": twin,
        "field": field.verbose_name,
        "one": _said(twin, field),
        "other": _said(row, field),
    }


def facts_of(row: Model, link: "Field[Any, Any]") -> "Iterable[Field[Any, Any]]":
    """The fields that say something; not the key, the link that moves, or the time of writing."""
    return (
        field
        for field in row._meta.concrete_fields
        if not field.primary_key
        and field.name != link.name
        and not (getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
    )


def _said(row: Model, field: "Field[Any, Any]") -> Any:
    shown = getattr(row, f"get_{field.name}_display", None)
    return shown() if shown else getattr(row, field.name)
