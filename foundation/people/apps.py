from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "foundation.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from foundation.people.frozen import TRIGGERS
        from foundation.people.purposes import know_purposes
        from foundation.people.roles import sync_roles

        TRIGGERS.look_after(self)
        post_migrate.connect(sync_roles, sender=self)
        post_migrate.connect(know_purposes, sender=self)
