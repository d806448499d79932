"""What may be asked of people and organisations."""

import django_filters

from foundation.filters import CountryFilter, Filters, SearchFilters
from foundation.people.models import Affiliation, Organisation, Person


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


class AffiliationFilters(Filters):
    class Meta:
        model = Affiliation
        fields = {"person": ["exact"], "organisation": ["exact"], "is_public": ["exact"]}
