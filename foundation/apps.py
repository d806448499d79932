from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "foundation"
    label = "foundation"

    def ready(self) -> None:
        from foundation import checks  # noqa: F401
