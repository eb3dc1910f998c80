"""Higher geography: continent, water body, state, and whether they agree with the country."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from naturalia.interpret.countries import country
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.reading import Interpreted
from naturalia.vocabulary.geography.borders import border_index
from naturalia.vocabulary.geography.facts import country_facts, equivalent
from naturalia.vocabulary.geography.names import PlaceKind, PlaceName, key, meanings
from naturalia.vocabulary.geography.states import State, countries_with, states, units_named
from naturalia.vocabulary.geography.tables import rows

GEOGRAPHY_VERSION = "1"
_CONTINENTS = {
    "Africa": ("AF",),
    "Antarctica": ("AN",),
    "Asia": ("AS",),
    "Europe": ("EU",),
    "North America": (
        "NA",
        "Central America",
        "Northern America",
        "Caribbean",
        "West Indies",
        "Northern Hemisphere America",
    ),
    "Oceania": ("OC", "Australia", "Australasia", "Australia and Oceania", "Pacific"),
    "South America": ("SA",),
}
_SPLIT = re.compile(r"\s*[|;,>:/]\s*|\s+-\s+")


class Continent(Interpreted, frozen=True, kw_only=True, gc=False):
    """The continent by its English name (the seven of Darwin Core's examples), None if it was not
    understood.
    """

    name: str | None = None


class WaterBody(Interpreted, frozen=True, kw_only=True, gc=False):
    """A sea: its name as the data write it, and ``group``, the English name of the ocean or sea it is told
    with.
    """

    name: str | None = None
    group: str | None = None


class StateProvince(Interpreted, frozen=True, kw_only=True, gc=False):
    """A state or province: its units on the map, and its name there; ``countries`` that have one of this
    name.
    """

    name: str | None = None
    code: str | None = None
    units: tuple[State, ...] = ()
    countries: tuple[str, ...] = ()


class HigherGeography(Interpreted, frozen=True, kw_only=True, gc=False):
    """What a joined text says: continents, countries (ISO alpha-2) and waters met, in the order of the
    text.
    """

    continents: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    waters: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 12)
def continent(text: str | None, country_code: str | None = None) -> Continent:
    """The continent that a word in any of the languages of the data means, checked against a country."""
    if not text or not text.strip():
        return Continent(version=GEOGRAPHY_VERSION)
    name = _continents().get(key(text))
    if name is None:
        return Continent(issues=(IssueCode.CONTINENT_UNKNOWN,), version=GEOGRAPHY_VERSION)
    issues = (IssueCode.CONTINENT_COUNTRY_MISMATCH,) if not on_continent(country_code, name) else ()
    return Continent(name=name, issues=issues, rule="continent name", version=GEOGRAPHY_VERSION)


def on_continent(country_code: str | None, name: str) -> bool:
    """Whether a country is on a continent, wholly or in part; an unknown country may be anywhere."""
    facts = country_facts().get(country_code or "")
    return facts is None or name in facts.continents


@cache
def _continents() -> dict[str, str]:
    found = {}
    wider = [names for kind, names, _ in rows("regions") if kind == "region"]
    for name, others in _CONTINENTS.items():
        alike = next((names.split("|") for names in wider if names.partition("|")[0] == name), [])
        for word in (name, *others, *alike):
            found[key(word)] = name
    for word in (
        "Antarctique",
        "Antarktis",
        "Antártida",
        "Antarctic",
        "Antarktika",
        "Antártica",
        "Antartide",
    ):
        found[key(word)] = "Antarctica"
    for word in ("Central America", "Mittelamerika", "Amérique centrale", "América Central", "Centroamérica"):
        found[key(word)] = "North America"
    return found


@lru_cache(maxsize=1 << 12)
def water_body(text: str | None) -> WaterBody:
    """The sea or ocean that a name in several languages means."""
    if not text or not text.strip():
        return WaterBody(version=GEOGRAPHY_VERSION)
    for part in (text, *_SPLIT.split(text)):
        if found := _water(part):
            return WaterBody(name=found[0], group=found[1], rule="sea name", version=GEOGRAPHY_VERSION)
    return WaterBody(version=GEOGRAPHY_VERSION)


def _water(text: str) -> tuple[str, str] | None:
    return _waters().get(key(text))


@cache
def _waters() -> dict[str, tuple[str, str]]:
    """Key -> (name, group). A name of one language is given as it is where no English one is known."""
    found: dict[str, tuple[str, str]] = {}
    for kind, names, _ in rows("regions"):
        if kind == "sea":
            group, *others = names.split("|")
            for word in (group, *others):
                found.setdefault(key(word), (word, group))
    return found


@lru_cache(maxsize=1 << 13)
def state_province(text: str | None, country_code: str | None = None) -> StateProvince:
    """The state or province that a name (several languages, or an ISO 3166-2 code) means in a country."""
    if not text or not text.strip():
        return StateProvince(version=GEOGRAPHY_VERSION)
    if country_code is None:
        return StateProvince(countries=countries_with(text), rule="state name", version=GEOGRAPHY_VERSION)
    units = tuple(states()[number] for number in _units(country_code, text))
    if units:
        single = units[0] if len(units) == 1 else None
        return StateProvince(
            name=single.name if single else text.strip(),
            code=single.code if single and "~" not in single.code else None,
            units=units,
            countries=(country_code,),
            rule="state name" if single else "region of states",
            version=GEOGRAPHY_VERSION,
        )
    elsewhere = countries_with(text)
    foreign = _is_foreign(country_code, text, elsewhere)
    issue = IssueCode.STATE_COUNTRY_MISMATCH if foreign else IssueCode.STATE_UNKNOWN
    return StateProvince(countries=elsewhere, issues=(issue,), version=GEOGRAPHY_VERSION)


def _is_foreign(country_code: str, text: str, elsewhere: tuple[str, ...]) -> bool:
    """Whether a state unknown in its country is surely another's: no point of the compass, no neighbour's
    (Lapland).
    """
    if not elsewhere or country_code not in country_facts() or _COMPASS.fullmatch(text.strip()):
        return False
    near = border_index().neighbours(country_code) | {country_code}
    return not any(equivalent(each, other) for each in near for other in elsewhere)


_COMPASS = re.compile(
    r"(?:(?:north|south|east|west)+(?:ern)?|centr(?:al|e|o)|norte|sur|sul|este|oeste|nord|sud|est|ouest|capital|"
    r"upper|lower|coast(?:al)?|litoral)(?:\W+(?:central|region|province|east|west))?",
    re.IGNORECASE,
)
_STATE_WORDS = re.compile(
    r"^(?:state|province|prov\.?|provincia|estado|dept\.?|departamento|department|département|region|région|canton|"
    r"kanton|land|kreis|oblast|län|fylke|county)(?:\s+(?:of|de|del|di|du|d'|do|da))?\s+|"
    r"\s+(?:state|province|prov\.?|county|region|län|fylke|oblast|prefecture|department|dept\.?|district|co\.)$",
    re.IGNORECASE,
)


def _units(country_code: str, text: str) -> tuple[int, ...]:
    plain = text.strip().strip("[]?. ")
    return units_named(country_code, plain) or units_named(country_code, _STATE_WORDS.sub("", plain).strip())


@lru_cache(maxsize=1 << 13)
def higher_geography(text: str | None, country_code: str | None = None) -> HigherGeography:
    """The continents, countries and waters that a joined text names, and whether the country is among
    them.
    """
    parts = [part for part in _SPLIT.split(text or "") if part]
    continents = tuple(dict.fromkeys(name for part in parts if (name := _continents().get(key(part)))))
    waters = tuple(dict.fromkeys(found[0] for part in parts if (found := _water(part))))
    countries = tuple(dict.fromkeys(code for part in parts if (code := _whole_country(part))))
    issues = []
    if country_code and countries and not any(equivalent(country_code, each) for each in countries):
        issues.append(IssueCode.HIGHER_GEOGRAPHY_MISMATCH)
    if country_code and continents and not any(on_continent(country_code, each) for each in continents):
        issues.append(IssueCode.CONTINENT_COUNTRY_MISMATCH)
    return HigherGeography(
        continents=continents,
        countries=countries,
        waters=waters,
        issues=tuple(issues),
        rule="names between separators" if parts else "",
        version=GEOGRAPHY_VERSION,
    )


def _whole_country(part: str) -> str | None:
    """The code of a country that a part names as such: not by a state of its own, not misspelt."""
    entries: tuple[PlaceName, ...] = meanings().get(key(part), ())
    if not entries or entries[0].kind not in (PlaceKind.COUNTRY, PlaceKind.HISTORIC):
        return None
    return country(part).code
