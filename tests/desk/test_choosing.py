"""A form of the desk sets nothing that nobody chose."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.contrib import admin
from django.test import RequestFactory

from foundation.admin import ReadOnly
from foundation.films.financing_admin import CoproductionRuleAdmin
from foundation.films.models import CoproductionRule
from foundation.lines import Choosing
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def fields() -> Iterator[tuple[str, Any, Any]]:
    """(where, the model's field, the form's) of each choice in a form, and in the lines of a form."""
    request = RequestFactory().get("/")
    request.user = cast.administrator()
    for desk in admin.site._registry.values():
        if not isinstance(desk, Choosing) or isinstance(desk, ReadOnly):
            continue
        lines = [one for one in desk.get_inline_instances(request) if isinstance(one, Choosing)]
        forms = [desk.get_form(request), *(one.get_formset(request).form for one in lines)]
        for form in forms:
            known = {one.name: one for one in form._meta.model._meta.fields}
            for name, one in form.base_fields.items():
                if name in known and known[name].choices:
                    yield f"{form._meta.model.__name__}.{name}", known[name], one


def test_what_has_to_be_chosen_begins_with_nothing():
    asked = [one for one in fields() if one[2].required and not one[1].has_default()]
    begun = [where for where, _of, one in asked if next(iter(one.choices))[0] not in ("", None)]
    assert {"Delegation.country", "RebateRule.country", "RightsOption.kind"} <= {one[0] for one in asked}
    assert begun == []


def test_what_has_a_default_begins_with_it():
    begun = {
        where: (of.default, next(iter(one.choices))[0]) for where, of, one in fields() if of.has_default()
    }
    assert begun["Posting.country"] == ("MA", "AF")


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        ("20", "70", "20\xa0%–70\xa0%"),
        (None, "70", "≤ 70\xa0%"),
        ("20", None, "≥ 20\xa0%"),
        (None, None, "—"),
    ],
)
def test_limits_are_told_by_those_there_are(least, most, told):
    rule = CoproductionRule(least=least and Decimal(least), most=most and Decimal(most))
    desk = CoproductionRuleAdmin(CoproductionRule, admin.site)
    assert desk.limits(rule) == told
