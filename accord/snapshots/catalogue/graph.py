"""The catalogue as a graph of DCAT-AP 3.

Values of the EU's lists carry their type (and a name where that is wanted) in the
graph itself: shapes look for it there, and follow no address.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD

from accord.base.discovery.datasets import Dataset, Distribution, Origin

FORMS = {
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml"),
}
_EU = "http://publications.europa.eu/resource/authority"
_HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
_MEDIA = "https://www.iana.org/assignments/media-types"
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# Of DCAT 3, which the library's list of DCAT does not know yet.
_VERSION = URIRef(f"{DCAT}version")
_LANGUAGES = {"en": "ENG", "fr": "FRA", "es": "SPA", "ar": "ARA"}
_TITLES = {
    "en": "Data of the coalition and figures of its observatory",
    "fr": "Données de la coalition et chiffres de son observatoire",
    "es": "Datos de la coalición y cifras de su observatorio",
    "ar": "بيانات التحالف وأرقام مرصده",
}
_DESCRIPTIONS = {
    "en": "What partners undertake, as snapshots of all public data, and official "
    "figures on social justice for every country.",
    "fr": "Ce que font les partenaires, sous forme d’instantanés de toutes les données "
    "publiques, et des chiffres officiels sur la justice sociale pour chaque pays.",
    "es": "Lo que emprenden los asociados, en copias de todos los datos públicos, "
    "y cifras oficiales sobre la justicia social de cada país.",
    "ar": "ما يقوم به الشركاء في لقطات لجميع البيانات العامة، وأرقام رسمية عن العدالة "
    "الاجتماعية لكل بلد.",
}


def catalogue(
    datasets: Sequence[Dataset], *, address: str, page: int, pages: int, total: int
) -> Graph:
    """Return one page of the catalogue."""
    return _Catalogue(address).filled(datasets, page=page, pages=pages, total=total)


class _Catalogue:
    """A graph that is being filled."""

    def __init__(self, address: str) -> None:
        self.graph = Graph()
        for prefix, space in (
            *(("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF), ("skos", SKOS)),
            *(("spdx", _SPDX), ("vcard", _VCARD), ("hydra", _HYDRA)),
        ):
            self.graph.bind(prefix, space)
        self.root = URIRef(address)
        self.us = URIRef(f"{settings.PUBLIC_URL}/#organization")
        self.services = {
            "sdmx": URIRef(f"{settings.PUBLIC_URL}/sdmx"),
            "api": URIRef(f"{settings.PUBLIC_URL}/api/v1/"),
        }

    def filled(
        self, datasets: Sequence[Dataset], *, page: int, pages: int, total: int
    ) -> Graph:
        add, root = self.graph.add, self.root
        add((root, RDF.type, DCAT.Catalog))
        self.texts(root, DCTERMS.title, _TITLES)
        self.texts(root, DCTERMS.description, _DESCRIPTIONS)
        add((root, DCTERMS.publisher, self.us))
        self.agent(self.us, settings.COALITION_NAME, settings.PUBLIC_URL)
        add((root, FOAF.homepage, self.document(f"{settings.PUBLIC_URL}/")))
        for code in _LANGUAGES.values():
            place = self.typed(f"{_EU}/language/{code}", DCTERMS.LinguisticSystem)
            add((root, DCTERMS.language, place))
        add((root, DCTERMS.license, self.licence(settings.LICENCE_URL)))
        self.world(root)
        self.page(page, pages, total)
        self.service("sdmx", "SDMX REST", f"{settings.PUBLIC_URL}/en/sdmx/")
        self.service("api", "API", f"{settings.PUBLIC_URL}/en/api/")
        newest: datetime | None = None
        for each in datasets:
            self.dataset(each)
            if each.modified and (newest is None or each.modified > newest):
                newest = each.modified
        self.moment(root, newest)
        return self.graph

    def page(self, page: int, pages: int, total: int) -> None:
        """Say which page this is, where there are several (Hydra)."""
        if pages == 1:
            return
        add, view = self.graph.add, URIRef(f"{self.root}?page={page}")
        add((self.root, RDF.type, _HYDRA.Collection))
        add((self.root, _HYDRA.totalItems, Literal(total)))
        add((self.root, _HYDRA.view, view))
        add((view, RDF.type, _HYDRA.PartialCollectionView))
        add((view, _HYDRA.first, URIRef(f"{self.root}?page=1")))
        add((view, _HYDRA.last, URIRef(f"{self.root}?page={pages}")))
        if page < pages:
            add((view, _HYDRA.next, URIRef(f"{self.root}?page={page + 1}")))

    def service(self, name: str, title: str, page: str) -> None:
        add, service = self.graph.add, self.services[name]
        add((self.root, DCAT.service, service))
        add((service, RDF.type, DCAT.DataService))
        add((service, DCTERMS.title, Literal(title, lang="en")))
        add((service, DCAT.endpointURL, service))
        add((service, DCAT.landingPage, self.document(page)))

    def dataset(self, each: Dataset) -> None:
        add, node = self.graph.add, URIRef(each.id)
        add((self.root, DCAT.dataset, node))
        add((node, RDF.type, DCAT.Dataset))
        self.texts(node, DCTERMS.title, each.titles)
        self.texts(node, DCTERMS.description, each.descriptions)
        add((node, DCTERMS.identifier, Literal(each.identifier)))
        add((node, DCTERMS.publisher, self.us))
        add((node, DCAT.landingPage, self.document(each.page)))
        add((node, DCAT.contactPoint, self.contact()))
        for words in each.keywords:
            self.texts(node, DCAT.keyword, words)
        theme = self.typed(f"{_EU}/data-theme/{each.theme}", SKOS.Concept)
        add((theme, SKOS.prefLabel, Literal("Population and society", lang="en")))
        add((node, DCAT.theme, theme))
        often = self.typed(f"{_EU}/frequency/{each.frequency}", DCTERMS.Frequency)
        add((node, DCTERMS.accrualPeriodicity, often))
        rights = self.typed(f"{_EU}/access-right/PUBLIC", DCTERMS.RightsStatement)
        add((node, DCTERMS.accessRights, rights))
        self.world(node)
        self.moment(node, each.modified)
        if each.version:
            add((node, _VERSION, Literal(each.version)))
        if each.first and each.last:
            self.years(node, each.first, each.last)
        for origin in each.origins:
            self.origin(node, origin)
        for distribution in each.distributions:
            self.distribution(node, each, distribution)

    def distribution(self, dataset: URIRef, of: Dataset, each: Distribution) -> None:
        add, address = self.graph.add, URIRef(each.address)
        node = URIRef(f"{of.id}#{each.kind}-{each.title.replace(' ', '-')}")
        add((dataset, DCAT.distribution, node))
        add((node, RDF.type, DCAT.Distribution))
        add((node, DCTERMS.title, Literal(each.title, lang="en")))
        add((node, DCAT.accessURL, address))
        if each.is_service:
            add((node, DCAT.accessService, self.services["sdmx"]))
            add((self.services["sdmx"], DCAT.servesDataset, dataset))
        elif each.kind != "HTML":
            add((node, DCAT.downloadURL, address))
        media = self.typed(f"{_MEDIA}/{each.media_type}", DCTERMS.MediaType)
        add((node, DCAT.mediaType, media))
        kind = self.typed(f"{_EU}/file-type/{each.kind}", DCTERMS.MediaTypeOrExtent)
        add((node, DCTERMS.format, kind))
        if of.licence:
            add((node, DCTERMS.license, self.licence(of.licence)))
        if each.size is not None:
            size = Literal(each.size, datatype=XSD.nonNegativeInteger)
            add((node, DCAT.byteSize, size))
        if each.sha256:
            checksum = BNode()
            add((node, _SPDX.checksum, checksum))
            add((checksum, RDF.type, _SPDX.Checksum))
            add((checksum, _SPDX.algorithm, _SPDX.checksumAlgorithm_sha256))
            value = Literal(each.sha256, datatype=XSD.hexBinary)
            add((checksum, _SPDX.checksumValue, value))

    def origin(self, dataset: URIRef, origin: Origin) -> None:
        maker = URIRef(origin.url) if origin.url else BNode()
        self.agent(maker, origin.names, origin.url)
        self.graph.add((dataset, DCTERMS.creator, maker))

    def agent(self, node: URIRef | BNode, names: Mapping[str, str], page: str) -> None:
        self.graph.add((node, RDF.type, FOAF.Agent))
        self.texts(node, FOAF.name, names)
        if page:
            home = self.document(f"{page.rstrip('/')}/")
            self.graph.add((node, FOAF.homepage, home))

    def contact(self) -> BNode:
        node = BNode("contact")
        self.graph.add((node, RDF.type, _VCARD.Organization))
        self.texts(node, _VCARD.fn, settings.COALITION_NAME)
        mail = URIRef(f"mailto:{settings.SECRETARIAT_EMAIL}")
        self.graph.add((node, _VCARD.hasEmail, mail))
        return node

    def years(self, node: URIRef, first: int, last: int) -> None:
        period = BNode()
        self.graph.add((node, DCTERMS.temporal, period))
        self.graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        for name, year in ((DCAT.startDate, first), (DCAT.endDate, last)):
            self.graph.add((period, name, Literal(f"{year:04}", datatype=XSD.gYear)))

    def world(self, node: URIRef) -> None:
        world = URIRef("https://sws.geonames.org/6295630/")
        self.graph.add((world, RDF.type, DCTERMS.Location))
        self.graph.add((world, SKOS.prefLabel, Literal("World", lang="en")))
        self.graph.add((node, DCTERMS.spatial, world))

    def moment(self, node: URIRef, moment: datetime | None) -> None:
        if moment is not None:
            told = moment.isoformat(timespec="seconds")
            value = Literal(told, datatype=XSD.dateTime)
            self.graph.add((node, DCTERMS.modified, value))

    def licence(self, address: str) -> URIRef:
        return self.typed(address, DCTERMS.LicenseDocument)

    def document(self, address: str) -> URIRef:
        return self.typed(address, FOAF.Document)

    def typed(self, address: str, kind: URIRef) -> URIRef:
        node = URIRef(address)
        self.graph.add((node, RDF.type, kind))
        return node

    def texts(
        self, node: URIRef | BNode, name: URIRef, words: Mapping[str, str]
    ) -> None:
        for language, text in words.items():
            if text:
                self.graph.add((node, name, Literal(text, lang=language)))
