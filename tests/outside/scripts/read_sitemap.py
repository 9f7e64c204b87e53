"""Walk the sitemaps as ultimate-sitemap-parser does: `read_sitemap.py HOME`."""

import json
import logging
import sys

from usp.tree import sitemap_tree_for_homepage

logging.disable(logging.INFO)
problems = []


class Problems(logging.Handler):
    def emit(self, record):
        problems.append(record.getMessage())


logging.getLogger("usp").addHandler(Problems(logging.WARNING))
logging.getLogger("usp").propagate = False
tree = sitemap_tree_for_homepage(sys.argv[1], use_known_paths=False)
pages = [
    {
        "url": page.url,
        "last_modified": page.last_modified.isoformat() if page.last_modified else None,
        "alternates": page.alternates or [],
    }
    for page in tree.all_pages()
]
json.dump({"pages": pages, "problems": problems}, sys.stdout)
