"""What a unit of an ABCD 2.06 document says of the elements that MIDS asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Protocol


class XmlElement(Protocol):
    """An element of a document as lxml and the standard library give it."""

    def itertext(self) -> Iterator[str]:
        """All texts in it, in order."""

    def find(self, path: str) -> XmlElement | None:
        """The first element at a path."""


def abcd_values(dataset: XmlElement, unit: XmlElement) -> dict[str, str]:
    """Short names of ABCD elements with the first value of each, in any namespace; blank ones are left out.

    An element without a text of its own, such as a country with name and code, says what its children say.
    """
    values: dict[str, str] = {}
    for term, path in _paths():
        in_unit = path.startswith(_UNIT)
        text = _text(unit if in_unit else dataset, path.removeprefix(_UNIT) if in_unit else path)
        if text:
            values[term] = text
    return values


_UNIT = "Units/Unit/"


def _text(element: XmlElement, path: str) -> str:
    found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
    return "" if found is None else " ".join("".join(found.itertext()).split())


@cache
def _paths() -> tuple[tuple[str, str], ...]:
    lines = files(__package__).joinpath("data/abcd2-paths.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((term, path) for term, path in rows if term != "term")
