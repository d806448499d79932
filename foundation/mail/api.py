"""The outbox in the API: which mail left and which did not, for staff with the right. Never its words, which
may hold a way in, nor the address it went to.
"""

from rest_framework import serializers
from rest_framework.routers import SimpleRouter

from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.mail.filters import MessageFilters
from foundation.mail.models import Attempt, Message
from foundation.people.api import PersonName


class MailAttemptRecord(Record):
    outcome = serializers.ChoiceField(Message.State.choices)

    class Meta:
        model = Attempt
        fields = ["number", "at", "outcome", "code"]


class MailRecord(Record):
    person = PersonName(allow_null=True)

    class Meta:
        model = Message
        fields = [
            *("id", "kind", "stream", "person", "to_domain", "language", "state", "attempts"),
            *("not_before", "created_at", "sent_at", "expires_at"),
        ]


class WholeMailRecord(MailRecord):
    tries = MailAttemptRecord(many=True)

    class Meta(MailRecord.Meta):
        fields = [*MailRecord.Meta.fields, "tries"]


class MessageViewSet(RecordViewSet):
    """Mail that was written: what it is about, and what became of it. For staff with the right."""

    queryset = Message.objects.select_related("person")
    serializer_class = MailRecord
    record_class = WholeMailRecord
    record_related = ("tries",)
    filterset_class = MessageFilters
    ordering_fields = ("created_at",)


router = SimpleRouter()
router.register("mail-messages", MessageViewSet, "mail-message")
urlpatterns = router.urls
