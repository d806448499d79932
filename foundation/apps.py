from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class FoundationConfig(AppConfig):
    name = "foundation"
    label = "foundation"

    def ready(self) -> None:
        from foundation import checks  # noqa: F401
        from foundation.files.receiving import take_long_names
        from foundation.formats import say_first_of_month
        from foundation.history import keep_managers

        keep_managers()
        take_long_names()
        say_first_of_month()


class DeskConfig(AdminConfig):
    default_site = "foundation.desk.DeskSite"
