"""Records for tests, and what is read of them."""

from naturalia.interpret import (
    Context,
    Interpretation,
    IssueCode,
    interpret,
)
from naturalia.sources.records import VerbatimRecord

CORE = {
    "dwc:occurrenceID": "urn:catalog:X:Y:1",
    "dwc:catalogNumber": "1",
    "dwc:basisOfRecord": "PreservedSpecimen",
}


def read(core: dict[str, str], **extensions: list[dict[str, str]]) -> Interpretation:
    named = {name.replace("_", ":", 1): rows for name, rows in extensions.items()}
    return interpret(VerbatimRecord({**CORE, **core}, named), Context())


def codes(found: Interpretation) -> set[IssueCode]:
    return {issue.code for issue in found.issues}
