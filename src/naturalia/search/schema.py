"""The schema of the index, made from the terms.

Only what a query needs is built: whole values without positions or frequencies, columns only for terms that
are counted, sorted or compared, and one stored field, the summary of a result row.
"""

from __future__ import annotations

from functools import cache

import blake3
import msgspec
from tantivy import Schema, SchemaBuilder

from naturalia.search.analysis import FOLDED, VERBATIM, WORDS
from naturalia.search.term import Kind, Term
from naturalia.search.terms import TERMS

LAYOUT = 2  # raised when documents are laid out differently though the terms stay the same

SPECIMEN_ID = "specimen_id"
TEXT = "text"  # the words of all terms that free text searches
VALUED = "valued"  # names of the terms that have a value and no column to tell it
SUMMARY = "summary"
CELL = "cell"  # the cells of the grid that hold the point, at several levels
POINT = "point"  # the code of the point on the grid
GATHERINGS = "gatherings"  # of specimens with several gatherings: what is said of each
SEVERAL = "several"  # whether there are several gatherings


def _add_keyword(builder: SchemaBuilder, term: Term) -> None:
    builder.add_text_field(term.name, fast=term.facet, tokenizer_name=FOLDED, index_option="basic")
    if term.sortable:
        builder.add_text_field(term.sort_field, fast=True, tokenizer_name=VERBATIM, index_option="basic")


def _add_column(builder: SchemaBuilder, term: Term) -> None:
    names = [term.name, term.upper_field] if term.interval else [term.name]
    for name in names:
        if term.kind is Kind.FLOAT:
            builder.add_float_field(name, fast=True)
        else:
            builder.add_integer_field(name, fast=True)


def _add_term(builder: SchemaBuilder, term: Term) -> None:
    match term.kind:
        case Kind.KEYWORD:
            _add_keyword(builder, term)
        case Kind.TEXT:
            builder.add_text_field(term.name, tokenizer_name=WORDS, index_option="basic")
        case Kind.BOOLEAN:
            builder.add_boolean_field(term.name, fast=True, indexed=True)
        case _:
            _add_column(builder, term)


@cache
def schema() -> Schema:
    """The schema of every index of this version."""
    builder = SchemaBuilder()
    # Signed: deleting by a term of an unsigned field silently deletes nothing in tantivy 0.27.
    builder.add_integer_field(SPECIMEN_ID, indexed=True, fast=True)
    builder.add_text_field(TEXT, tokenizer_name=WORDS, index_option="position")
    builder.add_text_field(VALUED, tokenizer_name=VERBATIM, index_option="basic")
    builder.add_bytes_field(SUMMARY, stored=True)
    builder.add_integer_field(CELL, indexed=True)
    builder.add_integer_field(POINT, fast=True)
    builder.add_bytes_field(GATHERINGS, stored=True)
    builder.add_boolean_field(SEVERAL, indexed=True)
    for term in TERMS:
        _add_term(builder, term)
    return builder.build()


@cache
def schema_version() -> str:
    """Fingerprint of the terms and the layout: an index made under another one has to be made anew."""
    return blake3.blake3(msgspec.json.encode([LAYOUT, TERMS])).hexdigest(length=8)
