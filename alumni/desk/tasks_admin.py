"""Tasks, and who answers for what, at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminSelectWidget

from alumni.desk import services
from alumni.desk.forms import AccountField
from alumni.desk.models import Responsibility, Task, Waiting, of_staff
from alumni.desk.waiting import who_may
from foundation.admin import RecordAdmin, RowButtons
from foundation.confirm import DayInput, confirmed_one
from foundation.day_filter import DayFilter
from foundation.films.models import Work
from foundation.numbers import number_of
from foundation.people.models import Account, Person


class TaskForm(forms.ModelForm):
    class Meta:
        widgets = {"due_on": DayInput}


class Stands(DropdownFilter):
    """How tasks stand: what is due, what is open, what is done."""

    title = _("state")
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("due today or before")), ("open", _("open")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Task]) -> QuerySet[Task]:
        if self.value() == "due":
            return queryset.due(timezone.localdate())
        if self.value() == "open":
            return queryset.open()
        return queryset.filter(done_at__isnull=False) if self.value() == "done" else queryset


class Owner(DropdownFilter):
    """Mine, nobody's, or of a colleague, by her name."""

    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        others = [(str(one.pk), one.get_full_name()) for one in who_may(Waiting.TASKS)]
        return [("mine", _("mine")), ("nobody", _("nobody’s")), *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Task]) -> QuerySet[Task]:
        wanted = self.value()
        if wanted == "nobody":
            return queryset.filter(owner=None)
        if wanted == "mine":
            return queryset.filter(owner=request.user)
        number = number_of(wanted)
        return queryset.filter(owner=number) if number else queryset


class _Colleagues:
    """Choices of accounts are told by their names, and are those who open the desk."""

    colleague = ""
    kind = ""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != self.colleague:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = Account.objects.filter(of_staff()).select_related("person")
        if self.kind:
            rows = rows.filter(pk__in=[one.pk for one in who_may(self.kind)])
        return AccountField(
            rows,
            label=capfirst(db_field.verbose_name),
            help_text=db_field.help_text,
            required=not db_field.blank,
            widget=UnfoldAdminSelectWidget,
        )


@admin.register(Task)
class TaskAdmin(_Colleagues, RowButtons, RecordAdmin):
    """One form writes a task down, from here, from today's page or from a person's."""

    form = TaskForm
    colleague, kind = "owner", Waiting.TASKS
    can_revert = False
    list_display = ["title", "about", "whose", "due_on", "stands"]
    list_filter = [
        Stands, Owner, ("due_on", DayFilter),
        ("person", AutocompleteSelectFilter), ("work", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
    ]  # fmt: skip
    list_select_related = ["person", "work", "edition__programme", "owner__person"]
    search_fields = ["title"]
    search_named = {"person": Person, "work": Work}
    search_help_text = _("What is to be done, or the name of whom it is about, in any spelling")
    autocomplete_fields = ["person", "work", "edition"]
    fieldsets = [
        (None, {"fields": ["title", ("owner", "due_on"), "note"]}),
        (_("About"), {"fields": ["person", ("work", "edition")]}),
        (_("As it stands"), {"fields": [("created_by", "created_at"), ("done_by", "done_at")]}),
    ]
    readonly_fields = ["created_by", "created_at", "done_by", "done_at"]
    row_buttons = {"finish": _("Done")}
    actions_detail = ["finished", "again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        rows = super().get_queryset(request)
        return rows.order_by("done_at", F("due_on").asc(nulls_last=True), "pk")

    def get_fieldsets(self, request: HttpRequest, obj: Task | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj else found[:-1]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Task, form: Any, change: bool) -> None:
        now = timezone.now()
        if not change:
            obj.created_at, obj.created_by = now, request.user
        services.save_task(obj, owner=obj.owner, by=request.user, now=now)

    def response_add(self, request: HttpRequest, obj: Task, post_url_continue: Any = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if obj.person_id and "_addanother" not in request.POST and "_continue" not in request.POST:
            response["Location"] = reverse("admin:people_person_life", args=[obj.person_id])
        return response

    @display(description=_("about"))
    def about(self, row: Task) -> str:
        return row.about

    @display(description=_("owner"), ordering="owner__person__sort_name")
    def whose(self, row: Task) -> str:
        return row.owner.get_full_name() if row.owner else gettext("nobody’s")

    @display(description=_("state"))
    def stands(self, row: Task) -> str:
        return gettext("done") if row.done_at else gettext("open")

    def is_pressable(self, row: Task) -> bool:
        return row.done_at is None

    def finish(self, request: HttpRequest, row: Task) -> str:
        services.finish_task(row, by=request.user, now=timezone.now())
        return gettext("“%(what)s” is done.") % {"what": row.title}

    def has_finish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)

    @action(description=_("Done"), icon="task_alt", permissions=["finish"])
    def finished(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Done"), services.finish_task)

    @action(description=_("Not done after all"), icon="undo", permissions=["finish"])
    def again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return confirmed_one(self, request, object_id, gettext("Not done after all"), services.reopen_task)

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Done, or open again, as it stands."""
        row = self.get_object(request, unquote(str(object_id)))
        unfit = "_finished" if row and row.done_at else "_again"
        offered = super().get_actions_detail(request, object_id)
        return [one for one in offered if not one.action_name.endswith(unfit)]


@admin.register(Responsibility)
class ResponsibilityAdmin(_Colleagues, RecordAdmin):
    """Who answers for what waits: everywhere, in a programme or in an edition."""

    colleague = "account"
    list_display = ["kind", "where", "who"]
    list_filter = [
        ("kind", ChoicesDropdownFilter),
        ("programme", AutocompleteSelectFilter),
        ("edition", AutocompleteSelectFilter),
    ]
    list_select_related = ["programme", "edition__programme", "account__person"]
    autocomplete_fields = ["programme", "edition"]
    fields = ["kind", ("programme", "edition"), "account"]

    @display(description=_("where"))
    def where(self, row: Responsibility) -> str:
        return str(row.edition or row.programme or gettext("everywhere"))

    @display(description=_("who answers"), ordering="account__person__sort_name")
    def who(self, row: Responsibility) -> str:
        return row.account.get_full_name()
