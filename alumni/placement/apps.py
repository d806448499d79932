from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacementConfig(AppConfig):
    name = "alumni.placement"
    label = "placement"
    verbose_name = _("Work for alumnae")
