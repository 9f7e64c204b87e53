"""Read one page: `read_page.py ADDRESS`."""

import json
import sys

import requests

answer = requests.get(sys.argv[1], timeout=20)
json.dump({"status": answer.status_code, "text": answer.text}, sys.stdout)
