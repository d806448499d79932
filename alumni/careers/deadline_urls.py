from django.urls import path

from alumni.careers import deadline_views as views

app_name = "careers"
urlpatterns = [
    path("", views.mine, name="deadlines"),
    path("calendar/", views.address, name="feed_address"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
