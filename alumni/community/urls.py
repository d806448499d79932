from django.urls import path

from alumni.community import thread_views, views

app_name = "community"
urlpatterns = [
    path("directory/", views.public, name="public"),
    path("directory/<int:number>/", views.public_entry, name="public_entry"),
    path("alumnae/", views.alumnae, name="alumnae"),
    path("alumnae/me/", views.mine, name="mine"),
    path("alumnae/me/photo/", views.own_photo, name="own_photo"),
    path("directory/<int:number>/photo/", views.photo, name="photo"),
    path("alumnae/messages/", thread_views.threads, name="threads"),
    path("alumnae/messages/<int:number>/", thread_views.thread, name="thread"),
    path("alumnae/messages/<int:number>/block/", thread_views.block, name="block"),
    path("alumnae/messages/<int:number>/report/", thread_views.report, name="report"),
    path("alumnae/<int:number>/write/", thread_views.begin, name="begin"),
    path("alumnae/<int:number>/", views.alumna, name="alumna"),
]
