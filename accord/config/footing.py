"""On whose behalf, and in which folders, PostgreSQL runs: it refuses to be root.

An ordinary user runs it directly. Root runs it in a user namespace in which root is
an ordinary account: the files stay root's, no account is made and no folder is opened,
so that it works in a private home too. Where user namespaces are switched off, root
runs it as an existing unprivileged account, with binaries, data and socket under
`OUTSIDE`.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

OUTSIDE = Path("/var/lib/accord")
SOCKET_NAME = ".s.PGSQL.5432"
# The kernel keeps 108 bytes for the path of a socket, the closing zero included.
SOCKET_PATH_LIMIT = 107
# Inside the namespace root carries this name; initdb wants one that the system knows.
NAMESPACE_ACCOUNT = "nobody"
UNPRIVILEGED_ACCOUNTS = ("postgres", "nobody")


class Unsafe(Exception):
    """A folder that must be private is not; the message says which and why."""


@dataclass(frozen=True)
class Footing:
    """How to run PostgreSQL's programs, and where its files lie."""

    prefix: tuple[str, ...]
    binaries: Path
    data: Path
    socket: Path
    owner: int
    group: int

    def command(self, program: str, *arguments: str) -> list[str]:
        return [*self.prefix, str(self.binaries / program), *arguments]


def private_folder(path: Path, *, owner: int, group: int = -1) -> Path:
    """Make `path` if it is missing; refuse what is foreign or not a real folder.

    A symbolic link is not followed: somebody else may have laid it in a shared folder.
    """
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if owner != os.geteuid():
            os.chown(path, owner, group)
    check_private(path, owner=owner)
    if stat.S_IMODE(path.lstat().st_mode) != 0o700:
        path.chmod(0o700)
    return path


def check_private(path: Path, *, owner: int) -> None:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        message = f"{path} is not a real folder. Move it away and start again."
        raise Unsafe(message)
    if found.st_uid != owner:
        message = (
            f"{path} belongs to user {found.st_uid}, not to user {owner}. "
            "Run Accord as its owner, or move the folder away."
        )
        raise Unsafe(message)


def short_name(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def socket_folder(folder: Path) -> Path:
    """Return the socket's folder: inside `folder`, unless the path is too long."""
    name = f"accord-{os.geteuid()}-{short_name(folder)}"
    # Whatever lies there already under that name is judged by `private_folder`.
    for candidate in (
        folder / "socket",
        Path(tempfile.gettempdir()) / name,
        Path("/tmp") / name,  # noqa: S108 # nosec B108
    ):
        if len(os.fsencode(candidate / SOCKET_NAME)) <= SOCKET_PATH_LIMIT:
            return candidate
    message = f"No folder is short enough for the socket of {folder}."
    raise Unsafe(message)


def find(folder: Path, binaries: Path) -> Footing:
    """Choose the way to run the server that keeps its files in `folder`."""
    if os.geteuid() != 0:
        return direct(folder, binaries)
    if namespace_works(folder, binaries):
        return in_namespace(folder, binaries)
    return as_account(folder, binaries)


def direct(folder: Path, binaries: Path) -> Footing:
    return Footing(
        prefix=(),
        binaries=binaries,
        data=folder / "data",
        socket=socket_folder(folder),
        owner=os.geteuid(),
        group=os.getegid(),
    )


def namespace_prefix() -> tuple[str, ...]:
    account = pwd.getpwnam(NAMESPACE_ACCOUNT)
    return (
        "unshare",
        "--user",
        f"--map-user={account.pw_uid}",
        f"--map-group={account.pw_gid}",
    )


def namespace_works(folder: Path, binaries: Path) -> bool:
    """Tell whether root, as an ordinary user, still reaches folder and binaries.

    User namespaces may be switched off; and root working in somebody else's private
    folder loses there what only root may do.
    """
    reach = f'test -w "$1" && "$2" --version >{os.devnull}'
    probe = ["sh", "-c", reach, "sh", str(folder), str(binaries / "postgres")]
    try:
        answer = subprocess.run(
            [*namespace_prefix(), *probe], capture_output=True, check=False
        )
    except (OSError, KeyError):
        return False
    return answer.returncode == 0


def in_namespace(folder: Path, binaries: Path) -> Footing:
    return Footing(
        prefix=namespace_prefix(),
        binaries=binaries,
        data=folder / "data",
        socket=socket_folder(folder),
        owner=os.geteuid(),
        group=os.getegid(),
    )


def as_account(folder: Path, binaries: Path) -> Footing:
    account = unprivileged_account()
    place = OUTSIDE / short_name(folder)
    OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
    private_folder(place, owner=account.pw_uid, group=account.pw_gid)
    return Footing(
        prefix=(
            "setpriv",
            f"--reuid={account.pw_uid}",
            f"--regid={account.pw_gid}",
            "--clear-groups",
        ),
        binaries=copied_binaries(binaries),
        data=place / "data",
        socket=place / "socket",
        owner=account.pw_uid,
        group=account.pw_gid,
    )


def unprivileged_account() -> pwd.struct_passwd:
    for name in UNPRIVILEGED_ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = f"There is no account named {' or '.join(UNPRIVILEGED_ACCOUNTS)}."
    raise Unsafe(message)


def copied_binaries(binaries: Path) -> Path:
    """Return binaries that an account without access to our folder can run.

    What Debian installed lies open already; the wheel's lie in the project's folder,
    and find their libraries beside the package, in `<package>.libs`.
    """
    if binaries.is_relative_to("/usr"):
        return binaries
    installation = binaries.parent
    package = installation.parent
    libraries = package.with_name(f"{package.name}.libs")
    place = OUTSIDE / f"postgresql-{short_name(installation)}"
    if not place.exists():
        half = place.with_suffix(f".{os.getpid()}")
        for folder in (installation, libraries):
            if folder.exists():
                target = half / folder.relative_to(package.parent)
                shutil.copytree(folder, target, symlinks=True)
        open_to_readers(half)
        half.rename(place)
    return place / binaries.relative_to(package.parent)


def open_to_readers(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
