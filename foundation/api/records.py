"""What goes out and comes in: rows as records, and bodies that hold nothing unasked."""

from datetime import UTC
from typing import Any, ClassVar

from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django_countries.fields import CountryField
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from foundation.filters import check_country
from foundation.people.models import is_staff_with


class CountryCode(serializers.CharField):
    """Two letters, as in ISO 3166; '' where it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("choices", None)
        super().__init__(**{"validators": [check_country], **kwargs})

    def to_representation(self, value: Any) -> str:
        return value.code or ""


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Countries(serializers.Field):
    """The codes of several countries."""

    def to_representation(self, value: Any) -> list[str]:
        return [country.code for country in value]


class Instant(serializers.DateTimeField):
    """In UTC, whatever zone its reader lives in."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)


@extend_schema_field({"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?$"})
class Clock(serializers.TimeField):
    """An hour by the clock of wherever she lives; what OpenAPI calls a time has a zone."""


@extend_schema_field(serializers.CharField(help_text="The staff’s; '' for everyone else."))
class StaffsNote(serializers.Field):
    """The row's note for staff with the right, '' for whoever else sees the row."""

    def __init__(self, right: str) -> None:
        super().__init__(read_only=True)
        self.right = right

    def to_representation(self, value: str) -> str:
        return value if is_staff_with(self.context["request"].user, self.right) else ""


class Record(serializers.ModelSerializer):
    """One row as the API shows it, the same for everyone who may see it.

    Staff's notes are in no list; a single row has them for those of the staff who see its kind. A field
    that is a method stands in `columns` as well, if its lists are to be read fast: a function, and the names
    of the columns it takes.
    """

    columns: ClassVar[dict[str, tuple[Any, ...]]] = {}
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        CountryField: CountryCode,
        models.DateTimeField: Instant,
        models.TimeField: Clock,
    }

    def build_standard_field(self, field_name: str, model_field: models.Field) -> tuple[type, dict[str, Any]]:
        if isinstance(model_field, CountryField):
            return (Countries if model_field.multiple else CountryCode), {}
        return super().build_standard_field(field_name, model_field)

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields


class Body(serializers.Serializer):
    """What is sent in: a field that is not named here is refused, never ignored, and so is a value of a type
    that the description does not give it. A form, where all is text, is read as it is meant.
    """

    is_strict = True  # or a text may be a number as well

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """The body's values; raises ValidationError, with a sentence for each field that is wrong."""
        body = cls(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        return body.validated_data

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            known = {name for name, field in self.fields.items() if not field.read_only}
            if extra := [str(name) for name in data if name not in known]:
                raise serializers.ValidationError(
                    {name: [_("There is no such field here.")] for name in extra}
                )
        if self.is_strict and isinstance(data, dict) and not isinstance(data, MultiValueDict):
            self._check_types(data)
        return super().to_internal_value(data)

    def _check_types(self, data: dict[str, Any]) -> None:
        given = ((name, field, data[name]) for name, field in self.fields.items() if name in data)
        if refused := {name: told for name, field, value in given if (told := _mistyped(field, value))}:
            raise serializers.ValidationError(refused)


# Django REST framework reads 0, "no" and 0.0 as false, 7 as "7" and "7" as 7.
_TYPES: tuple[tuple[type[serializers.Field], type], ...] = (
    (serializers.BooleanField, bool),
    (serializers.CharField, str),
    (serializers.IntegerField, int),
)


def _mistyped(field: serializers.Field, value: Any) -> list[str]:
    """What is said of a value that is not of the field's type in JSON; [] where it is."""
    if isinstance(field, serializers.ListField) and isinstance(value, list):
        return next((told for one in value if (told := _mistyped(field.child, one))), [])
    if isinstance(field, serializers.DictField) and isinstance(value, dict):
        return next((told for one in value.values() if (told := _mistyped(field.child, one))), [])
    wanted = next((type_ for kind, type_ in _TYPES if isinstance(field, kind)), None)
    if wanted is None or value is None or type(value) is wanted:
        return []
    return [str(field.error_messages["invalid"])]
