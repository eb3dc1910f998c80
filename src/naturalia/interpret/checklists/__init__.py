"""Checklists: lists of names with their taxonomy, given by the user, against which names are matched.

``add_checklist`` reads one (ColDP or DwC-A) into an index on disk, ``match`` looks a name up in it.
"""

from naturalia.interpret.checklists.index import Index, open_index
from naturalia.interpret.checklists.matching import match
from naturalia.interpret.checklists.model import (
    MATCH_RULES,
    Checklist,
    ChecklistError,
    Classification,
    MatchKind,
    NameMatch,
    Status,
    Usage,
)
from naturalia.interpret.checklists.registry import (
    add_checklist,
    checklist_folders,
    checklists,
    remove_checklist,
    stamps,
)

__all__ = [
    "MATCH_RULES",
    "Checklist",
    "ChecklistError",
    "Classification",
    "Index",
    "MatchKind",
    "NameMatch",
    "Status",
    "Usage",
    "add_checklist",
    "checklist_folders",
    "checklists",
    "match",
    "open_index",
    "remove_checklist",
    "stamps",
]
