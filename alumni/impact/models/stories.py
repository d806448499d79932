"""What an alumna tells of her path, or is told of her; and in which issued reports it was told."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from alumni.impact.models.reports import IssuedReport
from foundation.films.models import Work
from foundation.people.models import Person, is_staff_with

LONGEST = 1500


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, user: Any) -> "StoryQuerySet":
        """Staff with the right all, anyone else her own: those she was asked about, or has written."""
        if is_staff_with(user, "impact.view_story"):
            return self
        return self.hers(user) if user.is_authenticated else self.none()

    def hers(self, user: Any) -> "StoryQuerySet":
        """A draft that nobody has asked her about is not among them."""
        return self.filter(person__account=user.pk).exclude(state=Story.State.DRAFTED)

    def agreed(self) -> "StoryQuerySet":
        return self.filter(state=Story.State.AGREED)


class Story(models.Model):
    """A short text about a person, or by her, that stands in reports in exactly the words she agreed to.

    Her word on it is no `people.Consent`: that is asked for a purpose, in one text for all, and allows photos
    and her full name as well. To agree to one text, perhaps without her name, she need not agree to that. A
    no to the purpose takes back all her stories: `services.stories.follow_consent`.

    The database lets nobody change an agreed story and leave it agreed (`frozen`), so that `agreed_at` is the
    day of these words.
    """

    class State(models.TextChoices):
        DRAFTED = "drafted", pgettext_lazy("state of a story", "draft")
        ASKED = "asked", pgettext_lazy("state of a story", "she is asked")
        AGREED = "agreed", pgettext_lazy("state of a story", "agreed")
        DECLINED = "declined", pgettext_lazy("state of a story", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a story", "withdrawn")

    class Naming(models.TextChoices):
        FULL = "full", _("with my name")
        FIRST = "first", _("with my first name alone")
        NONE = "none", _("without my name")

    WORDS = ("language", "title", "text", "naming", "named", "work")  # what she agrees to

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="stories", verbose_name=_("person")
    )
    language = models.CharField(_("language of the text"), max_length=2, choices=Person.Language)
    title = models.CharField(_("title"), max_length=150, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST)
    naming = models.CharField(_("naming"), max_length=10, choices=Naming, default=Naming.FULL)
    named = models.CharField(
        _("name as it stands there"), max_length=200, blank=True, help_text=_("empty: as on record")
    )
    work = models.ForeignKey(
        Work, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("work")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFTED, editable=False)
    written_at = models.DateTimeField(_("written"), editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed on"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined on"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True, editable=False)

    objects = StoryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="story_has_a_text",
                violation_error_message=_("Write the story first."),
            ),
            models.CheckConstraint(
                condition=Q(naming="none", named="") | ~Q(naming="none") & ~Q(named=""),
                name="story_is_named_or_not",
                violation_error_message=_("Say how she is named, or that she is not."),
            ),
            models.CheckConstraint(
                condition=Q(state="drafted", agreed_at=None)
                | Q(state="asked", asked_at__isnull=False, agreed_at=None)
                | Q(state="agreed", agreed_at__isnull=False)
                | Q(state="declined", declined_at__isnull=False, agreed_at=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False, agreed_at=None),
                name="story_state_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.title or self.text[:60]}"


class ToldStory(models.Model):
    """That an issued report told a story, as it was agreed to at that instant; none of its words.

    It is shown as long as that agreement stands. A story that is erased leaves an empty place.
    """

    issue = models.ForeignKey(
        IssuedReport, on_delete=models.CASCADE, related_name="told_stories", verbose_name=_("report")
    )
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, related_name="told_in", verbose_name=_("story")
    )
    agreed_at = models.DateTimeField(_("agreed on"))

    class Meta:
        verbose_name = _("story in a report")
        verbose_name_plural = _("stories in reports")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issue", "story"], name="told_story_once")]
