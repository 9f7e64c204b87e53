"""A few figures of every kind, and a client that asks for them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from accord.atlas.models import Challenge, Country, Pillar, Region
from accord.observatory.models import Indicator, Source, Unit
from accord.observatory.sdmx.tests.sample import FIGURES
from accord.observatory.tests.figures import write_figures


@pytest.fixture
def sdmx_figures(tmp_path, settings, db) -> None:
    """Publish the figures, with a registry and an atlas that name them."""
    settings.OBSERVATORY_FOLDER = tmp_path
    # A name of its own: what is known of figures is kept by their name.
    write_figures(tmp_path, FIGURES, name=tmp_path.name)
    world = Region.objects.create(m49="001", names={"en": "World", "fr": "Monde"})
    for iso2, iso3, m49, names in (
        ("KE", "KEN", "404", {"en": "Kenya", "ar": "كينيا"}),
        ("FR", "FRA", "250", {"en": "France"}),
        ("SN", "SEN", "686", {"en": "Senegal", "fr": "Sénégal"}),
        ("TV", "TUV", "798", {"en": "Tuvalu"}),
    ):
        Country.objects.create(
            iso2=iso2,
            iso3=iso3,
            m49=m49,
            names=names,
            region=world,
            latitude=0,
            longitude=0,
        )
    pillar = Pillar.objects.create(code="2", names={"en": "Employment"})
    challenge = Challenge.objects.create(
        code="1", names={"en": "Work", "fr": "Travail"}
    )
    for code, name in (("percent", "Per cent"), ("gini-point", "Gini points")):
        Unit.objects.create(code=code, names={"en": name})
    for code, name in (("sample", "Sample"), ("worldbank-wdi", "WDI")):
        Source.objects.create(
            code=code,
            names={"en": name},
            licence="CC BY 4.0",
            attributions={"en": name},
        )
    informal = Indicator.objects.create(
        code="informal-employment",
        names={
            "en": "Informal employment",
            "fr": "Emploi informel",
            "es": "Empleo informal",
            "ar": "العمالة غير الرسمية",
        },
        unit=Unit.objects.get(code="percent"),
        pillar=pillar,
    )
    informal.challenges.add(challenge)
    Indicator.objects.create(
        code="gini", names={"en": "Gini"}, unit=Unit.objects.get(code="gini-point")
    )


class Asked:
    """What came back for one question."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.content = (
            b"".join(response.streaming_content)
            if response.streaming
            else response.content
        )

    @property
    def tree(self) -> etree._Element:
        return etree.fromstring(self.content)

    @property
    def error(self) -> tuple[int, str, str]:
        """The status, the code of the standard and the sentence."""
        (message,) = self.tree.iterfind("{*}ErrorMessage")
        return self.status, message.get("code"), message.findtext("{*}Text")

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def lines(self) -> list[str]:
        return self.content.decode().split("\r\n")[:-1]

    def rows(self) -> set[tuple[str, str, str, float | None]]:
        """Area, sex, period and value of each observation of a generic message."""
        found = set()
        for each in self.tree.iterfind(".//{*}Obs"):
            series = each.getparent()
            key = {
                value.get("id"): value.get("value")
                for value in series.iterfind("{*}SeriesKey/{*}Value")
            }
            value = each.find("{*}ObsValue")
            found.add(
                (
                    key["REF_AREA"],
                    key["SEX"],
                    each.find("{*}ObsDimension").get("value"),
                    None if value is None else float(value.get("value")),
                )
            )
        return found


@pytest.fixture
def ask(client: Client, sdmx_figures: None) -> Callable[..., Asked]:
    def asked(address: str, accept: str = "*/*", **headers: str) -> Asked:
        # The address goes out as it stands, as the outside clients send it.
        path, _sign, query = address.partition("?")
        return Asked(
            client.get(
                f"/sdmx{path}",
                QUERY_STRING=query,
                headers={"accept": accept, **headers},
            )
        )

    return asked
