from django.urls import path

from residencies.programmes import views

app_name = "programmes"
urlpatterns = [
    path("programme/<int:number>/", views.programme, name="programme"),
    path("programme/<int:number>/needs/", views.needs, name="needs"),
    path("programme/<int:number>/hand-in/<int:requirement>/", views.hand_in, name="hand_in"),
    path("programme/<int:number>/file/<int:file>/", views.file, name="file"),
    path(
        "programme/<int:number>/certificate/<str:language>.pdf", views.own_certificate, name="own_certificate"
    ),
    path("certificates/", views.certificate, name="certificates"),
    path("certificates/<path:number>/", views.certificate, name="certificate"),
]
