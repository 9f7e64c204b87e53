"""Read a calendar as vobject does, and judge it: `read_calendar.py ADDRESS|FILE`."""

import json
import sys
from pathlib import Path

import requests
import vobject

place = sys.argv[1]
if place.startswith("http"):
    answer = requests.get(place, timeout=20)
    body, headers = answer.content, dict(answer.headers)
else:
    body, headers = Path(place).read_bytes(), {}
calendar = vobject.readOne(body.decode())
try:
    valid = calendar.validate(raiseException=True)
    problem = ""
except vobject.base.ValidateError as reason:
    valid, problem = False, str(reason)
events = [
    {
        "uid": event.uid.value,
        "summary": event.summary.value,
        "start": event.dtstart.value.isoformat(),
        "status": event.status.value,
        "sequence": event.sequence.value,
        "url": event.url.value,
    }
    for event in calendar.contents.get("vevent", [])
    if hasattr(event, "uid")
]
json.dump(
    {
        "is_valid": bool(valid),
        "problem": problem,
        "type": headers.get("Content-Type", ""),
        "name": calendar.name.value
        if hasattr(calendar, "name") and calendar.name != "VCALENDAR"
        else "",
        "events": events,
    },
    sys.stdout,
)
