"""Pages of indicators, vintages and regions, in each language."""

from django.urls import URLPattern, URLResolver

app_name = "observatory"
urlpatterns: list[URLPattern | URLResolver] = []
