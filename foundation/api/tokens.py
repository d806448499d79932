"""Who asks: a token that is kept as its hash alone, and whose use writes nothing."""

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication as KnoxAuthentication
from knox.crypto import hash_token
from knox.models import AuthToken
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


class TokenAuthentication(KnoxAuthentication):
    """`Authorization: Token masar_…`, found by its hash in one query; knox would delete old ones on a GET."""

    def authenticate(self, request: Request) -> tuple[object, AuthToken] | None:
        found = super().authenticate(request)
        if found:
            _speak(request, found[1].language)  # type: ignore[attr-defined]
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[object, AuthToken]:
        digest = hash_token(token.decode("latin-1"))
        good = Q(expiry=None) | Q(expiry__gt=timezone.now())
        rows = AuthToken.objects.select_related("user").annotate(language=F("user__person__language"))
        row = rows.filter(good, digest=digest).first()
        if row is None:
            raise AuthenticationFailed(_("This token is not known or has ended."))
        return self.validate_user(row)


def _speak(request: Request, language: str | None) -> None:
    """Messages in her language, unless the caller asks for another by Accept-Language."""
    if language and settings.LANGUAGES and "HTTP_ACCEPT_LANGUAGE" not in request.META:
        translation.activate(language)
