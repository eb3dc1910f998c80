"""Tests of countries, their codes, and states and provinces."""

from __future__ import annotations

from functools import cache

from naturalia.quality.authorities import is_known, places
from naturalia.quality.registry import Parameters, Said, answers
from naturalia.quality.response import NOT_AMENDED, Answer, amended, complies, missing, unavailable
from naturalia.vocabulary import vocabulary

GAZETTEER = "10m-admin-1 boundaries"
"""States and provinces are looked up in the gazetteer that has their borders."""
USER_ASSIGNED = frozenset({"XZ", "ZZ"})
"""Codes of the user-assigned range that Darwin Core recommends: the high seas, and unknown."""
NO_NATIONS = frozenset({"UM", "AQ", "BV", "HM", "TF", "GS", "IO"})
"""Areas with a code of ISO 3166-1 and no people of their own: no nations in a thesaurus of places."""

SHORTEST_NAME = 4
"""A shorter text is an abbreviation, which means different states in different countries: WA, CA, RN."""


@cache
def codes() -> frozenset[str]:
    """The codes of ISO 3166-1 alpha-2."""
    return frozenset(vocabulary("countries").values)


def is_code(text: str) -> bool:
    """Whether a text is a code of a country, to the letter."""
    return text in codes() or text in USER_ASSIGNED


def country_named(text: str) -> str | None:
    """The code of the country that a name means, None if it means none."""
    return vocabulary("countries").look_up(text) if len(text.strip()) > 2 else None


@answers("VALIDATION_COUNTRYCODE_STANDARD")
def code_standard(said: Said, parameters: Parameters) -> Answer:
    """Two capital letters of ISO 3166-1."""
    code = said.get("dwc:countryCode")
    if code is None:
        return missing("dwc:countryCode is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    return complies(is_code(code), f"{code!r} is no code of ISO 3166-1.")


@answers("AMENDMENT_COUNTRYCODE_STANDARDIZED")
def code_standardized(said: Said, parameters: Parameters) -> Answer:
    """A name, a code of three letters, or the code in other letters."""
    text = said.get("dwc:countryCode")
    if text is None:
        return missing("dwc:countryCode is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    trimmed = text.strip().upper()
    code = trimmed if is_code(trimmed) else country_named(text)
    return NOT_AMENDED if code in (None, text) else amended({"dwc:countryCode": code or ""})


@answers("VALIDATION_COUNTRY_FOUND")
def country_found(said: Said, parameters: Parameters) -> Answer:
    """A name of a nation in any language."""
    name = said.get("dwc:country")
    if name is None:
        return missing("dwc:country is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    return complies(_is_nation(name), f"{name!r} is no name of a nation that is known.")


def _is_nation(name: str) -> bool:
    code = country_named(name)
    return code is not None and code not in NO_NATIONS


@answers("VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT")
def country_and_code(said: Said, parameters: Parameters) -> Answer:
    """The name means the country of the code."""
    name, code = said.get("dwc:country"), said.get("dwc:countryCode")
    if name is None or code is None:
        return missing("dwc:country or dwc:countryCode is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    named = country_named(name)
    return complies(named == code, f"{name!r} is {named or 'not known'}, the code is {code!r}.")


@answers("VALIDATION_STATEPROVINCE_FOUND")
def state_found(said: Said, parameters: Parameters) -> Answer:
    """A first division of any country."""
    name = said.get("dwc:stateProvince")
    if name is None:
        return missing("dwc:stateProvince is empty.")
    gazetteer = places(GAZETTEER)
    if not is_known(parameters["sourceAuthority"]) or gazetteer is None:
        return unavailable(parameters["sourceAuthority"])
    return complies(bool(gazetteer.states(name)), f"{name!r} is no state or province that is known.")


@answers("VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS")
def state_unambiguous(said: Said, parameters: Parameters) -> Answer:
    """One country, and one state or province in it."""
    country, state = said.get("dwc:country"), said.get("dwc:stateProvince")
    if country is None and state is None:
        return missing("dwc:country and dwc:stateProvince are empty.")
    gazetteer = places(GAZETTEER)
    if not is_known(parameters["sourceAuthority"]) or (state is not None and gazetteer is None):
        return unavailable(parameters["sourceAuthority"])
    if country is not None and not _is_nation(country):
        return complies(False, f"{country!r} is no name of a nation that is known.")
    if state is None or gazetteer is None:
        return complies(True)
    if country is None and len(state.strip()) < SHORTEST_NAME:
        return complies(False, f"{state!r} is an abbreviation, and no country is named.")
    code = country_named(country) if country is not None else None
    found = [one for one in gazetteer.states(state) if code in (None, one.country)]
    return complies(len(found) == 1, f"{len(found)} states or provinces are called {state!r} there.")
