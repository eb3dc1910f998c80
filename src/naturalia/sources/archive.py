"""Darwin Core Archives and lone data files: what ``meta.xml`` or the header says, opened as a source."""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec
from blake3 import blake3

from naturalia.sources.containers import Container, LoneContainer
from naturalia.sources.descriptor import Descriptor, TableSpec, read_descriptor
from naturalia.sources.eml import Metadata, read_eml
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.guess import DATA_SUFFIXES, guess_core
from naturalia.sources.limits import Limits
from naturalia.sources.source import Source, read_document
from naturalia.sources.table import Table

READER_VERSION = "1"  # raised whenever the same archive would be read differently
_METADATA_NAMES = ("eml.xml", "metadata.xml")


class DarwinCoreArchive(Source):
    """An archive with a descriptor, or a data file whose header names Darwin Core terms."""

    format = "dwca"

    def __init__(self, name: str, container: Container, limits: Limits, notes: Notebook) -> None:
        super().__init__(name, container, notes)
        self._limits = limits
        self._folder = ""
        descriptor = self._descriptor()
        core = self._core(descriptor.core)
        extensions = tuple(t for t in map(self._extension, descriptor.extensions) if t is not None)
        self.core, self.extensions = core, extensions
        self.metadata = self._metadata(descriptor.metadata)
        self._keep_dataset_documents()
        self._note_left_aside()
        self.signature = _signature((core, *extensions))

    def _descriptor(self) -> Descriptor:
        path = find_descriptor(self._container)
        if path is None:
            lone = isinstance(self._container, LoneContainer)
            spec = guess_core(self._container, self._limits, self._notebook, lone=lone).spec
            self._folder = _folder(spec.locations[0])
            return Descriptor(spec)
        self._folder = _folder(path)
        if self._folder:
            self._notebook.add(path, "the archive lies in a sub-folder")
        self.documents[path] = self._read(path)
        return read_descriptor(self.documents[path], path, self._limits, self._notebook)

    def _core(self, spec: TableSpec) -> Table:
        if not spec.locations:
            raise SourceError("meta.xml: the <core> names no file. Add <files><location>.")
        files = tuple(self._located(location) or "" for location in spec.locations)
        if "" in files:
            missing = spec.locations[files.index("")]
            raise SourceError(f"{missing}: named in meta.xml as a file of the core, but not in the archive.")
        if spec.id_index is None and self.documents:
            self._notebook.add(
                files[0], "no id column; rows are known by their own identifiers or line numbers"
            )
        return self._table(spec, files)

    def _extension(self, spec: TableSpec) -> Table | None:
        if not spec.locations:
            self._notebook.add("meta.xml", f"the extension {spec.row_type} names no file; left aside")
            return None
        located = {location: self._located(location) for location in spec.locations}
        for location, file in located.items():
            if file is None:
                self._notebook.add(
                    location, f"the file of the extension {spec.row_type} is missing; left aside"
                )
        files = tuple(file for file in located.values() if file is not None)
        return self._table(spec, files) if files else None

    def _table(self, spec: TableSpec, files: tuple[str, ...]) -> Table:
        return Table(
            self._container,
            spec,
            files=tuple(dict.fromkeys(files)),
            limits=self._limits,
            notes=self._notebook,
        )

    def _located(self, location: str) -> str | None:
        """The entry meant by a location: as written, in any case, or by its file name alone."""
        path = location.strip().replace("\\", "/").split("?")[0]
        wanted = PurePosixPath(path.removeprefix("file://"))
        names = list(self._container.sizes())
        full = (self._folder + str(wanted).lstrip("/")).lower()
        exact = [name for name in names if name.lower() == full]
        same_file = [name for name in names if PurePosixPath(name).name.lower() == wanted.name.lower()]
        in_folder = [name for name in same_file if name.startswith(self._folder)]
        if exact:
            return self._folder + str(wanted) if self._folder + str(wanted) in exact else exact[0]
        if len(in_folder) == 1 and ".." not in wanted.parts:
            self._notebook.add(in_folder[0], f"taken for {location}, as the descriptor calls it")
            return in_folder[0]
        return None

    def _metadata(self, named: str | None) -> Metadata:
        file = self._located(named) if named else None
        if named and file is None:
            self._notebook.add(named, "the metadata document named in meta.xml is missing")
        candidates = (file, *(self._located(name) for name in _METADATA_NAMES))
        found = next((name for name in candidates if name), None)
        return self._read_metadata(found) if found else Metadata()

    def _read_metadata(self, file: str) -> Metadata:
        for recover in (False, True):
            try:
                data = self.documents[file] = self._read(file)
                return read_eml(data, file, recover=recover)
            except SourceError as error:
                self._notebook.add(file, f"the metadata cannot be read as they should: {error}")
        return Metadata()

    def _read(self, file: str) -> bytes:
        return read_document(self._container, file, self._limits.xml_bytes)

    def _keep_dataset_documents(self) -> None:
        """Downloads from GBIF hold the metadata, rights and citation of each dataset they draw on."""
        kept = 0
        for name, size in self._container.sizes().items():
            if not self._is_dataset_document(name) or name in self.documents:
                continue
            if kept + size > self._limits.documents_bytes:
                self._notebook.add(name, "too many metadata documents; not kept from here on")
                return
            self.documents[name] = self._read(name)
            kept += size

    def _is_dataset_document(self, name: str) -> bool:
        inner = name.removeprefix(self._folder).lower()
        return inner in ("rights.txt", "citations.txt") or (
            inner.startswith("dataset/") and inner.endswith(".xml")
        )

    def _note_left_aside(self) -> None:
        used = {file for table in (self.core, *self.extensions) for file in table.files}
        for name in self._container.sizes():
            if name not in used and name not in self.documents:
                kind = "a data file" if name.lower().endswith(DATA_SUFFIXES) else "a file"
                self._notebook.add(name, f"{kind} that no descriptor speaks of; left aside")


def _signature(tables: tuple[Table, ...]) -> str:
    read = [
        (table.row_type, [(p.encoding.name, p.dialect, p.width, p.layout) for p in table.plans])
        for table in tables
    ]
    return blake3(msgspec.json.encode([READER_VERSION, read])).hexdigest()


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def find_descriptor(container: Container) -> str | None:
    """The ``meta.xml`` nearest to the root. SourceError if there are several."""
    found = [name for name in container.sizes() if PurePosixPath(name).name.lower() == "meta.xml"]
    depth = min((name.count("/") for name in found), default=0)
    nearest = [name for name in found if name.count("/") == depth]
    if len(nearest) > 1:
        raise SourceError(f"several archives in one: {', '.join(sorted(nearest))}. Give them one by one.")
    return nearest[0] if nearest else None
