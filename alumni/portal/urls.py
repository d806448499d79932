from django.urls import path, re_path

from alumni.portal import calendar_views, installing, saying, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
    path("offline/", installing.offline, name="offline"),
    path("calendar/", calendar_views.address, name="calendar"),
    path("calendar/<str:token>.ics", calendar_views.feed, name="feed"),
    path("pause/", views.pause, name="pause"),
    path("projects/<int:number>/stage/", views.propose_stage, name="propose_stage"),
    path("career/", views.career, name="career"),
    path("career/say/<slug:kind>/", saying.say, name="say_record"),
    path("career/said/<int:number>/withdraw/", saying.withdraw, name="withdraw_record"),
    path("career/said/<int:number>/file/", saying.file, name="said_file"),
    path("career/people/", views.collaborators, name="collaborators"),
    # Before allauth's own: people do not sign up, and staff keep their addresses.
    re_path(r"^account/(?:signup|email|confirm-email|password/set)/", views.closed, name="closed"),
]
