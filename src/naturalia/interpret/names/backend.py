"""The parser of the Global Biodiversity Information Facility, found safely.

The distribution ``gbif-name-parser`` installs a module ``nameparser``; so does another, for the names of
people. Whichever was installed last wins, so we look at what the module can do.
"""

from __future__ import annotations

import re
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


_BINOMIAL = re.compile(
    r"(?P<genus>[A-Z][a-z]{2,}) (?P<epithet>[a-z]{3,}(?:a|us|um|is|i|ae|ns|or|er))(?: (?P<authors>.+))?"
)
_AUTHORS = re.compile(
    r"\(?[A-Z][^\W\d]*\.?(?:,? (?:\(?[A-Z][^\W\d]*\.?|&|ex))*(?:,? \d{4})?\)?(?: [A-Z][^\W\d]*\.?)?"
)
_WORDS = frozenset({"nova", "novi", "auctorum", "generis", "hybrida"})
_GENUS, _EPITHET = "Aberia", "abutica"


@lru_cache(maxsize=1 << 13)
def parse(text: str, authorship: str | None) -> Raw:
    """The parser's reading of a text. ``refused`` is the parser's word for what it is, if it is no name.

    Authors repeat: behind a plain binomial they are parsed once for all names of theirs.
    """
    plain = _BINOMIAL.fullmatch(text) if authorship is None else None
    if plain is None or plain["epithet"] in _WORDS:
        return parse_whole(text, authorship)
    authors = plain["authors"] or ""
    if authors and not _AUTHORS.fullmatch(authors):
        return parse_whole(text, authorship)
    of_authors = _of_authors(authors)
    if of_authors.fields.get("genus") != _GENUS or of_authors.fields.get("specificEpithet") != _EPITHET:
        return parse_whole(text, None)
    return _renamed(of_authors, plain["genus"], plain["epithet"])


@lru_cache(maxsize=1 << 13)
def _of_authors(authors: str) -> Raw:
    return parse_whole(f"{_GENUS} {_EPITHET} {authors}".rstrip(), None)


def _renamed(raw: Raw, genus: str, epithet: str) -> Raw:
    fields = {**raw.fields, "genus": genus, "specificEpithet": epithet}
    return Raw(fields, informal=False, marked=f"{genus} {epithet}", refused="")


def parse_whole(text: str, authorship: str | None) -> Raw:
    """The parser on a whole text."""
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
