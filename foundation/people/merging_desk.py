"""Two records side by side at the desk: what differs, which of the two is right, and what would move."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import display_for_field
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.confirm import confirmed
from foundation.people.merging import CHOSEN, FILLED, merge_people, relations
from foundation.people.models import Duplicate, Merge, Person
from foundation.people.selectors import rows_told
from foundation.people.twins import lasting_row
from foundation.people.undoing import UNDO_DAYS

FIELDS = [*CHOSEN[:1], *FILLED[:2], *CHOSEN[1:], *FILLED[2:]]
EXAMPLES = 3


def merge_page(desk: Any, request: HttpRequest, row: Duplicate, *, back: str) -> HttpResponse:
    """Asks which record stays and, where the two differ, whose word counts; then merges."""
    pair = [row.first, row.second]
    lines = compared(*pair)
    open_fields = [line["field"] for line in lines if line["differs"]]

    def do(data: dict[str, Any]) -> str:
        keep, remove = pair if data["keep"] == str(row.first_id) else pair[::-1]
        taken = [field for field in open_fields if data[field] == str(remove.pk)]
        merge_people(keep, remove, by=request.user, now=timezone.now(), taken=taken)
        return gettext("%(name)s is one record now. It can be taken back for %(days)s days.") % {
            "name": keep,
            "days": UNDO_DAYS,
        }

    return confirmed(
        desk,
        request,
        Duplicate.objects.filter(pk=row.pk),
        title=gettext("Same person: merge"),
        form_class=_form(pair, lines),
        initial={name: str(row.first_id) for name in ["keep", *open_fields]},
        do=do,
        back=back,
        template="people/desk_merge.html",
        told={
            "pair": pair,
            "moving": [moving(person, request.user) for person in pair],
            "lasting": lasting(pair, request.user),
        },
    )


def compared(one: Person, other: Person) -> list[dict[str, Any]]:
    """What the records say, field by field. `differs`: both say something, and not the same."""
    lines = []
    for name in FIELDS:
        field = Person._meta.get_field(name)
        mine, hers = getattr(one, name), getattr(other, name)
        if not mine and not hers:
            continue
        lines.append(
            {
                "field": name,
                "label": field.verbose_name,
                "values": [_said(field, value) for value in (mine, hers)],
                "differs": bool(mine and hers and str(mine) != str(hers) and name != "account"),
                "is_one_sided": bool(mine) != bool(hers),
            }
        )
    return lines


def moving(person: Person, viewer: Any) -> list[tuple[str, int, list[str]]]:
    """What would move with a record: its kind, how many the viewer may see, a few of them.

    Of what she may not see, and of what is confidential, nothing is told.
    """
    found = []
    for relation in relations(Person):
        model = relation.related_model
        rows = rows_told(model, viewer).filter(**{relation.field.name: person}).order_by("pk")
        if count := rows.count():
            desk = admin.site._registry.get(model)
            named = desk.hit_text if desk else str
            kind = str(model._meta.verbose_name_plural)
            found.append((kind, count, [named(row) for row in rows[:EXAMPLES]]))
    return sorted(found)


def lasting(pair: list[Person], viewer: Any) -> list[tuple[str, Person]]:
    """Of what both have and one alone can be, whose stays: its kind, the person.

    Only where the viewer may see both; of the others nothing is told.
    """
    found = []
    for relation in relations(Person):
        model, name = relation.related_model, relation.field.name
        if relation.one_to_one and hasattr(model, "STAYS_BY"):
            rows = list(rows_told(model, viewer).filter(**{f"{name}__in": pair}).select_related(name))
            if len(rows) == 2:
                found.append((str(model._meta.verbose_name), getattr(lasting_row(rows), name)))
    return sorted(found, key=lambda one: one[0])


def removed_said(row: Merge) -> Iterable[tuple[str, str]]:
    """What the removed record said, by the names of its fields."""
    for name in FIELDS:
        if name != "account" and (value := row.removed.get(name)):
            yield str(Person._meta.get_field(name).verbose_name), str(value)


def moved_said(row: Merge, viewer: Any) -> Iterable[tuple[str, str]]:
    """The kinds of rows that moved and how many; of a kind of which she may not see each row, those she sees
    today.
    """
    for label, count in row.moved.items():
        try:
            model = apps.get_model(label)
        except LookupError:  # a table of an earlier version: nobody's right to it can be asked
            continue
        rows = rows_told(model, viewer)
        seen = 0 if rows.query.is_empty() else count
        if seen and hasattr(rows, "visible_to"):
            keys = [entry["pk"] for entry in row.journal if entry["model"] == model._meta.label_lower]
            seen = min(count, rows.filter(pk__in=keys).count())
        if seen:
            yield str(model._meta.verbose_name_plural), str(seen)


def lines_of(pairs: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}: <bdi>{}</bdi>", pairs)


def _said(field: Any, value: Any) -> str:
    if not value:
        return ""
    if field.name == "country":
        return str(value.name)
    return str(display_for_field(value, field, "")) if not field.is_relation else str(value)


class CompareForm(forms.Form):
    """One question for each field in which the two differ, beside which record stays, whose word counts where
    nothing is chosen.
    """

    compared: list[dict[str, Any]] = []

    def lines(self) -> list[dict[str, Any]]:
        return [{**line, "asked": self[line["field"]] if line["differs"] else None} for line in self.compared]


def _form(pair: list[Person], lines: list[dict[str, Any]]) -> type[forms.Form]:
    def choice(label: Any, texts: list[str], *, required: bool = False) -> forms.ChoiceField:
        choices = [(str(person.pk), text) for person, text in zip(pair, texts, strict=True)]
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=required)

    fields: dict[str, Any] = {
        "keep": choice(_("Which record stays?"), [str(one) for one in pair], required=True)
    }
    fields |= {line["field"]: choice(line["label"], line["values"]) for line in lines if line["differs"]}
    return type("PairForm", (CompareForm,), {**fields, "compared": lines})
