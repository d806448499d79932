"""All settings of Masar, read from the environment and checked at start.

`.env.example` lists every variable. A wrong or missing value stops the start with its name.
"""

import zoneinfo
from pathlib import Path

# Zone rules change by decree (Morocco left UTC+1 on 2026-09-20) and the system's own files are
# often older: read the pinned `tzdata` package and nothing else. Must come before any ZoneInfo.
zoneinfo.reset_tzpath(to=[])

from django.templatetags.static import static  # noqa: E402
from django.urls import reverse_lazy  # noqa: E402
from django.utils.translation import gettext_lazy as _  # noqa: E402

from foundation.environment import Environment, keys_of  # noqa: E402
from foundation.hook_events import HOOK_EVENTS  # noqa: E402, F401
from foundation.mail_kinds import MAIL_KIND_NAMES, MAIL_KINDS, MAIL_NAMES  # noqa: E402, F401
from foundation.rooms import (  # noqa: E402, F401
    APPLICATION_NEWS,
    APPLICATIONS_KEPT_FROM,
    CONSENTS_HEARD,
    DESK_SEARCH,
    EDITION_DAYS,
    EDITION_WEEK,
    EMPTY_LISTS,
    HOOKS_KEPT_FROM,
    JURY_CONFLICTS,
    MAIL_KEPT_FROM,
    PARTICIPANT_AGENDA,
    PARTICIPATION_DESK,
    PEOPLE_PAUSED,
    PERSON_LIFE,
    PROJECT_TRACKS,
    READINGS,
    REMINDER_ANCHORS,
    REMINDERS_KEPT_FROM,
    REQUIREMENT_COUNTS,
    TRIP_MEETINGS,
)
from foundation.timetable import BOUNCES, JOBS, TIMETABLE  # noqa: E402, F401

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Environment(BASE_DIR / ".env")

DEMO = env.flag("MASAR_DEMO", False)
DEBUG = env.flag("DEBUG", False)
LOCAL = DEMO or DEBUG  # only here may a value that production needs be left out

# -- the project -----------------------------------------------------------------------------
SECRET_KEY = env.text(
    "SECRET_KEY",
    "demo-only-key-never-used-in-production-" + "0123456789" * 2 if LOCAL else None,
    "50 random characters or more",
    r".{50,}",
)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", [])
# What is confidential is sealed under keys of its own; the first one seals, the others still open.
SUPPORT_KEYS = env.fernet_keys(
    "SUPPORT_KEYS", "bWFzYXItZGVtby1vbmx5LW5ldmVyLWluLXByb2QtISE=" if LOCAL else None
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.address("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}" if LOCAL else None)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
FOUNDATION_NAME = env.text("FOUNDATION_NAME", "Masar")
# What national figures call national, and the currency they add money up in.
FOUNDATION_COUNTRY = env.text("FOUNDATION_COUNTRY", "MA", "two letters, like MA", r"[A-Z]{2}")
FOUNDATION_CURRENCY = env.text("FOUNDATION_CURRENCY", "MAD", "three letters, like MAD", r"[A-Z]{3}")
ROOT_URLCONF = "foundation.urls"
WSGI_APPLICATION = "foundation.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = None

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.inlines",
    "unfold.contrib.import_export",
    "unfold.contrib.simple_history",
    "foundation.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "simple_history",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "django_countries",
    "phonenumber_field",
    "anymail",
    "foundation.apps.FoundationConfig",
    "foundation.lists.apps.ListsConfig",
    "foundation.jobs.apps.JobsConfig",
    "foundation.repeats.apps.RepeatsConfig",
    "foundation.people.apps.PeopleConfig",
    "foundation.rates.apps.RatesConfig",
    "foundation.hooks.apps.HooksConfig",
    "foundation.films.apps.FilmsConfig",
    "foundation.mail.apps.MailConfig",
    "foundation.reminders.apps.RemindersConfig",
    "residencies.programmes.apps.ProgrammesConfig",
    "residencies.calls.apps.CallsConfig",
    "residencies.selection.apps.SelectionConfig",
    "residencies.workshops.apps.WorkshopsConfig",
    "residencies.mentoring.apps.MentoringConfig",
    "residencies.grants.apps.GrantsConfig",
    "residencies.industry.apps.IndustryConfig",
    "residencies.delegations.apps.DelegationsConfig",
    "alumni.careers.apps.CareersConfig",
    "alumni.checkins.apps.CheckinsConfig",
    "alumni.placement.apps.PlacementConfig",
    "alumni.support.apps.SupportConfig",
    "alumni.community.apps.CommunityConfig",
    "alumni.portal.apps.PortalConfig",
    "alumni.impact.apps.ImpactConfig",
    "alumni.privacy.apps.PrivacyConfig",
    "alumni.desk.apps.DeskConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "foundation.csp.DeskPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.people.middleware.PersonLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "foundation.busy.BusyMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.people.context_processors.site",
            ],
        },
    }
]

