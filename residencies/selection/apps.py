from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "residencies.selection"
    label = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        from residencies.selection.frozen import TRIGGERS

        TRIGGERS.look_after(self)
