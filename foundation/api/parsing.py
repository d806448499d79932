"""What a body may be: JSON of a sensible size and depth."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

LIMIT = 1_000_000  # bytes


class TooLarge(APIException):
    status_code = 413


class BoundedJSONParser(JSONParser):
    """Neither a huge body nor a deeply nested one takes the server's memory or stack."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = stream.read(LIMIT + 1)
        if len(body) > LIMIT:
            raise TooLarge(_("The body may have at most %(limit)d bytes.") % {"limit": LIMIT})
        try:
            return super().parse(BytesIO(body), media_type, parser_context)
        except RecursionError:
            raise ParseError(_("The body is nested too deeply.")) from None
