from django.urls import path

from residencies.mentoring import link_views, profile_views, views

app_name = "mentoring"
urlpatterns = [
    path("mentoring/", views.home, name="home"),
    path("mentoring/wishes/<int:number>/", views.mentee_wishes, name="mentee_wishes"),
    path("mentoring/mentees/<int:number>/", views.mentor_wishes, name="mentor_wishes"),
    path("mentoring/profile/", profile_views.profile, name="profile"),
    path("mentoring/pair/<int:number>/", views.mentorship, name="mentorship"),
    path("mentoring/pair/<int:number>/answer/", views.answer, name="answer"),
    path("mentoring/pulse/<str:token>/", link_views.pulse, name="pulse"),
    path("mentoring/review/<str:token>/", link_views.review, name="review"),
    path("mentoring/session/<int:number>/", views.session, name="session"),
]
