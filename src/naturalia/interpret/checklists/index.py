"""The index of a checklist, opened by memory map: many processes share one copy."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from naturalia.interpret.checklists import keys
from naturalia.interpret.checklists.building import BATCH_BITS, HIGHER
from naturalia.interpret.checklists.model import Checklist, ChecklistError, Status, Usage

_MASK = (1 << BATCH_BITS) - 1
_DEPTH = 60
"""Steps up a classification before it is taken for a circle."""
_RANKS = frozenset({"kingdom", "phylum", "class", "order", "family", "genus"})


class Index:
    """The usages of a checklist by row; rows are in the order of their keys. Close by letting go of it."""

    def __init__(self, folder: Path) -> None:
        try:
            self.about = msgspec.json.decode((folder / "checklist.json").read_bytes(), type=Checklist)
            self._batches = _mapped(folder / "usages.arrow")
            self._higher = [each.to_pylist() for each in _mapped(folder / "higher.arrow")]
            self._genera = pa.Table.from_batches(_mapped(folder / "genera.arrow"))
            arrays = (
                "state",
                "parent",
                "accepted",
                "higher",
                "exact",
                "exact-rows",
                "variant",
                "variant-rows",
            )
            self._arrays = {name: _mapped_array(folder / f"{name}.npy") for name in arrays}
        except (OSError, ValueError, pa.ArrowInvalid, msgspec.DecodeError) as error:
            raise ChecklistError(f"{folder}: this is no checklist as Naturalia keeps it: {error}") from error

    def text(self, row: int, column: str) -> str:
        """One text of a usage: id, name, authorship, rank, code or key; "" if there is none."""
        value: str | None = self._batches[row >> BATCH_BITS].column(column)[row & _MASK].as_py()
        return value or ""

    def texts(self, start: int, end: int, column: str) -> list[str]:
        """One text of neighbouring usages."""
        found: list[str] = []
        while start < end:
            batch = self._batches[start >> BATCH_BITS]
            stop = min(end, ((start >> BATCH_BITS) + 1) << BATCH_BITS)
            piece = batch.column(column).slice(start & _MASK, stop - start)
            found += [text or "" for text in piece.to_pylist()]
            start = stop
        return found

    def status(self, row: int) -> Status:
        """The standing of a usage."""
        return Status(int(self._arrays["state"][row]))

    def accepted(self, row: int) -> int:
        """The row of the accepted usage, negative if there is none (and why)."""
        return int(self._arrays["accepted"][row])

    def with_key(self, key: str) -> list[int]:
        """The rows of exactly this name."""
        return [row for row in self._with_hash("exact", keys.hash_of(key)) if self.text(row, "key") == key]

    def with_variant(self, key: str) -> list[int]:
        """The rows whose names are variant spellings of this one."""
        wanted = keys.variant_key(key)
        rows = self._with_hash("variant", keys.hash_of(wanted))
        return [row for row in rows if keys.variant_key(self.text(row, "key")) == wanted]

    def _with_hash(self, name: str, value: int) -> list[int]:
        hashes: npt.NDArray[np.uint64] = self._arrays[name]
        start = int(np.searchsorted(hashes, np.uint64(value)))
        end = start
        while end < len(hashes) and hashes[end] == value:
            end += 1
        return sorted(int(row) for row in self._arrays[f"{name}-rows"][start:end])

    @cached_property
    def genera(self) -> dict[str, list[str]]:
        """The genera (and other names of one word) by their first letter."""
        found: dict[str, list[str]] = {}
        for genus in self._genera.column("genus").to_pylist():
            found.setdefault(genus[:1], []).append(genus)
        return found

    @cached_property
    def _spans(self) -> dict[str, int]:
        return {genus: place for place, genus in enumerate(self._genera.column("genus").to_pylist())}

    def span(self, genus: str) -> tuple[int, int]:
        """The rows whose names begin with this word: from, and up to but without."""
        place = self._spans.get(genus)
        if place is None:
            return 0, 0
        return self._genera.column("start")[place].as_py(), self._genera.column("end")[place].as_py()

    def classification(self, row: int) -> dict[str, str]:
        """Rank -> name of the taxa above a usage (of its accepted usage, if it is a synonym)."""
        at = self.accepted(row) if self.accepted(row) >= 0 else row
        found: dict[str, str] = {}
        self._stated(at, found)
        for rank, taxon in _above(self, int(self._arrays["parent"][at])):
            found.setdefault(rank, taxon)
        return found

    def taxa_from(self, row: int) -> dict[str, str]:
        """Rank -> name of a usage and of the taxa above it, as far as the ranks are those we compare."""
        found: dict[str, str] = {}
        for _ in range(_DEPTH):
            if row < 0:
                break
            rank = self.text(row, "rank")
            if rank in _RANKS:
                found.setdefault(rank, self.text(row, "name"))
            self._stated(row, found)
            row = int(self._arrays["parent"][row])
        return found

    def _stated(self, row: int, found: dict[str, str]) -> None:
        place = int(self._arrays["higher"][row])
        if place < 0:
            return
        for rank, value in self._higher_taxa[place].items():
            if value:
                found.setdefault(rank, value)

    @cached_property
    def _higher_taxa(self) -> list[dict[str, str | None]]:
        return [{rank: row[rank] for rank in HIGHER} for batch in self._higher for row in batch]

    def usage(self, row: int) -> Usage:
        """A usage with its accepted name and classification."""
        at = self.accepted(row)
        higher = self.classification(row)
        ordered = tuple((rank, higher[rank]) for rank in (*HIGHER, "genus") if rank in higher)
        return Usage(
            id=self.text(row, "id"),
            name=self.text(row, "name"),
            authorship=self.text(row, "authorship"),
            rank=self.text(row, "rank"),
            status=self.status(row).word,
            accepted_id=self.text(at, "id") if at >= 0 else None,
            accepted_name=f"{self.text(at, 'name')} {self.text(at, 'authorship')}".strip()
            if at >= 0
            else None,
            classification=ordered,
        )


@lru_cache(maxsize=1 << 15)
def _above(index: Index, row: int) -> tuple[tuple[str, str], ...]:
    """The taxa from a usage upwards: most usages of a genus ask for the same."""
    return tuple(index.taxa_from(row).items())


def _mapped_array(path: Path) -> npt.NDArray[Any]:
    """An array on disk, without the cost that numpy's own class for it adds to each look at it."""
    array: npt.NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def _mapped(path: Path) -> list[pa.RecordBatch]:
    reader = pa.ipc.open_file(pa.memory_map(str(path)))
    return [reader.get_batch(place) for place in range(reader.num_record_batches)]


@lru_cache(maxsize=8)
def open_index(folder: str) -> Index:
    """The index in a folder, opened once a process. Raises ChecklistError if there is none."""
    return Index(Path(folder))
