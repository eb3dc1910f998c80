"""Tests of the point: its numbers, and whether it lies where the record says."""

from __future__ import annotations

import math

from naturalia.quality.authorities import Checklist, Places, places, taxa
from naturalia.quality.geometry import distance
from naturalia.quality.political import is_code
from naturalia.quality.reading import number, written
from naturalia.quality.registry import Function, Parameters, Said, answers, answers_with
from naturalia.quality.response import (
    NOT_AMENDED,
    NOT_ISSUE,
    POTENTIAL_ISSUE,
    Answer,
    amended,
    complies,
    filled_in,
    missing,
    unavailable,
)
from naturalia.quality.scientific_names import without_author

LATITUDE, LONGITUDE = "dwc:decimalLatitude", "dwc:decimalLongitude"
HIGH_SEAS = "XZ"
"""A user-assigned code of ISO 3166 for the high seas, recommended by Darwin Core."""
_NO_POINT = missing("There are no decimal coordinates.")
HALF_WAY_ROUND = 20_037_509
"""Metres: half the circumference of the Earth (WGS 84) at the equator."""
_CHANGES = ((1, -1, False), (-1, 1, False), (-1, -1, False), (1, 1, True), (1, -1, True), (-1, 1, True),
            (-1, -1, True))  # fmt: skip
"""Signs of latitude and longitude to try, and whether the two are exchanged."""


def point_of(said: Said) -> tuple[float, float] | None:
    """Latitude and longitude, if both are numbers within their ranges."""
    latitude, longitude = number(said.get(LATITUDE)), number(said.get(LONGITUDE))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def _in_range(term: str, limit: int) -> Function:
    def function(said: Said, _: Parameters) -> Answer:
        value = number(said.get(term))
        if value is None:
            return missing(f"{term} is empty or no number.")
        return complies(abs(value) <= limit, f"{said[term]} is not between -{limit} and {limit}.")

    return function


answers_with("VALIDATION_DECIMALLATITUDE_INRANGE", _in_range(LATITUDE, 90))
answers_with("VALIDATION_DECIMALLONGITUDE_INRANGE", _in_range(LONGITUDE, 180))


@answers("VALIDATION_COORDINATES_NOTZERO")
def not_zero(said: Said, _: Parameters) -> Answer:
    """Only the two together are suspicious: the equator is long."""
    latitude, longitude = number(said.get(LATITUDE)), number(said.get(LONGITUDE))
    if latitude is None or longitude is None:
        return _NO_POINT
    return complies(latitude != 0 or longitude != 0, "The point is 0, 0.")


@answers("VALIDATION_COORDINATEUNCERTAINTY_INRANGE")
def uncertainty_in_range(said: Said, _: Parameters) -> Answer:
    """A radius in metres."""
    value = number(said.get("dwc:coordinateUncertaintyInMeters"))
    if value is None:
        return missing("dwc:coordinateUncertaintyInMeters is empty or no number.")
    return complies(1 <= value <= HALF_WAY_ROUND, f"{written(value)} is no plausible radius in metres.")


@answers("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT")
def in_country(said: Said, parameters: Parameters) -> Answer:
    """The point lies in the country, its waters, or within the buffer around them."""
    point, code = point_of(said), said.get("dwc:countryCode", "")
    authority = places(parameters["sourceAuthority"])
    if point is None or not is_code(code):
        return missing("There is no valid point or no valid country code.")
    if authority is None or not (code == HIGH_SEAS or authority.knows_country(code)):
        return unavailable(parameters["sourceAuthority"])
    if code == HIGH_SEAS:
        return complies(not authority.countries_at(*point), "The point is not on the high seas.")
    inside = authority.in_country(code, *point, float(parameters["spatialBufferInMeters"]))
    return complies(inside, f"The point {_told(point)} is not in {code}.")


@answers("VALIDATION_COORDINATESSTATEPROVINCE_CONSISTENT")
def in_state(said: Said, parameters: Parameters) -> Answer:
    """The point lies in one of the states or provinces of this name, or within the buffer around it."""
    point, name = point_of(said), said.get("dwc:stateProvince")
    if point is None or name is None:
        return missing("There is no valid point or no state or province.")
    authority = places(parameters["sourceAuthority"])
    if authority is None:
        return unavailable(parameters["sourceAuthority"])
    states = authority.states(name)
    if not states:
        return missing(f"The state or province {name!r} is not known.")
    buffer = float(parameters["spatialBufferInMeters"])
    inside = any(authority.in_state(state, *point, buffer) for state in states)
    return complies(inside, f"The point {_told(point)} is not in {name}.")


