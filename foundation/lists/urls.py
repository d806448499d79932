from django.contrib import admin
from django.urls import path

from foundation.lists import views

app_name = "lists"
urlpatterns = [
    path("", admin.site.admin_view(views.save), name="save"),
    path("<int:number>/", admin.site.admin_view(views.open_view), name="open"),
    path("<int:number>/delete/", admin.site.admin_view(views.delete), name="delete"),
]
