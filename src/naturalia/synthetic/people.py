"""Synthetic people: names put together from syllables, written as collection systems write them."""

from __future__ import annotations

from random import Random

_FIRST = (
    "Bel",
    "Dor",
    "Fen",
    "Gal",
    "Hol",
    "Jor",
    "Kel",
    "Lim",
    "Mar",
    "Nor",
    "Pel",
    "Quin",
    "Ros",
    "Sel",
    "Tor",
    "Vel",
)
_LAST = (
    "berg",
    "dal",
    "enko",
    "feld",
    "gaard",
    "horst",
    "ier",
    "kamp",
    "lund",
    "mann",
    "nez",
    "oux",
    "quist",
    "sen",
    "tová",
    "veld",
)
_PARTICLES = ("", "", "", "", "van ", "de ", "von ")
_INITIALS = "ABCDEFGHJKLMNPRSTVW"


class Person:
    """A synthetic collector: family name and initials, active for some decades."""

    def __init__(self, random: Random) -> None:
        self.family = f"{random.choice(_PARTICLES)}{random.choice(_FIRST)}{random.choice(_LAST)}"
        self.initials = " ".join(f"{random.choice(_INITIALS)}." for _ in range(random.choice((1, 1, 2))))
        self.since = random.randint(1790, 1985)
        self.identifier = f"https://example.org/synthetic/person/{random.randint(1, 99999)}"
        self.last_number = random.randint(1, 400)

    def next_number(self, random: Random) -> str:
        """The next number of this collector's series."""
        self.last_number += random.randint(0, 2)
        return str(self.last_number)


def make_people(random: Random, count: int) -> list[Person]:
    """A number of synthetic people."""
    return [Person(random) for _ in range(count)]


def written(random: Random, person: Person, companion: Person | None) -> str:
    """A collector, or two, in one of the usual spellings."""
    style = random.random()
    name = f"{person.family}, {person.initials}" if style < 0.4 else f"{person.initials} {person.family}"
    if companion is None:
        return name.upper() if style > 0.97 else name
    joint = random.choice((" | ", " & ", "; ", " et "))
    return f"{name}{joint}{companion.initials} {companion.family}"
