"""The portal's settings; what differs between machines comes from the environment.

It takes over `capacity/safety.py`, and `capacity/signing_in/wanted.py` about how people sign in.

Every variable is explained in `.env.example`. In embedded mode (the portal runs the database
itself, on somebody's own machine) there are friendly defaults; anywhere else a missing or weak
secret is a reason not to start.
"""

from email.utils import parseaddr
from pathlib import Path

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from capacity import env
from capacity.embedded.places import var_dir
from capacity.mail import mail_server, portal_address
from capacity.safety import *  # noqa: F403
from capacity.services import broker_url, database_from_url, demanded_hosts, demanded_secret
from capacity.signing_in.wanted import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = var_dir()

# --- How much is at stake -------------------------------------------------------------------

EMBEDDED = env.flag("PORTAL_EMBEDDED", default=False)
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = demanded_secret(embedded=EMBEDDED)
ALLOWED_HOSTS = demanded_hosts(embedded=EMBEDDED)
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default="")

# --- What the portal is made of -------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "office",
    "members",
    "programmes",
    "trainers",
    "reports",
]
MIDDLEWARE = [
    "capacity.wire.Headers",
    "capacity.wire.NoGreatBodies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Slow lines: pages travel compressed, with a random length against guessing what they hold.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page needs a login unless its view says @login_not_required.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "capacity.signing_in.required.SecondFactorRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "capacity.urls"
WSGI_APPLICATION = "capacity.wsgi.application"
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
                "capacity.navigation.navigation",
            ],
        },
    }
]

# The lists of people that are read from spreadsheets: a lower floor shows and saves those of a higher.
LISTS_OF_PEOPLE = [
    "programmes.intake.lists.of_event.EventPeople",
    "programmes.intake.lists.of_nominees.Nominees",
    "programmes.intake.lists.of_officers.Officers",
    "programmes.intake.lists.of_support.SupportPeople",
    "trainers.intake.of_cohort.CohortPeople",
]

# --- The one database engine, the one broker ------------------------------------------------

REDIS_URL = env.text("REDIS_URL")
DATABASES = {"default": database_from_url(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "capacity",
        # A Redis that is away is noticed at once; the driver would try for nine seconds.
        "OPTIONS": {"socket_timeout": 5, "retry": Retry(NoBackoff(), 1)},
    }
}

CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Redis gives a message nobody confirmed to another worker after this many seconds.
# A broker that does not answer is given up after a few seconds, by a page that waits for it too.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0.2, "interval_step": 0.3}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
# A task is confirmed when it is done, so that a killed worker loses nothing.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "office.sweep_jobs", "schedule": 30.0},  # seconds
    "refresh-figures": {"task": "reports.refresh_figures", "schedule": 60.0},
    "look-at-seals": {"task": "reports.look_at_seals", "schedule": crontab(hour=3, minute=17)},
    "draft-due-reports": {"task": "reports.draft_due", "schedule": 3600.0},
    "send-mails": {"task": "office.send_mails", "schedule": 60.0},
    "remind-of-calls": {"task": "programmes.remind_of_calls", "schedule": 3600.0},
    "remind-of-commitments": {"task": "programmes.remind_of_commitments", "schedule": 3600.0},
    "remind-of-recommendations": {"task": "programmes.remind_of_recommendations", "schedule": 3600.0},
    "remind-of-surveys": {"task": "programmes.remind_of_surveys", "schedule": 3600.0},
    "tell-of-expiry": {"task": "trainers.tell_of_expiry", "schedule": 3600.0},
    "forget-sessions": {"task": "members.forget_sessions", "schedule": 3600.0},
    "forget-uploads": {"task": "office.forget_uploads", "schedule": 6 * 3600.0},
}

# --- Mail -----------------------------------------------------------------------------------

_server = mail_server(env.text("EMAIL_URL", ""))
EMAIL_BACKEND = _server.backend
EMAIL_HOST = _server.host
EMAIL_PORT = _server.port
EMAIL_HOST_USER = _server.user
EMAIL_HOST_PASSWORD = _server.password
EMAIL_USE_TLS = _server.use_tls
EMAIL_USE_SSL = _server.use_ssl
EMAIL_TIMEOUT = 20  # seconds
EMAIL_FILE_PATH = VAR_DIR / "mail"  # where no server is named
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Capacity building portal <portal@localhost>")
MAIL_DOMAIN = parseaddr(DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
# How the portal is reached from outside, for links in mails.
PORTAL_ADDRESS = portal_address(
    env.text("PORTAL_ADDRESS", ""), ALLOWED_HOSTS, embedded=EMBEDDED, port=env.text("PORT", "8000")
)

# --- People who sign in ---------------------------------------------------------------------

AUTH_USER_MODEL = "members.Account"
AUTHENTICATION_BACKENDS = ["capacity.signing_in.backend.Backend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "reports:home"
LOGOUT_REDIRECT_URL = "reports:front"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
SECOND_FACTOR_SPARES_DEMONSTRATION = EMBEDDED

# --- Words, dates ---------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # bytes
GREATEST_BODY = 4 * DATA_UPLOAD_MAX_MEMORY_SIZE  # bytes; up to here a page says itself what is too much
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# Files are taken where a page asks for one, in memory: nobody's disk shall be filled.
FILE_UPLOAD_HANDLERS = ["capacity.bodies.FilesWhereAsked"]

# --- Safety on the wire: capacity/safety.py has what is the same everywhere ------------------

HTTPS = env.flag("HTTPS", default=not EMBEDDED)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# The proxy that ends TLS says so; it must remove the header from what clients send.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# A cookie of this kind is of this host alone: no other below the same domain can plant one.
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"

# --- The API --------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "members.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["members.access.HoldsScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["capacity.bodies.ShallowJSON"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "capacity.pagination.Pages",
    # One version, at its address: what else is asked for is not repeated in the schema's head.
    "ALLOWED_VERSIONS": ["v1"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# What the API calls choices whose fields are called alike.
WORDS_OF_PROGRAMMES = [
    "Accuracy", "CommitmentState", "CountingRule", "DeviceState", "EventKind", "EventState",
    "FellowshipState", "Level", "Mode", "ObjectiveKind", "PlanItemState", "PlanKind", "Precision",
    "Sector", "SupportSide",
]  # fmt: skip
SPECTACULAR_SETTINGS = {
    "TITLE": "Customs capacity building portal",
    "DESCRIPTION": "Programmes, events and figures, as far as the reader may see them.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # Words that several fields share, by the name of their list.
    "ENUM_NAME_OVERRIDES": {
        **{name: f"programmes.choices.{name}" for name in WORDS_OF_PROGRAMMES},
        "AidSector": "programmes.models.iati.AidSector",
        "CohortState": "trainers.choices.CohortState",
        "Light": "programmes.choices.results.Light",
        "MissionKind": "programmes.choices.missions.MissionKind",
        "ResultLevel": "programmes.choices.results.ResultLevel",
    },
}

# --- What is written down -------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django brings a console handler of its own, for DEBUG only; one line per event is enough.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # That a page was not found, or not allowed, is an answer and no failure.
        "django.request": {"level": "ERROR"},
        **{
            name: {"level": "INFO"}
            for name in ("capacity", "office", "members", "programmes", "trainers", "reports")
        },
    },
}
