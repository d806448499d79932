from rest_framework.routers import SimpleRouter

from residencies.selection.deciding_api import DecisionViewSet, DeliberationViewSet, MinutesViewSet

router = SimpleRouter()
router.register("deliberations", DeliberationViewSet)
router.register("decisions", DecisionViewSet)
router.register("minutes", MinutesViewSet)
urlpatterns = router.urls
