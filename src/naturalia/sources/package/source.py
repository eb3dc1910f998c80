"""A data package as a source: its tables loaded beside each other, joined by their keys, read in order.

The tables go to a DuckDB file in a temporary folder, which sorts and joins them with bounded memory; the rows
of each relation then come in the order of the objects' keys, and are merged as they come.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any, cast

import duckdb
import msgspec
from blake3 import blake3

from naturalia.sources.containers import Container
from naturalia.sources.eml import Metadata, read_eml
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.package.relations import CORES, KEYS, VERBATIM, Relation, relations
from naturalia.sources.records import BrokenRow, Row, VerbatimRecord
from naturalia.sources.source import Source, read_document
from naturalia.sources.terms import is_known, shorten

READER_VERSION = "1"  # raised whenever the same package would be read differently
DESCRIPTOR = "datapackage.json"
MEMORY = "512MB"
FETCHED = 2_000
_COPY_BLOCK = 1024 * 1024
_BOOK_KEEPING = frozenset({"_line"})


class _Field(msgspec.Struct, frozen=True):
    name: str
    version_of: str = msgspec.field(default="", name="dcterms:isVersionOf")
    iri: str = ""


class _Schema(msgspec.Struct, frozen=True):
    fields: list[_Field] = []


class _Resource(msgspec.Struct, frozen=True):
    name: str = ""
    path: str | list[str] = ""
    table_schema: _Schema = msgspec.field(default_factory=_Schema, name="schema")


class _Package(msgspec.Struct, frozen=True):
    resources: list[_Resource]
    title: str = ""
    licenses: list[dict[str, str]] = []
    description: str = ""


def is_package(container: Container, limits: Limits) -> bool:  # noqa: ARG001 - the same for all formats
    """Whether a container holds a ``datapackage.json``."""
    return _descriptor_name(container) is not None


def _descriptor_name(container: Container) -> str | None:
    found = [name for name in container.sizes() if PurePosixPath(name).name.lower() == DESCRIPTOR]
    return min(found, key=lambda name: name.count("/"), default=None)


class PackageSource(Source):
    """A Darwin Core Data Package; each object is a row with the rows of its extensions inside."""

    format = "dwc-dp"

    def __init__(
        self, name: str, container: Container, mapping: str, limits: Limits, notes: Notebook
    ) -> None:
        super().__init__(name, container, notes)
        if mapping:
            raise SourceError(f"{name}: a data package needs no mapping; its descriptor says what it holds.")
        path = _descriptor_name(container) or DESCRIPTOR
        self.documents[path] = read_document(container, path, limits.xml_bytes)
        package = _decoded(path, self.documents[path])
        tables = _tables(package, path[: path.rfind("/") + 1], container, notes)
        self.core = Objects(container, tables, notes)
        self.metadata = self._metadata(package, limits)
        told = [
            READER_VERSION,
            sorted((name, t.file, t.terms) for name, t in tables.items()),
            _renamed_version(),
        ]
        self.signature = blake3(msgspec.json.encode(told)).hexdigest()

    def _metadata(self, package: _Package, limits: Limits) -> Metadata:
        eml = next((name for name in self._container.sizes() if name.lower().endswith("eml.xml")), None)
        if eml is not None:
            self.documents[eml] = read_document(self._container, eml, limits.xml_bytes)
            try:
                return read_eml(self.documents[eml], eml)
            except SourceError as error:
                self._notebook.add(eml, f"the metadata cannot be read: {error}")
        licence = next((each.get("path") or each.get("name", "") for each in package.licenses), "")
        return Metadata(title=package.title, licence_url=licence, citation=package.description)

    def close(self) -> None:
        """Let go of the container, and of the tables."""
        self.core.close()  # type: ignore[attr-defined]
        super().close()


def _decoded(path: str, data: bytes) -> _Package:
    try:
        return msgspec.json.decode(data, type=_Package)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise SourceError(f"{path}: no description of a data package: {error}.") from error


class _Described(msgspec.Struct, frozen=True):
    """A table of the package: its file, and the term of each field that the descriptor or we know."""

    file: str
    terms: dict[str, str]


def _tables(package: _Package, folder: str, container: Container, notes: Notebook) -> dict[str, _Described]:
    found = {}
    names = container.sizes()
    for resource in package.resources:
        paths = [resource.path] if isinstance(resource.path, str) else resource.path
        path = folder + (paths[0] if paths else "")
        if len(paths) != 1 or path not in names:
            notes.add(path, f"the file of the table {resource.name} is missing; left aside")
            continue
        terms = {field.name: _term(resource.name, field) for field in resource.table_schema.fields}
        found[resource.name] = _Described(path, terms)
    if not any(core in found for core in (*CORES, VERBATIM)):
        raise SourceError(f"{DESCRIPTOR}: neither material nor occurrence is among its tables.")
    return found


def _term(table: str, field: _Field) -> str:
    stated = shorten(field.version_of or field.iri) if field.version_of or field.iri else ""
    return stated if is_known(stated) else term_of(table, field.name)


def term_of(table: str, field: str) -> str:
    """The term that a field of a table holds; one without a term is called by table and field."""
    renamed = _renamed().get((table, field)) or _renamed().get(("", field))
    term = renamed or shorten(field)
    return term if is_known(term) else f"dwc-dp:{table}/{field}"


@cache
def _renamed() -> dict[tuple[str, str], str]:
    rows = [line.split("\t") for line in _text().splitlines() if line and not line.startswith("#")][1:]
    return {(table, field): term for table, field, term in rows}


@cache
def _text() -> str:
    return files("naturalia.sources").joinpath("data/dwc-dp.tsv").read_text(encoding="utf-8")


def _renamed_version() -> str:
    return next(line for line in _text().splitlines() if line.startswith("# version: "))


class Objects:
    """The objects of a package. ``line`` of a row is the number of its line in the core table."""

    row_type = "dwc:Occurrence"
    has_ids = True

    def __init__(self, container: Container, tables: dict[str, _Described], notes: Notebook) -> None:
        self._container = container
        self._tables = tables
        self._notes = notes
        self._folder = Path(tempfile.mkdtemp(prefix="naturalia-"))
        self._database: duckdb.DuckDBPyConnection | None = None
        self._columns: dict[str, list[str]] = {}
        self._broken: list[BrokenRow] = []
        self._name = next(name for name in (VERBATIM, *CORES) if name in tables)
        self.files: tuple[str, ...] = (tables[self._name].file,)
        self.size = sum(container.sizes()[table.file] for table in tables.values())
        self.terms = tuple(sorted({term for table in tables.values() for term in table.terms.values()}))

    def close(self) -> None:
        """Let go of the tables."""
        if self._database is not None:
            self._database.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def rows(self) -> Iterator[Row | BrokenRow]:
        """A row for each object, and a broken one for each line of the core that cannot be read."""
        database = self._loaded()
        yield from self._broken
        if self._name == VERBATIM:
            yield from self._verbatim(database)
            return
        key = KEYS[self._name]
        if key not in self._columns[self._name]:
            raise SourceError(f"{self.files[0]}: the table {self._name} has no column {key}.")
        usable = [each for each in relations(self._name) if self._reaches(each)]
        self._note_left_aside(usable)
        streams = [(each, _Grouped(self._related(database, each, key))) for each in usable]
        own = database.cursor().execute(f'SELECT * FROM "{self._name}" ORDER BY "{key}", _line')
        for row in _dictionaries(own):
            yield self._merged(row, key, streams)

    def _merged(self, row: dict[str, Any], key: str, streams: list[tuple[Relation, _Grouped]]) -> Row:
        identifier = str(row[key] or "")
        terms = self._terms(self._name, row)
        extensions: dict[str, list[dict[str, str]]] = {}
        for relation, stream in streams:
            for related in stream.of(identifier):
                said = self._terms(relation.table, related)
                if relation.row_type:
                    extensions.setdefault(relation.row_type, []).append(said)
                else:
                    _add(terms, said, relation.table)
        _identify(terms, extensions)
        return Row(self.files[0], int(row["_line"]), identifier, terms, extensions or None)

    def _terms(self, table: str, row: dict[str, Any]) -> dict[str, str]:
        """The fields of a row as terms; of several fields of one term the first counts."""
        known = self._tables[table].terms
        said: dict[str, str] = {}
        for field, text in row.items():
            if text and field not in _BOOK_KEEPING and field != "_key":
                _add(said, {known.get(field) or term_of(table, field): str(text)}, table)
        return said

    def _verbatim(self, database: duckdb.DuckDBPyConnection) -> Iterator[Row | BrokenRow]:
        for row in _dictionaries(database.cursor().execute(f'SELECT * FROM "{VERBATIM}" ORDER BY _line')):
            line = int(row["_line"])
            try:
                record = msgspec.json.decode(row.get("record") or "", type=VerbatimRecord)
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                yield BrokenRow(self.files[0], line, f"no record: {error}", str(row.get("record"))[:200])
                continue
            key = row.get("key") or row.get("materialEntityID") or ""
            yield Row(self.files[0], line, key, record.core, record.extensions or None)

    def _loaded(self) -> duckdb.DuckDBPyConnection:
        if self._database is None:
            self._database = duckdb.connect(
                str(self._folder / "tables.duckdb"),
                config={"memory_limit": MEMORY, "temp_directory": str(self._folder / "spill"), "threads": 2},
            )
            for name, table in self._tables.items():
                self._load(self._database, name, table.file)
        return self._database

    def _load(self, database: duckdb.DuckDBPyConnection, name: str, file: str) -> None:
        path = self._folder / "table.csv"
        with self._container.open(file) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, _COPY_BLOCK)
        quoted = name.replace('"', '""')
        try:
            database.execute(
                f'CREATE TABLE "{quoted}" AS SELECT *, row_number() OVER () + 1 AS _line FROM read_csv(?, '
                "all_varchar = true, header = true, quote = '\"', escape = '\"', null_padding = true, "
                "store_rejects = true, rejects_table = 'rejected', rejects_scan = 'scans', "
                "ignore_errors = true, "
                "max_line_size = 4194304, parallel = false)",
                [str(path)],
            )
        except duckdb.Error as error:
            raise SourceError(f"{file}: the table cannot be read ({str(error).splitlines()[0]}).") from error
        finally:
            path.unlink()
        self._columns[name] = [row[0] for row in database.execute(f'DESCRIBE "{quoted}"').fetchall()]
        for line, message, text in database.execute(
            "SELECT line, error_message, csv_line FROM rejected"
        ).fetchall():
            self._broken.append(
                BrokenRow(file, int(line), str(message).splitlines()[0], str(text or "")[:200])
            )
        database.execute("DROP TABLE rejected; DROP TABLE scans")

    def _reaches(self, relation: Relation) -> bool:
        """Whether the package has the tables and columns that a relation needs."""
        before = self._name
        for table, here, there in relation.steps:
            if here not in self._columns.get(before, ()) or there not in self._columns.get(table, ()):
                return False
            before = table
        return True

    def _related(
        self, database: duckdb.DuckDBPyConnection, relation: Relation, key: str
    ) -> Iterator[dict[str, Any]]:
        """The rows of a relation with the key of their object (``_key``), in the order of the keys."""
        joins, before = "", "core"
        for number, (table, here, there) in enumerate(relation.steps):
            joins += f' JOIN "{table}" AS step{number} ON {before}."{here}" = step{number}."{there}"'
            before = f"step{number}"
        query = (
            f'SELECT core."{key}" AS _key, {before}.* FROM "{self._name}" AS core{joins} '
            f'ORDER BY core."{key}", {before}._line'
        )
        return _dictionaries(database.cursor().execute(query))

    def _note_left_aside(self, usable: list[Relation]) -> None:
        used = {table for each in usable for table, _, _ in each.steps} | {self._name}
        for name, table in self._tables.items():
            if name not in used:
                self._notes.add(table.file, f"the table {name} is tied to no object; left aside")


class _Grouped:
    """Rows that come in the order of ``_key``, handed out key by key."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, key: str) -> list[dict[str, Any]]:
        """The rows of a key; keys have to be asked for in their order."""
        found = []
        while self._next is not None and self._next["_key"] <= key:
            if self._next["_key"] == key:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _dictionaries(result: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cast(list[Any], result.description)]
    while batch := result.fetchmany(FETCHED):
        for values in batch:
            yield dict(zip(names, values, strict=True))


def _add(terms: dict[str, str], said: dict[str, str], table: str) -> None:
    """Take what is not said yet; another text for a term is kept by the name of its table."""
    for term, text in said.items():
        if terms.setdefault(term, text) != text:
            terms[f"dwc-dp:{table}/{term.rpartition(':')[2]}"] = text


def _identify(terms: dict[str, str], extensions: dict[str, list[dict[str, str]]]) -> None:
    """The accepted identification also stands in the core: it tells the discipline."""
    rows = extensions.get("dwc:Identification", [])
    accepted = (row for row in rows if row.get("dwc:isPreferred", "").lower() in ("true", "1", "yes"))
    chosen = next(accepted, rows[0] if rows else {})
    for term, text in chosen.items():
        if term not in ("dwc:isPreferred", "dwc:identificationID"):
            terms.setdefault(term, text)
