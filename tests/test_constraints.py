"""What a person's input can break is told as what to do, not by the name of a rule."""

import gc
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint
from django.forms import ModelForm
from django.urls import get_resolver
from django.utils import translation

from foundation.api.writing import RowBody
from foundation.films.models import Credit
from foundation.people.models import Account

ROOMS = {"foundation", "alumni", "residencies"}
MODELS = [model for model in apps.get_models() if model.__module__.partition(".")[0] in ROOMS]


def below(kind: type) -> list[type]:
    return [kind, *(one for child in kind.__subclasses__() for one in below(child))]


def written_by_people(rf) -> dict[type[Model], set[str]]:
    """The fields of each model that a form of a page or of the desk, or the body of the API, takes."""
    get_resolver().url_patterns  # noqa: B018  all forms and bodies are there once this is read
    gc.collect()  # forms that show an earlier state, in which nobody writes, are gone with their test
    request = rf.get("/")
    request.user = Account(is_active=True, is_staff=True, is_superuser=True)
    taken: dict[type[Model], set[str]] = {model: set() for model in MODELS}
    for body in below(RowBody):
        meta = getattr(body, "Meta", None)
        if hasattr(meta, "model"):
            taken[meta.model] |= set(meta.fields)
    for form in below(ModelForm):
        if hasattr(form, "_meta") and form._meta.model in taken:
            taken[form._meta.model] |= set(form.base_fields)
    for desk in admin.site._registry.values():
        for one in (desk, *desk.get_inline_instances(request)):
            row = (None,) if one is not desk else ()
            if one.model in taken and (
                one.has_add_permission(request, *row) or one.has_change_permission(request)
            ):
                form = desk.get_form(request) if one is desk else one.get_formset(request).form
                taken[one.model] |= set(form.base_fields)
    return taken


def names(model: type[Model], rule: Any) -> set[str]:
    parts = [getattr(rule, "condition", None), *getattr(rule, "expressions", ())]
    found = {name for part in parts if part is not None for name, *_ in model._get_expr_references(part)}
    return found | set(getattr(rule, "fields", ()))


def field_says_first(model: type[Model], part: Any) -> bool:
    """Whether the fields refuse themselves, in words, all that breaks this check: it is not asked then."""
    if isinstance(part, Q):
        if part.negated:
            (said,) = part.children
            return said[1] == "" and not model._meta.get_field(said[0]).blank
        return part.connector == Q.AND and all(field_says_first(model, one) for one in part.children)
    name, _, look = part[0].partition("__")
    field, bound = model._meta.get_field(name), part[1]
    if look == "in":
        return bool(field.choices) and {str(value) for value, _ in field.flatchoices} <= set(map(str, bound))
    if isinstance(bound, F) or look not in ("gt", "gte", "lt", "lte"):
        return False
    beyond = {"gt": bound, "gte": bound - 1, "lt": bound, "lte": bound + 1}[look]
    try:
        field.run_validators(Decimal(beyond) if hasattr(field, "decimal_places") else beyond)
    except ValidationError:
        return True
    return False


def has_words(rule: Any) -> bool:
    plain = isinstance(rule, UniqueConstraint) and rule.fields and rule.condition is None
    return plain or rule.violation_error_message != rule.default_violation_error_message


@pytest.mark.django_db
def test_what_people_write_is_refused_by_what_to_do(rf):
    taken = written_by_people(rf)
    assert sum(map(bool, taken.values())) > 50
    silent = [
        rule.name
        for model in MODELS
        for rule in model._meta.constraints
        if not has_words(rule)
        and names(model, rule) & taken[model]
        and not (isinstance(rule, CheckConstraint) and field_says_first(model, rule.condition))
    ]
    assert silent == [], "say what to do: violation_error_message"


@pytest.mark.django_db
def test_a_credit_of_nobody_is_told_whom_to_choose():
    with translation.override("en"), pytest.raises(ValidationError) as told:
        Credit().validate_constraints(exclude={"work", "role", "episode", "scope"})
    assert "Choose a person or an organisation, not both." in told.value.messages
