from django.urls import path

from foundation.films import views

app_name = "films"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<int:number>/", views.page, name="project"),
    path("<int:number>/write/", views.write, name="write"),
    path("<int:number>/dossier/", views.send, name="send"),
    path("file/<int:number>/", views.file, name="file"),
    path("evidence/<int:number>/", views.evidence, name="evidence"),
]
