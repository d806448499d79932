from django.urls import path

from residencies.selection import offer_views, reading_views

app_name = "selection"
urlpatterns = [
    path("jury/", reading_views.reading_list, name="list"),
    path("jury/invitation/<str:token>/", reading_views.invitation, name="invitation"),
    path("jury/<int:number>/", reading_views.reading, name="reading"),
    path("jury/<int:number>/file/<int:file>/", reading_views.file, name="file"),
    path("jury/<int:number>/conflict/", reading_views.conflict, name="conflict"),
    path("jury/seat/<int:number>/conflicts/", reading_views.conflicts, name="conflicts"),
    path("selection/offer/<str:token>/", offer_views.offer, name="offer"),
]
