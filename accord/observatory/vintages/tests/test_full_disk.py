"""Where there is no room left, an import says so and leaves nothing."""

import resource
from contextlib import contextmanager

import pytest

from accord.observatory import operations
from accord.observatory.models import SeriesFile, Vintage
from accord.observatory.tests.series import make_source, text_of, write_file
from accord.observatory.vintages import drafts
from accord.observatory.vintages.storage import STORAGE
from accord.observatory.vintages.tests.test_import import BY, left_in
from accord.observatory.vintages.tests.test_pages import send

pytestmark = pytest.mark.django_db


@contextmanager
def room_for(size):
    """Let no file grow beyond `size` bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# Too little for the copy of the file; enough for that, too little for the Parquet.
@pytest.mark.parametrize("size", [100, len(text_of()) + 10])
def test_a_disk_that_is_full_leaves_nothing(folder, tmp_path, size):
    make_source()
    path = write_file(tmp_path)

    with room_for(size), pytest.raises(operations.Refused, match="no room left"):
        operations.import_file(path, **BY)

    assert left_in(folder) == [".lock"]
    assert not Vintage.objects.exists()


def full(*_arguments):
    raise OSError(28, "No space left on device")


def test_a_disk_that_fills_at_the_last_moment_leaves_nothing(
    folder, tmp_path, monkeypatch
):
    """The row is written already when the folder cannot be put on the disk."""
    make_source()
    path = write_file(tmp_path)
    monkeypatch.setattr(drafts, "_flush", full)

    with pytest.raises(operations.Refused, match="no room left"):
        operations.import_file(path, **BY)

    assert left_in(folder) == [".lock"]
    assert not Vintage.objects.exists()


def test_the_statistician_is_told(folder, sana, monkeypatch):
    make_source()
    monkeypatch.setattr(drafts, "_copied", full)

    answer = send(sana)

    assert answer.status_code == 422
    assert "no room left" in answer.content.decode()
    assert not SeriesFile.objects.exists()
    assert not list(STORAGE.folder().iterdir())
