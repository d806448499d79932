from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "residencies.calls"
    label = "calls"
    verbose_name = _("Calls")

    def ready(self) -> None:
        from residencies.calls.frozen import guard, unguard

        pre_migrate.connect(unguard, sender=self, dispatch_uid="calls.unguard")
        post_migrate.connect(guard, sender=self, dispatch_uid="calls.guard")
