from django.urls import path

from alumni.impact import story_views

app_name = "stories"
urlpatterns = [
    path("", story_views.mine, name="list"),
    path("new/", story_views.new, name="new"),
    path("<int:number>/", story_views.story, name="story"),
    path("<int:number>/decline/", story_views.decline, name="decline"),
    path("<int:number>/withdraw/", story_views.withdraw, name="withdraw"),
]
