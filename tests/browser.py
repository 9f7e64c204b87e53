"""The browser that browser tests drive: Debian's Chromium, or the one named."""

import os
import shutil

ADVICE = (
    "no Chromium found: install it (Debian: apt-get install chromium), or set "
    "ACCORD_CHROMIUM to its path"
)


def chromium() -> str | None:
    """Return the path of the browser's program, or None."""
    return (
        os.environ.get("ACCORD_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )


def launch_options() -> dict[str, object]:
    """Return what `playwright.chromium.launch` needs on this machine."""
    arguments = ["--disable-quic", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": chromium(), "args": arguments}
