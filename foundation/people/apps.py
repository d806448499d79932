from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "foundation.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from foundation.people.roles import sync_roles

        post_migrate.connect(sync_roles, sender=self)
