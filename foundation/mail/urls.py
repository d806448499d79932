from django.conf import settings
from django.urls import path

from foundation.mail import views

app_name = "mail"
urlpatterns = [path("mail/u/<str:token>/", views.unsubscribe, name="unsubscribe")]
if settings.DEMO:
    urlpatterns += [
        path("inbox/", views.inbox_list, name="inbox"),
        path("inbox/<slug:name>/", views.inbox_mail, name="inbox_mail"),
        path("inbox/<slug:name>/letter/", views.inbox_letter, name="inbox_letter"),
    ]
