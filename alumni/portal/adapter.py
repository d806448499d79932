import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from foundation.mail.services import Draft, enqueue
from foundation.people.models import Person
from foundation.translated import language_now

log = logging.getLogger(__name__)

# allauth's name for a mail -> (kind of ours, its secret in allauth's context, how long it is good)
MAILS = {
    "account/email/login_code": ("login_code", "code", settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
    "account/email/password_reset_key": (
        "password_reset",
        "password_reset_url",
        settings.PASSWORD_RESET_TIMEOUT,
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Logins are opened by the foundation, and their mail leaves through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix not in MAILS:
            log.warning("no letter for %s: not sent", template_prefix)
            return
        kind, secret, seconds = MAILS[template_prefix]
        now = timezone.now()
        draft = Draft(
            key=f"{kind}:{uuid4().hex}",
            kind=kind,
            to=email,
            language=language_now(),
            person=Person.objects.filter(account__email__iexact=email).first(),
            secret=context[secret],
            priority=0,
            expires_at=now + timedelta(seconds=seconds),
        )
        enqueue(draft, now=now)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The path; the letter puts the site's own address before it, whatever host was asked."""
        uidb36, _, token = key.partition("-")
        return reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token})
