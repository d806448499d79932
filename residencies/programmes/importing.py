"""Tables of participations, such as the list of a foundation's graduates."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.results import Result

from foundation.errors import ServiceError
from foundation.films.importing import WorkAndPersonLinks
from foundation.importing.books import chunks
from foundation.importing.resources import Link, Problem, Row
from foundation.people.identity import People
from foundation.people.names import fold
from residencies.programmes import services
from residencies.programmes.models import Edition, Participation, Programme, Track

State = Participation.State


class Programmes:
    """Programmes, editions and tracks by what a table may call them."""

    def __init__(self) -> None:
        self.programmes: dict[str, Programme] = {}
        for row in Programme.objects.all():
            for name in (row.slug, row.name_fr, row.name_ar, row.name_en):
                self.programmes.setdefault(fold(name), row)
        self.editions = {
            (row.programme_id, fold(row.name)): row for row in Edition.objects.select_related("programme")
        }
        self.tracks: dict[tuple[int, str], Track] = {}
        for track in Track.objects.all():
            for name in (track.slug, track.name_fr, track.name_ar, track.name_en):
                self.tracks.setdefault((track.programme_id, fold(name)), track)

    def links(self, row: Row) -> dict[str, Any]:
        """The edition and the track that a row names; raises Problem."""
        programme = self.programmes.get(fold(row.get("programme", "")))
        if programme is None:
            raise Problem("programme", _("No programme has this code or name."))
        edition = self.editions.get((programme.pk, fold(row.get("edition", ""))))
        if edition is None:
            raise Problem("edition", _("The programme has no such edition: make it first."))
        if not row.get("track"):
            return {"edition": edition}
        track = self.tracks.get((programme.pk, fold(row["track"])))
        if track is None:
            raise Problem("track", _("The programme has no such track."))
        return {"edition": edition, "track": track}


class ParticipationResource(WorkAndPersonLinks):
    """A new participation may have any state; one that is here moves as `services` lets it."""

    code = "participations"
    number = "participation_id"
    required = ("person", "programme", "edition")
    work_id = Link("work__pk")
    work = Link("work__title")
    work_year = Link("work__year")
    programme = Link("edition__programme__slug")
    edition = Link("edition__name")
    track = Link("track__slug")

    class Meta(WorkAndPersonLinks.Meta):
        model = Participation
        fields = [
            *("id", "person_id", "person", "person_email", "programme", "edition", "track", "work_id"),
            *("work", "work_year", "state", "cause", "reason", "completed_on", "certificate"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Participation]) -> QuerySet[Participation]:
        return rows.select_related("person", "edition__programme", "track", "work")

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        self._known = {}
        for part in chunks(self.run.book(People).rows):
            for row in self.with_links(Participation.objects.filter(person__in=part)):
                self._known[row.person_id, row.edition_id] = row

    def locate(self, row: Row) -> tuple[Participation | None, dict[str, Any]]:
        person, work = self.person_of(row), self.work_of(row)
        if person is None:
            raise Problem("person", _("This cell may not be empty."))
        links = {"person": person, **self.run.book(Programmes).links(row)}
        found = self.own(row) or self._known.get((person.pk, links["edition"].pk))
        return found, {**links, "work": work} if work else links

    def import_cell(self, instance: Participation, column: Field, cell: str, place: str) -> None:
        before, certificate = instance.state, instance.certificate
        super().import_cell(instance, column, cell, place)
        if column.column_name == "state" and not self._new and instance.state != before:
            after, instance.state = instance.state, before
            try:
                services.check_move(instance, after)
            except ServiceError as fault:
                raise ValueError(str(fault)) from fault
            instance.state = after
        if column.column_name == "certificate" and certificate and instance.certificate != certificate:
            raise ValueError(_("A certificate keeps its number: %(number)s.") % {"number": certificate})

    def bulk_update(self, *args: Any, result: Result, **kwargs: Any) -> None:
        """Whoever leaves gives up her bed, as `change_state` has it."""
        left = [row for row in self._updated.values() if row.state in Participation.LEFT]
        super().bulk_update(*args, result=result, **kwargs)
        if "state" in self._changed and not result.has_errors():
            services.give_up_beds(left, by=self.run.by, now=self.run.now)

    def finish(self, instance: Participation, row: Row) -> None:
        if instance.cause and instance.state not in Participation.LEFT:
            if row.get("cause"):
                raise Problem("cause", _("Only whoever has left has a cause."))
            instance.cause = ""
        if instance.state != State.COMPLETED:
            if instance.completed_on:
                raise Problem("completed_on", _("Only a completed participation has this day."))
            return
        if instance.completed_on is None:
            raise Problem("completed_on", _("A completed participation needs this day."))
        if instance.completed_on > timezone.localdate(self.run.now):
            raise Problem("completed_on", _("The day of completion lies in the future."))
        if not instance.certificate:
            self.change(
                instance, "certificate", "certificate", services.certificate_number(instance.completed_on)
            )

    def remember(self, instance: Participation, row: Row) -> None:
        self._known[instance.person_id, instance.edition_id] = instance
