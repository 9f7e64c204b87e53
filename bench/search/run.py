"""Ask every engine the same questions in turn, and describe how long each took."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from accord.config.places import ROOT
from bench import ground
from bench.ground import Ground, percentile
from bench.search.corpus import CLASSES

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "20"))
# Seconds for which one engine is asked for words of one class; at least one word.
PATIENCE = int(os.environ.get("BENCH_PATIENCE", "60"))
OURS = "Accord"


@dataclass(frozen=True)
class Peer:
    """An engine: in which environment its program lives and whose database it reads."""

    name: str
    module: str
    environment: str
    database: str = ""


PEERS = (
    Peer(OURS, "accord_engine", ".venv", "search"),
    Peer("PostgreSQL, bare", "postgres_engine", ".venv", "search"),
    Peer("Wagtail", "wagtail_engine", ".venv-bench", "wagtail"),
    Peer("Tantivy", "tantivy_engine", ".venv-bench"),
)
Asked = dict[tuple[str, str], "Answers"]


@dataclass
class Answers:
    """What one engine answered about words of one class, in milliseconds."""

    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    whole: bool = True

    @property
    def counted(self) -> list[float]:
        """Return what is measured: not the first round, which warms up, if it can."""
        return self.later or self.first

    def add(self, answer: tuple[float, int, bool], round_number: int) -> None:
        milliseconds, found, whole = answer
        (self.later if round_number else self.first).append(milliseconds)
        self.found.append(found)
        self.whole &= whole

    def is_spent(self) -> bool:
        return sum(self.first) + sum(self.later) > PATIENCE * 1000


def measure(at: Ground, number: int) -> None:
    """Fill what is missing, ask, and keep the proof for one number of documents."""
    folder = ground.folder(f"search-{number}")
    if not (folder / "words.json").exists():
        print(f"Writing {number:,} documents")
        ground.run_python(
            ["-m", "bench.search.corpus", str(number), str(folder)], dict(os.environ)
        )
    took = {peer.name: fill(at, peer, number, folder) for peer in PEERS}
    words = json.loads((folder / "words.json").read_text())
    asked = ask(at, number, folder, words)
    ground.keep(f"search-{number}.md", describe(number, asked, took))


def fill(at: Ground, peer: Peer, number: int, folder: Path) -> float:
    """Let an engine index the documents once; return how many seconds that took."""
    done = folder / f"{peer.module}.seconds"
    if not done.exists():
        print(f"{peer.name} indexes {number:,} documents")
        began = time.monotonic()
        with_own_database = peer.database and peer.module != "postgres_engine"
        if with_own_database:
            at.make_anew(f"{peer.database}_{number}")
        ground.run(command(peer, "fill", folder), environment(at, peer, number))
        done.write_text(str(time.monotonic() - began))
    return float(done.read_text())


def command(peer: Peer, verb: str, folder: Path) -> list[str]:
    python = str(ROOT / peer.environment / "bin" / "python")
    return [python, "-m", f"bench.search.{peer.module}", verb, str(folder)]


def environment(at: Ground, peer: Peer, number: int) -> dict[str, str]:
    database = f"{peer.database or 'search'}_{number}"
    address = conninfo_to_dict(at.server.url(database))
    return at.environment(database) | {
        "BENCH_DATABASE": database,
        "BENCH_HOST": str(address["host"]),
        "BENCH_USER": str(address["user"]),
        "BENCH_PASSWORD": str(address["password"]),
    }


def ask(
    at: Ground, number: int, folder: Path, words: dict[str, list[list[str]]]
) -> Asked:
    """Put every question to each engine before the next one, round after round."""
    programs = {
        peer.name: subprocess.Popen(
            command(peer, "serve", folder),
            env=environment(at, peer, number),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for peer in PEERS
    }
    asked: Asked = defaultdict(Answers)
    try:
        for round_number in range(ROUNDS + 1):
            print(f"{number:,} documents, round {round_number} of {ROUNDS}")
            for kind in CLASSES:
                for question in words[kind]:
                    for name, program in programs.items():
                        answers = asked[kind, name]
                        if not answers.is_spent():
                            answers.add(put(program, question), round_number)
    finally:
        for program in programs.values():
            program.terminate()
            program.wait()
    return asked


def put(program: "subprocess.Popen[str]", question: list[str]) -> Any:
    program.stdin.write(json.dumps(question) + "\n")
    program.stdin.flush()
    answer = program.stdout.readline()
    if not answer:
        sys.exit(f"{program.args!r} ended at {question}.")
    return json.loads(answer)


def describe(number: int, asked: Asked, took: dict[str, float]) -> str:
    lines = [
        f"# Search among {number:,} documents",
        "",
        ground.stamp(f"make bench PARTS=search SEARCH={number}"),
        "",
        "One question is one word: the first twenty documents, how many there are, and",
        "how many under each value of five facets. Nine words of each class, three in",
        f"each of fr, en and es, in turn over {ROUNDS} rounds; a first round warms up",
        f"and is not counted. An engine is asked for {PATIENCE} s per class at most.",
        "Read the ratios: how often longer than the bare query the middle answer took.",
        "",
        "| word | found | engine | p50 ms | p95 ms | of the bare query | answers |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in CLASSES:
        bare = percentile(asked[kind, "PostgreSQL, bare"].counted, 0.5)
        for peer in PEERS:
            answers = asked[kind, peer.name]
            middle = percentile(answers.counted, 0.5)
            slow = percentile(answers.counted, 0.95)
            more = "" if answers.whole else ", capped"
            lines.append(
                f"| {kind} | {min(answers.found):,}–{max(answers.found):,}{more} "
                f"| {peer.name} | {middle:.1f} | {slow:.1f} | {middle / bare:.2f} "
                f"| {len(answers.counted)} |"
            )
    lines += ["", "Seconds to index all documents:", ""]
    lines += [
        f"- {name}: {seconds:.0f}" for name, seconds in took.items() if seconds > 0
    ]
    lines += ["", "Raw answers in milliseconds, in the order they came:", ""]
    lines += [
        f"- {kind}, {name}: " + " ".join(f"{each:.1f}" for each in answers.counted)
        for (kind, name), answers in asked.items()
    ]
    return "\n".join(lines) + "\n"
