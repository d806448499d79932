"""The form of a rule: its audience is chosen from the lists its anchor offers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectMultipleWidget

from foundation.reminders.anchors import Filter, UnknownAnchor
from foundation.reminders.models import Rule

FIELD = "for_"


class RuleForm(forms.ModelForm):
    """`made_for` gives it a field for each filter of the rule's anchor."""

    asked: dict[str, Filter] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.asked:
            self.initial[FIELD + name] = self.instance.audience.get(name, [])

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        if self.asked:
            chosen = {name: said.get(FIELD + name) for name in self.asked}
            self.instance.audience = {name: values for name, values in chosen.items() if values}
        return said


def made_for(rule: Rule | None) -> type[RuleForm]:
    filters = filters_of(rule)
    fields = {FIELD + name: _field(asked) for name, asked in filters.items()}
    return type("RuleForm", (RuleForm,), {"asked": filters, **fields})


def filters_of(rule: Rule | None) -> dict[str, Filter]:
    """None before the anchor is chosen, or once no room gives it any more."""
    if rule is None:
        return {}
    try:
        return rule.gives.all_filters()
    except UnknownAnchor:
        return {}


def _field(asked: Filter) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=capfirst(asked.label),
        choices=asked.choices,
        coerce=_as_listed(asked),
        required=False,
        help_text=_("several with Ctrl or Cmd; none for everyone"),
        widget=UnfoldAdminSelectMultipleWidget,
    )


def _as_listed(asked: Filter) -> Callable[[str], Any]:
    """A number stays a number: what is kept is what the list offers."""

    def value_of(text: str) -> Any:
        return {str(value): value for value, _label in asked.choices()}[text]

    return value_of
