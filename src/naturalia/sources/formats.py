"""The registry of formats: which formats are read, how each is recognised, and the door to all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from naturalia.sources.abcd import AbcdSource, is_abcd
from naturalia.sources.archive import DarwinCoreArchive, find_descriptor
from naturalia.sources.containers import Container, open_container
from naturalia.sources.errors import Notebook, SourceError
from naturalia.sources.limits import Limits
from naturalia.sources.opends import OpenDsSource, is_opends
from naturalia.sources.package import PackageSource, is_package
from naturalia.sources.source import Source
from naturalia.sources.tables import TableSource, is_spreadsheet


class Opening(msgspec.Struct, frozen=True):
    """How to open a source: where it lies, its format ("" to find out), its mapping's text ("" if none)."""

    location: Path
    format: str = ""
    mapping: str = ""


class Format(msgspec.Struct, frozen=True):
    """A format: name for settings, title for people, how it is recognised, how it is opened.

    ``recognises`` looks at the content of a container; ``open`` gets the name of the source, its container,
    the mapping's text, limits and notes, and may raise SourceError.
    """

    name: str
    title: str
    recognises: Callable[[Container, Limits], bool]
    open: Callable[[str, Container, str, Limits, Notebook], Source]


def _has_descriptor(container: Container, limits: Limits) -> bool:  # noqa: ARG001 - the same for all formats
    return find_descriptor(container) is not None


def _anything(container: Container, limits: Limits) -> bool:  # noqa: ARG001 - the same for all formats
    return True


def _open_archive(name: str, container: Container, mapping: str, limits: Limits, notes: Notebook) -> Source:
    if mapping and find_descriptor(container) is not None:
        raise SourceError(f"{name}: a Darwin Core Archive needs no mapping; its meta.xml says what it holds.")
    return DarwinCoreArchive(name, container, limits, notes)


def _open_table(name: str, container: Container, mapping: str, limits: Limits, notes: Notebook) -> Source:
    """A table with a mapping is read through it; without one its header has to name Darwin Core terms."""
    if mapping:
        return TableSource(name, container, mapping, limits, notes)
    return DarwinCoreArchive(name, container, limits, notes)


FORMATS: tuple[Format, ...] = (
    Format("dwca", "Darwin Core Archive", _has_descriptor, _open_archive),
    Format("abcd", "ABCD documents and BioCASe responses", is_abcd, AbcdSource),
    Format("dwc-dp", "Darwin Core Data Package", is_package, PackageSource),
    Format("opends", "openDS JSON, JSON Lines", is_opends, OpenDsSource),
    Format("spreadsheet", "Spreadsheet (XLSX, ODS, XLS)", is_spreadsheet, TableSource),
    Format("table", "Table (CSV, TSV), by its header or with a mapping", _anything, _open_table),
)
"""All formats; the first that recognises a container is taken."""


def open_source(
    location: Path, limits: Limits | None = None, *, format: str = "", mapping: str = ""
) -> Source:
    """Open a source of any format: a file, an archive (zip, tar, compressed tar) or a folder.

    ``format`` names the format instead of finding it out. Raises SourceError, whose message names the file,
    and line or field if known, and what to do.
    """
    bounds = limits or Limits()
    notes = Notebook()
    container = open_container(Path(location), bounds, notes)
    try:
        chosen = named(format) if format else recognised(container, bounds)
        return chosen.open(Path(location).name, container, mapping, bounds, notes)
    except BaseException:
        container.close()
        raise


def open_as(opening: Opening) -> Source:
    """Open a source as an opening says. Raises as :func:`open_source`."""
    return open_source(opening.location, format=opening.format, mapping=opening.mapping)


def named(name: str) -> Format:
    """The format of that name. SourceError listing those there are."""
    for each in FORMATS:
        if each.name == name:
            return each
    raise SourceError(f"{name!r} is no format. There are: {', '.join(each.name for each in FORMATS)}.")


def recognised(container: Container, limits: Limits) -> Format:
    """The first format that recognises the content of a container."""
    return next(each for each in FORMATS if each.recognises(container, limits))
