from django.urls import path

from residencies.calls import views

app_name = "calls"
urlpatterns = [
    path("a/<str:token>/", views.application, name="application"),
    path("a/<str:token>/receipt.pdf", views.receipt, name="receipt"),
    path("s/<str:token>/", views.sign, name="sign"),
]
