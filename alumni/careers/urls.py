"""Pages of the desk."""

from django.contrib import admin
from django.urls import path

from alumni.careers import views

guarded = admin.site.admin_view
urlpatterns = [
    path("time-to/", guarded(views.time_to), name="careers_time_to"),
    path("outcomes/", guarded(views.editions), name="careers_editions"),
    path("outcomes/<int:number>/", guarded(views.edition), name="careers_edition"),
    path("people/<int:number>/", guarded(views.person), name="careers_person"),
]
