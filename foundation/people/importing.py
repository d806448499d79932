"""Tables of organisations, people and their affiliations."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export.fields import Field

from foundation.importing.books import chunks
from foundation.importing.files import plain
from foundation.importing.resources import Link, Problem, Row, TableResource
from foundation.people.identity import Mention, Organisations, People
from foundation.people.models import Affiliation, Alias, Organisation, Person


class OrganisationResource(TableResource):
    code = "organisations"
    number = "organisation_id"
    required = ("name",)

    class Meta(TableResource.Meta):
        model = Organisation
        fields = ["id", "name", "short_name", "kind", "country", "city", "founded", "note"]

    def prefetch(self, rows: list[Row]) -> None:
        self.load_own(rows)

    def locate(self, row: Row) -> tuple[Organisation | None, dict[str, Any]]:
        return self.own(row) or self.run.book(Organisations).called(row.get("name", "")), {}

    def remember(self, instance: Organisation, row: Row) -> None:
        self.run.book(Organisations).name(instance)

    def stored(self, rows: list[Organisation]) -> None:
        self.run.book(Organisations).meet(rows)


class PersonResource(TableResource):
    """People, each by the rule of `People.identify`; her other names are told with semicolons."""

    code = "people"
    number = "person_id"
    required = ("name",)
    worded = {"other_names": Alias._meta.verbose_name_plural}
    other_names = Field(attribute="pk", column_name="other_names", readonly=True)

    class Meta(TableResource.Meta):
        model = Person
        fields = [
            *("id", "name", "sort_name", "name_ar", "credited_name", "other_names", "email", "phone"),
            *("gender", "birth_date", "country", "city", "occupation", "language", "time_zone"),
            *("imdb_id", "note"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Person]) -> QuerySet[Person]:
        return rows.prefetch_related("aliases")

    def dehydrate_other_names(self, person: Person) -> str:
        return "; ".join(sorted(alias.name for alias in person.aliases.all()))

    def prefetch(self, rows: list[Row]) -> None:
        self._aliases: list[tuple[Person, str]] = []
        self.run.book(People).load(self.source, [self._mention(row) for row in rows])

    def locate(self, row: Row) -> tuple[Person | None, dict[str, Any]]:
        return self.run.book(People).identify(self.source, self._mention(row)), {}

    def import_cell(self, instance: Person, column: Field, cell: str, place: str) -> None:
        if column.column_name == "name" and not (self._new or self._is_numbered):
            return self._add_name(instance, cell)  # she stays who she is here; the source's spelling is kept
        if column.column_name == "imdb_id":
            self._check_imdb(instance, cell)
        return super().import_cell(instance, column, cell, place)

    def import_instance(self, instance: Person, row: Row, **kwargs: Any) -> None:
        self._is_numbered = bool(row.get(self.number))
        super().import_instance(instance, row, **kwargs)

    def finish(self, instance: Person, row: Row) -> None:
        told = row.get("other_names", "")
        if told and not (instance.pk and told == plain(self.dehydrate_other_names(instance)).strip()):
            for name in told.split(";"):
                self._add_name(instance, name.strip())
        if self._new and not instance.sort_name:
            instance.sort_name = instance.name

    def remember(self, instance: Person, row: Row) -> None:
        book = self.run.book(People)
        book.learn([instance])
        if not self._is_numbered:
            mention = self._mention(row)
            book.note(self.source, mention.name, mention.facts, instance)

    def prepare(self, instance: Person) -> None:
        instance.updated_at = self.run.now
        super().prepare(instance)

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        super().bulk_create(*args, **kwargs)
        if kwargs["result"].base_errors:
            return
        self.run.book(People).store_keys()
        Alias.objects.bulk_create(Alias(person=person, name=name) for person, name in self._aliases)
        for person in {id(person): person for person, _name in self._aliases}.values():
            person._prefetched_objects_cache = {}
            person.keep_keys()

    def bulk_update(self, *args: Any, **kwargs: Any) -> None:
        self._changed -= {"other_names"}
        self._changed |= {"updated_at"} if self._changed else set()
        super().bulk_update(*args, **kwargs)

    def stored(self, rows: list[Person]) -> None:
        self.run.book(People).meet(rows)

    def _mention(self, row: Row) -> Mention:
        return Mention.of(row, name="name", prefix="")

    def _add_name(self, person: Person, name: str) -> None:
        known = {*person.all_names(), *(name for other, name in self._aliases if other is person)}
        if name and name not in known:
            self._aliases.append((person, name))
            self._changes.append(("other_names", "", name))

    def _check_imdb(self, person: Person, number: str) -> None:
        holder = next(iter(self.run.book(People).by_fact[("imdb_id", number)]), person)
        if holder is not person:
            raise ValueError(
                _("This is the IMDb number of %(name)s (%(number)s).")
                % {"name": holder, "number": holder.pk or _("in this table")}
            )


class PersonLinks(TableResource):
    """Shared by tables whose rows mention a person."""

    lookups = ("person_birth_date", "person_imdb_id")
    tells_of: tuple[type[Model], ...] = (Person,)
    person_id = Link("person__pk")
    person = Link("person__name")
    person_email = Link("person__email")

    def prefetch(self, rows: list[Row]) -> None:
        mentions = [Mention.of(row) for row in rows]
        self.run.book(People).load(self.source, mentions, by_name=self.strict)

    def person_of(self, row: Row) -> Person | None:
        mention = Mention.of(row)
        if not (mention.number or mention.name):
            return None
        return self.run.book(People).refer(self.source, mention, strict=self.strict)


class AffiliationResource(PersonLinks):
    code = "affiliations"
    number = "affiliation_id"
    required = ("person", "organisation")
    organisation = Link("organisation__name")

    class Meta(TableResource.Meta):
        model = Affiliation
        fields = [
            *("id", "person_id", "person", "person_email", "organisation", "role"),
            *("from_year", "to_year", "is_public"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Affiliation]) -> QuerySet[Affiliation]:
        return rows.select_related("person", "organisation")

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        self.load_own(rows)
        self._known = {}
        for part in chunks(self.run.book(People).rows):
            for row in self.with_links(Affiliation.objects.filter(person__in=part)):
                self._known[row.person_id, row.organisation_id, row.role] = row

    def locate(self, row: Row) -> tuple[Affiliation | None, dict[str, Any]]:
        person, name = self.person_of(row), row.get("organisation", "")
        if person is None or not name:
            raise Problem("organisation" if person else "person", _("This cell may not be empty."))
        organisation = self.run.book(Organisations).refer(name)
        found = self.own(row) or self._known.get((person.pk, organisation.pk, row.get("role", "")))
        return found, {"person": person, "organisation": organisation}

    def finish(self, instance: Affiliation, row: Row) -> None:
        years = instance.from_year, instance.to_year
        if None not in years and instance.to_year < instance.from_year:
            raise Problem("to_year", _("The last year lies before the first."))

    def remember(self, instance: Affiliation, row: Row) -> None:
        self._known[instance.person_id, instance.organisation_id, instance.role] = instance
