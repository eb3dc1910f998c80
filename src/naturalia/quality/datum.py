"""Tests of the geodetic datum: a code of the EPSG register, or "not recorded"."""

from __future__ import annotations

import re
from functools import cache

from pyproj.database import get_codes
from pyproj.enums import PJType

from naturalia.interpret.coordinates import datum
from naturalia.quality.authorities import is_known
from naturalia.quality.point import point_of
from naturalia.quality.reading import number, written
from naturalia.quality.registry import Parameters, Said, answers
from naturalia.quality.response import (
    NOT_AMENDED,
    Answer,
    amended,
    complies,
    filled_in,
    missing,
    unavailable,
)

DATUM = "dwc:geodeticDatum"
UNCERTAINTY = "dwc:coordinateUncertaintyInMeters"
NOT_RECORDED = "not recorded"
GREATEST_SHIFT = 5359
"""Metres: no datum is further from another one anywhere (Chapman & Wieczorek 2020, Georeferencing Best
Practices, 2.1.2). A finer figure would need the published grid of shifts, which may not be copied."""
_TYPES = (
    PJType.GEOGRAPHIC_2D_CRS,
    PJType.GEODETIC_REFERENCE_FRAME,
    PJType.DYNAMIC_GEODETIC_REFERENCE_FRAME,
    PJType.DATUM_ENSEMBLE,
    PJType.ELLIPSOID,
)
_CODE = re.compile(r"EPSG:(\d{4,6})\Z")
_NUMBER = re.compile(r"\s*(\d{4})\s*\Z")


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for kind in _TYPES for code in get_codes("EPSG", kind, allow_deprecated=True))


def _is_standard(text: str) -> bool:
    match = _CODE.match(text)
    return text == NOT_RECORDED or (match is not None and match[1] in _codes())


@answers("VALIDATION_GEODETICDATUM_STANDARD")
def standard(said: Said, parameters: Parameters) -> Answer:
    """A datum, an ellipsoid, or a geographic coordinate reference system."""
    text = said.get(DATUM)
    if text is None:
        return missing(f"{DATUM} is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    return complies(_is_standard(text), f"{text!r} is no code of a datum.")


@answers("AMENDMENT_GEODETICDATUM_STANDARDIZED")
def standardized(said: Said, parameters: Parameters) -> Answer:
    """A name of a datum, or its code without the register."""
    text = said.get(DATUM)
    if text is None:
        return missing(f"{DATUM} is empty.")
    if not is_known(parameters["sourceAuthority"]):
        return unavailable(parameters["sourceAuthority"])
    code = None if _is_standard(text) else code_of(text)
    return amended({DATUM: code}, f"{text!r} is {code}.") if code else NOT_AMENDED


def code_of(text: str) -> str | None:
    """The code of the geographic system that a text names, None if it names none."""
    match = _NUMBER.match(text)
    return datum(f"EPSG:{match[1]}" if match else text).code


@answers("AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT")
def assumed(said: Said, parameters: Parameters) -> Answer:
    """The default, with the uncertainty enlarged by the greatest shift that a wrong datum may make."""
    if DATUM in said:
        return NOT_AMENDED
    proposal = {DATUM: parameters["defaultGeodeticDatum"]}
    radius = number(said.get(UNCERTAINTY))
    if radius is None or point_of(said) is None:
        return filled_in(proposal, "The default is assumed.")
    return amended(
        {**proposal, UNCERTAINTY: written(radius + GREATEST_SHIFT)},
        f"The default is assumed; another datum may shift the point by {GREATEST_SHIFT} m.",
    )
