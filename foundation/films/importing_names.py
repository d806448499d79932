"""Tables of the other titles of works, and of the shares of their countries."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from foundation.errors import ServiceError
from foundation.films.identity import Works
from foundation.films.importing import WorkLinks
from foundation.films.models import CountryShare, Work, WorkTitle
from foundation.films.services import check_shares
from foundation.importing.books import chunks
from foundation.importing.resources import Problem, Row


class OfWork(WorkLinks):
    """Rows that belong to a work and are known by what they say themselves."""

    said: tuple[str, ...] = ()  # the columns that tell one of a work's rows from another

    @classmethod
    def with_links(cls, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("work")

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        self._known = {}
        for part in chunks(self.run.book(Works).rows):
            for row in self._meta.model.objects.filter(work__in=part).select_related("work"):
                self.remember(row, {})

    def locate(self, row: Row) -> tuple[Any, dict[str, Any]]:
        work = self.needed_work(row)
        said = self._meta.model(work=work, **{name: row[name] for name in self.said if row.get(name)})
        return self.own(row) or self._known.get(self._identity(said)), {"work": work}

    def remember(self, instance: Any, row: Row) -> None:
        self._known[self._identity(instance)] = instance

    def _identity(self, row: Any) -> tuple[Any, ...]:
        return (row.work_id, *(str(getattr(row, name)) for name in self.said))


class TitleResource(OfWork):
    code = "titles"
    number = "worktitle_id"
    required = ("work", "title")
    said = ("title", "language", "kind")

    class Meta(OfWork.Meta):
        model = WorkTitle
        fields = ["id", "work_id", "work", "work_year", "title", "language", "kind"]

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        """A work is searched by its titles: its keys follow."""
        works = {row.work_id for row in [*self._updated.values(), *self._known.values()]}
        super().bulk_update(*args, **kwargs)
        if not kwargs["result"].base_errors:
            for part in chunks(sorted(works)):
                rows = list(Work.objects.filter(pk__in=part).prefetch_related("titles"))
                for work in rows:
                    work.set_keys()
                Work.objects.bulk_update(rows, ["search_key", "sound_key"])


class CountryShareResource(OfWork):
    """The shares of a work’s countries, which add to 100 once the whole table is read."""

    code = "shares"
    number = "countryshare_id"
    required = ("work", "country", "percent")
    said = ("country",)

    class Meta(OfWork.Meta):
        model = CountryShare
        fields = ["id", "work_id", "work", "work_year", "country", "percent"]

    def finish(self, instance: CountryShare, row: Row) -> None:
        if str(instance.country) not in {country.code for country in instance.work.countries}:
            raise Problem("country", _("Choose it among the countries of the work as well."))

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        super().bulk_update(*args, **kwargs)
        if not kwargs["result"].base_errors:
            for fault in self._faults():
                self.handle_import_error(kwargs["result"], fault)

    def _faults(self) -> list[ServiceError]:
        """One for each work whose shares do not add up now."""
        found = []
        for part in chunks(sorted({row.work_id for row in self._known.values()})):
            sums = CountryShare.objects.filter(work__in=part).values_list("work__title")
            for title, total in sums.annotate(total=Sum("percent")).order_by("work"):
                try:
                    check_shares([Decimal(total)])
                except ServiceError as fault:
                    found.append(ServiceError(f"{title}: {fault}"))
        return found
