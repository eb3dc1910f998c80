"""Counting values in bounded memory: the frequent ones exactly, rare ones as long as there is room."""

from __future__ import annotations

from naturalia.quality.report import Place, ValueCount

MOST_KEPT = 5_000
MOST_EXAMPLES = 5
LONGEST_VALUE = 200


class Values:
    """Records by verbatim value, each with the first record that has it.

    With more than ``MOST_KEPT`` values those seen least are dropped; ``distinct`` then counts at least those.
    """

    def __init__(self) -> None:
        self.records = 0
        self.examples: list[Place] = []
        self._dropped = 0
        self._counts: dict[str, list[object]] = {}

    def add(self, value: str, place: Place, proposal: str = "") -> None:
        """Count a record."""
        self.records += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(place)
        if not value:
            return
        entry = self._counts.get(value)
        if entry is not None:
            entry[0] += 1  # type: ignore[operator]
            return
        if len(self._counts) >= MOST_KEPT:
            self._drop()
        self._counts[value] = [1, place, proposal]

    @property
    def distinct(self) -> int:
        """The number of different values."""
        return len(self._counts) + self._dropped

    def most_frequent(self, count: int) -> tuple[ValueCount, ...]:
        """The values of most records."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1][0], item[0]))  # type: ignore[operator]
        return tuple(
            ValueCount(value[:LONGEST_VALUE], number, place, proposal)  # type: ignore[arg-type]
            for value, (number, place, proposal) in ordered[:count]
        )

    def _drop(self) -> None:
        """Forget the rarer half."""
        ordered = sorted(self._counts.items(), key=lambda item: -item[1][0])  # type: ignore[operator]
        self._dropped += len(ordered) - MOST_KEPT // 2
        self._counts = dict(ordered[: MOST_KEPT // 2])
