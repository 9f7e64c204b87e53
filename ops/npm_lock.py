"""Take out of npm's lock what is no lock: whom to thank, and where."""

import json
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "tests" / "outside" / "package-lock.json"


def plain(text: str) -> str:
    lock = json.loads(text)
    for package in lock["packages"].values():
        package.pop("funding", None)
    return json.dumps(lock, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    LOCK.write_text(plain(LOCK.read_text("utf-8")), "utf-8")