# -- data ------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'masar.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(exist_ok=True)
    # IMMEDIATE: a transaction that reads before it writes would otherwise fail with "locked".
    # FULL: a cause and its mail must not vanish in a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", env.number("CONN_MAX_AGE", 60))
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# Rate limits are counted in the cache: give it a shared one (redis://) with several processes.
CACHES = {"default": env.cache("CACHE_URL", "locmemcache://")}
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR_DIR / "media")
STATIC_ROOT = env.folder("STATIC_ROOT", VAR_DIR / "static")
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# -- language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "foundation.formats"
USE_TZ = True
TIME_ZONE = env.zone("TIME_ZONE", "Africa/Casablanca")

# -- who gets in -----------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = reverse_lazy("account_request_login_code")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "alumni.portal.adapter.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "alumni.portal.forms.RequestLoginCodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Without the password fields here allauth drops the password from the staff's login as well.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 0)
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "alumni.portal.forms.AddKeyForm",
    "edit_webauthn": "alumni.portal.forms.EditKeyForm",
}
MFA_TOTP_ISSUER = FOUNDATION_NAME
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL

# -- transport security ----------------------------------------------------------------------
HTTPS = env.flag("HTTPS", not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if env.flag("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# With "no-referrer" browsers send `Origin: null`, and Django refuses every form.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# -- mail ------------------------------------------------------------------------------------
vars().update(env.mail("EMAIL_URL", "smtp://127.0.0.1:1025"))
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 30)
# Instead of SMTP: the API of a provider that hands our Message-ID back with what it tells of a mail.
EMAIL_PROVIDER = env.text(
    "EMAIL_PROVIDER",
    "",
    "amazon_ses, brevo, mailgun, mailjet, mailtrap, mandrill, postmark, resend, sparkpost or unisender_go",
    r"amazon_ses|brevo|mailgun|mailjet|mailtrap|mandrill|postmark|resend|sparkpost|unisender_go",
)
if EMAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{EMAIL_PROVIDER}.EmailBackend"
ANYMAIL = {**env.anymail(), "REQUESTS_TIMEOUT": EMAIL_TIMEOUT}
# Whoever knows it may tell us what came of a mail: `/mail/hooks/` is there only with it.
ANYMAIL_WEBHOOK_SECRET = env.text(
    "ANYMAIL_WEBHOOK_SECRET", "", "name:password, the latter of 16 characters or more", r"[^:\s]+:\S{16,}"
)
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", "Masar <equipe@masar.example>" if LOCAL else None)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
MAIL_LEASE = env.number("MAIL_LEASE", 180)  # seconds a sender owns a message
MAIL_SEND_CAP = env.number("MAIL_SEND_CAP", 110)  # seconds one delivery may take; cap × 1.5 ≤ lease
MAIL_POLL = env.number("MAIL_POLL", 20)  # seconds between two looks at the outbox
# Messages that may be sent and not yet settled, in each sender: as many more copies may follow a kill.
# One is the promise; more are faster, for then they are settled together.
MAIL_IN_FLIGHT = max(env.number("MAIL_IN_FLIGHT", 1), 1)
MAIL_CONNECTIONS = max(env.number("MAIL_CONNECTIONS", 1), 1)  # lines to the server, of each sender
# What one recipient domain takes, in messages a minute: large providers put off whoever is faster.
MAIL_PACES = env.paces("MAIL_PACES", "gmail.com=60,outlook.com=60,hotmail.com=60,yahoo.com=60,yahoo.fr=60")
MAIL_WEEKLY_BUDGET = env.number("MAIL_WEEKLY_BUDGET", 3)  # subscribed mails a person gets in 7 days; 0: any
# Mail that comes back: the mailbox it is read from, and the return path of what goes out by SMTP.
BOUNCE_MAILBOX = env.mailbox("BOUNCE_URL")
BOUNCE_ADDRESS = env.text("BOUNCE_ADDRESS", "", "bounces@masar.example.org", r"[\w.-]{1,20}@[\w.-]+")
INBOX_DIR = env.folder("INBOX_DIR", VAR_DIR / "inbox")  # the demo's received mail; unused elsewhere
# /healthz fails when nobody has looked at the outbox, or when due mail has waited, for so many seconds.
HEALTH_LOOK = env.number("HEALTH_LOOK", 180)
HEALTH_WAIT = env.number("HEALTH_WAIT", 300)
# … and when a job of `JOBS` has not ended for so many: each runs every hour at least, so three in a row.
HEALTH_JOBS = env.number("HEALTH_JOBS", 3 * 3600)
# /metrics is answered to who sends this as a bearer token; without one there is no such page.
METRICS_TOKEN = env.text("METRICS_TOKEN", "", "16 or more letters and digits", r"[\w.~+/=-]{16,}")

# -- webhooks --------------------------------------------------------------------------------
# Their secrets are sealed under keys that follow from SECRET_KEY, the older ones as long as they are there.
HOOKS_KEYS = keys_of("masar.hooks", [SECRET_KEY, *SECRET_KEY_FALLBACKS])
HOOKS_LEASE = env.number("HOOKS_LEASE", 60)  # seconds a sender owns a delivery
HOOKS_CAP = env.number("HOOKS_CAP", 10)  # seconds one may take; cap × 3 ≤ lease
HOOKS_DAYS = env.number("HOOKS_DAYS", 5)  # until a delivery that is not taken is given up
# To try them on one machine: http, and networks that are not the internet. Neither is heard in production.
HOOKS_HTTP = LOCAL and env.flag("HOOKS_HTTP", False)
HOOKS_NETWORKS = env.networks("HOOKS_NETWORKS") if LOCAL else []

# -- background ------------------------------------------------------------------------------
CELERY_BROKER_URL = env.text(
    "CELERY_BROKER_URL",
    "filesystem://localhost/",
    "redis://host:6379/0, amqp://… or filesystem://",
    r"(redis|rediss|amqp|amqps|filesystem|memory)://.*",
)
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_DIR = VAR_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "processed_folder": str(BROKER_DIR),
        "polling_interval": 0.2,
    }
