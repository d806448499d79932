from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "residencies.grants"
    label = "grants"
    verbose_name = _("Grants")

    def ready(self) -> None:
        from residencies.grants.ceilings import guard, unguard

        pre_migrate.connect(unguard, sender=self, dispatch_uid="grants.unguard")
        post_migrate.connect(guard, sender=self, dispatch_uid="grants.guard")
