from django.urls import path

from residencies.selection import offer_views

app_name = "selection"
urlpatterns = [
    path("offer/<str:token>/", offer_views.offer, name="offer"),
]
