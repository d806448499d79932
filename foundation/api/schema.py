"""How the API describes itself (OpenAPI)."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object


class OperationSchema(AutoSchema):
    """Operations are summed up with the trade's own word for the rows."""

    def get_summary(self) -> str | None:
        rows = getattr(self.view, "queryset", None)
        if rows is None:
            return None
        words = rows.model._meta
        plain = {"list": f"List {words.verbose_name_plural}", "retrieve": f"One {words.verbose_name}"}
        return plain.get(self.view.action)


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "foundation.api.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return build_bearer_security_scheme_object("Authorization", "Token")
