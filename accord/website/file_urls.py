"""What a search found, as files, beside the page of the search."""

from django.urls import path

from accord.base.exchange import formats
from accord.website import found

app_name = "website_files"
urlpatterns = [path("search.<file_format:ending>", found.found, name="search")]
# Whose converter the address above is written with.
__all__ = ["app_name", "formats", "urlpatterns"]
