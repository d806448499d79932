from django.urls import path

from alumni.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.home, name="home"),
    path("consents/<slug:purpose>/", views.consent, name="consent"),
    path("held/", views.held, name="held"),
    path("ask/", views.ask, name="ask"),
    path("requests/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
]
