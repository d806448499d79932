from django.urls import path
from django.views.generic import RedirectView

from residencies.workshops import asking_views, attendance_views, views

app_name = "workshops"
urlpatterns = [
    path("", views.listing, name="list"),
    path("mine/", views.mine, name="mine"),
    path("sessions/<int:number>/", views.session, name="session"),
    path("sessions/<int:number>/ask/", asking_views.ask, name="ask"),
    path("sessions/<int:number>/feedback/", views.feedback, name="feedback"),
    path("sessions/<int:number>/attendance/", attendance_views.attendance, name="attendance"),
    path("check-in/<str:code>/", attendance_views.check_in, name="check_in"),
    path("confirm/<str:token>/", asking_views.confirm, name="confirm"),
    path("material/<int:number>/", views.material, name="material"),
    path("place/<str:token>/", views.place, name="place"),
    # Where calendars of phones looked before.
    path(
        "calendar/<str:token>.ics",
        RedirectView.as_view(pattern_name="portal:feed", permanent=True),
        name="feed",
    ),
]
