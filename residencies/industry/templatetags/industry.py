"""Addresses of an event's pages by the door through which she has come."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def page(who: Any, name: str, *arguments: Any) -> str:
    return str(who.url(name, *arguments))
