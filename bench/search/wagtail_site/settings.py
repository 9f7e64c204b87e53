"""Settings of the smallest site on which Wagtail's search runs."""

import os

SECRET_KEY = os.environ["ACCORD_SECRET_KEY"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "modelcluster",
    "taggit",
    "wagtail",
    "wagtail.search",
    "bench.search.wagtail_site",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["BENCH_DATABASE"],
        "HOST": os.environ["BENCH_HOST"],
        "USER": os.environ["BENCH_USER"],
        "PASSWORD": os.environ["BENCH_PASSWORD"],
        "CONN_MAX_AGE": None,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
STATIC_URL = "/static/"
# Wagtail reduces words in one language per backend, so there is one for each.
WAGTAILSEARCH_BACKENDS = {
    name: {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": configuration,
        "AUTO_UPDATE": False,
    }
    for name, configuration in (
        ("default", "english"),
        ("fr", "french"),
        ("es", "spanish"),
    )
}
