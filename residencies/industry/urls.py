from django.contrib import admin
from django.urls import path

from residencies.industry import views
from residencies.industry.attending import doors

app_name = "industry"
urlpatterns = [
    path("meetings/", views.home, name="home"),
    path("meetings/calendar/<str:token>.ics", views.feed, name="feed"),
    path(
        "meetings/<int:event>/print/agendas.pdf",
        admin.site.admin_view(views.print_agendas),
        name="print_agendas",
    ),
    path(
        "meetings/<int:event>/print/tables.pdf",
        admin.site.admin_view(views.print_tables),
        name="print_tables",
    ),
    *doors("", views.event, "event"),
    *doors("agenda.pdf", views.agenda_pdf, "agenda_pdf"),
    *doors("agenda.ics", views.agenda_ics, "agenda_ics"),
    *doors("calendar/", views.calendar, "calendar"),
    *doors("wishes/<str:side>/<int:number>/", views.wishes, "wishes"),
    *doors("away/<str:side>/<int:number>/", views.away, "away"),
    *doors("meeting/<int:number>/", views.meeting, "meeting"),
    *doors("follow-ups/", views.follow_ups, "follow_ups"),
]
