"""Addresses of actions as files, under /{lang}/."""

from django.urls import path

from accord.actions import urls
from accord.actions.views import files
from accord.base.exchange import formats

app_name = "action_files"
urlpatterns = [
    path("actions/template.xlsx", files.template, name="template"),
    path("actions.<file_format:ending>", files.actions, name="list"),
    path(
        "actions/<action:reference>.<file_format:ending>", files.action, name="action"
    ),
]
# Whose converters the addresses above are written with.
__all__ = ["app_name", "formats", "urlpatterns", "urls"]
