"""The tests: what each is called, reads, and asks, from ``data/tests.tsv``, and the function that answers.

A test is one line of the file and one function marked with :func:`answers`. See
docs/how-to/add-a-quality-test.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files

import msgspec

from naturalia.quality.response import Answer, Response, missing

Said = Mapping[str, str]
"""Terms of a record with their verbatim values; terms that say nothing are left out."""
Parameters = Mapping[str, str]
Function = Callable[[Said, Parameters], Answer]

IMPLEMENTATIONS = (
    "naturalia.quality.presence",
    "naturalia.quality.words",
    "naturalia.quality.time",
    "naturalia.quality.proposed_dates",
    "naturalia.quality.point",
    "naturalia.quality.political",
    "naturalia.quality.datum",
    "naturalia.quality.verbatim_coordinates",
    "naturalia.quality.height",
    "naturalia.quality.taxon",
)
_FUNCTIONS: dict[str, Function] = {}


MOST_SHARED = 64
"""Different responses of one test that are kept; those that speak of a value are many."""


class Test(msgspec.Struct, frozen=True):
    """A test of data quality.

    ``acts_on`` are the terms it judges, ``consults`` those it reads besides, ``parameters`` its settings with
    their defaults; ``explanation`` says what it looks for, ``action`` what a curator can do about a finding.
    """

    topic: str
    label: str
    guid: str
    version: str
    dimension: str
    criterion: str
    acts_on: tuple[str, ...]
    consults: tuple[str, ...]
    parameters: Parameters
    explanation: str
    action: str
    function: Function
    kept: dict[tuple[object, ...], Response] = msgspec.field(default_factory=dict)

    @property
    def kind(self) -> str:
        """VALIDATION, ISSUE, AMENDMENT or MEASURE."""
        return self.label.partition("_")[0]

    @property
    def name(self) -> str:
        """What it finds, in a few words."""
        return names()[self.label]

    @property
    def reads(self) -> tuple[str, ...]:
        """All terms that it reads."""
        return (*self.acts_on, *self.consults)

    def run(self, said: Said, parameters: Parameters | None = None) -> Response:
        """The response for a record; ``parameters`` take the place of defaults."""
        if parameters:
            settings = {**self.parameters, **parameters}
            return self.response(self.function(said, settings), settings)
        return self._shared(self.function(said, self.parameters))

    def _shared(self, answer: Answer) -> Response:
        """One object for all responses that say the same, as most do: it saves much memory."""
        if answer.amendment:
            return self.response(answer)
        key = (answer.status, answer.result, answer.comment)
        response = self.kept.get(key)
        if response is None:
            response = self.response(answer)
            if len(self.kept) < MOST_SHARED:
                self.kept[key] = response
        return response

    def response(self, answer: Answer, parameters: Parameters | None = None) -> Response:
        """An answer of this test as a response."""
        return Response(
            self.label, answer.status, answer.result, answer.amendment, answer.comment,
            self.parameters if parameters is None else parameters, self.guid, self.version,
        )  # fmt: skip


def answers(*labels: str) -> Callable[[Function], Function]:
    """Mark a function as the one that answers the tests of these labels."""

    def register(function: Function) -> Function:
        for label in labels:
            _FUNCTIONS[label] = function
        return function

    return register


def answers_with(label: str, function: Function) -> None:
    """Register a function that was made for one test, by a rule that several tests share."""
    _FUNCTIONS[label] = function


@cache
def tests() -> Mapping[str, Test]:
    """All tests by label, in the order of the file."""
    for module in IMPLEMENTATIONS:
        import_module(module)
    return {test.label: test for test in map(_test, _rows())}


@cache
def names() -> Mapping[str, str]:
    """What each test finds, in a few words, by its label."""
    return dict(rows_of("test-names"))


@cache
def version() -> str:
    """The version of the rules: of the file of tests and of the authorities that the package carries."""
    names = ("tests", "vocabularies", "country-centres")
    return "; ".join(f"{name} {version_of(name)}" for name in names)


def lines_of(name: str) -> list[str]:
    """The lines of a data file of this package, its comments included."""
    return files(__package__).joinpath(f"data/{name}.tsv").read_text(encoding="utf-8").splitlines()


def version_of(name: str) -> str:
    """The version that a data file states."""
    return next(line.removeprefix("# version: ") for line in lines_of(name) if line.startswith("# version: "))


def rows_of(name: str) -> Iterator[list[str]]:
    """The rows of a data file of this package below its column names."""
    rows = (line.split("\t") for line in lines_of(name) if line and not line.startswith("#"))
    next(rows)
    return rows


def _rows() -> Iterator[list[str]]:
    return rows_of("tests")


def _test(row: list[str]) -> Test:
    topic, label, guid, version, dimension, criterion, acts_on, consults, parameters, explanation, action = (
        row
    )
    return Test(
        topic, label, guid, version, dimension, criterion,
        tuple(acts_on.split()), tuple(consults.split()), _parameters(parameters),
        explanation, action, _counts_others if topic == "measures" else _FUNCTIONS[label],
    )  # fmt: skip


def _counts_others(_said: Said, _parameters: Parameters) -> Answer:
    return missing("It counts the responses of other tests of the record.")


def _parameters(text: str) -> Parameters:
    pairs = (part.partition("=") for part in text.split(" | ") if part)
    return {name: value for name, _, value in pairs}
