"""The parser of the Global Biodiversity Information Facility, found safely.

The distribution ``gbif-name-parser`` installs a module ``nameparser``; so does another, for the names of
people. Whichever was installed last wins, so we look at what the module can do.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType
from typing import Any

import nameparser as _module

_NEEDED = ("parse", "UnparsableNameError", "Informal", "ParsedName")


class NameParserError(ImportError):
    """The module ``nameparser`` is not the parser of scientific names."""


def checked(module: ModuleType) -> Any:
    """The module, if it is the parser of scientific names. Raises NameParserError, with what to do."""
    if all(hasattr(module, name) for name in _NEEDED):
        return module
    raise NameParserError(
        f"{module.__file__} is another package called nameparser (for names of people). "
        "Uninstall it, then: pip install --force-reinstall gbif-name-parser"
    )


_parser = checked(_module)


class Raw:
    """What the parser gives: its fields, whether the name is informal, or why it is none."""

    __slots__ = ("fields", "informal", "marked", "refused")

    def __init__(self, fields: dict[str, Any], *, informal: bool, marked: str, refused: str) -> None:
        self.fields = fields
        self.informal = informal
        self.marked = marked
        self.refused = refused


@lru_cache(maxsize=1 << 14)
def parse(text: str, authorship: str | None) -> Raw:
    """The parser's reading of a text. ``refused`` is the parser's word for what it is, if it is no name."""
    try:
        found = _parser.parse(text, authorship or None)
    except _parser.UnparsableNameError as error:
        return Raw(
            {}, informal=False, marked="", refused="VIRUS" if error.code == "VIRUS" else error.name_type
        )
    informal = isinstance(found, _parser.Informal)
    marked = "" if informal else (found.canonical_name_without_authorship() or "")
    fields = found.to_dict()
    if not informal:
        fields["authorship"] = found.authorship_complete()
    return Raw(fields, informal=informal, marked=marked, refused="")
