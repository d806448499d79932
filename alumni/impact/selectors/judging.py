"""What an indicator is: of each graduate whether it is so, not so, not known, or not asked of her."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Model, QuerySet, TextChoices

from alumni.careers.selectors.waits import Wait
from alumni.impact.selectors.scope import Reading
from foundation.money import places_of


class Cell(TextChoices):
    """Where a graduate stands in a figure; she stands in one of them."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    APART = "apart"  # not asked of her: it had come before, say; in neither numerator nor denominator


@dataclass(frozen=True)
class Judged:
    """A graduate by the number of her participation; `rows` are those of the indicator's source behind it."""

    member: int
    cell: Cell
    rows: tuple[int, ...] = ()
    amount: Decimal | None = None
    wait: Wait | None = None


class Measured(ABC):
    """An indicator of the foundation: one subclass each, listed in `indicators.ALL`.

    `name` and `definition` are lazy texts; `words` say what each cell means here. The numerator is YES, the
    denominator YES and NO, where it `is_share`. `source` is the table of `rows` beside the participations,
    `rights` are needed to see it and open its rows. Small groups are hidden by `hiding.hidden_groups`.
    """

    code: ClassVar[str]
    name: ClassVar[Any]
    definition: ClassVar[Any]
    words: ClassVar[dict[Cell, Any]]
    is_share: ClassVar[bool] = True
    amount: ClassVar[Any] = ""  # what `amount` counts, where it has one
    is_money: ClassVar[bool] = False
    is_wait: ClassVar[bool] = False
    source: ClassVar[type[Model] | None] = None
    related: ClassVar[tuple[str, ...]] = ()
    rights: ClassVar[tuple[str, ...]] = ()

    def is_seen_by(self, user: Any) -> bool:
        return user.has_perms(("programmes.view_participation", *self.rights))

    def places(self) -> int:
        """Of an amount, behind the point."""
        return places_of(settings.FOUNDATION_CURRENCY) if self.is_money else 0

    @abstractmethod
    def judge(self, reading: Reading) -> Iterable[Judged]:
        """Each graduate of the reading once, in as many queries for many as for one."""

    def sources(self, keys: Iterable[int], viewer: Any) -> QuerySet[Any] | None:
        """The rows behind a figure, as far as the account may see them."""
        if self.source is None:
            return None
        rows: Any = self.source._default_manager.filter(pk__in=list(keys))
        return rows.visible_to(viewer).select_related(*self.related).order_by("pk")
