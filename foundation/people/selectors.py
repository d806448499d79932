"""What is read of people across tables, and what they have agreed to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.people.models import Consent, ConsentText, Merge, Person, Purpose
from foundation.strands import Line, Strand, strand


def life(person: Person, viewer: Any) -> list[Strand]:
    """How her record was changed, and which others became one with it."""
    changes = Person.history.filter(id=person.pk).select_related("history_user__person")
    merges = Merge.objects.filter(kept=person)
    return [
        Strand(
            "people.history",
            _("Changes of her record"),
            changes,
            "history_date",
            _change,
            "people.view_person",
        ),
        strand(merges, "at", lambda row: Line(str(row), "", row.at)),
    ]


def _change(row: Any) -> Line:
    by = row.history_user.get_full_name() if row.history_user else _("by the system")
    told = " · ".join(part for part in (by, row.history_change_reason) if part)
    url = reverse("admin:people_person_history", args=[row.id])
    return Line(str(row.get_history_type_display()), told, row.history_date, url)


def consented(person: Person, purpose: str) -> bool:
    """Whether she has said yes to the purpose and not withdrawn it. Who has said nothing has not."""
    return Consent.objects.in_force(Purpose(purpose)).filter(person=person).exists()


@dataclass(frozen=True)
class Standing:
    """A purpose as a person finds it: what is asked today, and her last word, if she has said any."""

    text: ConsentText
    word: Consent | None

    @property
    def given(self) -> bool | None:
        """Yes, no, or None where she has said nothing."""
        return self.word.given if self.word else None

    @property
    def is_older(self) -> bool:
        """Whether her word is on an older text than the one of today."""
        return self.word is not None and self.word.text_id != self.text.pk


def consents_of(person: Person) -> list[Standing]:
    """Each purpose, in their order."""
    texts = {row.purpose: row for row in ConsentText.objects.current()}
    words = {row.purpose: row for row in person.consents.standing().select_related("text")}
    return [Standing(texts[one], words.get(one)) for one in Purpose.values if one in texts]


def rows_told(model: type[Model], viewer: Any) -> "QuerySet[Any]":
    """The rows of a table, any room's, that a merge may name or count before `viewer`; None is the machine.

    Of what is confidential, and of tables that only link two others, there are none.
    """
    rows = model._default_manager.all()
    opts = model._meta
    if getattr(model, "is_confidential", False) or opts.auto_created:
        return rows.none()
    if viewer is None:
        return rows
    if not viewer.has_perm(f"{opts.app_label}.view_{opts.model_name}"):
        return rows.none()
    return rows.visible_to(viewer) if hasattr(rows, "visible_to") else rows


def hidden_reason() -> str:
    """What is said where the reason names a row that the reader may not see, or nobody may be told of."""
    return _(
        "Something that you may not see stands against it, and nothing was changed. "
        "Ask an administrator to look into it."
    )
