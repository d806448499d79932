from django.urls import path

from alumni.checkins import views

app_name = "checkins"
urlpatterns = [
    path("", views.new_link, name="new_link"),
    path("pause/<str:token>/", views.pause, name="pause"),
    path("<str:token>/", views.answer, name="answer"),
    path("<str:token>/thanks/", views.thanks, name="thanks"),
]
