"""What the API tells an applicant of her own applications, and what it takes from her."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import APIException

from foundation.api.records import Body, Record
from foundation.films.models import Role
from foundation.filters import BIGGEST
from foundation.people.models import Person
from residencies.calls.api import ApplicationRecord, FileRecord, GivenAnswer, MemberRecord
from residencies.calls.kinds import KINDS
from residencies.calls.models import Application, Call, Option, Question
from residencies.calls.selectors import (
    answers_of,
    may_be_filled_in,
    on_page,
    questions_of,
    told_state,
    values_of,
)
from residencies.calls.services.filling import LONGEST_UNFIT
from residencies.calls.services.uploads import limits_of
from residencies.programmes.models import Track

MOST_CHOSEN = 300  # answers to one question


# -- records -----------------------------------------------------------------------------------
class AskedOption(Record):
    class Meta:
        model = Option
        fields = ["value", "text_fr", "text_ar", "text_en"]


class AskedWhen(serializers.Serializer[Any]):
    question = serializers.SlugField(help_text="The key of the question it depends on.")
    has = serializers.BooleanField(help_text="False: it is asked if the answer is none of these.")
    values = serializers.ListField(child=serializers.CharField())


class FileLimits(serializers.Serializer[Any]):
    accepts = serializers.ListField(child=serializers.CharField(), help_text="Types of file.")
    megabytes = serializers.IntegerField(help_text="Of one file, at most.")
    files = serializers.IntegerField(help_text="At most. Where it is one, the next takes its place.")


class AskedRecord(Record):
    options = AskedOption(many=True)
    condition = serializers.SerializerMethodField(help_text="null for a question that is always asked.")
    file = serializers.SerializerMethodField(help_text="null for a question that asks for no file.")

    class Meta:
        model = Question
        fields = [
            *("key", "kind", "text_fr", "text_ar", "text_en", "help_fr", "help_ar", "help_en"),
            *("is_required", "required_from", "frozen_from", "options", "minimum", "maximum", "max_words"),
            *("file", "condition"),
        ]

    @extend_schema_field(AskedWhen(allow_null=True))
    def get_condition(self, row: Question) -> dict[str, Any] | None:
        if not row.condition:
            return None
        keys = {one.pk: one.key for one in self.context["questions"]}
        has = row.condition == Question.Condition.HAS
        return {"question": keys[row.condition_on_id], "has": has, "values": row.condition_values}

    @extend_schema_field(FileLimits(allow_null=True))
    def get_file(self, row: Question) -> dict[str, Any] | None:
        if row.kind != Question.Kind.FILE:
            return None
        limits = limits_of(row)
        return {"accepts": limits.accepts, "megabytes": limits.megabytes, "files": limits.files}


class OwnAnswer(GivenAnswer):
    unfit = serializers.JSONField(
        allow_null=True,
        help_text="What was typed and is no answer yet, such as too long a text.",
    )

    class Meta(GivenAnswer.Meta):
        fields = [*GivenAnswer.Meta.fields, "unfit"]


class OwnMember(MemberRecord):
    class Meta(MemberRecord.Meta):
        fields = ["id", *MemberRecord.Meta.fields]


class Resent(serializers.Serializer):
    is_sent = serializers.BooleanField(help_text="false: she has signed, or was written to within the hour.")


class OwnApplication(ApplicationRecord):
    """To staff as well, of their own: as far as the applicant was told."""

    class Meta(ApplicationRecord.Meta):
        fields = [*ApplicationRecord.Meta.fields, "version"]

    @extend_schema_field(serializers.ChoiceField(Application.State.choices))
    def get_state(self, row: Application) -> str:
        return told_state(row, timezone.now())


class WholeOwnApplication(OwnApplication):
    can_fill_in = serializers.SerializerMethodField(
        help_text="Whether the step it stands in takes answers now."
    )
    questions = serializers.SerializerMethodField(
        help_text="Those of the step it stands in, for its track: what is asked, and what will be once "
        "another question is answered in some way."
    )
    answers = OwnAnswer(many=True)
    files = FileRecord(many=True, source="attachments")
    members = OwnMember(many=True)

    class Meta(OwnApplication.Meta):
        fields = [
            *OwnApplication.Meta.fields,
            *("can_fill_in", "questions", "answers", "files", "members"),
        ]

    def get_can_fill_in(self, row: Application) -> bool:
        return may_be_filled_in(row, timezone.now())

    @extend_schema_field(AskedRecord(many=True))
    def get_questions(self, row: Application) -> Any:
        asked = questions_of(row.call.form)
        here = on_page(asked, row.track, values_of(answers_of(row).values()), row.step)
        return AskedRecord(here, many=True, context={**self.context, "questions": asked}).data


class GapRecord(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="The key of a question; `members`, or `track`.")
    text = serializers.CharField()


class VerdictRecord(serializers.Serializer[Any]):
    text = serializers.CharField(help_text="The rule explained.")
    met = serializers.BooleanField(allow_null=True, help_text="null while it is not known.")
    forbids = serializers.BooleanField(help_text="It cannot be sent in with it.")


class Checked(serializers.Serializer[Any]):
    """In the asked language."""

    gaps = GapRecord(many=True)
    eligibility = VerdictRecord(many=True)


# -- what is sent ------------------------------------------------------------------------------
class Beginning(Body):
    call = serializers.IntegerField(min_value=1, max_value=BIGGEST)
    name = serializers.CharField(required=False, max_length=200, help_text="As it is on record, if not said.")
    language = serializers.ChoiceField(
        Person.Language.choices, required=False, help_text="Not needed where the call has one alone."
    )
    track = serializers.SlugField(required=False, allow_null=True, help_text="It may be chosen later.")
    role = serializers.SlugField(required=False, help_text="Her own, in a call for pairs and teams.")
    code = serializers.CharField(required=False, max_length=40, help_text="In a call by invitation.")


@extend_schema_field({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
class AnyText(serializers.JSONField):
    """An answer as it is typed or chosen."""


class OwnAnswers(Body):
    """Schema of the body; `answers_to` makes the one that her application's own questions ask for."""

    answers = serializers.DictField(
        child=AnyText(allow_null=True),
        required=False,
        help_text="By the question's `key`: the text, the number, the day such as 2026-11-24, the `value` of "
        "an option; a list for `several` and `countries`. A null takes an answer back, and so does an empty "
        "text; a key left out keeps it. All are taken, or none.",
    )
    track = serializers.SlugField(required=False, allow_null=True)
    version = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=BIGGEST,
        help_text="Of the application as it was read: an answer changed since is told, not overwritten.",
    )


