"""What an export says of itself: the question, the state of the catalogue, counts, sources, licences."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec


class Share(msgspec.Struct, frozen=True):
    """An institution and how many of the objects are its."""

    code: str
    count: int
    name: str = ""
    identifier: str = ""

    @property
    def label(self) -> str:
        """Its name, or its code where no name is known."""
        return self.name or self.code


class SourceShare(msgspec.Struct, frozen=True):
    """A source and how many of the objects came from it; ``eml`` is its own metadata document."""

    number: int
    title: str
    count: int
    licence: str = ""
    citation: str = ""
    eml: bytes = b""


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """An export, described: what it holds, of which state of the catalogue, made when and with what.

    ``query`` are the parameters of the search, empty for everything; ``publication`` is the number of the
    last publication that was visible; ``licences`` maps each licence to its number of objects.
    """

    number: int
    title: str
    query: tuple[tuple[str, str], ...]
    publication: int
    created: str
    software: str
    count: int
    institutions: tuple[Share, ...] = ()
    sources: tuple[SourceShare, ...] = ()
    licences: tuple[tuple[str, int], ...] = ()
    address: str = ""
    doi: str = ""
    publisher: str = "Naturalia"

    @property
    def identifier(self) -> str:
        """The DOI as an address if there is one, else the landing page."""
        return f"https://doi.org/{self.doi}" if self.doi else self.address

    @property
    def question(self) -> str:
        """The search as it stands in an address; "" for everything."""
        return urlencode(self.query)

    @property
    def licence(self) -> str:
        """The one licence of all objects, or "" if there are several or some have none."""
        return self.licences[0][0] if len(self.licences) == 1 else ""
