from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.mail.models import Message
from foundation.people.api import PersonName
from foundation.reminders.filters import OccurrenceFilters, RuleFilters
from foundation.reminders.models import Occurrence, Rule


class ReminderRuleRecord(Record):
    anchor = serializers.CharField(help_text="The day it hangs on, by the name the installation gives it.")
    audience = serializers.DictField(
        child=serializers.ListField(),
        help_text="By filter, the values of which one has to hold; empty for everyone.",
    )

    class Meta:
        model = Rule
        fields = [
            "id",
            "name",
            "is_active",
            "active_since",
            "anchor",
            "offset_days",
            "repeat_days",
            "repeat_until_days",
            "expires_days",
            "again_days",
            "opens",
            "closes",
            "on_weekends",
            "on_holidays",
            "audience",
            "stream",
            "is_exempt",
            *(f"{part}_{code}" for code in ("fr", "ar", "en") for part in ("subject", "body", "button")),
        ]


class ReminderRecord(Record):
    person = PersonName()
    mail = serializers.ChoiceField(
        Message.State.choices,
        source="message.state",
        allow_null=True,
        help_text="What became of its mail; null while there is none.",
    )

    class Meta:
        model = Occurrence
        fields = [
            "id",
            "rule",
            "object_id",
            "person",
            "sequence",
            "anchor_on",
            "due_on",
            "expires_on",
            "state",
            "reason",
            "queued_at",
            "mail",
        ]


class RuleViewSet(RecordViewSet):
    """When whom to remind of what, in which words. For staff with the right."""

    queryset = Rule.objects.all()
    serializer_class = ReminderRuleRecord
    filterset_class = RuleFilters
    ordering_fields = ("name",)


class OccurrenceViewSet(RecordViewSet):
    """Each reminder to each person: planned, in the outbox, or why not. For staff with the right."""

    queryset = Occurrence.objects.select_related("person", "message")
    serializer_class = ReminderRecord
    filterset_class = OccurrenceFilters
    ordering_fields = ("due_on",)


router = SimpleRouter()
router.register("reminder-rules", RuleViewSet)
router.register("reminders", OccurrenceViewSet)
urlpatterns = router.urls
