"""From a ``SpecimenQuery`` to the query of the index. Built from values only, never from query text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tantivy import FieldType, Occur, Query, Schema

from naturalia.quality.findings import meant_by
from naturalia.search.analysis import clean_value, fold, words
from naturalia.search.errors import QueryError
from naturalia.search.expert import Clause, Ending, clauses
from naturalia.search.geography.finding import in_area
from naturalia.search.index import Snapshot
from naturalia.search.lists.finding import in_list
from naturalia.search.query import SpecimenQuery
from naturalia.search.schema import TEXT, VALUED
from naturalia.search.term import Kind, Term
from naturalia.search.terms import BY_NAME, TERMS, near_names
from naturalia.search.values import BoundingBox, Range, Value, numbers_of
from naturalia.search.word_forms import forms

ISSUE = "issue"
"""Its values may be given by the names of GBIF's flags as well."""
_IDENTIFIERS = tuple(term.name for term in TERMS if term.identifier)
_IDENTIFIER_BOOST = 100.0  # a number that is exactly the text comes before all that has its words
_NOT_LITERAL = re.compile(r"[\\.+*?()|\[\]{}^$]")  # folding makes "(1)" of one sign
_ENDINGS = {Ending.LETTERS: "[^0-9]*", Ending.ANY: ".*"}


def matching(query: SpecimenQuery, snapshot: Snapshot) -> Query:
    """What a query finds; only its text gives scores. ``QueryError`` for unknown terms and wrong values."""
    criteria = _Criteria(snapshot.schema)
    required = [criteria.any_of(name, values) for name, values in query.filters.items()]
    required += [criteria.present(known_term(name)) for name in query.present]
    refused = [criteria.any_of(name, values) for name, values in query.exclusions.items()]
    refused += [criteria.present(known_term(name)) for name in query.missing]
    if query.box is not None:
        required.append(criteria.box(query.box))
    if query.areas:
        required.append(_any([in_area(snapshot, area) for area in query.areas]))
    required += [in_list(snapshot.schema, snapshot.lists.get(one)) for one in query.lists]
    scored = [criteria.text(query.text)] if query.text else [Query.all_query()]
    return _combined(scored + [Query.const_score_query(one, 0.0) for one in required], refused)


def narrowed(query: Query, *more: Query) -> Query:
    """Both the query and all the others."""
    return _combined([query, *more], [])


def without(query: Query, *refused: Query) -> Query:
    """The query without what the others find."""
    return _combined([query], refused)


def in_range(schema: Schema, term: Term, field: str, low: float | None, high: float | None) -> Query:
    """Documents with a value of ``field`` from ``low`` to ``high``, both included; ``None`` is open."""
    if low is None and high is None:
        return Query.exists_query(field)
    field_type = FieldType.Float if term.kind is Kind.FLOAT else FieldType.Integer
    return Query.range_query(schema, field, field_type, low, high)


def known_term(name: str) -> Term:
    """The term of a name; raises ``QueryError`` with near names where there is none."""
    term = BY_NAME.get(name)
    if term is None:
        raise QueryError(name[:100], "there is no such term", near_names(name, BY_NAME))
    return term


def whole_value(schema: Schema, term: Term, values: Iterable[str]) -> Query:
    """Specimens with one of the values, without regard to case and accents."""
    folded = sorted({fold(clean_value(value)) for value in values})
    if len(folded) == 1:
        return Query.term_query(schema, term.name, folded[0], "basic")
    return Query.term_set_query(schema, term.name, folded)


def _combined(required: Iterable[Query], refused: Iterable[Query]) -> Query:
    parts = [(Occur.Must, one) for one in required] + [(Occur.MustNot, one) for one in refused]
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, one) for one in queries])


class _Criteria:
    """Single conditions as queries against one schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def any_of(self, name: str, values: tuple[Value, ...]) -> Query:
        term = known_term(name)
        texts = [value for value in values if isinstance(value, str)]
        ranges = [value for value in values if isinstance(value, Range)]
        if bool(ranges) != term.ranged or bool(texts) == term.ranged:
            raise QueryError(name, "a range is needed" if term.ranged else "a value is needed, not a range")
        if ranges:
            return _any([self._range(term, value) for value in ranges])
        return self._texts(term, texts)

    def _texts(self, term: Term, texts: list[str]) -> Query:
        match term.kind:
            case Kind.TEXT:
                return _any([self._words(term, text) for text in texts])
            case Kind.BOOLEAN:
                return _any([Query.term_query(self._schema, term.name, text == "true") for text in texts])
            case _ if term.name == ISSUE:
                return whole_value(self._schema, term, (code for text in texts for code in meant_by(text)))
            case _:
                return whole_value(self._schema, term, texts)

    def _words(self, term: Term, text: str) -> Query:
        found = words(text)
        if not found:
            return Query.empty_query()
        return _combined([Query.term_query(self._schema, term.name, word, "basic") for word in found], [])

    def _range(self, term: Term, value: Range) -> Query:
        low, high = numbers_of(term, value)
        if not term.interval:
            return in_range(self._schema, term, term.name, low, high)
        begins = in_range(self._schema, term, term.name, None, high)
        ends = in_range(self._schema, term, term.upper_field, low, None)
        return _combined([begins, ends], [])

    def present(self, term: Term) -> Query:
        field = term.presence_field
        if field is None:
            return Query.term_query(self._schema, VALUED, term.name, "basic")
        return Query.exists_query(field)

    def box(self, box: BoundingBox) -> Query:
        latitude, longitude = BY_NAME["decimalLatitude"], BY_NAME["decimalLongitude"]
        south_north = in_range(self._schema, latitude, latitude.name, box.south, box.north)
        spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
        west_east = _any([in_range(self._schema, longitude, longitude.name, *span) for span in spans])
        return _combined([south_north, west_east], [])

    def text(self, text: str) -> Query:
        """All clauses, or an identifier that is exactly the text."""
        found = clauses(text)
        wanted = [
            self._clause(clause, epithet=place > 0)
            for place, clause in enumerate(found)
            if not clause.excluded
        ]
        refused = [self._clause(clause) for clause in found if clause.excluded]
        if not wanted and not refused:
            return Query.empty_query()
        by_words = _combined(wanted or [Query.all_query()], refused)
        return _any([by_words, *self._identifiers(text)])

    def _identifiers(self, text: str) -> list[Query]:
        key = fold(clean_value(text))
        terms = (Query.term_query(self._schema, name, key, "basic") for name in _IDENTIFIERS)
        return [Query.const_score_query(term, _IDENTIFIER_BOOST) for term in terms]

    def _clause(self, clause: Clause, *, epithet: bool = False) -> Query:
        """``epithet``: it follows a word, which may be a genus, so other forms of the word are found too."""
        if len(clause.words) > 1:
            return Query.phrase_query(self._schema, TEXT, list(clause.words))
        words = [clause.words[0], *(forms(clause.words[0]) if epithet and not clause.exact else ())]
        found = [Query.term_query(self._schema, TEXT, word) for word in words]
        return _any([*found, self._beginning(clause)] if clause.ending else found)

    def _beginning(self, clause: Clause) -> Query:
        # phrase_prefix_query, the other way to say this, looks at no more than 50 words.
        pattern = _NOT_LITERAL.sub(lambda found: "\\" + found[0], clause.words[0]) + _ENDINGS[clause.ending]
        return Query.regex_query(self._schema, TEXT, pattern)
