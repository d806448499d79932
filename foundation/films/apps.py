from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilmsConfig(AppConfig):
    name = "foundation.films"
    label = "films"
    verbose_name = _("Films")

    def ready(self) -> None:
        from foundation.films.frozen import TRIGGERS

        TRIGGERS.look_after(self)
