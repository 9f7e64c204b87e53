"""The smallest applications: a draft, a complete one, one that was sent."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accord.atlas.models import Area, Country
from accord.base.actor import Actor
from accord.joining import operations
from accord.joining.models import Application
from accord.partners.tests.factories import make_category

ON = date(2026, 3, 2)
NOBODY = Actor.anonymous()
PDF = b"%PDF-1.7\n1 0 obj\n<</Type /Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ANSWERS: dict[str, Any] = {
    "name": "Federación de Mineros de La Paz",
    "name_en": "La Paz Miners’ Federation",
    "short_name": "FMLP",
    "former_names": "Sindicato de Mineros de La Paz",
    "website": "https://fmlp.example/",
    "wikidata": "Q4242424",
    "category": "WRK",
    "representativeness": "Doce mil afiliados en nueve minas.",
    "signatory_name": "Justa Quispe",
    "signatory_title": "Secretaria general",
    "signatory_email": "justa@fmlp.example",
    "focal_name": "Rosario Mamani",
    "focal_email": "rosario@fmlp.example",
    "alternate_name": "Teófilo Choque",
    "alternate_email": "teofilo@fmlp.example",
    "mandate_text": "Representamos a doce mil trabajadores de las minas.",
    "priorities": "Seguridad en las minas.",
    "commitments": "Informar cada año de lo que hacemos.",
    "consent": True,
}


def make_pdf(name: str = "carta.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def make_draft(**answers: Any) -> Application:
    """Begin a draft in Spanish; with answers, it has them."""
    application, _token = operations.begin("rosario@fmlp.example", "es", on=ON)
    if answers:
        application = operations.save(
            application, answers, version=application.version, by=NOBODY, on=ON
        )
    return application


def make_complete(**answers: Any) -> Application:
    """Make a draft that can be sent. Needs a country and an area in the registry."""
    make_category("WRK")
    draft = make_draft(
        **{
            **ANSWERS,
            "country": Country.objects.order_by("iso3").values_list("iso3")[0][0],
            "areas": [Area.objects.order_by("code").values_list("code")[0][0]],
            **answers,
        }
    )
    operations.add_paper(draft, make_pdf(), by=NOBODY, on=ON)
    return Application.objects.get(pk=draft.pk)


def make_sent(**answers: Any) -> Application:
    return operations.submit(make_complete(**answers), by=NOBODY, on=ON)
