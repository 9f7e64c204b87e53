"""Validate CSV on the Web with csvw: `validate_csvw.py ADDRESS…`.

An address is that of a CSV file, whose metadata the validator finds by itself, or of
metadata. Prints for each what it complains of.
"""

import json
import sys
import warnings

from csvw import CSVW


def complaints(address: str) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = CSVW(address, validate=True, strict=True)
            if found.is_valid:
                return []
            return [str(each.message) for each in found.warnings] or ["not valid"]
        except (ValueError, AssertionError, KeyError, OSError) as reason:
            return [f"{type(reason).__name__}: {reason}"]


json.dump({each: complaints(each) for each in sys.argv[1:]}, sys.stdout)
