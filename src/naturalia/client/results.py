"""What a search finds, page after page by cursor, and as tables."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from naturalia.client.asking import Asker, Params

SPECIMENS = "/api/v1/specimens"


class Results:
    """The specimens of a search, fetched as they are read: memory holds one page."""

    def __init__(self, asker: Asker, params: Params, page_size: int) -> None:
        self._asker = asker
        self._params = params
        self._page_size = page_size

    def pages(self) -> Iterator[dict[str, Any]]:
        """Answers of the API as they are, one a page."""
        cursor = ""
        while True:
            more = [("limit", str(self._page_size))] + ([("cursor", cursor)] if cursor else [])
            page = self._asker.json("GET", SPECIMENS, [*self._params, *more])
            yield page
            cursor = page["nextCursor"]
            if not cursor:
                return

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for page in self.pages():
            yield from page["results"]

    def to_arrow(self) -> Any:
        """A ``pyarrow.Table``, one row a specimen."""
        return _needed("pyarrow").Table.from_pylist(list(self))

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``, one row a specimen."""
        return _needed("pandas").DataFrame(list(self))

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``, one row a specimen."""
        return _needed("polars").DataFrame(list(self), infer_schema_length=None)


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ImportError(f"{name} is needed for this; install it: pip install {name}") from error
