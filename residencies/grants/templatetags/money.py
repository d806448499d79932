from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.money import told

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str) -> SafeString | str:
    """“60 000,00 MAD”, apart from the words around it: it runs from left to right in Arabic as well."""
    return (
        "—"
        if amount is None
        else format_html('<bdi dir="ltr" class="amount">{}</bdi>', told(amount, currency))
    )
