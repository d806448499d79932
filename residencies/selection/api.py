from rest_framework.routers import SimpleRouter

from residencies.selection.deciding_api import DecisionViewSet, DeliberationViewSet, MinutesViewSet
from residencies.selection.reading_api import (
    AssignmentViewSet,
    ConflictViewSet,
    JurorViewSet,
    JuryViewSet,
    ReviewViewSet,
)
from residencies.selection.telling_api import FiguresViewSet, OfferViewSet, OutcomeViewSet, ReleaseViewSet

router = SimpleRouter()
router.register("juries", JuryViewSet)
router.register("jurors", JurorViewSet)
router.register("conflicts", ConflictViewSet)
router.register("assignments", AssignmentViewSet)
router.register("reviews", ReviewViewSet)
router.register("deliberations", DeliberationViewSet)
router.register("decisions", DecisionViewSet)
router.register("minutes", MinutesViewSet)
router.register("outcomes", OutcomeViewSet, basename="outcome")
router.register("offers", OfferViewSet)
router.register("releases", ReleaseViewSet)
router.register("call-figures", FiguresViewSet)
urlpatterns = router.urls