@answers("ISSUE_COORDINATES_CENTEROFCOUNTRY")
def centre_of_country(said: Said, parameters: Parameters) -> Answer:
    """Unless the uncertainty says that the point stands for the whole country."""
    if not {LATITUDE, LONGITUDE, "dwc:countryCode"} <= said.keys():
        return missing("There is no point or no country code.")
    authority = places(parameters["sourceAuthority"])
    if authority is None:
        return unavailable(parameters["sourceAuthority"])
    point, code = point_of(said), said["dwc:countryCode"]
    if point is None:
        return NOT_ISSUE
    buffer = float(parameters["spatialBufferInMeters"])
    near = any(distance(*point, *centre) <= buffer for centre in authority.centres(code))
    return POTENTIAL_ISSUE if near and not _stands_for_country(said, authority, code) else NOT_ISSUE


def _stands_for_country(said: Said, authority: Places, code: str) -> bool:
    radius = number(said.get("dwc:coordinateUncertaintyInMeters"))
    return radius is not None and radius >= math.sqrt(authority.area(code)) / 2


@answers("AMENDMENT_COORDINATES_TRANSPOSED")
def transposed(said: Said, parameters: Parameters) -> Answer:
    """Proposed is the one change of signs, or exchange, that brings the point into the country."""
    if not {LATITUDE, LONGITUDE, "dwc:countryCode"} <= said.keys():
        return missing("There is no point or no country code.")
    authority = places(parameters["sourceAuthority"])
    if authority is None:
        return unavailable(parameters["sourceAuthority"])
    latitude, longitude = number(said[LATITUDE]), number(said[LONGITUDE])
    code = said["dwc:countryCode"]
    if latitude is None or longitude is None or not authority.knows_country(code):
        return NOT_AMENDED
    if _fits(authority, code, latitude, longitude):
        return NOT_AMENDED
    for north, east, exchanged in _CHANGES:
        other = (longitude * north, latitude * east) if exchanged else (latitude * north, longitude * east)
        if _fits(authority, code, *other):
            proposal = {LATITUDE: written(other[0]), LONGITUDE: written(other[1])}
            return amended(proposal, f"The point {_told(other)} is in {code}.")
    return NOT_AMENDED


def _fits(authority: Places, code: str, latitude: float, longitude: float) -> bool:
    if abs(latitude) > 90 or abs(longitude) > 180:
        return False
    return authority.in_country(code, latitude, longitude, 0)


@answers("AMENDMENT_COUNTRYCODE_FROM_COORDINATES")
def country_code(said: Said, parameters: Parameters) -> Answer:
    """The only country in whose borders or waters the point can be; XZ on the high seas."""
    authority = places(parameters["sourceAuthority"])
    if authority is None and LATITUDE in said and LONGITUDE in said:
        return unavailable(parameters["sourceAuthority"])
    if not {LATITUDE, LONGITUDE} <= said.keys() or "dwc:countryCode" in said:
        return missing("There is no point, or the country code is filled in already.")
    point = point_of(said)
    if point is None or authority is None:
        return NOT_AMENDED
    codes = authority.countries_at(*point) or (HIGH_SEAS,)
    if len(codes) > 1:
        return NOT_AMENDED
    return filled_in({"dwc:countryCode": codes[0]}, f"The point {_told(point)} is in {codes[0]}.")


@answers("VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT")
def realm(said: Said, parameters: Parameters) -> Answer:
    """A marine taxon at sea, any other on land; the shore and its buffer are both."""
    taxa_known, land = taxa(parameters["taxonIsMarine"]), places(parameters["geospatialLand"])
    name, point = said.get("dwc:scientificName"), point_of(said)
    if parameters["geospatialLand"] not in _LAND_NAMES:
        return unavailable(parameters["geospatialLand"])
    if name is None or LATITUDE not in said or LONGITUDE not in said:
        return missing("There is no name or no point.")
    if taxa_known is None:
        return unavailable(parameters["taxonIsMarine"])
    if land is None:
        return unavailable(parameters["geospatialLand"])
    if point is None:
        return missing("The point is not valid.")
    marine = _is_marine(name, taxa_known, parameters["assumptionOnUnknownBiome"])
    if marine is None:
        return missing(f"Whether {name!r} is marine is not known.")
    test = land.at_sea if marine else land.on_land
    where = "at sea" if marine else "on land"
    return complies(test(*point, float(parameters["spatialBufferInMeters"])), f"The point is not {where}.")


_LAND_NAMES = frozenset(
    {"Union of NaturalEarth 10m-physical-vectors for Land and NaturalEarth Minor Islands"}
)
_ASSUMED = {"marine": True, "nonmarine": False}


def _is_marine(name: str, checklist: Checklist, assumption: str) -> bool | None:
    stated = {taxon.marine for taxon in checklist.named(without_author(name))} - {None}
    return stated.pop() if len(stated) == 1 else _ASSUMED.get(assumption)


def _told(point: tuple[float, float]) -> str:
    return f"{written(point[0])}, {written(point[1])}"
