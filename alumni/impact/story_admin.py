"""Stories at the desk: written, asked for, taken back. Whoever changes one she agreed to asks her anew."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import action

from alumni.impact import services
from alumni.impact.models import Story
from alumni.impact.story_forms import StoryForm
from foundation.admin import RecordAdmin
from foundation.confirm import confirmed_one
from foundation.people.models import Person

State = Story.State


@admin.register(Story)
class StoryAdmin(RecordAdmin):
    """Her word is said on her own page; here is what she is asked."""

    is_kept_in = True
    can_revert = False
    form = StoryForm
    list_display = ["person", "title", "language", "naming", "state", "asked_at", "agreed_at"]
    list_select_related = ["person"]
    list_filter = [
        ("state", ChoicesDropdownFilter),
        ("language", ChoicesDropdownFilter),
        ("person", AutocompleteSelectFilter),
    ]
    search_fields = ["title", "text"]
    search_named = {"person": Person}
    search_help_text = _("A person in any spelling or script, or a word of the story")
    autocomplete_fields = ["person", "work"]
    readonly_fields = ["state", "written_at", "asked_at", "agreed_at", "declined_at", "withdrawn_at"]
    fieldsets = [
        (None, {"fields": ["person", "language", "title", "text", ("naming", "named"), "work"]}),
        (
            _("Her word"),
            {"fields": ["state", ("written_at", "asked_at"), ("agreed_at", "declined_at", "withdrawn_at")]},
        ),
    ]
    actions_detail = ["ask", "take_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        return super().get_queryset(request).select_related("person", "work")

    def get_fieldsets(self, request: HttpRequest, obj: Story | None = None) -> Any:
        return self.fieldsets if obj else self.fieldsets[:1]

    def get_readonly_fields(self, request: HttpRequest, obj: Story | None = None) -> Any:
        return ["person", *self.readonly_fields] if obj else self.readonly_fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_closed = isinstance(obj, Story) and obj.state in (State.DECLINED, State.WITHDRAWN)
        return super().has_change_permission(request, obj) and not is_closed

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_act_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("impact.change_story")

    def save_model(self, request: HttpRequest, obj: Story, form: Any, change: bool) -> None:
        said: dict[str, Any] = {"by": request.user, "now": timezone.now()}
        if not change:
            obj.pk = services.write_story(obj.person, form.words, **said).pk
            return
        was_agreed = obj.state == State.AGREED
        row = services.change_story(obj, form.words, **said)
        if was_agreed and row.state != State.AGREED:
            messages.warning(request, gettext("She had agreed to other words: ask her about these."))

    @action(description=_("Ask her"), icon="forward_to_inbox", permissions=["act"])
    def ask(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Ask her whether it may stand so")
        return confirmed_one(self, request, object_id, title, services.ask_for_story)

    @action(description=_("Take back"), icon="undo", permissions=["act"])
    def take_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        title = gettext("Take it out of all reports")
        return confirmed_one(self, request, object_id, title, services.withdraw_story)
