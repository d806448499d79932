import logging
import time
from typing import Any

from django.views.debug import SafeExceptionReporterFilter


class UTCFormatter(logging.Formatter):
    """Lines in UTC: the C library tells local time by the system's zone files, which may be older."""

    converter = time.gmtime


class Discreet(SafeExceptionReporterFilter):
    """What is told of a fault holds nothing that was typed or sent in, and no variable's value."""

    def get_post_parameters(self, request: Any) -> dict[str, str]:
        if not self.is_active(request):
            return super().get_post_parameters(request)  # type: ignore[no-any-return]
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request is not None else {}

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        if not self.is_active(request):
            return super().get_traceback_frame_variables(request, tb_frame)
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()
