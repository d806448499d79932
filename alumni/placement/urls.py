from django.urls import path

from alumni.placement import public_views, views

app_name = "placement"
urlpatterns = [
    path("", views.home, name="home"),
    path("availability/", views.availability, name="availability"),
    path("away/", views.away, name="away"),
    path("offers/<str:token>/", views.offer, name="offer"),
    path("post/", public_views.post, name="post"),
    path("post/<str:token>/", public_views.confirm, name="confirm"),
    path("done/<str:token>/", public_views.done, name="done"),
]
