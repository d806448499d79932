from django.urls import path

from alumni.support import desk_views

app_name = "helpdesk"
urlpatterns = [
    path("", desk_views.waiting, name="list"),
    path("<int:number>/assign/", desk_views.assign, name="assign"),
]
