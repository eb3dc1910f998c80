"""Pasted lists of numbers, names and PIDs: kept under an id, so that a search over one is an address too."""

from naturalia.search.lists.pasted import MOST_LINES, Lines, PastedList, pasted
from naturalia.search.lists.store import KEPT_DAYS, ListStore

__all__ = ["KEPT_DAYS", "MOST_LINES", "Lines", "ListStore", "PastedList", "pasted"]
