from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from foundation.health import healthz
from foundation.importing.views import import_tables
from foundation.lists.searching import search
from foundation.metrics import metrics

# One way in for everybody, so that a second factor asked of staff is asked here as well.
admin.site.login = secure_admin_login(admin.site.login)

handler400 = "foundation.api.refusing.bad_request"
handler403 = "foundation.api.refusing.forbidden"
handler404 = "foundation.api.refusing.not_found"
handler500 = "foundation.api.refusing.server_error"

urlpatterns = [
    path("", include("alumni.portal.urls")),
    path("healthz", healthz, name="healthz"),
    path("metrics", metrics, name="metrics"),
    path("admin/tables/", admin.site.admin_view(import_tables), name="import_tables"),
    path("admin/today/", include("alumni.desk.urls")),
    path("admin/search/", admin.site.admin_view(search), name="desk_search"),  # before Unfold's own
    path("admin/views/", include("foundation.lists.urls")),
    path("admin/careers/", include("alumni.careers.urls")),
    path("admin/help/", include("alumni.support.desk_urls")),
    path("admin/privacy/", include("alumni.privacy.desk_urls")),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("api/v1/", include("foundation.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("projects/", include("foundation.films.urls")),
    path("apply/", include("residencies.calls.urls")),
    path("", include("residencies.selection.urls")),
    path("workshops/", include("residencies.workshops.urls")),
    path("", include("residencies.programmes.urls")),
    path("grants/", include("residencies.grants.urls")),
    path("delegations/", include("residencies.delegations.urls")),
    path("deadlines/", include("alumni.careers.deadline_urls")),
    path("", include("residencies.mentoring.urls")),
    path("", include("residencies.industry.urls")),
    path("c/", include("alumni.checkins.urls")),
    path("work/", include("alumni.placement.urls")),
    path("reports/", include("alumni.impact.urls")),
    path("stories/", include("alumni.impact.story_urls")),
    path("support/", include("alumni.support.urls")),
    path("privacy/", include("alumni.privacy.urls")),
    path("", include("alumni.community.urls")),
    path("", include("foundation.mail.urls")),
]
if settings.ANYMAIL_WEBHOOK_SECRET:
    urlpatterns.append(path("mail/hooks/", include("anymail.urls")))
