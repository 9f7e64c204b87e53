"""What the description of the API says in words, for schemathesis to do.

Whoever writes has read the record: If-Match is its ETag. Whoever sends a request that
is not a repetition names it anew. Cases that are meant to be wrong stay as they are.
"""

import os
from uuid import uuid4

import requests
import schemathesis

ADDRESS = os.environ["API_ADDRESS"]
HEADERS = {"Authorization": f"Bearer {os.environ['API_KEY']}"}


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = case.headers
    if not headers or not is_meant(case):
        return
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid4())
    if "If-Match" in headers:
        record = "/".join(case.formatted_path.split("/")[:5])
        seen = requests.get(f"{ADDRESS}{record}", headers=HEADERS, timeout=20)
        headers["If-Match"] = seen.headers.get("ETag", headers["If-Match"])


def is_meant(case):
    """Say whether the case is one that the description allows."""
    return case.meta is None or case.meta.generation.mode.is_positive
