"""Harvests as a curator runs them: the command in a process of its own, in an empty installation."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from benchmarks.costs import Cost, cost_of_children

CHANGED_SHARE = 0.01
LOCALITY = "locality"


class Measured(msgspec.Struct):
    """One harvest: what it costs from start to searchable, its counts and its memory."""

    cost: Cost
    peak_memory_bytes: int
    counts: dict[str, int]


def harvest(archive: Path, home: Path, location: Path | None = None) -> Measured:
    """Run ``naturalia harvest``; all that it does counts, starting the database and indexing included."""
    if location is not None:
        shutil.copyfile(archive, location)
    command = [sys.executable, "-m", "naturalia", "harvest", str(location or archive), "--json"]
    environment = os.environ | {"NATURALIA_HOME": str(home)}
    with cost_of_children() as cost:
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    summary = msgspec.json.decode(done.stdout)
    names = ("read", "created", "updated", "unchanged", "rejected", "vanished", "issues")
    return Measured(cost, summary["peak_memory_bytes"], {name: summary[name] for name in names})


def changed_copy(archive: Path, copy: Path, seed: int = 7) -> Path:
    """The same archive with another locality in one row of a hundred."""
    chance = random.Random(seed)
    with ZipFile(archive) as before, ZipFile(copy, "w", ZIP_DEFLATED, compresslevel=1) as after:
        for name in before.namelist():
            with before.open(name) as source, after.open(name, "w", force_zip64=True) as target:
                if name != "occurrence.txt":
                    shutil.copyfileobj(source, target)
                    continue
                header = source.readline()
                target.write(header)
                place = header.decode().rstrip("\n").split("\t").index(LOCALITY)
                for line in source:
                    if chance.random() < CHANGED_SHARE:
                        cells = line.split(b"\t")
                        cells[place] += b", corrected"
                        target.write(b"\t".join(cells))
                    else:
                        target.write(line)
    return copy
