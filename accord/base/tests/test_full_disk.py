"""Where a disk is full, no half of a file stays behind."""

import pytest

from accord.base.discovery import cards
from accord.base.imports.storage import Storage
from accord.base.models import Entry


def full(*_arguments: object) -> None:
    raise OSError(28, "No space left on device")


def test_half_of_an_image_does_not_stay(tmp_path, settings, monkeypatch):
    settings.CARDS_ROOT = tmp_path
    monkeypatch.setattr("pathlib.Path.replace", full)

    with pytest.raises(OSError, match="No space"):
        cards.KEPT.keep(tmp_path / "ab" / "abc.png", b"image")

    assert not list(tmp_path.rglob("*.p*"))


def test_half_of_a_sent_file_does_not_stay(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        Storage(Entry, "sent", ".sheet").keep([b"a", b"b"])

    assert not list((tmp_path / "sent").iterdir())