else:
    # A page may wait this long for a dead broker, once in a while (see `wake_delivery`).
    CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False  # a wake-up that does not get through is no loss: the poll comes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# In UTC: what is due in whose local time is the service's business. Long intervals are times of
# the clock, so that the scheduler keeps no file that a kill -9 could damage.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {**TIMETABLE, **(BOUNCES if BOUNCE_MAILBOX else {})}

# -- API -------------------------------------------------------------------------------------
RATE = r"\d+/(second|sec|minute|min|hour|day)"
API_KEYS_DAYS = env.number("API_KEYS_DAYS", 7)  # how long a request under its key is answered again
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.api.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["foundation.api.permissions.MayView"],
    "DEFAULT_FILTER_BACKENDS": ["foundation.api.filtering.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "foundation.api.paging.KeysetPagination",
    "DEFAULT_METADATA_CLASS": None,  # no OPTIONS: the description of the API says it, and for each role alike
    "DEFAULT_SCHEMA_CLASS": "foundation.api.schema.OperationSchema",
    "DEFAULT_RENDERER_CLASSES": ["foundation.api.conditions.Json"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.parsing.BoundedJSONParser"],
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.text("API_RATE_ANONYMOUS", "60/min", "a rate such as 60/min", RATE),
        "user": env.text("API_RATE_USER", "1200/min", "a rate such as 60/min", RATE),
    },
    "NUM_PROXIES": env.number("PROXIES", 0),
}
REST_KNOX = {"TOKEN_TTL": None, "TOKEN_PREFIX": "masar_"}
SPECTACULAR_SETTINGS = {
    "TITLE": "Masar",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Choices that share a field's name (`kind`, `state`) with others, by the name each is to have.
    "ENUM_NAME_OVERRIDES": {
        "OrganisationKind": "foundation.people.models.Organisation.Kind",
        "WorkKind": "foundation.films.models.Work.Kind",
        "FestivalKind": "foundation.films.models.Festival.Kind",
        "DocumentKind": "foundation.films.models.DossierDocument.Kind",
        "RightsKind": "foundation.films.models.RightsOption.Kind",
        "SectionKind": "foundation.films.models.Section.Kind",
        "DeadlineKind": "foundation.films.models.Deadline.Kind",
        "ScreeningKind": "foundation.films.models.Screening.Kind",
        "CreditVerification": "foundation.films.models.Credit.Verification",
        "Premiere": "foundation.films.models.Premiere",
        "PremiereState": "foundation.films.premieres.State",
        "MailStream": "foundation.mail.models.Message.Stream",
        "MailState": "foundation.mail.models.Message.State",
        "HookState": "foundation.hooks.models.Delivery.State",
        "ReminderState": "foundation.reminders.models.Occurrence.State",
        "ReminderReason": "foundation.reminders.models.Occurrence.Reason",
        "ProgrammeKind": "residencies.programmes.models.Programme.Kind",
        "ParticipationState": "residencies.programmes.models.Participation.State",
        "AvailabilitySeenBy": "alumni.placement.models.Profile.Seen",
        "DirectorySeenBy": "alumni.community.models.Seen",
        "PostingState": "alumni.placement.models.Posting.State",
        "WorkOfferState": "alumni.placement.models.Offer.State",
        "RequirementKind": "residencies.programmes.models.Requirement.Kind",
        "DeliverableState": "residencies.programmes.models.Deliverable.State",
        "CallState": "residencies.calls.models.Call.State",
        "CallQuestionKind": "residencies.calls.models.Question.Kind",
        "CallApplies": "residencies.calls.models.Call.Applies",
        "RuleKind": "residencies.calls.models.EligibilityRule.Kind",
        "ApplicationState": "residencies.calls.models.Application.State",
        "GrantState": "residencies.grants.models.Grant.State",
        "GrantReportKind": "residencies.grants.models.Report.Kind",
        "InstalmentState": "residencies.grants.models.Instalment.State",
        "InstalmentCondition": "residencies.grants.models.Instalment.Condition",
        "Outcome": "residencies.selection.models.Decision.Outcome",
        "OfferState": "residencies.selection.models.Offer.State",
        "IndustryEventState": "residencies.industry.models.Event.State",
        "GuestKind": "residencies.industry.models.Guest.Kind",
        "MeetingState": "residencies.industry.models.Meeting.State",
        "MeetingOutcome": "residencies.industry.models.Meeting.Outcome",
        "WishWord": "residencies.industry.models.Wish.Word",
        "MeetingSide": "residencies.industry.models.Side",
        "MentoringSide": "residencies.mentoring.models.Side",
        "MentorshipState": "residencies.mentoring.models.Mentorship.State",
        "ChangeKind": "alumni.careers.models.Change.Kind",
        "ChangeState": "alumni.careers.models.Change.State",
        "QuestionKind": "alumni.checkins.models.Question.Kind",
        "SupportKind": "alumni.support.models.Kind",
        "SupportState": "alumni.support.models.SupportRequest.State",
        "SupportUrgency": "alumni.support.models.Urgency",
        "Helped": "alumni.support.models.SupportRequest.Helped",
        "ContactChannel": "alumni.checkins.models.Contact.Channel",
        "ContactOutcome": "alumni.checkins.models.Contact.Outcome",
        "PauseSource": "alumni.checkins.models.Pause.Source",
        "ReserveState": "residencies.delegations.models.Reserve.State",
        "CheckInState": "alumni.checkins.models.CheckIn.State",
    },
}

