"""Names: what a scientific name says, part by part, and the name that a row gives to its object.

``name`` reads a text, ``disagreements`` holds it against the columns of its row, ``composed_name`` makes a
name of such columns, and ``rank_of`` reads the word for a rank.
"""

from naturalia.interpret.names.composing import composed_name, rank_of
from naturalia.interpret.names.model import (
    Authorship,
    Hybrid,
    NameType,
    Part,
    Qualifier,
    ScientificName,
)
from naturalia.interpret.names.parts import disagreements
from naturalia.interpret.names.reading import NAME_RULES, name

__all__ = [
    "NAME_RULES",
    "Authorship",
    "Hybrid",
    "NameType",
    "Part",
    "Qualifier",
    "ScientificName",
    "composed_name",
    "disagreements",
    "name",
    "rank_of",
]
