"""All tests on one record, worked out once for each distinct tuple of values.

Tests of one topic read the same terms. What they answer depends on the values of these terms only, so the
answers of a topic are kept by the tuple of its values, and a record costs a look-up for each topic. For
presence the key is only which terms say something.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import msgspec

from naturalia.quality import gazetteer
from naturalia.quality.authorities import taxa
from naturalia.quality.measures import measures, tally
from naturalia.quality.reading import said_by
from naturalia.quality.registry import Parameters, Test, tests
from naturalia.quality.response import Response, Result, Status

Key = tuple[str | None, ...] | frozenset[str]
"""The values of the terms of a topic, or only those that say something."""
Pattern = tuple[tuple[Status, Result | int | None], ...]
"""How each test of a topic ended."""
MOST_KEPT = 1 << 13
"""Tuples that are kept for a topic; when there are more, all are forgotten and it begins anew."""


class Findings(msgspec.Struct, gc=False):
    """What the tests of one topic answer for a tuple of values.

    ``notable`` are the responses of failed validations, likely issues and proposed amendments, each with the
    term and verbatim value it is about; ``pattern`` is the number of the way in which the tests ended (see
    ``Topic.patterns``); ``encoded`` is what is kept of the findings, once somebody has asked.
    """

    notable: tuple[Finding, ...]
    pattern: int
    encoded: bytes | None = None


class Finding(msgspec.Struct, frozen=True, gc=False):
    """A response that somebody should look at, with the first of its terms that says something."""

    response: Response
    term: str
    value: str


class Topic:
    """The tests of one topic with the answers that are kept."""

    def __init__(self, name: str, members: Iterable[Test]) -> None:
        self.name = name
        self.tests = tuple(members)
        self.terms = tuple(dict.fromkeys(term for test in self.tests for term in test.reads))
        self._by_presence = _depends_on_presence(self.tests)
        self._present = frozenset(self.terms)
        self.patterns: list[Pattern] = []
        self._pattern_numbers: dict[Pattern, int] = {}
        self._kept: dict[Key, Findings] = {}

    def findings(self, record: Mapping[str, str]) -> Findings:
        """The answers for a record whose terms are not empty."""
        key = self._key(record)
        found = self._kept.get(key)
        return found if found is not None else self._work_out(key, record)

    def _key(self, record: Mapping[str, str]) -> Key:
        if self._by_presence:
            return self._present.intersection(record)
        return tuple(map(record.get, self.terms))

    def forget(self) -> None:
        """Forget what is kept, after an authority was handed over."""
        self._kept.clear()
        self._by_presence = _depends_on_presence(self.tests)

    def _work_out(self, key: Key, record: Mapping[str, str]) -> Findings:
        said = {term: record[term] for term in self.terms if term in record}
        responses, notable = [], []
        for test in self.tests:
            response = test.run(said)
            responses.append(response)
            if response.failed or response.proposes:
                notable.append(_finding(test, response, said))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        found = self._kept[key] = Findings(tuple(notable), self._pattern(responses))
        return found

    def _pattern(self, responses: Iterable[Response]) -> int:
        pattern = tuple((response.status, response.result) for response in responses)
        number = self._pattern_numbers.get(pattern)
        if number is None:
            number = self._pattern_numbers[pattern] = len(self.patterns)
            self.patterns.append(pattern)
        return number


def _depends_on_presence(members: Sequence[Test]) -> bool:
    """Whether the answers follow from which terms say something: nothing else is asked, or can be."""
    return all(
        test.topic == "presence" or (test.topic == "realm" and taxa(test.parameters["taxonIsMarine"]) is None)
        for test in members
    )


def _finding(test: Test, response: Response, said: Mapping[str, str]) -> Finding:
    about = test.acts_on if not response.proposes else (*test.consults, *test.acts_on)
    term = next((term for term in about if term in said), test.reads[0] if test.reads else "")
    return Finding(response, term, said.get(term, ""))


@cache
def topics() -> tuple[Topic, ...]:
    """The topics in the order of the file of tests; measures that count other tests are worked out after."""
    gazetteer.provide()
    by_topic: dict[str, list[Test]] = {}
    for test in tests().values():
        by_topic.setdefault(test.topic, []).append(test)
    by_topic.pop("measures")
    return tuple(Topic(name, members) for name, members in by_topic.items())


def forget() -> None:
    """Forget all kept answers, after an authority was handed over."""
    for topic in topics():
        topic.forget()


def assess(
    record: Mapping[str, str], parameters: Mapping[str, Parameters] | None = None
) -> tuple[Response, ...]:
    """The responses of all 110 tests for a record of short terms (``dwc:country``) and verbatim values.

    ``parameters`` gives settings by label of a test. The four measures that count the other responses come
    last. For many records ``notable`` is quicker: it keeps what it has worked out.
    """
    said, asked = said_by(record), parameters or {}
    topics()
    single = [test for test in tests().values() if test.topic != "measures"]
    responses = tuple(test.run(said, asked.get(test.label)) for test in single)
    return responses + measures(tally(responses))


def notable(record: Mapping[str, str]) -> list[Finding]:
    """Failed validations, likely issues and proposals for a record whose terms are not empty."""
    return [finding for topic in topics() for finding in topic.findings(record).notable]


def run(label: str, record: Mapping[str, str], **parameters: str) -> Response:
    """The response of one test; ``parameters`` take the place of its defaults.

    Raises KeyError for an unknown label.
    """
    topics()
    test = tests()[label]
    said = said_by(record)
    if test.topic == "measures":
        return next(response for response in assess(record) if response.test == label)
    return test.run(said, parameters)
