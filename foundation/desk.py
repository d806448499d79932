"""The site of the staff's desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.views.i18n import JavaScriptCatalog
from unfold.sites import UnfoldAdminSite


class DeskSite(UnfoldAdminSite):
    """Unfold's, in which a page that shows the desk's own menu does not list all tables besides."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Django's, made when a template asks for it: rights and addresses of all tables take 25 ms."""
        return SimpleLazyObject(lambda: super(DeskSite, self).get_app_list(request, app_label))

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Words of Django's scripts: what Django says in English or French to an Arabic reader is ours."""
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "foundation"])(request)