# -- tables in and out -----------------------------------------------------------------------
# The tables Masar reads and writes, in the order in which one needs another.
IMPORT_RESOURCES = [
    "foundation.people.importing.OrganisationResource",
    "foundation.people.importing.PersonResource",
    "foundation.people.importing.AffiliationResource",
    "foundation.films.importing_festivals.FestivalResource",
    "foundation.films.importing_festivals.AccreditationResource",
    "foundation.films.importing.WorkResource",
    "foundation.films.importing_names.TitleResource",
    "foundation.films.importing_names.CountryShareResource",
    "foundation.films.importing.EpisodeResource",
    "foundation.films.importing.CreditResource",
    "foundation.films.importing_festivals.SelectionResource",
    "foundation.films.importing_festivals.AwardResource",
    "residencies.programmes.importing.ParticipationResource",
    "alumni.impact.importing.StatedFigureResource",
]
IMPORT_MAX_BYTES = env.number("IMPORT_MAX_MB", 10) * 1_000_000
IMPORT_MAX_ROWS = env.number("IMPORT_MAX_ROWS", 50_000)
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# -- people's data ---------------------------------------------------------------------------
PHONENUMBER_DEFAULT_REGION = "MA"
PHONENUMBER_DB_FORMAT = "E164"
# What two records of one person often share, and where it is kept; see foundation.people.duplicates.
DUPLICATE_EVIDENCE = {
    "organisation": "people.Affiliation",
    "work": "films.Credit",
    "edition": "programmes.Participation",
}

