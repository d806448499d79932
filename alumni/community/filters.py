"""What may be asked of the directory. A part that is hidden from whoever asks answers nothing: each filter
looks at those rows alone whose part she is shown, so that searching tells no more than reading does.
"""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alumni.community.models import Profile, shown_to
from alumni.placement.models import SPOKEN
from foundation.films.models import Role
from foundation.filters import CountryFilter, SearchFilters, YesNoFilter
from foundation.people.names import fold


class DirectoryFilters(SearchFilters):
    """`q` finds the names an entry shows, in any spelling or script. Of rows `with_parts`."""

    role = django_filters.CharFilter(
        method="by_role", max_length=50, label=_("role"), help_text=_("the `slug` of a role")
    )
    department = django_filters.ChoiceFilter(
        method="by_department", choices=Role.Department.choices, label=_("department")
    )
    language = django_filters.ChoiceFilter(method="by_language", choices=SPOKEN, label=_("language"))
    city = django_filters.CharFilter(method="by_city", max_length=100, label=_("city"))
    country = CountryFilter(method="by_country", label=_("country"))
    available = YesNoFilter(method="by_availability", label=_("available"))

    class Meta:
        model = Profile
        fields: list[str] = []

    def __init__(self, *args: Any, shown: tuple[str, ...] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown or shown_to(self.request.user)

    def by_role(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(crafts_to__in=self.shown, person__crafts__role__slug=value)

    def by_department(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        roles = Role.objects.filter(department=value).order_by().values("pk")
        doing = Profile.objects.filter(person__crafts__role__in=roles).order_by().values("pk")
        return rows.filter(crafts_to__in=self.shown, pk__in=doing)

    def by_language(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(languages_to__in=self.shown, person__work_profile__languages__contains=value)

    def by_city(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(place_to__in=self.shown, city_key__contains=fold(value))

    def by_country(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(place_to__in=self.shown, country=value)

    def by_availability(self, rows: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        return rows.filter(availability_to__in=self.shown, available=value)
