"""Pages of lists, cut so that a million rows cost about what fifty do."""

from functools import cached_property
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.templatetags import unfold_list
from unfold.views import ChangeList

AT_ONCE = 1000  # rows whose numbers are read at once
MANY = 100_000
REMEMBERED = 60  # seconds


class NumberPaginator(Paginator):  # type: ignore[type-arg]
    """The numbers of a page's rows are read first: what its rows show is asked of these alone, and not of all
    that come before them as well.
    """

    def page(self, number: int | str) -> Page:  # type: ignore[type-arg]
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        numbers = self.object_list.values_list("pk", flat=True)[first : first + self.per_page]
        return self._get_page(self.object_list.filter(pk__in=list(numbers)), number, self)


class ListPaginator(NumberPaginator):
    """The numbers of the first rows are read once: they are the count, and the rows of a page are read by
    them. To count and then to show would be to look for what was searched for twice; and to sort whole rows,
    with all that they name, to carry a table about for fifty of them.

    Very many are counted once a minute: the number above such a list may be as old as that.
    """

    @cached_property
    def numbers(self) -> list[Any] | None:
        """Of the first rows in their order, one more than are counted by them; None of what is no table."""
        rows = self.object_list
        if not isinstance(rows, QuerySet) or rows.query.combinator:
            return None
        return list(rows.values_list("pk", flat=True)[: AT_ONCE + 1])

    @cached_property
    def count(self) -> int:
        if self.numbers is not None and len(self.numbers) <= AT_ONCE:
            return len(self.numbers)
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        try:
            statement, values = self.object_list.order_by().query.sql_with_params()
        except EmptyResultSet:
            return 0
        name = f"list-count:{sha256(f'{statement}{values}'.encode()).hexdigest()}"
        counted = cache.get(name)
        if counted is None:
            counted = self.object_list.count()
            if counted >= MANY:
                cache.set(name, counted, REMEMBERED)
        return int(counted)

    def page(self, number: int | str) -> Page:  # type: ignore[type-arg]
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = self.count if number == self.num_pages else first + self.per_page
        if self.numbers is None:
            return Paginator.page(self, number)
        if last > len(self.numbers):
            return super().page(number)
        return self._get_page(self.object_list.filter(pk__in=self.numbers[first:last]), number, self)


def head_once() -> None:
    """Unfold 0.91 writes the head of a list anew for each of its rows, a fifth of what a page takes."""
    written = unfold_list.result_headers

    def result_headers(listing: Any) -> list[dict[str, Any]]:
        if not hasattr(listing, "head"):
            listing.head = list(written(listing))
        return listing.head  # type: ignore[no-any-return]

    unfold_list.result_headers = result_headers


class Listing(ChangeList):  # type: ignore[misc]
    """A list whose rows lead back to it as it was filtered.

    Django resolves the address of every row to learn whether it is one of this table, which they all are: a
    fifth of what a page takes.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.preserved_filters = self.preserved_filters, ""

    def get_results(self, request: HttpRequest) -> None:
        """Django reads a list of one page without its paginator, and so looks for its rows again."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list

    def url_for_result(self, result: Any) -> str:
        address = str(super().url_for_result(result))
        return f"{address}?{self.kept}" if self.kept else address
