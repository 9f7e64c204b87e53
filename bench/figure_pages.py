"""Ask for pages of figures one after another, inside one process; print milliseconds.

Of each answer the time on the clock, and the processor's time in this process, which
does not move with what else the machine does (and leaves out PostgreSQL's). Each
address is another, so that no page is answered from what was kept; a cookie keeps the
page cache out. The first pass finds no chart drawn, the second all of them; the API,
which knows no cookie, answers the second from what it kept.
"""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable

OK = 200
COUNTRIES = (
    *("KEN", "UGA", "TZA", "RWA", "ETH", "BDI", "SOM", "ZMB", "MWI", "MOZ"),
    *("ZAF", "NAM", "BWA", "ZWE", "AGO", "COD", "GHA", "NGA", "SEN", "MLI"),
    *("BFA", "NER", "TCD", "CMR", "EGY", "TUN", "PER", "BOL", "COL", "ECU"),
    *("BRA", "ARG", "URY", "PRY", "MEX", "CRI", "FRA", "ESP", "ITA", "DEU"),
)
INDICATORS = ("informal-employment", "unemployment", "youth-unemployment")
BARE = """<!doctype html><html lang="en"><title>Bare</title><ul>
{% for country in countries %}<li>{{ country.iso3 }} {{ country.names.en }}</li>
{% endfor %}</ul></html>"""
Times = dict[str, dict[str, list[tuple[float, float]]]]


def addresses() -> dict[str, list[str]]:
    fives = [COUNTRIES[place : place + 5] for place in range(len(COUNTRIES) - 5)]
    return {
        "indicator page, all countries": [
            f"/{language}/indicators/{code}/"
            for code in INDICATORS
            for language in ("en", "fr", "es", "ar")
        ],
        "indicator page, five countries": [
            f"/en/indicators/{INDICATORS[place % 3]}/?"
            + "&".join(f"area={each}" for each in five)
            for place, five in enumerate(fives)
        ],
        "country profile": [f"/en/countries/{each}/figures/" for each in COUNTRIES],
        "country page": [f"/en/countries/{each}/" for each in COUNTRIES],
        "API, 200 values": [
            f"/api/v1/indicators/unemployment/observations?area={each}&lines=all"
            for each in COUNTRIES
        ],
    }


def measure() -> Times:
    # They need settings, which only the program below sets up.
    from django.conf import settings  # noqa: PLC0415
    from django.template import engines  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from accord.atlas.models import Country  # noqa: PLC0415

    template = engines["django"].from_string(BARE)
    client = Client(headers={"Cookie": "bench=1", "Host": "127.0.0.1"})

    def get(path: str) -> None:
        status = client.get(path).status_code
        if status != OK:
            sys.exit(f"{path} answers {status}.")

    def bare(_path: str) -> None:
        template.render({"countries": Country.objects.all()[:20]})

    told = addresses()
    # Imports and connections are made once in the life of a process.
    for paths in told.values():
        get(paths[0])
    found: Times = {"bare view, one query": {"cold": _timed(bare, COUNTRIES)}}
    shutil.rmtree(settings.CHARTS_ROOT, ignore_errors=True)
    for state in ("cold", "warm"):
        for name, paths in told.items():
            found.setdefault(name, {})[state] = _timed(get, paths)
    return found


def _timed(
    ask: Callable[[str], None], paths: Iterable[str]
) -> list[tuple[float, float]]:
    taken = []
    for path in paths:
        start, worked = time.perf_counter(), time.process_time()
        ask(path)
        spent = time.perf_counter() - start, time.process_time() - worked
        taken.append((spent[0] * 1000, spent[1] * 1000))
    return taken


if __name__ == "__main__":
    import django

    django.setup()
    found = measure()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"found": found, "peak": peak}, sys.stdout)
