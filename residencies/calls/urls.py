from django.urls import path

from residencies.calls import application_pages, member_pages, sent_pages, views

app_name = "calls"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("a/<str:token>/", application_pages.application, name="application"),
    path("a/<str:token>/check/", application_pages.check, name="check"),
    path("a/<str:token>/file/<int:file>/", application_pages.file, name="file"),
    path("a/<str:token>/members/", member_pages.members, name="members"),
    path("a/<str:token>/receipt.pdf", sent_pages.receipt, name="receipt"),
    path("a/<str:token>/add/", sent_pages.add, name="add"),
    path("a/<str:token>/withdraw/", sent_pages.withdraw, name="withdraw"),
    path("s/<str:token>/", member_pages.sign, name="sign"),
    path("<slug:slug>/", views.call, name="call"),
    path("<slug:slug>/calendar.ics", views.calendar, name="calendar"),
    path("<slug:slug>/begin/", views.begin, name="begin"),
    path("<slug:slug>/lost/", views.lost, name="lost"),
]
