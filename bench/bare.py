"""The bare peer: a Django view with one query and twenty rows, nothing around it."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "accord.config.settings"
django.setup()

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from accord.atlas.models import Country

PAGE = engines["django"].from_string(
    """<!doctype html><html lang="en"><title>Bare</title><ul>
{% for country in countries %}<li>{{ country.iso3 }} {{ country.names.en }}</li>
{% endfor %}</ul></html>"""
)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.render({"countries": Country.objects.all()[:20]}))


urlpatterns = [path("", bare)]
settings.ROOT_URLCONF = "bench.bare"
settings.MIDDLEWARE = []
application = WSGIHandler()
