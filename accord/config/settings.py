"""Every setting of Accord. Explained one by one in docs/reference/settings.md."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from accord import __version__
from accord.config import environment, postgres

VERSION = __version__
ROOT = Path(__file__).resolve().parents[2]
VAR = Path(environment.text("ACCORD_VAR") or ROOT / "var")

DEBUG = environment.flag("ACCORD_DEBUG", default=False)
SECRET_KEY = environment.text("ACCORD_SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "ACCORD_SECRET_KEY is not set. Give it 50 random characters, or start Accord "
        "with the accord command, which keeps one in its own folder."
    )
HTTPS = environment.flag("ACCORD_HTTPS", default=True)
ALLOWED_HOSTS = environment.words("ACCORD_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("ACCORD_ORIGINS")
# The address that mail, feeds and sitemaps point to; never taken from a request.
PUBLIC_URL = environment.text("ACCORD_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# Who gives out the ids of feeds and calendars; they stay when the address moves.
TAG_AUTHORITY = environment.text("ACCORD_TAG_AUTHORITY") or ",".join(
    [urlsplit(PUBLIC_URL).hostname or "localhost", "2024"]
)
SAMPLE = environment.flag("ACCORD_SAMPLE", default=False)

COALITION_NAME = {
    "en": environment.text(
        "ACCORD_COALITION_NAME_EN", "Global Coalition for Social Justice"
    ),
    "fr": environment.text(
        "ACCORD_COALITION_NAME_FR", "Coalition mondiale pour la justice sociale"
    ),
    "es": environment.text(
        "ACCORD_COALITION_NAME_ES", "Coalición Mundial por la Justicia Social"
    ),
    "ar": environment.text(
        "ACCORD_COALITION_NAME_AR", "التحالف العالمي من أجل العدالة الاجتماعية"
    ),
}

# The terms of what partners declare and the secretariat writes.
LICENCE_NAME = environment.text("ACCORD_LICENCE_NAME", "CC BY 4.0")
LICENCE_URL = environment.text(
    "ACCORD_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/"
)

INSTALLED_APPS = [
    "accord.base",
    "accord.accounts",
    "accord.atlas",
    "accord.partners",
    "accord.joining",
    "accord.screening",
    "accord.texts",
    "accord.actions",
    "accord.observatory",
    "accord.snapshots",
    "accord.secretariat",
    "accord.website",
    "accord.config",
    "django_prose_editor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "csp",
    "accord.config.admin_site.AccordAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "accord.base.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accord.base.page_cache.PageCache",
    "accord.base.middleware.PackedAnswers",
    "accord.base.api.door.ApiDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "accord.base.middleware.Bounds",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accord.accounts.middleware.SessionLimits",
    "accord.accounts.middleware.ActorMiddleware",
    "accord.accounts.middleware.SecondFactorMiddleware",
    "accord.partners.middleware.ActingForMiddleware",
    "accord.base.fallback.MarkedFallback",
    "accord.base.middleware.ProblemPages",
]

ROOT_URLCONF = "accord.config.urls"
WSGI_APPLICATION = "accord.config.wsgi.application"
FORM_RENDERER = "accord.base.forms.AccordRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accord.base.context.shell",
            ],
            "builtins": ["accord.base.templatetags.accord"],
        },
    }
]

DATABASES = {
    "default": environment.database(
        environment.text("DATABASE_URL") or postgres.url_of_running_server()
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that rate limits count the same in every process.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accord.accounts.passwords.PredictablePasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
ACCOUNT_ADAPTER = "accord.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accord.accounts.forms.SignInForm",
    "reset_password": "accord.accounts.forms.ResetForm",
}
MFA_ADAPTER = "accord.accounts.adapter.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Whoever adds a person has written to that address; there is no sign-up.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "50/h/ip,5/15m/key", "login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Whoever uses a passkey shows that they are its holder: two factors in one.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "add_webauthn": "accord.accounts.passkeys.AddPasskeyForm",
    "login_webauthn": "accord.accounts.passkeys.SignInByPasskeyForm",
    "authenticate_webauthn": "accord.accounts.passkeys.SecondFactorPasskeyForm",
    "reauthenticate_webauthn": "accord.accounts.passkeys.ConfirmByPasskeyForm",
}
MFA_TOTP_ISSUER = "Accord"
# A phone whose clock is half a minute off still gets in.
MFA_TOTP_TOLERANCE = 1
# The service of OpenID Connect that may vouch for people who are here already.
OIDC_ISSUER = environment.text("ACCORD_OIDC_ISSUER")
OIDC_NAME = environment.text("ACCORD_OIDC_NAME", OIDC_ISSUER)
OIDC_CLIENT_ID = environment.text("ACCORD_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = environment.text("ACCORD_OIDC_CLIENT_SECRET")
OIDC_HOSTS = environment.words("ACCORD_OIDC_HOSTS")
_issuer = urlsplit(OIDC_ISSUER)
OIDC_ORIGINS = [f"https://{host}" for host in OIDC_HOSTS]
if OIDC_ISSUER:
    OIDC_ORIGINS.append(f"{_issuer.scheme}://{_issuer.netloc}")
# What it says (acr, amr) of a sign-in that took a second factor; by default nothing.
OIDC_SECOND_FACTOR = environment.words("ACCORD_OIDC_SECOND_FACTOR")
USERSESSIONS_TRACK_ACTIVITY = True
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
]
# The interface is complete in these; in others what is missing falls back, marked.
COMPLETE_LANGUAGES = ["en", "fr", "es"]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "accord.base.stylesheet.StylesheetFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = VAR / "files"
# Whom a restored backup has to forget again; never part of a backup.
ERASURES_FILE = Path(
    environment.text("ACCORD_ERASURES_FILE") or VAR / "erasures" / "list.jsonl"
)
# Images that stand for pages elsewhere; each can be drawn again at any time.
CARDS_ROOT = VAR / "cards"
# Large charts, kept by what is on them; each can be drawn again at any time.
CHARTS_ROOT = VAR / "charts"
# Snapshots of all public data; one that is older than so many days may go, 0 keeps all.
SNAPSHOTS_FOLDER = Path(
    environment.text("ACCORD_SNAPSHOTS_FOLDER") or VAR / "snapshots"
)
# The files of vintages and of figures.
OBSERVATORY_FOLDER = Path(
    environment.text("ACCORD_OBSERVATORY_FOLDER") or VAR / "observatory"
)
# Who maintains the structures of SDMX, and how many observations one answer holds.
SDMX_AGENCY = environment.text("ACCORD_SDMX_AGENCY", "ACCORD")
SDMX_MOST_OBSERVATIONS = environment.integer("ACCORD_SDMX_MOST_OBSERVATIONS", 500_000)
SNAPSHOT_DAYS = environment.integer("ACCORD_SNAPSHOT_DAYS", 0)
# Where the backup of each night goes, sealed for whom, and how many are kept.
BACKUP_FOLDER = environment.text("ACCORD_BACKUP_FOLDER")
BACKUP_RECIPIENTS = environment.words("ACCORD_BACKUP_RECIPIENTS")
BACKUPS_KEPT = environment.integer("ACCORD_BACKUPS_KEPT", 14)
# Within how many days an application is decided, and after how many without a word a
# draft is deleted; its applicant is warned two weeks before.
JOINING_DECISION_DAYS = environment.integer("ACCORD_JOINING_DECISION_DAYS", 60)
JOINING_DRAFT_DAYS = environment.integer("ACCORD_JOINING_DRAFT_DAYS", 180)
# Papers of applicants; they leave through pages that ask who may have them.
PAPERS_FOLDER = MEDIA_ROOT / "papers"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A published IATI file may be large; it goes to disk while it arrives.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT_BYTES = 60 * 1024 * 1024

# For how long a decision on a case can be taken back before it is carried out.
DECISION_HOLD_MINUTES = environment.integer("ACCORD_DECISION_HOLD_MINUTES", 15)

# Requests a minute, by network address and by key; 0 is no limit.
API_LIMIT = environment.integer("ACCORD_API_LIMIT", 120)
API_LIMIT_WITH_KEY = environment.integer("ACCORD_API_LIMIT_WITH_KEY", 600)
API_KEYS = "accord.partners.keys.identify"
# How many proxies of ours pass requests on; each adds to X-Forwarded-For.
TRUSTED_PROXIES = environment.integer("ACCORD_TRUSTED_PROXIES", 0)

EMAIL_BACKEND = environment.text(
    "ACCORD_MAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = environment.text("ACCORD_MAIL_FOLDER") or str(VAR / "mail")
EMAIL_HOST = environment.text("ACCORD_MAIL_HOST", "localhost")
EMAIL_PORT = environment.integer("ACCORD_MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("ACCORD_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("ACCORD_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("ACCORD_MAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("ACCORD_MAIL_FROM", "accord@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where mail that cannot be delivered comes back to, and how often before it stops.
MAIL_BOUNCES_TO = environment.text("ACCORD_MAIL_BOUNCES_TO")
MAIL_MOST_BOUNCES = environment.integer("ACCORD_MAIL_MOST_BOUNCES", 3)
DKIM_KEY = environment.text("ACCORD_DKIM_KEY")
DKIM_SELECTOR = environment.text("ACCORD_DKIM_SELECTOR", "accord")
DKIM_DOMAIN = environment.text(
    "ACCORD_DKIM_DOMAIN", DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
)
SECRETARIAT_EMAIL = environment.text("ACCORD_SECRETARIAT_EMAIL", DEFAULT_FROM_EMAIL)

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
# The office's sessions end when nobody has used them for so long.
OFFICE_IDLE_SECONDS = 60 * environment.integer("ACCORD_OFFICE_IDLE_MINUTES", 30)
SIGNED_COOKIE_LEGACY_SALT_FALLBACK = False
CSRF_FAILURE_VIEW = "accord.base.problems.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# A probe asks over plain HTTP, from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers look at where a form's answer leads, too: to the service of OpenID.
        "form-action": [SELF, *OIDC_ORIGINS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

PROCRASTINATE_ON_APP_READY = "accord.base.jobs.on_app_ready"
PROCRASTINATE_IMPORT_PATHS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "accord.base.logs.OneLineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "accord": {"level": environment.text("ACCORD_LOG_LEVEL", "INFO")},
        "django.request": {"level": "ERROR"},
    },
}

MESSAGE_TAGS = {10: "info", 20: "info", 25: "success", 30: "warning", 40: "error"}
ADMIN_SITE_HEADER = _("Vocabularies")
