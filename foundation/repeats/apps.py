from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepeatsConfig(AppConfig):
    name = "foundation.repeats"
    label = "repeats"
    verbose_name = _("Requests that may be sent again")
