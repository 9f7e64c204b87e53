"""Validate Data Packages with frictionless: `validate_packages.py DESCRIPTOR…`.

Prints, for each, the kinds of error found, and how many rows of each table were read.
"""

import json
import sys
from typing import Any

from frictionless import Package, exception


def judged(descriptor: str) -> dict[str, Any]:
    try:
        report = Package(descriptor).validate()
    except exception.FrictionlessException as reason:
        return {"errors": sorted({reason.error.type, *_types(reason.reasons)})}
    found = report.flatten(["type"])
    return {
        "errors": sorted({kind for (kind,) in found}),
        "rows": {task.name: task.stats.get("rows") for task in report.tasks},
    }


def _types(errors: list[Any]) -> set[str]:
    return {error.type for error in errors}


json.dump({each: judged(each) for each in sys.argv[1:]}, sys.stdout)
