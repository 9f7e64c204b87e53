"""Where every address of Accord begins."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from accord.base import health
from accord.base.api import reference_page
from accord.config.api import api
from accord.observatory.vintages import urls as vintages
from accord.snapshots import urls as snapshots

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("history-head.json", health.history_head, name="history_head"),
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("", include("accord.accounts.oidc.urls")),
    path("data/", include(snapshots.permanent)),
    path("vintages/", include(vintages.permanent)),
    path("", include("accord.snapshots.catalogue.urls")),
    path("sdmx/", include("accord.observatory.sdmx.urls")),
    path("", include("accord.website.root_urls")),
    *i18n_patterns(
        path("account/", include("accord.accounts.urls")),
        path("mail/", include("accord.base.mail.urls")),
        path("personal-data/", include("accord.accounts.personal.urls")),
        path("mail/", include("accord.accounts.mail_urls")),
        path("components/", include("accord.base.urls")),
        path("api/", reference_page.show, name="api_page"),
        path("", include("accord.atlas.files")),
        path("", include("accord.atlas.urls")),
        path("", include("accord.partners.file_urls")),
        path("partners/", include("accord.partners.urls")),
        path("desk/", include("accord.partners.desk.urls")),
        path("join/", include("accord.joining.urls")),
        path("screening/", include("accord.screening.urls")),
        path("secretariat/", include("accord.secretariat.urls")),
        path("", include("accord.actions.file_urls")),
        path("actions/", include("accord.actions.urls")),
        path("", include("accord.observatory.urls")),
        path("", include("accord.website.file_urls")),
        path("feeds/", include("accord.actions.feed_urls")),
        path("feeds/", include("accord.texts.feed_urls")),
        path("", include("accord.texts.files")),
        path("data/", include("accord.snapshots.urls")),
        path("", include("accord.texts.urls")),
        path("", include("accord.website.urls")),
    ),
]
handler429 = "accord.base.problems.too_many_requests"
