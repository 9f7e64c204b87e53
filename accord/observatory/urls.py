"""Pages of indicators, vintages and places, in each language."""

from django.urls import URLPattern, URLResolver, include, path

from accord.observatory.places import urls as places
from accord.observatory.views import drawings

app_name = "observatory"
urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "indicators/<slug:code>/courses-<str:digest>.svg",
        drawings.courses,
        name="courses",
    ),
    path("vintages/", include("accord.observatory.vintages.urls")),
    *places.urlpatterns,
]
