"""One part of an export: a range of the selection in, columns or files out. Runs in any process."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from blake3 import blake3

from naturalia.catalogue.exporting.ids import read_ids
from naturalia.catalogue.exporting.reading import ObjectReader
from naturalia.exports import ExportObject, Shape, format_named

DONE = "done.json"


class PartTask(msgspec.Struct, frozen=True):
    """All that a part needs, by value or by path. ``shape`` is None while columns are still looked for."""

    number: int
    format: str
    selection: Path
    start: int
    stop: int
    reader: ObjectReader
    folder: Path
    shape: dict[str, tuple[str, ...]] | None


class PartReport(msgspec.Struct, frozen=True):
    """What a part held: objects by institution, source and licence, a hash of them, columns by table."""

    objects: int
    count: int
    institutions: dict[str, int]
    sources: dict[str, int]
    licences: dict[str, int]
    content: str
    columns: dict[str, set[str]] = {}


class _Licence(msgspec.Struct, gc=False):
    licence: str = msgspec.field(default="", name="dcterms:license")


_decode_licence = msgspec.json.Decoder(_Licence).decode


def run_part(task: PartTask) -> PartReport:
    """Run a part, or take its report from the folder where it was done before."""
    done = task.folder / DONE
    if done.exists():
        return msgspec.json.decode(done.read_bytes(), type=PartReport)
    shutil.rmtree(task.folder, ignore_errors=True)
    task.folder.mkdir(parents=True)
    counted = Counted(task.reader.read(read_ids(task.selection, task.start, task.stop)))
    report = _work(task, counted)
    draft = task.folder / "done.draft"
    draft.write_bytes(msgspec.json.encode(report))
    draft.replace(done)
    return report


def _work(task: PartTask, counted: Counted) -> PartReport:
    chosen = format_named(task.format)
    if task.shape is None:
        columns = chosen.survey(counted)
    else:
        columns = {}
        chosen.write_part(counted, task.shape, task.folder)
    return counted.report(task.stop - task.start, columns)


class Counted:
    """A stream of objects, counted as they pass."""

    def __init__(self, objects: Iterator[tuple[ExportObject, int]]) -> None:
        self._objects = objects
        self.institutions: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.licences: Counter[str] = Counter()
        self._hash = blake3()

    def __iter__(self) -> Iterator[ExportObject]:
        for one, source in self._objects:
            self.institutions[one.institution] += 1
            self.sources[str(source)] += 1
            self.licences[_decode_licence(one.document).licence] += 1
            self._hash.update(f"{one.pid} {one.version} ".encode())
            self._hash.update(one.document)
            yield one

    def report(self, objects: int, columns: dict[str, set[str]]) -> PartReport:
        """What has passed."""
        return PartReport(
            objects=objects,
            count=self.institutions.total(),
            institutions=dict(self.institutions),
            sources=dict(self.sources),
            licences=dict(self.licences),
            content=self._hash.hexdigest(),
            columns=columns,
        )


def fixed_shape(format: str, columns: list[str]) -> Shape | None:
    """The columns if they are known beforehand: none are needed, or those wanted were named."""
    chosen = format_named(format)
    if not chosen.surveys or (columns and chosen.has_columns):
        return chosen.shape({}, columns)
    return None
