"""Pages of indicators, vintages and places, in each language."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from accord.base.exchange import formats
from accord.observatory.headlines import pages as headlines
from accord.observatory.places import urls as places
from accord.observatory.sdmx import pages as sdmx
from accord.observatory.views import drawings, files, indicators


class BundleConverter(StringConverter):
    """The end of an address: `indicators/gini.<bundle:ending>`."""

    regex = r"metadata\.json|csv|json|parquet|zip"


register_converter(BundleConverter, "bundle")

app_name = "observatory"
urlpatterns = [
    path("indicators/", indicators.indicators, name="indicators"),
    path("indicators.<file_format:ending>", files.indicators, name="indicators_file"),
    path("indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path(
        "indicators/<slug:code>.<bundle:ending>", files.indicator, name="indicator_file"
    ),
    path(
        "indicators/<slug:code>/courses-<str:digest>.svg",
        drawings.courses,
        name="courses",
    ),
    path("indicators/<slug:code>/countries/", indicators.countries, name="countries"),
    path("indicators/<slug:code>/progress/", indicators.progress, name="progress"),
    path("indicators/<slug:code>/method/", indicators.method, name="method"),
    path("indicators/<slug:code>/vintages/", indicators.origin, name="origin"),
    path("sdmx/", sdmx.page, name="sdmx"),
    path("vintages/", include("accord.observatory.vintages.urls")),
    *places.urlpatterns,
    path("headlines/", headlines.page, name="headlines"),
    path("headlines.<file_format:ending>", headlines.files, name="headline_files"),
]
# Whose converter the address of the list is written with.
__all__ = ["app_name", "formats", "urlpatterns"]
