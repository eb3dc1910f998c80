"""What a text means in a vocabulary."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from naturalia.interpret.reading import Interpreted


class Qualifier(StrEnum):
    """How a value is stated, if not plainly."""

    DOUBTFUL = "doubtful"
    NEGATED = "negated"


class State(StrEnum):
    """What a text says that gives no value: the concepts of the vocabulary ``absences``, and two more."""

    UNKNOWN = "unknown"
    NOT_RECORDED = "not recorded"
    NOT_APPLICABLE = "not applicable"
    ILLEGIBLE = "illegible"
    WITHHELD = "withheld"
    MISPLACED = "misplaced"


class Match(msgspec.Struct, frozen=True, gc=False):
    """A value found in a text: its identifier, English label and definition, and the word that named it.

    ``count`` is the number of individuals or objects stated with it; ``qualifier`` None if stated plainly.
    """

    value: str
    word: str
    uri: str | None = None
    label: str = ""
    definition: str = ""
    count: int | None = None
    qualifier: Qualifier | None = None


class Term(Interpreted, frozen=True, kw_only=True, gc=False):
    """What a text means in a vocabulary.

    ``value`` is the value stated: of several different ones the vocabulary's word for them ("mixed"), else
    all of them joined by " | "; None if there is none. ``state`` tells what a text without a value says;
    ``belongs_to`` names term and value of a word that is at home in another term. ``rest`` is what of the
    text was not understood.
    """

    vocabulary: str
    written: str
    value: str | None = None
    matches: tuple[Match, ...] = ()
    state: State | None = None
    belongs_to: tuple[str, str] | None = None
    rest: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The values stated, each once, in their order; negated ones are not among them."""
        stated = (each.value for each in self.matches if each.qualifier is not Qualifier.NEGATED)
        return tuple(dict.fromkeys(stated))

    @property
    def resolved(self) -> bool:
        """Whether the text was understood: it names a value, or says that it has none."""
        return bool(self.matches) or self.state is not None

    @property
    def qualifier(self) -> Qualifier | None:
        """The qualifier that all values have in common, or doubt about any of them."""
        kinds = {each.qualifier for each in self.matches}
        return Qualifier.DOUBTFUL if Qualifier.DOUBTFUL in kinds else kinds.pop() if len(kinds) == 1 else None

    @property
    def uri(self) -> str | None:
        """The identifier of the value, if the text names exactly one."""
        return self.matches[0].uri if len(self.values) == 1 else None

    @property
    def label(self) -> str:
        """The English label of the value, if the text names exactly one."""
        return self.matches[0].label if len(self.values) == 1 else ""

    @property
    def definition(self) -> str:
        """The definition of the value, if the text names exactly one."""
        return self.matches[0].definition if len(self.values) == 1 else ""

    @property
    def code(self) -> str | None:
        """The first issue, if any."""
        return self.issues[0] if self.issues else None
