from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SelectionConfig(AppConfig):
    name = "residencies.selection"
    label = "selection"
    verbose_name = _("Selection")

    def ready(self) -> None:
        from residencies.selection.frozen import guard, unguard

        pre_migrate.connect(unguard, sender=self, dispatch_uid="selection.unguard")
        post_migrate.connect(guard, sender=self, dispatch_uid="selection.guard")
