from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "foundation.jobs"
    label = "jobs"
    verbose_name = _("What runs by itself")

    def ready(self) -> None:
        from foundation.jobs.services import know_jobs

        post_migrate.connect(know_jobs, sender=self)
