from django.urls import path

from alumni.desk import views

app_name = "desk"
urlpatterns = [
    path("<str:kind>/<int:number>/", views.hand_over, name="hand_over"),
    path("habits/", views.habits, name="habits"),
]
