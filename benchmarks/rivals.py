"""The list of works with their credits as others make it: plain Django REST framework, and django-ninja.

Both read by the same two prefetches as anybody would who has met the N+1 query, and answer whoever asks: no
token, no throttle, no rights, no filters. Their pages are those that come with them.
"""

from contextlib import suppress
from typing import Any

from django.db.models import Prefetch
from django.urls import include, path
from rest_framework import pagination, renderers, serializers, viewsets
from rest_framework.routers import DefaultRouter

from foundation.films.models import Credit, Work

WORK = [
    *("id", "title", "original_title", "title_ar", "kind", "form", "stage", "year", "running_time"),
    *("countries", "languages", "logline", "imdb_id", "is_public"),
]
CREDIT = [
    *("id", "scope", "episode", "person", "organisation", "role", "credited_as", "status", "order"),
    *("verification", "verified_on"),
]


def works() -> Any:
    credits = Credit.objects.select_related("episode__season", "person", "organisation", "role")
    return Work.objects.order_by("pk").prefetch_related(Prefetch("credits", credits.order_by("order", "pk")))


def party(row: Any) -> dict[str, Any] | None:
    she = row.person
    return she and {"id": she.pk, "name": row.credited_as or she.credited_name or she.name}


def named(row: Any) -> dict[str, Any] | None:
    return row.organisation and {"id": row.organisation_id, "name": row.organisation.name}


def episode(row: Any) -> dict[str, Any] | None:
    one = row.episode
    return one and {"id": one.pk, "season": one.season.number, "number": one.number, "title": one.title}


# -- Django REST framework, as it comes --------------------------------------------------------
class CreditSerializer(serializers.ModelSerializer):
    role = serializers.SlugRelatedField("slug", read_only=True)
    person, organisation, episode = (serializers.SerializerMethodField() for _number in range(3))

    class Meta:
        model = Credit
        fields = CREDIT

    def get_person(self, row: Credit) -> Any:
        return party(row)

    def get_organisation(self, row: Credit) -> Any:
        return named(row)

    def get_episode(self, row: Credit) -> Any:
        return episode(row)


class WorkSerializer(serializers.ModelSerializer):
    countries = serializers.SerializerMethodField()
    credits = CreditSerializer(many=True)

    class Meta:
        model = Work
        fields = [*WORK, "credits"]

    def get_countries(self, row: Work) -> list[str]:
        return [country.code for country in row.countries]


class Numbered(pagination.PageNumberPagination):
    page_size = 100


class Cursors(pagination.CursorPagination):
    page_size, ordering = 100, "pk"


class Numbers(viewsets.ModelViewSet):
    queryset = works()
    serializer_class = WorkSerializer
    pagination_class: Any = Numbered
    renderer_classes = [renderers.JSONRenderer]
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes: list[Any] = []
    filter_backends: list[Any] = []


class Behind(Numbers):
    pagination_class = Cursors


router = DefaultRouter()
router.register("numbers", Numbers, "numbers")
router.register("cursors", Behind, "cursors")
urlpatterns = [path("drf/", include(router.urls))]


# -- django-ninja ------------------------------------------------------------------------------
def ninja() -> Any:
    """Its API, where requirements/bench.txt is installed."""
    from datetime import date

    from ninja import NinjaAPI, Schema
    from ninja.pagination import LimitOffsetPagination, paginate

    class Named(Schema):
        id: int
        name: str

    class Numbered(Schema):
        id: int
        season: int
        number: int
        title: str

    class CreditOut(Schema):
        id: int
        scope: str
        episode: Numbered | None
        person: Named | None
        organisation: Named | None
        role: str
        credited_as: str
        status: str
        order: int | None
        verification: str
        verified_on: date | None

        resolve_role = staticmethod(lambda row: row.role.slug)
        resolve_person = staticmethod(party)
        resolve_organisation = staticmethod(named)
        resolve_episode = staticmethod(episode)

    class WorkOut(Schema):
        id: int
        title: str
        original_title: str
        title_ar: str
        kind: str
        form: str
        stage: str
        year: int | None
        running_time: int | None
        countries: list[str]
        languages: str
        logline: str
        imdb_id: str
        is_public: bool
        credits: list[CreditOut]

        resolve_countries = staticmethod(lambda row: [country.code for country in row.countries])
        resolve_credits = staticmethod(lambda row: list(row.credits.all()))

    api = NinjaAPI(docs_url=None, openapi_url=None)

    @api.get("/pages", response=list[WorkOut])
    @paginate(LimitOffsetPagination)
    def pages(request: Any) -> Any:
        return works()

    @api.get("/after", response=list[WorkOut])
    def after(request: Any, number: int = 0) -> Any:
        return works().filter(pk__gt=number)[:100]

    return api


with suppress(ImportError):
    urlpatterns.append(path("ninja/", ninja().urls))


class Elsewhere:
    """Middleware: the addresses of this module alone."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        request.urlconf = "benchmarks.rivals"
        return self.get_response(request)
