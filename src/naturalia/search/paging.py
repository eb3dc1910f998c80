"""Pages of an order that is total and stable: by a term, then by specimen id; those without a value last.

The index sorts by one column and leaves the order of equal values open. So a page is put together: what still
ties with the last row of the page before, by id; then greater values, of which the last group, that may be
cut, is read again by id; then those without a value, by id. A cursor holds the value and id of the last row,
so any depth costs the same, and nothing is skipped or repeated while many share a value.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated

import msgspec
from tantivy import DocAddress, FieldType, Order, Query

from naturalia.search.errors import CursorExpiredError, QueryError
from naturalia.search.index import Hits, Snapshot
from naturalia.search.matching import in_range, narrowed, without
from naturalia.search.query import Sort
from naturalia.search.schema import SPECIMEN_ID
from naturalia.search.term import Kind, Term
from naturalia.search.terms import BY_NAME

Key = int | float | str | None
_I64 = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_HEXADECIMAL = re.compile(r"(?:[0-9a-f]{2})+", re.ASCII)


class Place(msgspec.Struct, frozen=True, array_like=True, tag="p"):
    """The last row of a page: the order it was in, its value there and its specimen id."""

    order: str
    key: _I64 | float | str | None
    specimen_id: _I64


class Offset(msgspec.Struct, frozen=True, array_like=True, tag="o"):
    """Rows already given of an order by relevance, good for one generation of the index."""

    generation: str
    rows: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]


_cursor_decoder: msgspec.json.Decoder[Place | Offset] = msgspec.json.Decoder(Place | Offset)


class Row(msgspec.Struct, frozen=True):
    """One hit: its value in the order of the page, its specimen id and where its summary is."""

    key: Key
    specimen_id: int
    address: DocAddress


def read_cursor(text: str) -> Place | Offset:
    """The cursor of a request; raises ``QueryError`` for what is none."""
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return _cursor_decoder.decode(packed)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise QueryError("cursor", "not a cursor that a page of results gave") from error


def write_cursor(cursor: Place | Offset) -> str:
    """The cursor as text that is safe in a URL."""
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


class Ranked(msgspec.Struct, frozen=True):
    """One page of an order, the cursor of the next (empty for the last), and how many there are in all."""

    rows: list[Row]
    next_cursor: str
    total: int


def by_relevance(snapshot: Snapshot, query: Query, after: str, limit: int) -> Ranked:
    """A page by relevance; raises ``CursorExpiredError`` for a cursor from before the index changed."""
    cursor = read_cursor(after) if after else None
    if isinstance(cursor, Place):
        raise QueryError("cursor", "it belongs to another order")
    if cursor is not None and cursor.generation != snapshot.generation:
        raise CursorExpiredError
    start = min(cursor.rows, snapshot.count(query)) if cursor else 0  # memory is taken for all rows before
    total, hits = snapshot.counted(query, start + limit)
    more = write_cursor(Offset(snapshot.generation, start + limit)) if total > start + limit else ""
    return Ranked(_with_ids(snapshot, hits[start:]), more, total)


def in_order(snapshot: Snapshot, query: Query, sort: Sort | None, after: str, limit: int) -> Ranked:
    """A page in the order of a term, by default of the specimen id."""
    order = _TermOrder(snapshot, query, sort) if sort else _IdOrder(snapshot, query)
    cursor = order.checked(read_cursor(after)) if after else None
    rows = order.rows_after(cursor, limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    more = write_cursor(Place(order.name, last.key, last.specimen_id)) if last else ""
    return Ranked(rows[:limit], more, snapshot.count(query) if order.total is None else order.total)


def _with_ids(snapshot: Snapshot, hits: Hits) -> list[Row]:
    ids = snapshot.searcher.fast_field_values(SPECIMEN_ID, [address for _, address in hits])
    return [Row(key, int(number or 0), address) for (key, address), number in zip(hits, ids, strict=True)]


class _IdOrder:
    """Specimens by id: the order in which the catalogue met them."""

    name = ""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self.total: int | None = None  # known once the whole query was run

    def checked(self, cursor: Place | Offset) -> Place:
        if not isinstance(cursor, Place) or cursor.order != self.name or not self._fits(cursor.key):
            raise QueryError("cursor", "it belongs to another order")
        return cursor

    def _fits(self, key: Key) -> bool:
        return key is None

    def rows_after(self, cursor: Place | None, limit: int) -> list[Row]:
        return self._by_id(self._query, cursor.specimen_id if cursor else None, None, limit)

    def _first(self, query: Query, limit: int, field: str, order: Order = Order.Asc) -> Hits:
        count, hits = self._snapshot.counted(query, limit, field, order)
        if query is self._query:
            self.total = count
        return hits

    def _by_id(self, query: Query, after: int | None, key: Key, limit: int) -> list[Row]:
        """Rows of the query by id, from the id that follows ``after``; all have the same ``key``."""
        if limit <= 0:
            return []
        if after is not None:
            query = narrowed(query, _ids_after(self._snapshot, after))
        return [Row(key, number, address) for number, address in self._first(query, limit, SPECIMEN_ID)]


class _TermOrder(_IdOrder):
    """Specimens by the value of a term, either end first."""

    def __init__(self, snapshot: Snapshot, query: Query, sort: Sort) -> None:
        super().__init__(snapshot, query)
        self._term = _sortable(sort.term)
        self._descending = sort.descending
        self._field = self._term.sort_field
        self.name = f"{'-' if sort.descending else ''}{sort.term}"

    def _fits(self, key: Key) -> bool:
        match self._term.kind:
            case Kind.KEYWORD:
                return key is None or (isinstance(key, str) and bool(_HEXADECIMAL.fullmatch(key)))
            case Kind.FLOAT:
                return key is None or isinstance(key, int | float)
            case _:
                return key is None or isinstance(key, int)

    def rows_after(self, cursor: Place | None, limit: int) -> list[Row]:
        if cursor is not None and cursor.key is None:
            return self._without_value(cursor.specimen_id, limit)
        rows: list[Row] = []
        if cursor is not None:
            rows = self._by_id(self._equal(cursor.key), cursor.specimen_id, cursor.key, limit)
        rows += self._beyond(cursor.key if cursor else None, limit - len(rows))
        return rows + self._without_value(None, limit - len(rows))

    def _without_value(self, after: int | None, limit: int) -> list[Row]:
        return self._by_id(without(self._query, Query.exists_query(self._field)), after, None, limit)

    def _beyond(self, key: Key, limit: int) -> list[Row]:
        """Rows with a value that comes after ``key`` in the order."""
        if limit <= 0:
            return []
        query = self._query if key is None else narrowed(self._query, self._after(key))
        order = Order.Desc if self._descending else Order.Asc
        hits = self._first(query, limit, self._field, order)
        valued = [hit for hit in hits if hit[0] is not None]
        cut = valued[-1][0] if len(valued) == limit else None
        rows = _with_ids(self._snapshot, [hit for hit in valued if hit[0] != cut])
        if cut is not None:
            rows += self._by_id(self._equal(cut), None, cut, limit - len(rows))
        return _ties_by_id(rows)

    def _equal(self, key: Key) -> Query:
        return narrowed(self._query, self._between(key, key))

    def _after(self, key: Key) -> Query:
        """Values strictly beyond the key."""
        either = self._between(None, key) if self._descending else self._between(key, None)
        return without(either, self._between(key, key))

    def _between(self, low: Key, high: Key) -> Query:
        if self._term.kind is Kind.KEYWORD:
            return self._text_between(low, high)
        low, high = (None if isinstance(end, str) else end for end in (low, high))
        return in_range(self._snapshot.schema, self._term, self._field, low, high)

    def _text_between(self, low: Key, high: Key) -> Query:
        """A range over text, which tantivy takes only in its query language; keys are hexadecimal."""
        return self._snapshot.index.parse_query(
            f"{self._field}:[{low or '*'} TO {high or '*'}]", [self._field]
        )


def _sortable(name: str) -> Term:
    term = BY_NAME.get(name)
    if term is None or not term.sortable:
        raise QueryError("sort", "results cannot be sorted by %(name)s", name=name[:100])
    return term


def _ids_after(snapshot: Snapshot, specimen_id: int) -> Query:
    return Query.range_query(
        snapshot.schema, SPECIMEN_ID, FieldType.Integer, specimen_id, None, include_lower=False
    )


def _ties_by_id(rows: list[Row]) -> list[Row]:
    """Rows whose values are in order, with equal values by id."""
    rank = {key: position for position, key in enumerate(dict.fromkeys(row.key for row in rows))}
    return sorted(rows, key=lambda row: (rank[row.key], row.specimen_id))
