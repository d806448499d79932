from django.urls import path

from alumni.support import views

app_name = "support"
urlpatterns = [
    path("", views.home, name="home"),
    path("new/", views.new, name="new"),
    path("advising/", views.advising, name="advising"),
    path("<int:number>/", views.thread, name="thread"),
    path("<int:number>/file/<int:file>/", views.file, name="file"),
    path("<int:number>/precedent/", views.precedent, name="precedent"),
]
