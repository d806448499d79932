from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Nobody reads them: they are given again to who sends the same request under the same key."""
        return self.none()


class Answer(models.Model):
    """What a request was answered that an account sent under a key of its own. `services` writes it.

    Neither the key, nor the address, nor the body that was sent is here, only digests of them; the answer is
    sealed with the key. So the table tells nothing: not even which of her requests was one for help.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    key = models.CharField(_("key"), max_length=64)  # digest
    request = models.CharField(_("request"), max_length=64)  # digest
    sealed = models.BinaryField(_("answer"))
    at = models.DateTimeField(_("at"), db_index=True)  # read by `services.forget`

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a request")
        verbose_name_plural = _("answers to requests")
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="repeats_answer_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.at:%Y-%m-%d %H:%M}"
