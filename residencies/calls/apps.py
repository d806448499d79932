from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "residencies.calls"
    label = "calls"
    verbose_name = _("Calls")

    def ready(self) -> None:
        from residencies.calls.frozen import TRIGGERS

        TRIGGERS.look_after(self)
