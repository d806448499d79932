"""How fields are drawn: as Django does, but the choices of a list, which it draws by two templates each."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

OPTION = "django/forms/widgets/select_option.html"
Option = Mapping[str, Any]


class Options:
    """Stands in a group for all of its choices; `{% include %}` takes it for a template."""

    def __init__(self, options: Sequence[Option]) -> None:
        self.options = options

    def render(self, _context: Any) -> SafeString:
        return mark_safe("\n".join(_drawn(option) for option in self.options))


class Renderer(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        widget = context.get("widget") or {}
        if template_name.endswith("/select.html") and "optgroups" in widget:
            groups = [(name, _together(options), at) for name, options, at in widget["optgroups"]]
            context = {**context, "widget": {**widget, "optgroups": groups}}
        return super().render(template_name, context, request)


def _together(options: Sequence[Option]) -> Sequence[Option]:
    if any(option["template_name"] != OPTION for option in options):
        return options
    return [{"template_name": Options(options)}]


def _drawn(option: Option) -> str:
    """As its template does: text is escaped unless it is known to be safe, and no number of it is localized
    but in its label.
    """
    attributes = "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{conditional_escape(value)}"')
        for name, value in option["attrs"].items()
        if value is not False
    )
    value, label = conditional_escape(option["value"]), conditional_escape(localize(option["label"]))
    return f'<option value="{value}"{attributes}>{label}</option>'