# -- the staff's desk ------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": FOUNDATION_NAME,
    "SITE_HEADER": FOUNDATION_NAME,
    "SITE_SUBHEADER": _("from the call to the first film"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "conversion_path",
    "SHOW_HISTORY": True,
    "SHOW_LANGUAGES": True,
    "DASHBOARD_CALLBACK": "alumni.desk.admin.dashboard",
    "BORDER_RADIUS": "8px",
    "SITE_FAVICONS": [{"rel": "icon", "href": lambda request: static("masar/mark.svg")}],
    "STYLES": [lambda request: static("masar/desk.css")],
    "SCRIPTS": [
        lambda request: static("masar/desk.js"),
        lambda request: static("masar/find.js"),
        lambda request: static("masar/keys.js"),
    ],
    "ACCOUNT": {"navigation": [{"title": _("Keys and mail"), "link": reverse_lazy("desk:habits")}]},
    "SIDEBAR": {"show_search": True, "navigation": "alumni.desk.admin.navigation"},
}

# No mail about a fault, and no page, tells what somebody had typed: it may be confidential.
DEFAULT_EXCEPTION_REPORTER_FILTER = "foundation.logs.Discreet"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "foundation.logs.UTCFormatter",
            "format": "%(asctime)sZ %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "mail.log": {"level": "WARNING"},  # aiosmtpd tells every command it gets
        "flufl.bounce": {"level": "CRITICAL"},  # and this one the traceback of every odd mail
    },
    "root": {
        "handlers": ["console"],
        "level": env.text("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR", r"DEBUG|INFO|WARNING|ERROR"),
    },
}

env.finish()
