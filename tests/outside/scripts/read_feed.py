"""Read feeds as feedparser does, page after page: `read_feed.py ADDRESS`."""

import json
import sys

import feedparser

address, pages = sys.argv[1], []
while address:
    feed = feedparser.parse(address)
    links = {each["rel"]: each["href"] for each in feed.feed.get("links", [])}
    pages.append(
        {
            "status": feed.get("status"),
            "problem": str(feed.get("bozo_exception", "")),
            "version": feed.version,
            "type": feed.headers.get("content-type", ""),
            "etag": feed.get("etag", ""),
            "title": feed.feed.get("title", ""),
            "links": links,
            "again": feedparser.parse(address, etag=feed.get("etag")).get("status"),
            "entries": [
                {
                    "id": entry.get("id"),
                    "title": entry.get("title"),
                    "link": entry.get("link"),
                    "language": entry.get("title_detail", {}).get("language"),
                    "updated": entry.get("updated"),
                    "is_dated": entry.get("updated_parsed") is not None,
                }
                for entry in feed.entries
            ],
        }
    )
    address = links.get("next")
json.dump(pages, sys.stdout)
