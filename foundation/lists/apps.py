from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    name = "foundation.lists"
    label = "lists"
    verbose_name = _("Lists of the desk")

    def ready(self) -> None:
        from foundation.lists.paging import head_once

        head_once()
