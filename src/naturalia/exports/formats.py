"""The registry of export formats: adding one is adding a module and a line here."""

from __future__ import annotations

from naturalia.exports.archive import DarwinCoreArchive, InterpretedArchive
from naturalia.exports.columnar import GeoParquet, Parquet
from naturalia.exports.crate import RoCrate
from naturalia.exports.format import Format
from naturalia.exports.lines import Csv, GeoJson, JsonLd, OpenDSLines, Tsv
from naturalia.exports.package import DarwinCoreDataPackage
from naturalia.exports.spreadsheet import Xlsx

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        DarwinCoreArchive(),
        InterpretedArchive(),
        DarwinCoreDataPackage(),
        OpenDSLines(),
        JsonLd(),
        Csv(),
        Tsv(),
        Xlsx(),
        Parquet(),
        GeoJson(),
        GeoParquet(),
        RoCrate(),
    )
}
"""All formats by name, in the order in which they are offered."""


class UnknownFormatError(ValueError):
    """There is no such format; the message lists those there are."""


def format_named(name: str) -> Format:
    """The format of that name. Raises UnknownFormatError."""
    found = FORMATS.get(name)
    if found is None:
        raise UnknownFormatError(f"{name[:50]!r} is no export format. There are: {', '.join(FORMATS)}.")
    return found
