"""Read JSON-LD and Open Graph as extruct does: `read_metadata.py ADDRESS…`."""

import json
import sys

import extruct
import requests

found = {}
for address in sys.argv[1:]:
    answer = requests.get(address, timeout=20)
    found[address] = extruct.extract(
        answer.text, base_url=address, syntaxes=["json-ld", "opengraph"]
    )
json.dump(found, sys.stdout)
