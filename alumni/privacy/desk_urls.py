from django.urls import path

from alumni.privacy import desk_views

app_name = "privacydesk"
urlpatterns = [
    path("people/<int:number>/held/", desk_views.held, name="held"),
    path("people/<int:number>/note/", desk_views.note, name="note"),
]
