"""What she fills in on the page of a story, and the staff at the desk."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alumni.impact.models import Story
from alumni.impact.models.stories import LONGEST
from alumni.impact.selectors.stories import is_hers, works_of
from alumni.impact.services import Words
from alumni.impact.services.stories import named_as
from foundation.errors import ServiceError
from foundation.mail.names import spoken_name
from foundation.people.models import Person


class Said:
    """A form that holds all that she agrees to."""

    cleaned_data: dict[str, Any]

    @property
    def words(self) -> Words:
        return Words(**{name: self.cleaned_data[name] for name in Story.WORDS})


class WordsForm(Said, forms.Form):
    """As she has it before her."""

    naming = forms.ChoiceField(
        label=_("How do you want to be named?"), choices=Story.Naming.choices, widget=forms.RadioSelect
    )
    named = forms.CharField(
        label=_("Your first name, as it is to stand"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "given-name"}),
    )
    title = forms.CharField(
        label=_("title"), max_length=150, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    text = forms.CharField(
        label=_("text"),
        help_text=_("At most 1500 letters."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 9, "maxlength": LONGEST}),
    )
    language = forms.ChoiceField(label=_("language of the text"), choices=Person.Language.choices)
    work = forms.ModelChoiceField(None, label=_("about which work"), required=False)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["work"].queryset = works_of(person)

    @classmethod
    def of(cls, person: Person, story: Story | None) -> "WordsForm":
        """Filled in with what stands there; a first name to begin with."""
        first = spoken_name(person, str(get_language())).split()[:1]
        said: dict[str, Any] = {"named": first[0] if first else ""}
        if story is None:
            return cls(person, initial={**said, "naming": Story.Naming.FULL, "language": person.language})
        said |= {name: getattr(story, name) for name in ("naming", "title", "text", "language", "work")}
        if story.naming == Story.Naming.FIRST:
            said["named"] = story.named
        return cls(person, initial=said)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        return with_name(self, self.person, said)


class StoryForm(Said, forms.ModelForm):
    """As the staff write it."""

    class Meta:
        model = Story
        fields = ["person", *Story.WORDS]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        person = said.get("person") or (self.instance.person if self.instance.pk else None)
        work = said.get("work")
        if person and work and not is_hers(work, person):
            self.add_error("work", _("This is not one of her works."))
        return with_name(self, person, said) if person else said


def with_name(form: forms.BaseForm, person: Person, said: dict[str, Any]) -> dict[str, Any]:
    """What was said, with the name as it will stand; or the fault at its field."""
    if "naming" in said and "language" in said:
        try:
            named = named_as(person, said["naming"], said.get("named", ""), said["language"])
        except ServiceError as fault:
            form.add_error("named", str(fault))
        else:
            return {**said, "named": named}
    return said
