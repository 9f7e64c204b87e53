"""`accord demo`: a living coalition on this machine, until Ctrl-C."""

import argparse
import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from accord.config import environment, prepare, serve
from accord.config.places import DEMO
from accord.config.postgres import Server
from accord.config.processes import Child
from accord.config.progress import say, step
from accord.config.surroundings import Refused, brings_own_database, database

HOST = "127.0.0.1"
ANSWER_SECONDS = 90
GLANCE_SECONDS = 0.5


class Stopped(Exception):
    """Somebody asked the demonstration to end."""


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="accord demo",
        description="Run Accord on this machine with a sample coalition.",
    )
    parser.add_argument(
        "--empty", action="store_true", help="start without the sample coalition"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=environment.integer("PORT", 8000),
        help="the port on 127.0.0.1 (default: PORT, or 8000)",
    )
    options = parser.parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        with only_one(options.port):
            demonstrate(options.port, with_sample=not options.empty)
    except Stopped:
        say("Stopped.")
    return 0


def stop(number: int, frame: FrameType | None) -> None:
    """End once; a second signal must not cut the tidying short."""
    for deaf in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(deaf, signal.SIG_IGN)
    raise Stopped


@contextmanager
def only_one(port: int) -> Iterator[None]:
    DEMO.mkdir(parents=True, exist_ok=True)
    with (DEMO / "demo.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            sentence = f"A demonstration runs in this folder already: {lock.read()}"
            raise Refused(sentence) from None
        refuse_taken_port(port)
        lock.truncate(0)
        lock.write(address(port))
        lock.flush()
        yield


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OverflowError:
            sentence = f"{port} is not a port; choose one from 1024 to 65535."
            raise Refused(sentence) from None
        except OSError as reason:
            sentence = (
                f"Port {port} cannot be used ({reason.strerror}). End the program that "
                f"uses it, or choose another port: make demo PORT={port + 1}"
            )
            raise Refused(sentence) from reason


def address(port: int) -> str:
    return f"http://{HOST}:{port}/"


def demonstrate(port: int, *, with_sample: bool) -> None:
    os.environ.setdefault("ACCORD_PUBLIC_URL", address(port).rstrip("/"))
    os.environ.setdefault("ACCORD_SAMPLE", str(with_sample).lower())
    own = brings_own_database()
    fill = prepare.fill_with_sample if with_sample else prepare.fill_with_office
    with database():
        fill()
        prepare.ask_for_snapshot()
        prepare.collect_static_files()
        children: list[Child] = []
        try:
            children += [
                Child("web", serve.web(HOST, port, processes=1), log=DEMO / "web.log"),
                Child("jobs", serve.jobs(), log=DEMO / "jobs.log"),
            ]
            await_answer(port, children)
            greet(port)
            watch(children, Server(DEMO / "postgres") if own else None)
        finally:
            say("Stopping")
            for child in children:
                child.stop()


def await_answer(port: int, children: list[Child]) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    with step("Starting the site"):
        while time.monotonic() < deadline:
            refuse_ended(children)
            if answers(port):
                return
            time.sleep(GLANCE_SECONDS / 2)
    sentence = f"The site does not answer; {DEMO / 'web.log'} says why."
    raise Refused(sentence)


def answers(port: int) -> bool:
    try:
        # Our own address, never one that somebody else gave us.
        with urllib.request.urlopen(f"{address(port)}healthz", timeout=5):  # noqa: S310 # nosec B310
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def greet(port: int) -> None:
    sign_ins = DEMO / "sign-ins.txt"
    lines = [f"Accord is at {address(port)}"]
    if sign_ins.exists():
        lines += ["", sign_ins.read_text().strip()]
    lines += ["", "Ctrl-C stops it."]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    sys.stdout.flush()


def watch(children: list[Child], server: Server | None) -> None:
    while True:
        refuse_ended(children)
        if server and not server.is_kept():
            log = server.folder / "server.log"
            sentence = f"PostgreSQL has stopped; {log} says why."
            raise Refused(sentence)
        time.sleep(GLANCE_SECONDS)


def refuse_ended(children: list[Child]) -> None:
    for child in children:
        if child.has_ended():
            sentence = f"The process for {child.name} has ended; {child.log} says why."
            raise Refused(sentence)
