"""Addresses of partners as files, under /{lang}/."""

from django.urls import path

from accord.base.exchange import formats
from accord.partners.views import files

app_name = "partner_files"
urlpatterns = [
    path("partners/template.xlsx", files.template, name="template"),
    path("partners.<file_format:ending>", files.directory, name="list"),
    path(
        "partners/composition.<file_format:ending>",
        files.composition,
        name="composition",
    ),
    path("partners/<slug:slug>.<file_format:ending>", files.profile, name="partner"),
]
# Whose converter the addresses above are written with.
__all__ = ["app_name", "formats", "urlpatterns"]
