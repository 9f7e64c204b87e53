"""What each rule must find, and what it must let pass."""

from django.utils.safestring import mark_safe


def greeting(name):
    # ruleid: mark-safe
    return mark_safe(f"<b>{name}</b>")


from django.utils.html import format_html


def greeting_escaped(name):
    # ok: mark-safe
    return format_html("<b>{}</b>", name)


def found(Partner, order):
    # ruleid: raw-sql
    Partner.objects.raw("SELECT * FROM partners")
    # ruleid: raw-sql
    return Partner.objects.extra(order_by=[order])


def found_by_name(Partner, name):
    # ok: raw-sql
    return Partner.objects.filter(name=name)


def find(cursor, name):
    # ruleid: sql-from-text
    cursor.execute(f"SELECT 1 FROM people WHERE name = '{name}'")
    # ruleid: sql-from-text
    cursor.execute("SELECT 1 FROM people WHERE name = '%s'" % name)


def find_bound(cursor, name):
    # ok: sql-from-text
    cursor.execute("SELECT 1 FROM people WHERE name = %s", [name])


def search(request, Partner):
    # ruleid: request-expanded
    return Partner.objects.filter(**request.GET.dict())


def search_named(request, Partner):
    # ok: request-expanded
    return Partner.objects.filter(country=request.GET.get("country"))


from django.views.decorators.cache import cache_page


# ruleid: whole-page-cached
desk = cache_page(60)(print)


from django.core.cache import cache


def count():
    # ok: whole-page-cached
    return cache.get_or_set("partners", 0)


from django.views.decorators.csrf import csrf_protect


# ruleid: csrf-exempt
@csrf_exempt
def publish(request): ...


# ok: csrf-exempt
@csrf_protect
def withdraw(request): ...


import os
import subprocess


def archive(name):
    # ruleid: shell
    os.system("tar cf out.tar " + name)
    # ruleid: shell
    subprocess.run(f"tar cf out.tar {name}", shell=True)


def archive_words(name):
    # ok: shell
    subprocess.run(["tar", "cf", "out.tar", name], check=True)


import pickle

import yaml


def read(data):
    # ruleid: unsafe-loading
    pickle.loads(data)
    # ruleid: unsafe-loading
    return yaml.load(data)


import json


def read_json(data):
    # ok: unsafe-loading
    return json.loads(data)


def compute(formula):
    # ruleid: evaluated-text
    return eval(formula)


def compute_number(text):
    # ok: evaluated-text
    return int(text)


import xml.etree.ElementTree
from lxml import etree


def activities(path):
    # ruleid: unsafe-xml
    xml.etree.ElementTree.parse(path)
    # ruleid: unsafe-xml
    return etree.iterparse(path)


def activities_safely(path):
    # ok: unsafe-xml
    return etree.iterparse(path, resolve_entities=False, no_network=True)


import urllib.request


def fetch(address):
    # ruleid: request-without-timeout
    return urllib.request.urlopen(address)


def fetch_soon(address):
    # ok: request-without-timeout
    return urllib.request.urlopen(address, timeout=10)


from django.shortcuts import redirect


def back(request):
    # ruleid: redirect-from-input
    return redirect(request.GET.get("next", "/"))


def home(request):
    # ok: redirect-from-input
    return redirect("home")


from django.contrib import messages


def thank(request, name):
    # ruleid: html-in-messages
    messages.success(request, f"<b>{name}</b> joined", extra_tags="safe")


def thank_plainly(request, name):
    # ok: html-in-messages
    messages.success(request, f"{name} joined")


class PartnerForm:
    class Meta:
        # ruleid: key-in-form
        fields = "__all__"


class NameForm:
    class Meta:
        # ok: key-in-form
        fields = ["name"]


import datetime


def stamp():
    # ruleid: naive-moment
    return datetime.datetime.now()


from django.utils import timezone


def stamp_in_zone():
    # ok: naive-moment
    return timezone.now()


import random


def token():
    # ruleid: guessable-secret
    return random.randint(0, 999999)


import secrets


def token_nobody_guesses():
    # ok: guessable-secret
    return secrets.token_urlsafe(16)


def reset_link(request):
    # ruleid: host-from-request
    return "https://" + request.META["HTTP_HOST"] + "/reset"


def reset_link_fixed(settings):
    # ok: host-from-request
    return settings.PUBLIC_URL + "/reset"


def show(request):
    # ruleid: path-from-request
    return open(request.GET["file"])


def show_known(name):
    # ok: path-from-request
    return open("terms.txt")
