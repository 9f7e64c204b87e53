"""Where this installation keeps what it makes."""

from pathlib import Path

from accord.config import environment

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(environment.text("ACCORD_VAR") or ROOT / "var").resolve()
DEMO = VAR / "demo"
TEST = VAR / "test"
