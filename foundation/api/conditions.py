"""Tags of what was seen (`ETag`), and requests on condition that it still is (RFC 9110, RFC 6585)."""

import re
from functools import partial
from hashlib import sha256
from typing import Any

import orjson
from django.http import Http404, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

_ENCODER = JSONRenderer.encoder_class()
# Ends of a line to JavaScript, if not to JSON.
_BREAK, _LAST = re.compile(b"\xe2\x80[\xa8\xa9]"), bytes.maketrans(b"\xa8\xa9", b"89")
CONDITIONS = ("If-Match", "If-None-Match")


class Failed(APIException):
    status_code = 412
    default_detail = _("Somebody has changed it since you read it. Read it again, and then send your change.")


class ThereAlready(Failed):
    default_detail = _("It is there already. Read it, and send your change with its ETag as If-Match.")


class Required(APIException):
    status_code = 428
    default_detail = _("Say which version you change: send the ETag that came with it as If-Match.")


class NothingYet(Required):
    default_detail = _("There is nothing yet: send If-None-Match: * to make it.")


class NotYet(Http404):
    """What is asked for is hers to make, and not made yet. A view raises it in its GET."""


class Json(JSONRenderer):
    """The same row is the same bytes, however its spaces are asked for: a tag stands for them."""

    def get_indent(self, accepted_media_type: str, renderer_context: Any) -> None:
        return None

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """As Django REST framework writes it, by a faster hand."""
        if data is None:
            return b""
        try:
            text = orjson.dumps(data, default=_ENCODER.default, option=orjson.OPT_PASSTHROUGH_DATETIME)
        except TypeError:  # a key that is no text, a number of more than 64 bits: JSON all the same
            return self._render(data, *args, **kwargs)
        return _BREAK.sub(lambda found: b"\\u202" + found[0][2:].translate(_LAST), text)

    def _render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        try:
            return super().render(data, *args, **kwargs)
        except UnicodeEncodeError:  # half a character, which is said by its number alone
            self.ensure_ascii = True
            return super().render(data, *args, **kwargs)


def tag_of(data: Any) -> str:
    """The tag of an answer, as this caller sees it: it changes with every byte of it, and with no other."""
    return f'"{sha256(Json().render(data)).hexdigest()[:32]}"'


def tagged(request: Request, response: Response) -> Response:
    """With its tag, and 304 once it is rendered where the caller has just this."""
    response["ETag"] = tag_of(response.data)
    patch_cache_control(response, private=True, no_cache=True)
    response.add_post_render_callback(partial(_unless_known, request))
    return response


def _unless_known(request: Request, response: Response) -> HttpResponseBase | None:
    answer = get_conditional_response(request._request, etag=response["ETag"], response=response)
    return None if answer is response else answer


def has_conditions(request: Request) -> bool:
    return any(name in request.headers for name in CONDITIONS)


def check(request: Request, tag: str | None) -> None:
    """Raises Failed unless the conditions hold for what is there now; None: nothing is."""
    wanted, unwanted = (parse_etags(request.headers.get(name, "")) for name in CONDITIONS)
    for name, tags in zip(CONDITIONS, (wanted, unwanted), strict=True):
        if name in request.headers and not tags:
            raise ValidationError({name: [_("Send the ETag as it came, in its quotation marks, or *.")]})
    if wanted and (tag is None or not {tag, "*"} & set(wanted)):
        raise Failed
    if unwanted and tag is not None and {tag, "*"} & {one.removeprefix("W/") for one in unwanted}:
        raise ThereAlready
