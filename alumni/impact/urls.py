from django.urls import path

from alumni.impact import report_views

app_name = "impact"
urlpatterns = [
    path("<str:token>/", report_views.issued, name="issued"),
    path("<str:token>/<slug:language>.pdf", report_views.paper, name="issued_paper"),
]
