"""Names in letters, kept apart from the words around them and never a link; and the staff's own words."""

import re
from typing import Any

from django import template
from django.template import Context
from django.template.defaultfilters import truncatechars
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from foundation.mail.names import spoken_name, still
from foundation.mail.placeholders import put_in

register = template.Library()

_ISOLATE, _END = "\u2068", "\u2069"
_PARAGRAPHS = {
    "before": '<p style="margin:0 0 {};">{}</p>',
    "after": '<p class="muted" style="margin:0 0 {};color:#585f6b;">{}</p>',
}
_LONGEST = 120  # letters of a name in a subject


@register.filter(needs_autoescape=True)
def name(value: Any, autoescape: bool = True) -> str:
    """A name as text: its direction is its own, and nothing in it turns into a link."""
    quiet = still(value)
    return format_html("<bdi>{}</bdi>", quiet) if autoescape else f"{_ISOLATE}{quiet}{_END}"


@register.filter(needs_autoescape=True)
def called(person: Any, language: str, autoescape: bool = True) -> str:
    """A person's name in the script of the letter, where she has one in it."""
    return name(spoken_name(person, language), autoescape)


@register.simple_block_tag(takes_context=True)
def wording(context: Context, content: str, part: str) -> str:
    """What staff wrote for this part of the letter; the words between the tags where they wrote nothing."""
    written = getattr(context.get("wording"), part, "")
    if not written:
        return content
    names = context["names"]
    if part == "subject":
        return put_in(written, lambda one: name(truncatechars(names.get(one, ""), _LONGEST), False))
    if not context.autoescape:
        return put_in(written, lambda one: name(names.get(one, ""), False))
    html = put_in(escape(written), lambda one: name(names.get(one, "")))
    return _paragraphs(html, part) if part in _PARAGRAPHS else mark_safe(html)


def _paragraphs(html: str, part: str) -> SafeString:
    """Each ends with a space below, the last one without."""
    texts = [text.strip().replace("\n", "<br>") for text in re.split(r"\n\s*\n", html)]
    spaced = [("16px" if place < len(texts) else "0", mark_safe(text)) for place, text in enumerate(texts, 1)]
    return format_html_join("\n", _PARAGRAPHS[part], spaced)
