from django.urls import path

from residencies.grants import views

app_name = "grants"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("report/<int:number>/", views.report, name="report"),
    path("file/<int:number>/", views.file, name="file"),
]
