"""Machines that find, follow and subscribe read what Accord says of itself."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accord.actions.models import Action
from accord.partners.models import Partner
from tests import cast
from tests.outside.programs import NODE_FOLDER, needs_node, node, run, script
from tests.pages import LANGUAGES, PAGES

# Each page type that search engines may keep, with what it is about.
FOUND = {
    "home": "Organization",
    "page": "AboutPage",
    "news list": "ItemList",
    "news": "NewsArticle",
    "page list": "ItemList",
    "country list": "ItemList",
    "country": "Country",
    "area list": "ItemList",
    "area": "DefinedTerm",
    "challenge list": "ItemList",
    "challenge": "DefinedTerm",
    "goal list": "ItemList",
    "goal": "DefinedTerm",
    "directory": "ItemList",
    "composition": "Dataset",
    "partner": "WorkersUnion",
    "action list": "ItemList",
    "action": "Project",
    "withdrawn action": "Project",
    "snapshot list": "Dataset",
    "snapshot": "Dataset",
}
FEEDS = (
    "/en/feeds/actions.atom",
    "/fr/feeds/actions.atom?country=SEN",
    "/ar/feeds/news.atom",
)


@pytest.fixture
def paths(address: str) -> dict[str, str]:
    places = cast.places()
    return {each.name: each.path("en", places) for each in PAGES if each.name in FOUND}


def graphs(address: str, paths: list[str]) -> dict[str, dict]:
    """Return what extruct reads on each of the pages."""
    found = script("read_metadata.py", *(f"{address}{path}" for path in paths))
    return {key.removeprefix(address): value for key, value in found.items()}


def test_extruct_reads_what_each_page_type_is_about(address, paths):
    found = graphs(address, list(paths.values()))

    for name, path in paths.items():
        (document,) = found[path]["json-ld"]
        nodes = {each["@id"]: each for each in document["@graph"]}
        page = nodes[f"{address}{path}"]
        assert nodes[page["mainEntity"]["@id"]]["@type"] == FOUND[name], name
        assert page["inLanguage"] == "en"
        (shared,) = found[path]["opengraph"]
        told_there = dict(shared["properties"])
        assert told_there["og:url"] == page["url"]
        assert told_there["og:title"] == page["name"]
        assert told_there["og:image"] == page["primaryImageOfPage"]["url"]
        trail = [each for each in nodes.values() if each["@type"] == "BreadcrumbList"]
        assert bool(trail) == (name != "home")


@needs_node
def test_the_types_of_schema_org_allow_every_page_in_every_language(
    address, counts, tmp_path
):
    places = cast.places()
    found = [each for each in PAGES if each.name in FOUND]
    # In small counts the languages take turns.
    paths = [
        each.path(language, places)
        for number, each in enumerate(found)
        for turn, language in enumerate(LANGUAGES)
        if counts == "full" or number % len(LANGUAGES) == turn
    ]
    graph = [
        node
        for page in graphs(address, paths).values()
        for document in page["json-ld"]
        for node in document["@graph"]
    ]

    assert len(graph) > 2 * len(paths)
    assert faults_in(graph, tmp_path) == ""


@needs_node
def test_the_types_of_schema_org_refuse_what_is_wrong(tmp_path):
    wrong = [
        {"@type": "Project", "startDate": "2026-01-01"},
        {"@type": "NewsArticle", "headlines": "x"},
        {"@type": "Dataset", "distribution": {"@type": "Country"}},
        {"@type": "Actoin"},
    ]

    refused = set(re.findall(r"graph\.ts\((\d+),", faults_in(wrong, tmp_path)))

    assert refused == {"2", "3", "4", "5"}


def faults_in(graph: list[dict], folder) -> str:
    """Return what TypeScript says against the nodes as values of schema-dts."""
    typed = folder / "graph.ts"
    constants = []
    for each in graph:
        rest = dict(each)
        # What a reader may do is described with constraints, which have a type apart.
        act = rest.pop("potentialAction", None)
        constants.append((f"schema.{rest['@type']}", rest))
        if act:
            type_ = f"schema.WithActionConstraints<schema.{act['@type']}>"
            constants.append((type_, act))
    lines = ['import type * as schema from "schema-dts";']
    for number, (type_, value) in enumerate(constants):
        text = json.dumps(value, ensure_ascii=False)
        lines.append(f"export const n{number}: {type_} = {text};")
    typed.write_text("\n".join(lines), "utf-8")
    modules = folder / "node_modules"
    modules.symlink_to(NODE_FOLDER / "node_modules")
    answer = run(
        node("tsc"),
        *("--noEmit", "--strict", "--skipLibCheck", "--target", "es2022"),
        *("--moduleResolution", "bundler", "--module", "esnext", typed),
        within=180,
        folder=folder,
    )
    return answer.stdout + answer.stderr


def test_a_sitemap_parser_finds_every_public_page_with_its_alternates(address):
    found = script("read_sitemap.py", f"{address}/", within=120)

    assert found["problems"] == []
    pages = {each["url"]: each for each in found["pages"]}
    assert len(pages) == len(found["pages"])
    published = Action.objects.published().count()
    assert sum("/actions/ACT" in each for each in pages) == published * len(LANGUAGES)
    assert f"{address}/en/partners/{Partner.objects.first().slug}/" in pages
    for page in pages.values():
        alternates = dict(page["alternates"])
        own = urlsplit(page["url"]).path[1:3]
        assert alternates[own] == page["url"]
        assert "x-default" in alternates
        for code, url in alternates.items():
            if code != "x-default":
                assert pages[url]["alternates"] == page["alternates"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_reader_follows_a_feed_to_its_end(address, path):
    pages = script("read_feed.py", f"{address}{path}")

    entries = [entry for page in pages for entry in page["entries"]]
    for page in pages:
        assert (page["status"], page["again"]) == (200, 304)
        assert page["problem"] == ""
        assert page["version"] == "atom10"
        assert page["type"] == "application/atom+xml; charset=utf-8"
    assert entries
    assert len({each["id"] for each in entries}) == len(entries)
    assert all(each["id"].startswith("tag:") for each in entries)
    assert all(each["is_dated"] and each["language"] for each in entries)
    if path == FEEDS[0]:
        assert len(entries) == Action.objects.standing().count()
        assert len(pages) > 1


@pytest.mark.parametrize(
    "path", ["/en/feeds/actions.ics", "/ar/feeds/actions.ics?area=1", "action"]
)
def test_vobject_finds_a_calendar_valid(address, path):
    if path == "action":
        path = f"/fr/actions/{cast.action_in('withdrawn').reference}.ics"

    found = script("read_calendar.py", f"{address}{path}")

    assert found["problem"] == ""
    assert found["type"] == "text/calendar; charset=utf-8"
    assert found["events"]
    uids = [each["uid"] for each in found["events"]]
    assert len(set(uids)) == len(uids)
    cancelled = {each["status"] for each in found["events"]}
    assert cancelled == {"CANCELLED"} if "ACT" in path else "CONFIRMED" in cancelled


@pytest.mark.parametrize("missing", ["DTSTAMP", "UID", "PRODID"])
def test_vobject_refuses_a_calendar_without_what_it_needs(address, tmp_path, missing):
    action = cast.action_in("published")
    whole = Client().get(f"/en/actions/{action.reference}.ics").content
    broken = [
        each for each in whole.split(b"\r\n") if not each.startswith(missing.encode())
    ]
    file = tmp_path / "broken.ics"
    file.write_bytes(b"\r\n".join(broken))

    assert script("read_calendar.py", file)["problem"] != ""
