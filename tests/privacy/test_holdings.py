"""No table is forgotten: what leads to a person is shown to her and emptied, or excluded with a reason."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from simple_history.models import HistoricalChanges

from alumni.privacy.holdings import ACCOUNT, HELD, NOT_HERS, PERSON
from alumni.privacy.services.exporting import fields_of

pytestmark = pytest.mark.one_database


def leading_tables() -> set[str]:
    """Every table from which foreign keys, one after the other, lead to a person or an account."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, HistoricalChanges)
        and not model._meta.proxy
        and not model.__module__.startswith("tests.")
    ]
    found = {PERSON, ACCOUNT}
    while True:
        more = {model._meta.label for model in models if found & parents(model)} - found
        if not more:
            return found
        found |= more


def parents(model: Any) -> set[str]:
    return {
        field.related_model._meta.concrete_model._meta.label
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model
    }


def test_each_table_that_leads_to_a_person_is_held_or_excluded_with_a_reason():
    told = {held.model for held in HELD} | set(NOT_HERS)
    assert sorted(leading_tables() - told) == []
    assert all(str(reason) for reason in NOT_HERS.values())
    assert not {held.model for held in HELD} & set(NOT_HERS)


def test_each_way_that_is_named_leads_there_and_each_hidden_field_exists():
    known = {PERSON, ACCOUNT}
    for held in HELD:
        model: Any = apps.get_model(held.model)
        for name, parent in held.via.items():
            assert parent in known, f"{held.model} stands before {parent}"
            assert model._meta.get_field(name).related_model._meta.label == parent
        for name in (*held.keeps, *(held.hidden or ()), *([held.address] if held.address else [])):
            model._meta.get_field(name)
        known.add(held.model)
        if held.hidden is None:
            assert str(held.why)
        else:
            fields_of(held, None)


def test_generic_keys_are_known():
    generic = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields)
    }
    assert generic == {"people.ImportedKey"}, "say in `erasing` what becomes of another one"
