from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "residencies.grants"
    label = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        from residencies.grants.ceilings import TRIGGERS

        TRIGGERS.look_after(self)
