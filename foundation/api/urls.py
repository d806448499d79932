from django.urls import include, path
from django.views.generic import RedirectView

from foundation.api.docs import Schema, docs, operation

# By name: the ground floor does not import what stands on it.
ROOMS = [
    "foundation.people.api",
    "foundation.films.api",
    "foundation.hooks.api",
    "foundation.rates.api",
    "foundation.mail.api",
    "foundation.reminders.api",
    "residencies.programmes.api",
    "residencies.calls.api",
    "residencies.calls.own_api",
    "residencies.selection.api",
    "residencies.workshops.api",
    "residencies.grants.api",
    "residencies.mentoring.api",
    "residencies.delegations.api",
    "residencies.industry.api",
    "alumni.careers.api",
    "alumni.checkins.api",
    "alumni.placement.api",
    "alumni.support.api",
    "alumni.community.api",
    "alumni.portal.api",
    "alumni.impact.api",
    "alumni.desk.api",
    "alumni.privacy.api",
]

app_name = "api"
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api:docs"), name="root"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("docs/<slug:key>/", operation, name="operation"),
    *(path("", include(room)) for room in ROOMS),
]
