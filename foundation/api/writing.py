"""Rows that staff add, change and delete as they do in the desk's form: by the same rules, with history."""

from copy import copy
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from django_countries.fields import CountryField
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.acting import Acting
from foundation.api.filtering import check_parameters
from foundation.api.records import Body, CountryCode
from foundation.errors import ServiceError
from foundation.filters import BIGGEST
from foundation.history import delete_by, save_record
from foundation.people.models import is_staff_with
from foundation.translated import listed

VERBS = {"create": "add", "partial_update": "change", "destroy": "delete"}


class VisibleKey(serializers.PrimaryKeyRelatedField):
    """The number of another row, among those she may see."""

    def get_queryset(self) -> QuerySet[Any]:
        rows = super().get_queryset()
        return rows.visible_to(self.context["request"].user) if hasattr(rows, "visible_to") else rows

    def to_internal_value(self, data: Any) -> Any:
        is_number = isinstance(data, int) and not isinstance(data, bool) and 0 < data <= BIGGEST
        return super().to_internal_value(data) if is_number else self.fail("incorrect_type", data_type=data)


class RowBody(Body, serializers.ModelSerializer):
    """What may be written of a row; its model checks the rest, as it does for the desk."""

    serializer_related_field = VisibleKey

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        if isinstance(model_field, CountryField):
            options = {"required": False, "allow_blank": model_field.blank}
            if model_field.multiple:
                return serializers.ListField, {"child": CountryCode(), "required": False, "max_length": 250}
            return CountryCode, options
        return super().build_standard_field(field_name, model_field)

    def get_uniqueness_extra_kwargs(self, field_names: Any, fields: Any, extra_kwargs: Any) -> Any:
        return extra_kwargs, {}

    def get_validators(self) -> list[Any]:
        return []  # `full_clean` has them all, and says what the desk says


class MayWrite(BasePermission):
    """Staff with the desk's right to add, change or delete rows of the view's model."""

    def has_permission(self, request: Request, view: Any) -> bool:
        meta, verb = view.queryset.model._meta, VERBS.get(view.action)
        return verb is None or is_staff_with(request.user, f"{meta.app_label}.{verb}_{meta.model_name}")


class Adding(Acting):
    """POST to the list. `body_class` is what may be written."""

    body_class: type[RowBody]

    def get_permissions(self) -> list[Any]:
        return [*super().get_permissions(), MayWrite()]

    def create(self, request: Request) -> Response:
        """For staff with the desk's right to add such rows; the fields are those of the desk's form."""
        check_parameters(request)
        row = self._kept(self.queryset.model(), request)
        told = self._seen(row)
        told.status_code = 201
        told["Location"] = request.build_absolute_uri(f"{row.pk}/")
        return told

    def _kept(self, row: Model, request: Request) -> Model:
        there = {} if row._state.adding else {"instance": row, "partial": True}
        body = self.body_class(data=request.data, context=self.get_serializer_context(), **there)
        body.is_valid(raise_exception=True)
        try:
            return self.save(row, body.validated_data)
        except ModelError as fault:
            raise serializers.ValidationError(_refusal(fault)) from None
        except IntegrityError:  # somebody else was a moment earlier
            raise ServiceError(_("This contradicts what is recorded by now. Nothing was saved.")) from None

    def save(self, row: Any, said: dict[str, Any]) -> Any:
        return save_record(row, said, by=self.request.user)

    def _seen(self, row: Model) -> Response:
        look = copy(self)
        look.action, look.kwargs = "retrieve", {"pk": str(row.pk)}
        return look.retrieve(self.request)  # type: ignore[attr-defined]


class Changing(Adding):
    """PATCH and DELETE of a single row as well."""

    def partial_update(self, request: Request, pk: str) -> Response:
        """For staff with the desk's right to change such rows. What is not named stays as it is."""
        return self._seen(self._kept(self.get_object(), request))

    def destroy(self, request: Request, pk: str) -> Response:
        """For staff with the desk's right to delete such rows; not where others need it."""
        row = self.get_object()
        try:
            delete_by(row, request.user)
        except (ProtectedError, RestrictedError) as fault:
            others = fault.args[1] if len(fault.args) > 1 else ()
            kinds = listed(sorted({str(one._meta.verbose_name_plural) for one in others}))
            raise ServiceError(_("Other rows need it: %(kinds)s.") % {"kinds": kinds}) from None
        return Response(status=204)


def _refusal(fault: ModelError) -> dict[str, list[str]]:
    told = fault.message_dict if hasattr(fault, "error_dict") else {NON_FIELD_ERRORS: fault.messages}
    return {("detail" if name == NON_FIELD_ERRORS else name): texts for name, texts in told.items()}
