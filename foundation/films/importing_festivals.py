"""Tables of festivals, selections and awards. Editions and sections are made where they are named."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.fields import Field

from foundation.films.identity import Festivals, Selections, whole_number
from foundation.films.importing import WorkAndPersonLinks
from foundation.films.models import Accreditation, Award, Festival, Selection
from foundation.importing.books import chunks, number_fault
from foundation.importing.cells import shortened
from foundation.importing.resources import Link, Problem, Row, TableResource
from foundation.people.identity import Organisations, People
from foundation.people.models import Person
from foundation.people.names import fold
from foundation.translated import listed


class FestivalResource(TableResource):
    code = "festivals"
    number = "festival_id"
    required = ("name",)

    class Meta(TableResource.Meta):
        model = Festival
        fields = ["id", "name", "short_name", "kind", "country", "city"]

    def prefetch(self, rows: list[Row]) -> None:
        self.load_own(rows)

    def locate(self, row: Row) -> tuple[Festival | None, dict[str, Any]]:
        return self.own(row) or self.run.book(Festivals).by_name.get(fold(row.get("name", ""))), {}

    def remember(self, instance: Festival, row: Row) -> None:
        self.run.book(Festivals).name(instance)


class AccreditationResource(TableResource):
    """One festival may have several, of other years or classes."""

    code = "accreditations"
    number = "accreditation_id"
    required = ("festival", "source", "as_of")
    festival = Link("festival__name")

    class Meta(TableResource.Meta):
        model = Accreditation
        fields = ["id", "festival", "grade", "first_year", "last_year", "source", "as_of"]

    @classmethod
    def with_links(cls, rows: QuerySet[Accreditation]) -> QuerySet[Accreditation]:
        return rows.select_related("festival")

    def prefetch(self, rows: list[Row]) -> None:
        self.load_own(rows)
        self._known = {_mark(row): row for row in self.with_links(Accreditation.objects.all())}

    def locate(self, row: Row) -> tuple[Accreditation | None, dict[str, Any]]:
        own, name = self.own(row), row.get("festival", "")
        if not name:
            return own, {}
        said = Accreditation(festival=self.run.book(Festivals).festival(name, self.run))
        said.first_year = whole_number(row, "first_year")
        if row.get("grade"):
            try:
                said.grade = self.fields["grade"].widget.clean(row["grade"])
            except (ValueError, ValidationError) as fault:
                raise Problem("grade", str(fault)) from fault
        return own or self._known.get(_mark(said)), {"festival": said.festival}

    def remember(self, instance: Accreditation, row: Row) -> None:
        self._known[_mark(instance)] = instance


def _mark(row: Accreditation) -> tuple[Any, ...]:
    return row.festival_id, row.grade, row.first_year


class ChosenLinks(WorkAndPersonLinks):
    """Shared by tables whose rows speak of a work, a person or both at a festival."""

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        book = self.run.book(Festivals)
        named = (book.by_name.get(fold(name)) for name in {row.get("festival", "") for row in rows})
        self.run.book(Selections).load(festival for festival in named if festival)

    def chosen(self, row: Row) -> dict[str, Any]:
        """The edition, section, work and person that a row names."""
        book, name = self.run.book(Festivals), row.get("festival", "")
        if not name:
            raise Problem("festival", _("This cell may not be empty."))
        who = {"work": self.work_of(row), "person": self.person_of(row)}
        if not any(who.values()):
            raise Problem("work", _("Say which work or which person was chosen."))
        edition = book.edition(book.festival(name, self.run), whole_number(row, "year"), self.run)
        section = book.section(edition, row["section"], self.run) if row.get("section") else None
        return {"edition": edition, "section": section, **who}


class SelectionResource(ChosenLinks):
    code = "selections"
    number = "selection_id"
    required = ("festival",)
    festival = Link("edition__festival__name")
    year = Link("edition__year")
    section = Link("section__name")

    class Meta(TableResource.Meta):
        model = Selection
        fields = [
            *("id", "work_id", "work", "work_year", "person_id", "person", "person_email", "festival"),
            *("year", "section", "premiere", "on", "note"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Selection]) -> QuerySet[Selection]:
        return rows.select_related("edition__festival", "section__edition__festival", "work", "person")

    def locate(self, row: Row) -> tuple[Selection | None, dict[str, Any]]:
        own = self.own(row)
        if own and not row.get("festival"):
            return own, {}
        links = self.chosen(row)
        key = tuple(link and link.pk for link in links.values())
        return own or self.run.book(Selections).known.get(key), links

    def remember(self, instance: Selection, row: Row) -> None:
        self.run.book(Selections).remember(instance)


class AwardResource(ChosenLinks):
    """Equal lines are several prizes: each is counted, unless its line gives its number."""

    code = "awards"
    number = "award_id"
    required = ("festival",)
    repeatable = True
    selection_id = Link("selection__pk")
    work_id = Link("selection__work__pk")
    work = Link("selection__work__title")
    work_year = Link("selection__work__year")
    person_id = Link("selection__person__pk")
    person = Link("selection__person__name")
    person_email = Link("selection__person__email")
    festival = Link("selection__edition__festival__name")
    year = Link("selection__edition__year")
    section = Link("selection__section__name")
    organisation = Link("organisation__name")
    shared_with = Field(attribute="pk", column_name="shared_with", readonly=True)

    class Meta(TableResource.Meta):
        model = Award
        fields = [
            *("id", "selection_id", "work_id", "work", "work_year", "person_id", "person", "person_email"),
            *("festival", "year", "section", "prize", "category", "result", "number", "amount", "currency"),
            *("in_kind", "is_ex_aequo", "jury", "organisation", "shared_with", "note"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Award]) -> QuerySet[Award]:
        chosen = ("edition__festival", "section__edition__festival", "work", "person")
        linked = rows.select_related("organisation", "selection", *(f"selection__{name}" for name in chosen))
        return linked.prefetch_related("shared_with")

    def dehydrate_shared_with(self, award: Award) -> str:
        return "; ".join(str(person.pk) for person in sorted(award.shared_with.all(), key=lambda one: one.pk))

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        self._counted: Counter[tuple[Any, ...]] = Counter()
        self._shared: list[tuple[Award, list[Person]]] = []
        book = self.run.book(Selections)
        self._numbered = {row.pk: row for row in book.known.values()}
        self.run.book(People).load_numbers(number for row in rows for number in _numbers(row))
        self._known = {}
        for part in chunks(self._numbered):
            for award in self.with_links(Award.objects.filter(selection__in=part)):
                self._known[_identity(award)] = award

    def locate(self, row: Row) -> tuple[Award | None, dict[str, Any]]:
        own, selection = self.own(row), self._selection(row)
        said = Award(selection=selection, prize=row.get("prize", ""), category=row.get("category", ""))
        said.result = self._result(row)
        said.number = whole_number(row, "number") or 0
        if not said.number:
            self._counted[_identity(said)] += 1
            said.number = self._counted[_identity(said)] if own is None else own.number
        links: dict[str, Any] = {"selection": selection, "number": said.number}
        if name := row.get("organisation", ""):
            links["organisation"] = self.run.book(Organisations).refer(name)
        return own or self._known.get(_identity(said)), links

    def _selection(self, row: Row) -> Selection:
        if number := row.get("selection_id"):
            found = self._numbered.get(int(number)) if number.isdecimal() and len(number) < 18 else None
            found = found or Selection.objects.filter(pk=number).first() if number.isdecimal() else found
            if found is None:
                raise Problem("selection_id", number_fault(Selection, shortened(number)))
            return found
        links = self.chosen(row)
        found = self.run.book(Selections).known.get(tuple(link and link.pk for link in links.values()))
        if found is None:
            raise Problem(
                "festival", _("There is no such selection: import the selections first."), missing=True
            )
        return found

    def _result(self, row: Row) -> str:
        try:
            return (
                self.fields["result"].widget.clean(row["result"]) if row.get("result") else Award.Result.WON
            )
        except (ValueError, ValidationError) as fault:
            raise Problem("result", str(fault)) from fault

    def finish(self, instance: Award, row: Row) -> None:
        if (instance.amount is None) != (not instance.currency):
            raise Problem("currency", _("An amount has a currency, such as MAD or EUR."))
        people = [self.run.book(People).numbered(number) for number in _numbers(row)]
        known = set(instance.shared_with.all()) if instance.pk else set()
        if fresh := [person for person in people if person not in known]:
            self._shared.append((instance, fresh))
            self._changes.append(("shared_with", "", listed(fresh)))

    def remember(self, instance: Award, row: Row) -> None:
        self._known[_identity(instance)] = instance

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        super().bulk_create(*args, **kwargs)
        if not kwargs["result"].base_errors:
            for award, people in self._shared:
                award.shared_with.add(*people)


def _identity(award: Award) -> tuple[Any, ...]:
    return award.selection_id, award.prize, award.category, award.result, award.number


def _numbers(row: Row) -> list[str]:
    return [part.strip() for part in row.get("shared_with", "").split(";") if part.strip()]
