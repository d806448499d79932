"""`me/consents/`: what she has agreed to, and her word on it."""

from typing import Any

from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.acting import Acting
from foundation.api.filtering import check_parameters
from foundation.api.records import Body, Instant
from foundation.people.api import own_person
from foundation.people.models import Consent, Purpose
from foundation.people.selectors import Standing, consents_of
from foundation.people.services import say_consent
from foundation.translated import in_language


class ConsentRecord(serializers.Serializer):
    purpose = serializers.ChoiceField(Purpose.choices)
    text = serializers.CharField(help_text="What is asked today, in the language of the request.")
    version = serializers.IntegerField(help_text="Of that text.")
    given = serializers.BooleanField(allow_null=True, help_text="null: she has said nothing.")
    said_to_version = serializers.IntegerField(allow_null=True)
    at = Instant(allow_null=True)


class ConsentSaid(Body):
    purpose = serializers.ChoiceField(Purpose.choices)
    given = serializers.BooleanField()


def told(row: Standing) -> dict[str, Any]:
    word = row.word
    return {
        "purpose": row.text.purpose,
        "text": in_language(row.text, "text", get_language()),
        "version": row.text.version,
        "given": row.given,
        "said_to_version": word.text.version if word else None,
        "at": word.at if word else None,
    }


class MyConsents(Acting):
    serializer_class = ConsentRecord
    queryset = Consent.objects.none()
    pagination_class = None

    def _all(self, request: Request) -> Response:
        rows = [told(row) for row in consents_of(own_person(request.user))]
        return Response(ConsentRecord(rows, many=True).data)

    @extend_schema(
        summary="What I agree to", operation_id="me_consents_list", responses=ConsentRecord(many=True)
    )
    def read(self, request: Request) -> Response:
        """Each purpose with the text of today and her last word on it."""
        check_parameters(request)
        return self._all(request)

    @extend_schema(
        summary="Say yes or no",
        operation_id="me_consents_create",
        request=ConsentSaid,
        responses=ConsentRecord(many=True),
    )
    def say(self, request: Request) -> Response:
        """Her word on a purpose, to the text of today; said twice it is one. Gives all as they stand."""
        person, said = own_person(request.user), ConsentSaid.read(request)
        say_consent(
            person, said["purpose"], said["given"], how=Consent.How.API, by=request.user, now=timezone.now()
        )
        return self._all(request)


urlpatterns = [
    path("me/consents/", MyConsents.as_view({"get": "read", "post": "say"}), name="my-consents"),
]
