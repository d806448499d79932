"""Exchange rates in the API, for the staff."""

from rest_framework.routers import SimpleRouter

from foundation.api.records import Record
from foundation.api.views import RecordViewSet
from foundation.rates.filters import RateFilters
from foundation.rates.models import ExchangeRate


class ExchangeRateRecord(Record):
    class Meta:
        model = ExchangeRate
        fields = ["id", "base", "quote", "on", "rate", "source"]


class RateViewSet(RecordViewSet):
    """What one unit of a currency was worth in another on a day. For staff with the right."""

    queryset = ExchangeRate.objects.all()
    serializer_class = ExchangeRateRecord
    filterset_class = RateFilters
    ordering_fields = ("on",)


router = SimpleRouter()
router.register("exchange-rates", RateViewSet, "exchange-rate")
urlpatterns = router.urls
