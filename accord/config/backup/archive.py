"""A sealed stream of named pieces: tar inside age, nothing of it readable on disk."""

import hashlib
import os
import tarfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from accord.config.backup.manifest import Unusable

_PIECE = 1024 * 1024


def recipients(words: Sequence[str]) -> list[Any]:
    """Read public keys (age1…); raises `Unusable` for what is none."""
    import pyrage  # noqa: PLC0415 - only backups need it

    found = []
    for word in words:
        try:
            found.append(pyrage.x25519.Recipient.from_str(word))
        except pyrage.RecipientError as reason:
            message = f"{word!r} is no public key of age; it begins with age1."
            raise Unusable(message) from reason
    return found


def identities(path: Path) -> list[Any]:
    """Read private keys from a file as `age-keygen` writes it."""
    import pyrage  # noqa: PLC0415 - only backups need it

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [
            pyrage.x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith("#")
        ]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as reason:
        message = (
            f"{path} holds no private key that age knows ({reason}); a line of it "
            "begins with AGE-SECRET-KEY-1."
        )
        raise Unusable(message) from reason
    if not found:
        message = f"{path} holds no private key; a line begins with AGE-SECRET-KEY-1."
        raise Unusable(message)
    return found


@contextmanager
def sealing(target: IO[bytes], keys: Sequence[Any]) -> Iterator[tarfile.TarFile]:
    """Yield a tar file; what is added to it goes sealed into `target`."""
    import pyrage  # noqa: PLC0415 - only backups need it

    outlet, inlet = os.pipe()
    failures: list[BaseException] = []

    def seal() -> None:
        try:
            with os.fdopen(outlet, "rb") as plain:
                pyrage.encrypt_io(plain, target, list(keys))
        except (OSError, pyrage.EncryptError) as reason:
            failures.append(reason)

    sealer = threading.Thread(target=seal, daemon=True)
    sealer.start()
    try:
        with os.fdopen(inlet, "wb") as plain, _writing(plain) as tar:
            yield tar
    except BrokenPipeError:
        sealer.join()
        if failures:
            raise failures[0] from None
        raise
    finally:
        sealer.join()
    if failures:
        raise failures[0]


def _writing(plain: IO[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=plain, mode="w|", format=tarfile.PAX_FORMAT)


def add(tar: tarfile.TarFile, name: str, content: bytes) -> str:
    """Add a piece; return its SHA-256."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def add_file(tar: tarfile.TarFile, name: str, source: IO[bytes], size: int) -> str:
    """Add a file as long as it was when it was opened; return its SHA-256."""
    digest = hashlib.sha256()

    class _Digesting:
        def read(self, length: int) -> bytes:
            content = source.read(length)
            digest.update(content)
            return content

    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, _Digesting())  # type: ignore[arg-type]
    return digest.hexdigest()


Take = Callable[[str, Iterator[bytes]], None]


def unseal(path: Path, keys: Sequence[Any], take: Take) -> None:
    """Call `take` with each piece's name and content, in order.

    Raises `Unusable` where the file was cut off or one bit of it is another one:
    age authenticates every 64 KiB before it gives them out.
    """
    import pyrage  # noqa: PLC0415 - only backups need it

    outlet, inlet = os.pipe()
    failures: list[BaseException] = []

    def open_up() -> None:
        try:
            with path.open("rb") as sealed, os.fdopen(inlet, "wb") as plain:
                pyrage.decrypt_io(sealed, plain, list(keys))
        except (OSError, pyrage.DecryptError) as reason:
            failures.append(reason)

    opener = threading.Thread(target=open_up, daemon=True)
    opener.start()
    stopped: BaseException | None = None
    try:
        with os.fdopen(outlet, "rb") as plain:
            _walk(plain, take)
    except (tarfile.TarError, EOFError) as reason:
        stopped = reason
    finally:
        opener.join()
    damage = next((each for each in failures if not _is_ours(each)), None) or stopped
    if damage is not None:
        message = (
            f"{path} cannot be opened: {damage}. Either the private key is another "
            "one, or the file is damaged. Take another backup."
        )
        raise Unusable(message)


def _is_ours(failure: BaseException) -> bool:
    """Tell whether the opener failed only because nobody reads any more."""
    return isinstance(failure, BrokenPipeError)


def _walk(plain: IO[bytes], take: Take) -> None:
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is not None:
                take(member.name, iter(lambda: content.read(_PIECE), b""))  # noqa: B023 - taken at once
    # What follows the tar's end is read too: age tells damage only where it reads.
    while plain.read(_PIECE):
        continue
