from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImpactConfig(AppConfig):
    name = "alumni.impact"
    label = "impact"
    verbose_name = _("Figures")

    def ready(self) -> None:
        from alumni.impact.frozen import TRIGGERS

        TRIGGERS.look_after(self)
