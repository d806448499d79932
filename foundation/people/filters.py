"""What may be asked of people and organisations."""

import django_filters

from foundation.filters import CountryFilter, SearchFilters
from foundation.people.models import Organisation, Person


class PersonFilters(SearchFilters):
    email = django_filters.CharFilter(lookup_expr="iexact", max_length=254)
    country = CountryFilter()

    class Meta:
        model = Person
        fields = {"language": ["exact"], "updated_at": ["gte", "lt"]}


class OrganisationFilters(SearchFilters):
    country = CountryFilter()

    class Meta:
        model = Organisation
        fields = {"kind": ["exact"]}