class SentFile(Body):
    question = serializers.SlugField(help_text="The key of the question that asks for it.")
    file = serializers.FileField(allow_empty_file=True)


class Inviting(Body):
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField()
    role = serializers.SlugField()
    language = serializers.ChoiceField(Person.Language.choices, help_text="Of the mail to her.")


class Withdrawing(Body):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=5000)


class AnswersChanged(serializers.Serializer[Any]):
    conflicts = serializers.DictField(child=AnyText(allow_null=True), help_text="What stands there by now.")
    version = serializers.IntegerField()


class Elsewhere(APIException):
    """Answers were changed elsewhere: nothing is kept, and the version is what it was."""

    status_code = 409

    def __init__(self, conflicts: dict[str, Any], version: int) -> None:
        super().__init__()
        self.detail = {"conflicts": conflicts, "version": version}  # type: ignore[assignment]


def answers_to(row: Application) -> type[Body]:
    """A body with a field for each question of the step, and no other. Its kind says what an answer is."""
    asked = [one for one in questions_of(row.call.form) if one.step == row.step]
    fields = {one.key: _field(one) for one in asked if one.kind != Question.Kind.FILE}
    by_key = type("ByKey", (Body,), {**fields, "is_strict": False})(required=False)
    return type("AnswersBody", (OwnAnswers,), {"answers": by_key})


def _field(question: Question) -> serializers.Field[Any, Any, Any, Any]:
    unsaid = {"required": False, "allow_null": True}
    if KINDS[question.kind].schema()["type"] == "array":
        chosen = serializers.CharField(max_length=100)
        return serializers.ListField(child=chosen, max_length=MOST_CHOSEN, **unsaid)
    return serializers.CharField(allow_blank=True, max_length=LONGEST_UNFIT, **unsaid)


def track_of(call: Call, slug: str | None) -> Track | None:
    track = call.tracks.filter(slug=slug).first() if slug else None
    if slug and track is None:
        raise serializers.ValidationError({"track": [_("Choose one of the tracks of the call.")]})
    return track


def role_of(slug: str | None) -> Any:
    return Role.objects.filter(slug=slug).first() if slug else None
