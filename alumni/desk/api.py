"""Tasks of the staff in the API: written down, given, done. Nobody else finds any."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from alumni.desk import services
from alumni.desk.filters import TaskFilters
from alumni.desk.models import Task, of_staff
from foundation.api.permissions import MayChange
from foundation.api.records import Body, Record
from foundation.api.views import RecordViewSet
from foundation.films.models import Work
from foundation.filters import BIGGEST
from foundation.people.api import PersonName
from foundation.people.models import Account, Person, is_staff_with
from residencies.programmes.models import Edition


class Colleague(Record):
    name = serializers.CharField(source="get_full_name")

    class Meta:
        model = Account
        fields = ["id", "name"]


class TaskRecord(Record):
    person = PersonName(allow_null=True)
    owner = Colleague(allow_null=True)
    done_by = Colleague(allow_null=True)

    class Meta:
        model = Task
        fields = [
            *(
                "id",
                "title",
                "person",
                "work",
                "edition",
                "owner",
                "due_on",
                "created_at",
                "done_at",
                "done_by",
            ),
        ]


class WholeTaskRecord(TaskRecord):
    class Meta(TaskRecord.Meta):
        fields = [*TaskRecord.Meta.fields, "note"]


def _number(told: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=1, max_value=BIGGEST, required=False, allow_null=True, help_text=told
    )


class TaskFacts(Body):
    title = serializers.CharField(max_length=300, help_text="What is to be done.")
    person = _number("Whom it is about.")
    work = _number("The work it is about.")
    edition = _number("The edition it is about.")
    owner = _number("The account of who is to do it; null is nobody yet. She is told by mail.")
    due_on = serializers.DateField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True, max_length=10_000)


class ChangedFacts(TaskFacts):
    """What is left out stays as it is."""

    title = serializers.CharField(max_length=300, required=False)


class MayAdd(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return is_staff_with(request.user, "desk.add_task")


class TaskViewSet(RecordViewSet):
    """What colleagues are to do, about whom, and by when. For staff with the right; the note stands in a
    single row alone.
    """

    queryset = Task.objects.select_related("person", "owner__person", "done_by__person")
    serializer_class = TaskRecord
    record_class = WholeTaskRecord
    filterset_class = TaskFilters
    ordering_fields = ("due_on", "created_at")

    def get_permissions(self) -> list[Any]:
        further = {"create": [MayAdd()], "partial_update": [MayChange()]}
        return [*super().get_permissions(), *further.get(self.action, [])]

    @extend_schema(summary="Write a task down", request=TaskFacts, responses={201: WholeTaskRecord})
    def create(self, request: Request) -> Response:
        """Write a task down, and give it to whoever is to do it."""
        said = _rows_of(TaskFacts.read(request), request.user)
        row = services.add_task(**said, by=request.user, now=timezone.now())
        return Response(WholeTaskRecord(row).data, status=201)

    @extend_schema(summary="Change a task", request=ChangedFacts, responses=WholeTaskRecord)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change what it says, or give it to another."""
        row = self.get_object()
        said = _rows_of(ChangedFacts.read(request), request.user)
        owner = said.pop("owner", row.owner)
        for name, value in said.items():
            setattr(row, name, value)
        services.save_task(row, owner=owner, by=request.user, now=timezone.now())
        return Response(WholeTaskRecord(row).data)

    @extend_schema(summary="A task is done", request=None, responses=WholeTaskRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def done(self, request: Request, pk: str) -> Response:
        """It is done. Twice is as good as once."""
        Body.read(request)
        row = services.finish_task(self.get_object(), by=request.user, now=timezone.now())
        return Response(WholeTaskRecord(row).data)

    @extend_schema(summary="A task is not done after all", request=None, responses=WholeTaskRecord)
    @action(detail=True, methods=["post"], permission_classes=[MayChange])
    def reopen(self, request: Request, pk: str) -> Response:
        """It is open again, for whoever owns it."""
        Body.read(request)
        row = services.reopen_task(self.get_object(), by=request.user, now=timezone.now())
        return Response(WholeTaskRecord(row).data)


def _rows_of(said: dict[str, Any], viewer: Account) -> dict[str, Any]:
    """The body with the rows its numbers name, of those the viewer may see; ValidationError for any other."""
    known: dict[str, QuerySet[Any]] = {
        "person": Person.objects.visible_to(viewer),
        "work": Work.objects.visible_to(viewer),
        "edition": Edition.objects.all(),
        "owner": Account.objects.filter(of_staff()).select_related("person"),
    }
    found = {name: _row(rows, name, said[name]) for name, rows in known.items() if said.get(name)}
    return {**said, **found}


def _row(rows: QuerySet[Any], name: str, number: int) -> Model:
    row = rows.filter(pk=number).first()
    if row is None:
        raise serializers.ValidationError({name: [_("There is no record with this number.")]})
    return row


router = SimpleRouter()
router.register("tasks", TaskViewSet)
urlpatterns = router.urls
