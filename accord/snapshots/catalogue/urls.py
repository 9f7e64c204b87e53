"""Addresses of the catalogue, outside any language."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accord.snapshots.catalogue import views


class FormConverter(StringConverter):
    regex = "ttl|jsonld|rdf"


register_converter(FormConverter, "catalogue_form")

urlpatterns = [
    path("catalog", views.catalogue, name="catalogue"),
    path("catalog.<catalogue_form:form>", views.in_form, name="catalogue_file"),
]
