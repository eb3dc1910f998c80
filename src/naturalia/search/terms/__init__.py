"""The searchable terms, declared once.

The schema of the index, the flattening of documents, the parameters of URLs and API, the facets and the
reference page all follow from this list. To make another term searchable, add it to a module here and run
``naturalia index``. Names and meanings are those of Darwin Core (https://dwc.tdwg.org/terms/) and
openDS (https://w3id.org/openDS) where they have the term.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from naturalia.search.term import Term
from naturalia.search.terms.gathering import PLACE, TIME
from naturalia.search.terms.geology import STRATA
from naturalia.search.terms.name import NAME
from naturalia.search.terms.people import PEOPLE
from naturalia.search.terms.record import RECORD
from naturalia.search.terms.specimen import SPECIMEN

TERMS: tuple[Term, ...] = SPECIMEN + NAME + PEOPLE + TIME + PLACE + STRATA + RECORD
BY_NAME: dict[str, Term] = {term.name: term for term in TERMS}
_BY_LOWER: dict[str, Term] = {term.name.lower(): term for term in TERMS}


def find_term(name: str) -> Term | None:
    """The term of a name as a person types it, in any case."""
    return _BY_LOWER.get(name.lower())


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three of the known names that look like ``name``, most alike first."""
    lower = {candidate.lower(): candidate for candidate in known}
    return tuple(lower[match] for match in difflib.get_close_matches(name.lower()[:100], lower, n=3))
