from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.translated import listed
from residencies.mentoring.models.asking import Asked, AskedQuerySet
from residencies.mentoring.models.mentorships import Mentorship


class ClosingReview(Asked):
    """One of a pair looks back on it. `services.reviews` alone writes it; it has no history."""

    class Goals(models.TextChoices):
        ALL = "all", pgettext_lazy("goals reached", "all of them")
        MOST = "most", pgettext_lazy("goals reached", "most of them")
        SOME = "some", pgettext_lazy("goals reached", "some of them")
        NONE = "none", pgettext_lazy("goals reached", "none of them")

    OPEN_FOR = timedelta(days=60)

    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("mentorship")
    )
    goals = models.CharField(_("goals reached"), max_length=4, choices=Goals, blank=True)
    helped = models.TextField(_("what helped"), blank=True)
    recommends = models.BooleanField(_("would recommend it"), null=True)
    hours_right = models.BooleanField(_("the hours are right"), null=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing review")
        verbose_name_plural = _("closing reviews")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "side"], name="closing_review_once"),
            models.CheckConstraint(condition=Q(side__in=["mentor", "mentee"]), name="closing_review_side"),
            models.CheckConstraint(
                condition=Q(answered_at=None, goals="", helped="", recommends=None, hours_right=None)
                | Q(
                    answered_at__isnull=False,
                    goals__in=["all", "most", "some", "none"],
                    recommends__isnull=False,
                    hours_right__isnull=False,
                ),
                name="closing_review_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return listed([self.mentorship, self.get_side_display()])
