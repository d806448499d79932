"""What every request that writes goes through: on condition, under a key, in one transaction.

A view says nothing of it. The tag is compared under the lock of the row, and the answer is kept with what was
done: two that change the same at once do not overwrite each other, and one that is sent twice is done once.
"""

import json
import re
from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from foundation.api import conditions
from foundation.errors import BUSY, is_deadlock
from foundation.numbers import number_of
from foundation.people.models import Person
from foundation.repeats import services as repeats

KEY = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{1,100}")
_KEPT = ("ETag", "Location")  # headers of an answer that are given again
ON_CONDITION = ("PUT", "PATCH", "DELETE")


class Busy(APIException):
    status_code = 409
    default_detail = BUSY


class InFlight(APIException):
    status_code = 409
    default_detail = _(
        "The first request with this Idempotency-Key is not done yet. Send it again in a moment."
    )


class Reused(APIException):
    status_code = 422
    default_detail = _(
        "Another request was sent with this Idempotency-Key. Take a new key for what is another act."
    )


class Acting(GenericViewSet):
    """Reads with tags, and writes on condition and under a key. `shown_once`: the fields of an answer
    that are given to the first request alone.
    """

    shown_once: tuple[str, ...] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if "pk" in kwargs and number_of(kwargs["pk"]) is None:
            raise NotFound  # Python reads no number of 5000 digits
        method = str(request.method).lower()
        if request.method not in SAFE_METHODS and hasattr(self, method):
            setattr(self, method, partial(self._act, getattr(self, method)))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        is_one = request.method in ("GET", "HEAD") and self.action != "list"
        if is_one and response.status_code == 200 and isinstance(response, Response):
            return conditions.tagged(request, response)
        return response

    def handle_exception(self, exc: Exception) -> Response:
        if is_deadlock(exc):
            exc = Busy()  # the database has taken everything back
        return super().handle_exception(exc)

    def locked(self) -> Iterable[QuerySet[Any]]:
        """The rows whose locks keep what is written to from changing: the row of the address, or herself."""
        if "pk" in self.kwargs:
            return [self.queryset.model._base_manager.filter(pk=self.kwargs["pk"])]
        return [Person.objects.filter(account=self.request.user.pk)]

    @property
    def read_by(self) -> str:
        """The act that a GET is answered by, here or at the address of the row; '' where it reads no single
        one.
        """
        name = self.action_map.get("get", "retrieve" if self.detail else "list")
        return name if name != "list" and hasattr(self, name) else ""

    def tag(self) -> str | None:
        """Of what a GET would answer her now, at this address or of its row. None where there is nothing."""
        look = copy(self)
        look.action = self.read_by
        if not look.action:
            raise ValidationError({"If-Match": [_("There is no single row at this address.")]})
        try:
            return conditions.tag_of(getattr(look, look.action)(self.request, *self.args, **self.kwargs).data)
        except conditions.NotYet:
            return None

    def _act(self, act: Callable[..., Any], request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key, on_condition = _key(request), conditions.has_conditions(request)
        if request.method in ON_CONDITION and not on_condition:
            raise conditions.Required if self.tag() else conditions.NothingYet
        if not key and not on_condition:
            return act(request, *args, **kwargs)
        with transaction.atomic():
            sent = repeats.Sent(request.user.pk, key, _what(request)) if key else None
            if sent and (told := _answered(sent)):
                self._look_again(told)
                return told
            if on_condition:
                self._check(request)
            answer = act(request, *args, **kwargs)
            if request.method in ("PUT", "PATCH") and answer.status_code == 200:
                answer["ETag"] = self.tag()
            if sent:
                repeats.keep(sent, _told(answer, self.shown_once), now=timezone.now())
        return answer

    def _look_again(self, told: HttpResponse) -> None:
        """She may have lost sight of the row meanwhile, recused as a juror for instance. An answer that says
        nothing of it is given again, and so is that to an act on a row which is gone.
        """
        if told.content and "pk" in self.kwargs:
            row = {"pk": self.kwargs["pk"]}
            is_there = self.queryset.model._base_manager.filter(**row).exists()
            if is_there and not self.get_queryset().filter(**row).exists():
                raise NotFound

    def _check(self, request: Request) -> None:
        for rows in self.locked():
            list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        conditions.check(request, self.tag())


def _key(request: Request) -> str:
    """What the caller sent as `Idempotency-Key`, or ''."""
    key = request.headers.get(KEY)
    if key is not None and not _KEY.fullmatch(key):
        raise ValidationError({KEY: [_("1 to 100 letters, digits and signs, without spaces.")]})
    return key or ""


def _what(request: Request) -> str:
    """What is asked, the same text for the same request: method, address and body."""
    data = request.data
    plain = dict(data.lists()) if hasattr(data, "lists") else data
    try:
        body = json.dumps(plain, sort_keys=True, default=_digest)
    except RecursionError:
        raise ParseError(_("The body is nested too deeply.")) from None
    return f"{request.method} {request.get_full_path()} {body}"


def _digest(file: UploadedFile) -> str:
    told = sha256(str(file.name).encode(errors="surrogatepass"))
    for chunk in file.chunks():
        told.update(chunk)
    file.seek(0)
    return told.hexdigest()


def _answered(sent: repeats.Sent) -> HttpResponse | None:
    try:
        told = repeats.answer_to(sent)
    except repeats.InFlight:
        raise InFlight from None
    except repeats.Differs:
        raise Reused from None
    if told is None:
        return None
    headers = {**told.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(told.body, status=told.status, content_type="application/json", headers=headers)


def _told(answer: Response, shown_once: tuple[str, ...]) -> repeats.Told:
    headers = {name: answer[name] for name in _KEPT if name in answer}
    data = answer.data
    if shown_once and data:
        data = {name: value for name, value in data.items() if name not in shown_once}
    body = "" if data is None else conditions.Json().render(data).decode()
    return repeats.Told(answer.status_code, headers, body)
