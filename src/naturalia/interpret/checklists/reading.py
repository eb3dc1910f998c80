"""Reading a checklist, ColDP or DwC-A, into one table of usages with the same columns for both.

ColDP: https://github.com/CatalogueOfLife/coldp, with NameUsage, or with Name, Taxon and Synonym.
DwC-A: a core of dwc:Taxon, read by ``sources``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, TypeGuard

import duckdb
import pyarrow as pa
import pyarrow.csv

from naturalia.interpret.checklists.metadata import Described, from_coldp, from_eml
from naturalia.interpret.checklists.model import ChecklistError
from naturalia.sources import BrokenRow, Limits, Row, Rows, SourceError, open_source
from naturalia.sources.containers import Container, open_container
from naturalia.sources.errors import Notebook

COLUMNS = (
    "id", "parent_id", "accepted_id", "status", "rank", "name", "authorship", "uninomial", "genus", "species",
    "infraspecies", "code", "kingdom", "phylum", "class", "order", "family",
)  # fmt: skip
_NAME = {
    "rank": ("rank",), "name": ("scientificname",), "authorship": ("authorship",), "code": ("code",),
    "uninomial": ("uninomial",), "genus": ("genericname", "genus"), "species": ("specificepithet",),
    "infraspecies": ("infraspecificepithet",),
}  # fmt: skip
_HIGHER = {rank: (rank,) for rank in ("kingdom", "phylum", "class", "order", "family")}
_USAGE = {"id": ("id",), "parent_id": ("parentid",), "status": ("status",), **_NAME, **_HIGHER}
_TAXON = {
    "id": ("id",),
    "parent_id": ("parentid",),
    "name_id": ("nameid",),
    "status": ("provisional",),
    **_HIGHER,
}
_SYNONYM = {"id": ("id",), "accepted_id": ("taxonid",), "name_id": ("nameid",), "status": ("status",)}
_DARWIN_CORE = {
    "id": "dwc:taxonID", "parent_id": "dwc:parentNameUsageID", "accepted_id": "dwc:acceptedNameUsageID",
    "status": "dwc:taxonomicStatus", "rank": "dwc:taxonRank", "name": "dwc:scientificName",
    "authorship": "dwc:scientificNameAuthorship", "genus": "dwc:genericName",
    "species": "dwc:specificEpithet", "infraspecies": "dwc:infraspecificEpithet",
    "code": "dwc:nomenclaturalCode", "kingdom": "dwc:kingdom", "phylum": "dwc:phylum",
    "class": "dwc:class", "order": "dwc:order", "family": "dwc:family",
}  # fmt: skip
_BATCH = 50_000
_SUFFIXES = (".tsv", ".txt", ".tab", ".csv")
_SYNONYMOUS = "lower(coalesce(status, '')) SIMILAR TO '.*(synonym|misapplied).*'"

Told = Callable[[int], None]
"""Told how many usages were read so far."""


def read_checklist(path: Path, database: duckdb.DuckDBPyConnection, told: Told) -> Described:
    """Fill the table ``usages`` (all text, columns ``COLUMNS``); gives what the checklist says of itself.

    Raises ChecklistError if the path holds no checklist.
    """
    columns = ", ".join(f'"{column}" VARCHAR' for column in COLUMNS)
    database.execute(f"CREATE TABLE usages ({columns})")
    notes = Notebook()
    try:
        container = open_container(path, Limits(), notes)
        try:
            files = _coldp_files(container)
            if "nameusage" in files or {"name", "taxon"} <= files.keys():
                described = _read_coldp(container, files, database, told)
            else:
                described = _read_darwin_core(path, database, told)
        finally:
            container.close()
    except SourceError as error:
        raise ChecklistError(str(error)) from error
    return described


def _coldp_files(container: Container) -> dict[str, str]:
    """Kind of table (lower case, without hyphens) -> the entry that holds it."""
    entries = (PurePosixPath(name) for name in container.sizes())
    return {
        entry.stem.lower().replace("-", "").replace("_", ""): str(entry)
        for entry in entries
        if entry.suffix.lower() in _SUFFIXES
    }


def _read_coldp(
    container: Container, files: dict[str, str], database: duckdb.DuckDBPyConnection, told: Told
) -> Described:
    skipped: list[str] = []
    if "nameusage" in files:
        _load(container, files["nameusage"], "raw", _USAGE, database, skipped)
        synonymous = _SYNONYMOUS
        database.execute(
            "INSERT INTO usages BY NAME SELECT * EXCLUDE (parent_id),"
            f" CASE WHEN {synonymous} THEN NULL ELSE parent_id END AS parent_id,"
            f" CASE WHEN {synonymous} THEN parent_id END AS accepted_id FROM raw"
        )
    else:
        _load(container, files["name"], "names", {"name_id": ("id",), **_NAME}, database, skipped)
        _load(container, files["taxon"], "taxa", _TAXON, database, skipped)
        database.execute(
            "INSERT INTO usages BY NAME SELECT taxa.* EXCLUDE (name_id, status), names.* EXCLUDE (name_id),"
            " CASE WHEN lower(taxa.status) IN ('true', '1') THEN 'provisionally accepted' ELSE 'accepted' END"
            " AS status FROM taxa JOIN names USING (name_id)"
        )
        if "synonym" in files:
            _load(container, files["synonym"], "synonyms", _SYNONYM, database, skipped)
            database.execute(
                "INSERT INTO usages BY NAME SELECT coalesce(id, name_id) AS id, accepted_id,"
                " coalesce(status, 'synonym') AS status, names.* EXCLUDE (name_id)"
                " FROM synonyms JOIN names USING (name_id)"
            )
    told(_count(database))
    return from_coldp(container, tuple(skipped))


def _load(
    container: Container,
    file: str,
    table: str,
    wanted: Mapping[str, tuple[str, ...]],
    database: duckdb.DuckDBPyConnection,
    skipped: list[str],
) -> None:
    """One file of ColDP as a table of text. In tab-separated files quotes are letters, says the standard."""
    tabs = not file.lower().endswith(".csv")
    broken = 0

    def skip(_row: Any) -> str:
        nonlocal broken
        broken += 1
        return "skip"

    with container.open(file) as stream:
        head = _header(container, file, tabs=tabs)
        try:
            reader = pyarrow.csv.open_csv(
                stream,
                read_options=pyarrow.csv.ReadOptions(column_names=head, skip_rows=1, block_size=1 << 23),
                parse_options=pyarrow.csv.ParseOptions(
                    delimiter="\t" if tabs else ",",
                    quote_char=False if tabs else '"',
                    invalid_row_handler=skip,
                ),
                convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(head, pa.string())),
            )
            database.register("incoming", reader)
            database.execute(f"CREATE TABLE {table} AS SELECT {_selected(head, wanted)} FROM incoming")
        except pa.ArrowInvalid as error:
            raise ChecklistError(f"{file}: cannot be read as a table: {error}") from error
        finally:
            database.unregister("incoming")
    if broken:
        skipped.append(f"{file}: {broken} lines with a wrong number of columns were left aside")


def _header(container: Container, file: str, *, tabs: bool) -> list[str]:
    """The names of the columns, folded ("col:ID" is "id"), each once."""
    with container.open(file) as stream:
        line = stream.read(1 << 16).split(b"\n", 1)[0].decode("utf-8-sig", "replace").rstrip("\r")
    names = [name.strip().strip('"').rsplit(":", 1)[-1].lower() for name in line.split("\t" if tabs else ",")]
    return [f"{name}#{place}" if name in names[:place] else name for place, name in enumerate(names)]


def _selected(head: list[str], wanted: Mapping[str, tuple[str, ...]]) -> str:
    columns = []
    for column, spellings in wanted.items():
        found = next((name for name in spellings if name in head), None)
        columns.append(
            f'nullif(trim("{found}"), \'\') AS "{column}"' if found else f'NULL::VARCHAR AS "{column}"'
        )
    return ", ".join(columns)


def _read_darwin_core(path: Path, database: duckdb.DuckDBPyConnection, told: Told) -> Described:
    with open_source(path) as source:
        if source.core.row_type not in ("dwc:Taxon", "dwc:Occurrence") or not _lists_taxa(source.core):
            raise ChecklistError(
                f"{path.name}: neither ColDP (NameUsage, or Name and Taxon) nor a Darwin Core Archive of"
                f" taxa; its core is {source.core.row_type}."
            )
        broken: list[BrokenRow] = []
        rows = (row for row in source.core.rows() if _is_whole(row, broken))
        while batch := list(islice(rows, _BATCH)):
            database.register("incoming", _columns(batch))
            database.execute("INSERT INTO usages BY NAME SELECT * FROM incoming")
            database.unregister("incoming")
            told(_count(database))
        return from_eml(source.metadata, path.name, len(broken))


def _is_whole(row: Row | BrokenRow, broken: list[BrokenRow]) -> TypeGuard[Row]:
    if isinstance(row, BrokenRow):
        broken.append(row)
        return False
    return True


def _lists_taxa(core: Rows) -> bool:
    return core.row_type == "dwc:Taxon" or "taxon" in " ".join(core.files).lower()


def _columns(batch: list[Row]) -> pa.Table:
    columns: dict[str, list[str | None]] = {
        column: [row.terms.get(term) for row in batch] for column, term in _DARWIN_CORE.items()
    }
    columns["id"] = [own or row.key for own, row in zip(columns["id"], batch, strict=True)]
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _count(database: duckdb.DuckDBPyConnection) -> int:
    found = database.execute("SELECT count(*) FROM usages").fetchone()
    return int(found[0]) if found else 0


def batches(database: duckdb.DuckDBPyConnection, query: str, size: int) -> Iterator[pa.RecordBatch]:
    """The rows of a query in batches of a size, the last one excepted."""
    left: list[pa.RecordBatch] = []
    for batch in database.sql(query).to_arrow_reader(size):
        left.append(batch)
        if sum(map(len, left)) >= size:
            whole = pa.Table.from_batches(left).combine_chunks()
            yield whole.slice(0, size).to_batches()[0]
            left = whole.slice(size).to_batches()
    if sum(map(len, left)):
        yield pa.Table.from_batches(left).combine_chunks().to_batches()[0]
