"""The tables of geography, as rows: every reader of them starts here."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

TABLES = (
    "centroids",
    "country-facts",
    "datums",
    "grids",
    "hemispheres",
    "historic-countries",
    "regions",
    "states",
)


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of ``data/<name>.tsv``, comments among them."""
    text = files("naturalia.vocabulary").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line)


def rows(name: str) -> list[list[str]]:
    """The rows of a table as lists of columns."""
    return [line.split("\t") for line in lines(name) if not line.startswith("#")]


def version(name: str) -> str:
    """The version that the file states of itself."""
    return next(line.removeprefix("# version: ") for line in lines(name) if line.startswith("# version: "))
