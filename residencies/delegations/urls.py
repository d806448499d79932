from django.urls import path

from residencies.delegations import views

app_name = "delegations"
urlpatterns = [
    path("<int:number>/", views.trip, name="trip"),
    path("<int:number>/report/", views.report, name="report"),
    path("<int:number>/flights.ics", views.flights, name="flights"),
    path("<int:number>/brief-<str:language>.pdf", views.brief, name="brief"),
    path("<int:number>/visa-<str:language>.pdf", views.visa_letter, name="visa_letter"),
    path("place/<str:token>/", views.place, name="place"),
]
