"""The only reader of the process environment: typed, with a sentence for each fault."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


class Misconfigured(Exception):
    """An environment variable cannot be understood; the message says the remedy."""


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that `<name>_FILE` names."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "")
    known = {"": default, "true": True, "1": True, "false": False, "0": False}
    if value.lower() not in known:
        message = f"{name} is {value!r}; it must be true or false."
        raise Misconfigured(message)
    return known[value.lower()]


def integer(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        message = f"{name} is {value!r}; it must be a whole number."
        raise Misconfigured(message) from None


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(url: str) -> dict[str, object]:
    """Translate `postgresql://user:password@host:port/name?host=/socket/folder`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        message = (
            "DATABASE_URL must begin with postgresql://. Accord runs on PostgreSQL "
            f"15 or later only; {parts.scheme or 'nothing'}:// was found."
        )
        raise Misconfigured(message)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", unquote(parts.hostname or ""))
    port = query.pop("port", str(parts.port or ""))
    options: dict[str, object] = {
        "pool": {"min_size": 1, "max_size": 12, "timeout": 10}
    }
    options.update(query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "accord",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }
