"""What an applicant fills in: to begin, to answer what is asked, to name a member, to have a link sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.errors import ServiceError
from foundation.files.types import endings_of, names_of
from foundation.films.models import Role
from foundation.questions import Kind, Known, conditions
from foundation.translated import in_language, listed
from residencies.calls.checking import is_frozen, is_required
from residencies.calls.kinds import count_words, kind_of
from residencies.calls.models import Answer, Application, Attachment, Call, Question
from residencies.calls.selectors import answers_of, on_page, questions_of, values_of
from residencies.calls.services.uploads import Limits, limits_of

FILE = "file."  # before the code of a question: the name of its field for files


class NamedForm(forms.Form):
    """Its labels stand above their fields, without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class EmailForm(NamedForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
    )


class BeginForm(EmailForm):
    """Fields that the call has no use for are not there."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    language = forms.ChoiceField(
        label=_("Language of your application"),
        help_text=_("In it you answer, and we write to you."),
    )
    track = forms.ModelChoiceField(
        label=_("What you apply for"), queryset=None, required=False, empty_label=_("I choose later")
    )
    role = forms.ModelChoiceField(label=_("Your own role"), queryset=None)
    code = forms.CharField(
        label=_("Invitation code"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "dir": "ltr", "class": "mono"}),
    )
    field_order = ["code", "name", "email", "language", "track", "role"]

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_languages(self.fields["language"], call)
        self.fields["track"].queryset = call.tracks.all()
        self.fields["role"].queryset = Role.objects.filter(pk__in=call.seats.values("role"))
        needed = {
            "track": bool(call.tracks.all()),
            "role": call.has_members,
            "code": call.needs_code,
            "language": len(call.languages) > 1,
        }
        for name, is_needed in needed.items():
            if not is_needed:
                del self.fields[name]


class InviteForm(NamedForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"dir": "ltr"}))
    role = forms.ModelChoiceField(label=_("Role"), queryset=None)
    language = forms.ChoiceField(label=_("Language of the mail"))

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_languages(self.fields["language"], call)
        self.fields["role"].queryset = Role.objects.filter(pk__in=call.seats.values("role"))


class AddForm(NamedForm):
    text = forms.CharField(label=_("What you add, and why"), widget=forms.Textarea({"rows": 6}))


class WithdrawForm(NamedForm):
    reason = forms.CharField(
        label=_("Why, if you like to say"), required=False, widget=forms.Textarea({"rows": 4})
    )


def _offer_languages(field: Any, call: Call) -> None:
    field.choices = [(code, name) for code, name in settings.LANGUAGES if code in call.languages]
    if get_language() in call.languages:
        field.initial = get_language()


@dataclass(frozen=True)
class Asked:
    """One question as it stands on the page. One for documents has files and limits, and no field."""

    question: Question
    kind: Kind
    field: BoundField | None
    files: list[Attachment]
    on: Question | None  # of this page, on which it depends
    now: datetime
    conflict: str = ""  # what was saved elsewhere meanwhile
    faults: list[str] = field(default_factory=list)  # of files
    token: str = ""

    @property
    def is_required(self) -> bool:
        return is_required(self.question, self.now)

    @property
    def is_frozen(self) -> bool:
        return is_frozen(self.question, self.now)

    @property
    def help(self) -> str:
        return in_language(self.question, "help")

    @property
    def unit(self) -> str:
        return in_language(self.question, "unit")

    @property
    def condition(self) -> str:
        return conditions.in_words(self.question, self.on, kind_of) if self.on else ""

    @property
    def condition_codes(self) -> str:
        return " ".join(self.question.condition_values)

    @property
    def words(self) -> int:
        return count_words(str((self.field and self.field.value()) or ""))

    @property
    def errors(self) -> list[str]:
        return [*(self.field.errors if self.field else []), *self.faults]

    # -- of documents ----------------------------------------------------------------------
    @property
    def limits(self) -> Limits:
        return limits_of(self.question)

    @property
    def file_name(self) -> str:
        return f"{FILE}{self.question.key}"

    @property
    def types(self) -> str:
        return names_of(self.question.accepts)

    @property
    def endings(self) -> str:
        kinds = endings_of(self.question.accepts).values()
        return ",".join(f".{ending}" for endings in kinds for ending in endings)

    @property
    def has_room(self) -> bool:
        return self.limits.files == 1 or len(self.files) < self.limits.files


class AnswersForm(forms.Form):
    """What the step of an application asks, filled with what was saved, right or not, and with what was
    just typed in its place. `row` is read by `selectors.with_everything`.
    """

    def __init__(
        self,
        row: Application,
        token: str,
        now: datetime,
        posted: Any = None,
        conflicts: Mapping[str, Any] | None = None,
    ) -> None:
        self.row, self.token, self.now, self.conflicts = row, token, now, conflicts or {}
        self.file_faults: dict[str, list[str]] = {}
        questions = questions_of(row.call.form)
        kept = answers_of(row)
        self.questions = on_page(questions, row.track, values_of(kept.values()), row.step)
        made: dict[str, forms.Field] = {}
        for question in self.questions:
            made |= kind_of(question).fields(question, None, Known())
            if question.key in made:
                made[question.key].help_text = in_language(question, "help")
        saved = {one.key: _plain(one, kept[one.pk]) for one in self.questions if one.pk in kept}
        self.typed = _typed(made, posted) if posted is not None else {}
        super().__init__({**saved, **self.typed}, label_suffix="")
        self.fields.update(made)
        for question in self.questions:
            for name, fault in kind_of(question).faults(question, self._sent(question)):
                self.add_error(name, fault)

    def _sent(self, question: Question) -> dict[str, Any]:
        return {name: self.data.get(name) for name in kind_of(question).names(question)}

    def asked(self) -> Iterator[Asked]:
        by_number = {question.pk: question for question in self.questions}
        files: dict[int | None, list[Attachment]] = {}
        for file in self.row.attachments.all():
            files.setdefault(file.question_id, []).append(file)
        for question in self.questions:
            yield Asked(
                question,
                kind_of(question),
                self[question.key] if question.key in self.fields else None,
                files.get(question.pk, []),
                by_number.get(question.condition_on_id),
                self.now,
                _told(question, self.conflicts[question.key]) if question.key in self.conflicts else "",
                self.file_faults.get(question.key, []),
                self.token,
            )


def _typed(fields: Mapping[str, forms.Field], posted: Any) -> dict[str, Any]:
    """Raw answers, just those that were sent: a part of the page leaves the rest as it is."""
    return {
        name: made.widget.value_from_datadict(posted, {}, name)
        for name, made in fields.items()
        if name in posted
    }


def _plain(question: Question, answer: Answer) -> Any:
    return answer.unfit if answer.value is None else kind_of(question).plain(answer.value)


def _told(question: Question, raw: Any) -> str:
    """An answer that stands, in words; something typed that is none, as it is."""
    kind = kind_of(question)
    try:
        value = kind.clean(question, raw)
    except ServiceError:
        return str(raw)
    return listed(text for _label, text in kind.words(question, value, {})) if value else ""
