from django.urls import path

from residencies.selection import reading_views

app_name = "selection"
urlpatterns = [
    path("", reading_views.reading_list, name="list"),
    path("invitation/<str:token>/", reading_views.invitation, name="invitation"),
    path("<int:number>/", reading_views.reading, name="reading"),
    path("<int:number>/file/<int:file>/", reading_views.file, name="file"),
    path("<int:number>/conflict/", reading_views.conflict, name="conflict"),
    path("seat/<int:number>/conflicts/", reading_views.conflicts, name="conflicts"),
]
