"""The embedded server: private, shared, and hard to leave behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from accord.config import footing
from accord.config.places import ROOT
from accord.config.postgres import Server

JOIN = """
import sys, pathlib
from accord.config.postgres import Server
with Server(pathlib.Path(sys.argv[1]), durable=False).joined(print):
    print("joined", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("accord") / "postgres")
    with server.joined(print):
        yield server


@pytest.fixture
def idle_server(tmp_path: Path) -> Server:
    return Server(tmp_path / "postgres", durable=False)


def ask(server: Server, question: str) -> str:
    with psycopg.connect(server.url()) as connection:
        return str(connection.execute(question).fetchone()[0])


def pid_of(server: Server) -> int:
    path = server.folder / "data" / "postmaster.pid"
    return int(path.read_text().split(maxsplit=1)[0])


def join_from_another_process(server: Server) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", JOIN, str(server.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout.readline() == "joined\n"
    return process


def eventually(fact: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if fact():
            return True
        time.sleep(0.05)
    return False


def test_nobody_reaches_it_over_the_network(server: Server):
    assert ask(server, "SHOW listen_addresses") == ""


def test_only_its_owner_can_read_the_password(server: Server):
    mode = (server.folder / "password").stat().st_mode

    assert mode & 0o777 == 0o600


def test_a_wrong_password_is_refused(server: Server):
    address = server.url().replace(":", ":x", 2).replace("postgresql:x", "postgresql:")

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(address)


def test_letters_do_not_depend_on_the_system(server: Server):
    version = int(ask(server, "SHOW server_version_num"))

    assert ask(server, "SELECT lower('ÉCOLE')") == "école"
    if version >= 170000:
        provider = "SELECT datlocprovider FROM pg_database LIMIT 1"
        assert ask(server, provider) == "b"


def test_two_processes_share_one_server(server: Server):
    other = join_from_another_process(server)

    other.communicate()

    assert other.returncode == 0
    assert server.answers()


def test_the_last_to_leave_stops_it(idle_server: Server):
    with idle_server.joined(print):
        other = join_from_another_process(idle_server)
    assert idle_server.answers()

    other.communicate()

    assert not idle_server.answers()
    assert not idle_server.is_kept()


def test_a_killed_user_leaves_nothing_running(idle_server: Server):
    user = join_from_another_process(idle_server)
    pid = pid_of(idle_server)

    user.kill()
    user.communicate()

    assert eventually(lambda: not Path(f"/proc/{pid}/cwd").exists())


def test_rows_survive_when_the_server_is_killed(server: Server):
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 800) AS n")

    os.kill(pid_of(server), signal.SIGKILL)

    assert eventually(server.answers)
    assert ask(server, "SELECT count(*) FROM kept") == "800"


def test_a_recycled_process_number_does_not_stop_it(idle_server: Server):
    with idle_server.joined(print):
        pass
    stale = idle_server.folder / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{stale.parent}\n")

    with idle_server.joined(print):
        assert idle_server.answers()


def test_without_its_keeper_the_server_stops(idle_server: Server):
    with idle_server.joined(print):
        pid = pid_of(idle_server)
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        os.kill(int(parent), signal.SIGKILL)

        assert eventually(lambda: not Path(f"/proc/{pid}/cwd").exists())


def test_a_long_path_moves_the_socket_elsewhere(tmp_path: Path):
    folder = tmp_path / ("deep" * 20)

    socket = footing.socket_folder(folder)

    assert not socket.is_relative_to(folder)
    assert len(os.fsencode(socket / footing.SOCKET_NAME)) <= 107


def test_a_foreign_folder_for_the_socket_is_refused(tmp_path: Path):
    folder = tmp_path / "socket"
    folder.mkdir(mode=0o700)

    with pytest.raises(footing.Unsafe, match="belongs to user"):
        footing.private_folder(folder, owner=os.geteuid() + 1)


def test_a_link_in_place_of_the_socket_folder_is_refused(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "socket"
    link.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(footing.Unsafe, match="not a real folder"):
        footing.private_folder(link, owner=os.geteuid())


def test_an_open_folder_for_the_socket_is_closed(tmp_path: Path):
    folder = tmp_path / "socket"
    folder.mkdir(mode=0o755)

    footing.private_folder(folder, owner=os.geteuid())

    assert folder.stat().st_mode & 0o777 == 0o700
