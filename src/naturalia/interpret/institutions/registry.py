"""Registries of institutions: the bundled list, and exports of GRSciColl and Index Herbariorum."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from blake3 import blake3

from naturalia.interpret.numbers import number
from naturalia.specimen.identifiers import institution_id
from naturalia.specimen.schemes import clean
from naturalia.vocabulary import fold

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "institutionCode", "institution_code", "acronym"),
    "name": ("name", "institutionName", "organization", "institution_name"),
    "city": ("city", "address.city", "physicalCity", "mailingCity"),
    "country": ("country", "address.country", "physicalCountry", "countryCode"),
    "identifiers": ("key", "uri", "ror", "identifiers", "irn", "url", "grscicoll"),
    "codes": ("alternativeCodes", "other codes", "additionalCodes", "alternative_codes"),
    "latitude": ("latitude", "decimalLatitude", "address.latitude"),
    "longitude": ("longitude", "decimalLongitude", "address.longitude"),
    "names": ("additionalNames", "other names", "alternativeNames", "alternative_names"),
}


class RegistryError(Exception):
    """A kept registry cannot be read; the message says what to do."""


class Institution(msgspec.Struct, frozen=True, gc=False):
    """An institution of a registry; identifiers in the spelling of ``institution_id`` where it has one.

    ``latitude`` and ``longitude`` are those of its building, in WGS84 degrees.
    """

    code: str
    name: str
    city: str = ""
    country: str = ""
    identifiers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None

    @property
    def place(self) -> tuple[float, float] | None:
        """Latitude and longitude, None if either is not known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


class Registry(msgspec.Struct, frozen=True):
    """Institutions with a name of the list and its version; earlier ones come first."""

    name: str
    version: str
    institutions: tuple[Institution, ...]

    def __hash__(self) -> int:
        return hash((self.name, self.version, len(self.institutions)))


@cache
def bundled() -> Registry:
    """The list of well-known institutions that comes with the program."""
    text = files("naturalia.interpret").joinpath("data/institutions.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    version = next(line.removeprefix("# version: ") for line in lines if line.startswith("# version: "))
    head = next(line.removeprefix("# columns: ") for line in lines if line.startswith("# columns: "))
    rows = "\n".join([head, *(line for line in lines if line and not line.startswith("#"))])
    return Registry("well-known institutions", version, tuple(read_table(rows, "\t")))


def read_table(text: str, delimiter: str | None = None) -> list[Institution]:
    """The institutions of a CSV or TSV with a header, as GRSciColl and Index Herbariorum export them.

    Rows without a code and without a name are left out. ValueError if no column has either.
    """
    first = text.partition("\n")[0]
    delimiter = delimiter or max(",\t;", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
    fields = {fold(name) for name in reader.fieldnames or ()}
    if not fields & {fold(name) for name in (*_COLUMNS["code"], *_COLUMNS["name"])}:
        raise ValueError("no column is a code or a name of institutions")
    return [made for row in reader if (made := _institution(row)) is not None]


def read_json(data: bytes) -> list[Institution]:
    """The institutions of a JSON answer: a list, or an object with ``results`` or ``data``."""
    content = msgspec.json.decode(data)
    if isinstance(content, dict):
        content = content.get("results") or content.get("data") or []
    if not isinstance(content, list):
        raise ValueError("the file holds no list of institutions")
    return [made for each in content if isinstance(each, dict) and (made := _institution(_flat(each)))]


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A record of JSON as cells: lists joined, objects one level deep by a full stop."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= {f"{key}.{name}": str(each) for name, each in value.items() if each is not None}
        elif isinstance(value, list):
            texts = [
                next((str(x) for k, x in each.items() if k in ("identifier", "code", "name")), "")
                if isinstance(each, dict)
                else str(each)
                for each in value
            ]
            cells[key] = "|".join(text for text in texts if text)
        elif value is not None:
            cells[key] = str(value)
    return cells


def _institution(row: Mapping[str, Any]) -> Institution | None:
    cells = {fold(key): clean(value) for key, value in row.items() if isinstance(value, str) and key}

    def first(kind: str) -> str:
        return next((cells[fold(name)] for name in _COLUMNS[kind] if cells.get(fold(name))), "")

    def every(kind: str) -> tuple[str, ...]:
        texts = [cells[fold(name)] for name in _COLUMNS[kind] if cells.get(fold(name))]
        parts = (part.strip() for text in texts for part in text.replace(";", "|").split("|"))
        return tuple(dict.fromkeys(part for part in parts if part))

    code, name = first("code"), first("name")
    if not code and not name:
        return None
    identifiers = tuple(dict.fromkeys(institution_id(each) or each for each in every("identifiers")))
    return Institution(
        code, name, first("city"), first("country"), identifiers, every("codes"), every("names"),
        _degrees(first("latitude"), 90), _degrees(first("longitude"), 180),
    )  # fmt: skip


def _degrees(text: str, most: int) -> float | None:
    value = number(text).value if text else None
    return value if value is not None and abs(value) <= most else None


@lru_cache(maxsize=4)
def kept_registry(file: str) -> Registry:
    """The registry that was imported into a file; the bundled one if ``file`` is empty or not there.

    Raises RegistryError if the file is damaged.
    """
    path = Path(file)
    if not file or not path.is_file():
        return bundled()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Registry)
    except (OSError, msgspec.DecodeError) as error:
        message = f"{file}: this is no registry of institutions, import it again: {error}"
        raise RegistryError(message) from error


def keep_registry(registry: Registry, file: Path) -> None:
    """Write a registry to a file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_bytes(msgspec.json.encode(registry))
    partial.replace(file)
    kept_registry.cache_clear()


def registry_stamp(file: str) -> str:
    """Name, version and digest of a registry: if it changes, institutions are looked up anew."""
    registry = kept_registry(file)
    return f"{registry.name}\t{registry.version}\t{blake3(msgspec.json.encode(registry)).hexdigest()}"
