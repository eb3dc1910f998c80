"""People: who is named in a text, in which role, with which identifiers."""

from naturalia.interpret.people.ids import PersonId, PersonIdScheme, person_ids
from naturalia.interpret.people.people import people
from naturalia.interpret.people.result import NameState, People, Person, PersonKind, written_name
from naturalia.interpret.people.series import Series, same_series, series

__all__ = [
    "NameState",
    "People",
    "Person",
    "PersonId",
    "PersonIdScheme",
    "PersonKind",
    "Series",
    "people",
    "person_ids",
    "same_series",
    "series",
    "written_name",
]
