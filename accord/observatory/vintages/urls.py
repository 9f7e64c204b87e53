"""Vintages and corrections, in each language; their files, outside any language."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accord.observatory.vintages import office, views


class VintageConverter(StringConverter):
    regex = r"VIN-[0-9]{4}-[0-9]{4,8}"


register_converter(VintageConverter, "vintage")

urlpatterns = [
    path("", views.vintages, name="vintages"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<slug:code>/retire/", office.retire, name="retire_correction"),
    path("import/", office.upload, name="import_series"),
    path("import/<int:number>/", office.series_file, name="series_file"),
    path("import/<int:number>/describe/", office.describe, name="describe_series"),
    path("import/<int:number>/confirm/", office.confirm, name="confirm_series"),
    path("<vintage:reference>/", views.vintage, name="vintage"),
    path("<vintage:reference>.json", views.vintage_json, name="vintage_json"),
    path(
        "<vintage:old>/compare/<vintage:new>/", views.compare, name="compare_vintages"
    ),
    path("<vintage:reference>/set-aside/", office.set_aside, name="set_aside_vintage"),
    path("<vintage:reference>/take-back/", office.take_back, name="take_back_vintage"),
]
# Outside any language.
permanent = [
    path("<vintage:reference>/<str:name>", views.vintage_file, name="vintage_file"),
]
