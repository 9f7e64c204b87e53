"""Settings as in production, apart from what would make tests slow or noisy."""

import os

os.environ["ACCORD_SECRET_KEY"] = "for tests only: " + "long enough " * 4
os.environ["ACCORD_HTTPS"] = "false"
os.environ["ACCORD_DEBUG"] = "false"

from accord.config import environment
from accord.config.settings import *

DATABASES = {
    "default": environment.database(
        # The root conftest.py fills in the address of the server it starts.
        environment.text("ACCORD_TEST_DATABASE_URL", "postgresql:///accord")
    )
}
# Factories write rows without history, by which the cache knows that a page is old.
MIDDLEWARE = [each for each in MIDDLEWARE if not each.endswith(".PageCache")]
# What a test changes by a request has to be told by the history.
MIDDLEWARE = ["tests.audit.WritesAreTold", *MIDDLEWARE]
# A pool would hold connections to databases that a test run wants to drop.
DATABASES["default"]["OPTIONS"] = {}
# The cast signs in once, and a full run takes hours.
OFFICE_IDLE_SECONDS = SESSION_COOKIE_AGE
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A run that is cut off leaves nothing where the demonstration looks.
SNAPSHOTS_FOLDER = VAR / "test" / "snapshots"
OBSERVATORY_FOLDER = VAR / "test" / "observatory"
ERASURES_FILE = VAR / "test" / "erasures.jsonl"
