from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "foundation.mail"
    label = "mail"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from anymail.signals import tracking

        from foundation.mail.webhooks import take_in_event

        tracking.connect(take_in_event, dispatch_uid="mail.webhooks")
