"""Tables of works, episodes and credits. Festivals have theirs in `importing_festivals`."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export.fields import Field

from foundation.films.identity import NEW, Roles, WorkMention, Works, whole_number
from foundation.films.models import Credit, Episode, Season, StageChange, Work
from foundation.importing.books import chunks
from foundation.importing.resources import Link, Problem, Row, TableResource
from foundation.people.identity import Organisations
from foundation.people.importing import PersonLinks


class WorkResource(TableResource):
    code = "works"
    number = "work_id"
    required = ("title",)

    class Meta(TableResource.Meta):
        model = Work
        fields = [
            *("id", "title", "original_title", "title_ar", "kind", "form", "stage", "year", "running_time"),
            *("countries", "languages", "logline", "synopsis_fr", "synopsis_ar", "synopsis_en", "imdb_id"),
            *("is_public", "note"),
        ]

    def prefetch(self, rows: list[Row]) -> None:
        self._stages: list[StageChange] = []
        mentions = [self._mention(row) for row in rows]
        self.run.book(Works).load(self.source, mentions, by_title=self.strict)

    def locate(self, row: Row) -> tuple[Work | None, dict[str, Any]]:
        return self.run.book(Works).identify(self.source, self._mention(row), strict=self.strict), {}

    def import_cell(self, instance: Work, column: Field, cell: str, place: str) -> None:
        holder = self.run.book(Works).by_imdb.get(cell) if column.column_name == "imdb_id" else None
        if holder not in (None, instance):
            raise ValueError(_("This is the IMDb number of %(name)s.") % {"name": holder})
        before = instance.stage
        super().import_cell(instance, column, cell, place)
        if instance.pk and instance.stage != before:  # nobody says on which day
            self._stages.append(StageChange(work=instance, stage=instance.stage, source=self.source))

    def remember(self, instance: Work, row: Row) -> None:
        book, mention = self.run.book(Works), self._mention(row)
        book.learn([instance])
        if mention.number in ("", NEW):
            book.note(self.source, mention.title, mention.facts, instance)

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        super().bulk_create(*args, **kwargs)
        if not kwargs["result"].base_errors:
            self.run.book(Works).store_keys()
            StageChange.objects.bulk_create(self._stages)

    def stored(self, rows: list[Work]) -> None:
        self.run.book(Works).meet(rows)

    def _mention(self, row: Row) -> WorkMention:
        return WorkMention.of(row, title="title", prefix="")


class WorkLinks(TableResource):
    """Shared by tables whose rows mention a work."""

    lookups: tuple[str, ...] = ("work_imdb_id",)
    tells_of: tuple[type[Model], ...] = (Work,)
    work_id = Link("work__pk")
    work = Link("work__title")
    work_year = Link("work__year")

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        self.load_own(rows)
        mentions = [WorkMention.of(row) for row in rows]
        self.run.book(Works).load(self.source, mentions, by_title=self.strict)

    def work_of(self, row: Row) -> Work | None:
        mention = WorkMention.of(row)
        if not (mention.number or mention.title):
            return None
        return self.run.book(Works).refer(self.source, mention, strict=self.strict)

    def needed_work(self, row: Row) -> Work:
        work = self.work_of(row)
        if work is None:
            raise Problem("work", _("This cell may not be empty."))
        return work


class EpisodeResource(WorkLinks):
    code = "episodes"
    number = "episode_id"
    required = ("work", "season", "episode")
    work_id = Link("season__work__pk")
    work = Link("season__work__title")
    work_year = Link("season__work__year")
    season = Link("season__number")
    episode = Link("number")

    class Meta(TableResource.Meta):
        model = Episode
        fields = ["id", "work_id", "work", "work_year", "season", "episode", "title"]

    @classmethod
    def with_links(cls, rows: QuerySet[Episode]) -> QuerySet[Episode]:
        return rows.select_related("season__work")

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        self._seasons, self._known = seasons_of(self.run.book(Works).rows)

    def locate(self, row: Row) -> tuple[Episode | None, dict[str, Any]]:
        work, number = self.needed_work(row), whole_number(row, "episode")
        season = self._season(work, whole_number(row, "season"))
        if season is None or number is None:
            raise Problem("episode" if season else "season", _("This cell may not be empty."))
        found = self.own(row) or self._known.get((season.pk, number))
        return found, {"season": season, "number": number}

    def remember(self, instance: Episode, row: Row) -> None:
        self._known[instance.season_id, instance.number] = instance

    def _season(self, work: Work, number: int | None) -> Season | None:
        if number is not None and (work.pk, number) not in self._seasons:
            self._seasons[work.pk, number] = Season.objects.create(work=work, number=number)
            self.run.made[Season] += 1
        return self._seasons.get((work.pk, number))


def seasons_of(works: Any) -> tuple[dict[Any, Season], dict[tuple[int, int], Episode]]:
    """Seasons by (work, number) and episodes by (season, number) of these works."""
    seasons: dict[Any, Season] = {}
    episodes: dict[tuple[int, int], Episode] = {}
    for part in chunks(works):
        for season in Season.objects.filter(work__in=part).select_related("work"):
            seasons[season.work_id, season.number] = season
        for episode in Episode.objects.filter(season__work__in=part).select_related("season__work"):
            episodes[episode.season_id, episode.number] = episode
    return seasons, episodes


class WorkAndPersonLinks(WorkLinks, PersonLinks):
    """Shared by tables whose rows mention a work, a person or both."""

    lookups = (*WorkLinks.lookups, *PersonLinks.lookups)
    tells_of = (*WorkLinks.tells_of, *PersonLinks.tells_of)


class CreditResource(WorkAndPersonLinks):
    """A person or an organisation in a role, on a work or on an episode of it."""

    code = "credits"
    number = "credit_id"
    required = ("work", "role")
    season = Link("episode__season__number")
    episode = Link("episode__number")
    organisation = Link("organisation__name")
    role = Link("role__slug")
    grade = Link("role__grade")

    class Meta(TableResource.Meta):
        model = Credit
        fields = [
            *("id", "work_id", "work", "work_year", "season", "episode", "scope", "person_id", "person"),
            *("person_email", "organisation", "role", "grade", "order", "credited_as", "status", "note"),
        ]

    @classmethod
    def with_links(cls, rows: QuerySet[Credit]) -> QuerySet[Credit]:
        return rows.select_related("work", "episode__season__work", "person", "organisation", "role")

    def prefetch(self, rows: list[Row]) -> None:
        super().prefetch(rows)
        works = self.run.book(Works).rows
        self._seasons, self._episodes = seasons_of(works)
        self._known = {}
        for part in chunks(works):
            for credit in self.with_links(Credit.objects.filter(work__in=part)):
                self._known[_identity(credit)] = credit

    def locate(self, row: Row) -> tuple[Credit | None, dict[str, Any]]:
        work, person, name = self.needed_work(row), self.person_of(row), row.get("organisation", "")
        if bool(person) == bool(name):
            raise Problem(
                "person", _("A credit is a person’s or an organisation’s: fill one of the two cells.")
            )
        links = {
            "work": work,
            "person": person,
            "organisation": self.run.book(Organisations).refer(name) if name else None,
            "role": self.run.book(Roles).called(row.get("role", "")),
            "episode": self._episode(work, row),
        }
        said = Credit(**links, scope=_scope(row))
        return self.own(row) or self._known.get(_identity(said)), {**links, "scope": said.scope}

    def finish(self, instance: Credit, row: Row) -> None:
        if instance.episode_id and instance.scope != Credit.Scope.EPISODE:
            raise Problem("scope", _("A credit on an episode has the scope “episode”."))

    def remember(self, instance: Credit, row: Row) -> None:
        self._known[_identity(instance)] = instance

    def _episode(self, work: Work, row: Row) -> Episode | None:
        season, number = whole_number(row, "season"), whole_number(row, "episode")
        if season is None and number is None:
            return None
        found = self._seasons.get((work.pk, season))
        episode = self._episodes.get((found.pk, number)) if found else None  # type: ignore[arg-type]
        if episode is None:
            raise Problem(
                "episode", _("This work has no such episode: import the episodes first."), missing=True
            )
        return episode


def _scope(row: Row) -> str:
    said = row.get("scope", "")
    return Credit.Scope.EPISODE if row.get("episode") or said == "episode" else Credit.Scope.WORK


def _identity(credit: Credit) -> tuple[Any, ...]:
    return (
        credit.work_id,
        credit.episode_id,
        credit.scope,
        credit.person_id,
        credit.organisation_id,
        credit.role_id,
    )
