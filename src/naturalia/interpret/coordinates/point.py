"""What the columns of coordinates say of a point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from naturalia.interpret.coordinates.angles import Angle, angle, words_of
from naturalia.interpret.coordinates.checks import Verdict, against_countries
from naturalia.interpret.coordinates.datums import UNKNOWN_DATUM_METRES, WGS84, datum, to_wgs84
from naturalia.interpret.coordinates.grids import GridPoint, grid_points
from naturalia.interpret.coordinates.pairs import pair
from naturalia.interpret.coordinates.uncertainty import coordinate_precision
from naturalia.interpret.issues import IssueCode
from naturalia.interpret.numbers import number
from naturalia.interpret.reading import Interpreted

COORDINATES_VERSION = "2"
_METRES = re.compile(r"(?<![\d.,])\d{5,8}(?:[.,]\d+)?(?!\d)")
OST_SPEAKING = frozenset(["DE", "AT", "CH", "LI", "DK", "NO", "SE", "FI", "IS", "GL", "NL", "LU", "EE"])
OESTE_SPEAKING = frozenset(
    [
        "ES",
        "PT",
        "FR",
        "MX",
        "GT",
        "SV",
        "HN",
        "NI",
        "CR",
        "PA",
        "CU",
        "DO",
        "PR",
        "CO",
        "VE",
        "EC",
        "PE",
        "BO",
        "CL",
        "AR",
        "PY",
        "UY",
        "BR",
        "HT",
        "GP",
        "MQ",
        "GF",
        "MA",
        "DZ",
        "SN",
        "ML",
        "GN",
        "CI",
        "BF",
        "MR",
        "CV",
        "GW",
    ]
)
"""Where labels write O for Ost (øst, öst), and where for oeste or ouest; used where the map does not
decide.
"""


class Coordinates(Interpreted, frozen=True, kw_only=True, gc=False):
    """A point as understood.

    ``latitude``, ``longitude``: decimal degrees on the stated datum (of a grid: WGS84). ``precision``: the
    step of the coarser of them, degrees. ``datum``: EPSG code. ``wgs84``: latitude and longitude on WGS84,
    None where no datum is known to convert from. ``uncertainty``: metres from precision, square and
    conversion alone. ``system``: the grid. ``alternatives``: all (latitude, longitude) where several are
    possible; then there is no value.
    """

    latitude: float | None = None
    longitude: float | None = None
    from_verbatim: bool = False
    precision: float | None = None
    datum: str | None = None
    wgs84: tuple[float, float] | None = None
    uncertainty: float | None = None
    system: str | None = None
    alternatives: tuple[tuple[float, float], ...] = ()

    @property
    def code(self) -> IssueCode | None:
        """The issue that counts most, None if there is none."""
        return self.issues[0] if self.issues else None


class _Reading(msgspec.Struct, frozen=True):
    """Two angles or points of a grid, and the rule that read them."""

    rule: str
    angles: tuple[Angle, Angle] | None = None
    grid: tuple[GridPoint, ...] = ()


@lru_cache(maxsize=1 << 12)
def coordinates(
    latitude: str | None = None,
    longitude: str | None = None,
    verbatim_latitude: str | None = None,
    verbatim_longitude: str | None = None,
    verbatim_coordinates: str | None = None,
    verbatim_coordinate_system: str | None = None,
    verbatim_srs: str | None = None,
    geodetic_datum: str | None = None,
    country_code: str | None = None,
) -> Coordinates:
    """What the terms say of a point. The verbatim ones count only where the decimal ones are both blank.

    A single text (``coordinates("59°20'N 18°5'E")``) may be a pair or a reference to a grid.
    ``country_code`` decides only what a text leaves open (O for east or west), and never changes a value.
    """
    latitude, longitude = _said(latitude), _said(longitude)
    if latitude and longitude:
        return _stated(latitude, longitude, geodetic_datum or verbatim_srs, country_code)
    if latitude and (found := _joined(latitude, verbatim_coordinate_system, verbatim_srs, country_code)):
        return _point(found, geodetic_datum or verbatim_srs, country_code, from_verbatim=False)
    if latitude or longitude:
        return _nothing(IssueCode.COORDINATES_INCOMPLETE)
    return _verbatim(
        (_said(verbatim_latitude), _said(verbatim_longitude)),
        _said(verbatim_coordinates),
        (verbatim_coordinate_system, verbatim_srs),
        geodetic_datum,
        country_code,
    )


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None


def _nothing(code: IssueCode | None = None, **values: object) -> Coordinates:
    return Coordinates(issues=(code,) if code else (), version=COORDINATES_VERSION, **values)  # type: ignore[arg-type]


def _stated(latitude: str, longitude: str, srs: str | None, country: str | None) -> Coordinates:
    angles = _decimal(latitude), _decimal(longitude)
    rule = "decimal degrees"
    if angles[0] is None or angles[1] is None:
        angles, rule = (_angle(latitude), _angle(longitude)), "degrees, minutes, seconds"
    if angles[0] is None or angles[1] is None or angles[0].axis == "E" or angles[1].axis == "N":
        return _nothing(IssueCode.COORDINATES_INVALID)
    return _point(_Reading(rule, (angles[0], angles[1])), srs, country, from_verbatim=False)


def _decimal(text: str) -> Angle | None:
    """A plain number as an angle; degrees have no thousands, so a comma is decimal."""
    reading = number(text)
    value = reading.value
    if reading.code is IssueCode.NUMBER_AMBIGUOUS:
        value = float(text.strip().replace("−", "-").replace(",", "."))
    if value is None:
        return None
    digits = text.strip().replace(",", ".").lower().partition("e")[0].partition(".")[2]
    return Angle(value, "", 10.0 ** -len(digits), 1, marked=False, signed=False)


def _angle(text: str) -> Angle | None:
    words = words_of(text)
    return angle(words) if words else None


def _verbatim(
    texts: tuple[str | None, str | None],
    joined: str | None,
    systems: tuple[str | None, str | None],
    geodetic_datum: str | None,
    country: str | None,
) -> Coordinates:
    found = _two_texts(texts[0], texts[1], systems, country) if texts[0] and texts[1] else None
    if found is None and joined:
        found = _joined(joined, *systems, country)
    if found is None:
        said = joined or (f"{texts[0]} {texts[1]}" if texts[0] and texts[1] else None)
        return _nothing(_reason(said), from_verbatim=True) if said else _nothing()
    srs = geodetic_datum or systems[1] or systems[0]
    return _point(found, srs, country, from_verbatim=True)


def _reason(text: str) -> IssueCode:
    """Why a text is no point: two great numbers are metres of a system that nothing names."""
    numbers = len(_METRES.findall(text))
    return IssueCode.COORDINATES_SYSTEM_UNKNOWN if numbers == 2 else IssueCode.COORDINATES_INVALID


def _two_texts(
    latitude: str, longitude: str, systems: tuple[str | None, str | None], country: str | None
) -> _Reading | None:
    one, other = _angle(latitude), _angle(longitude)
    if one and other and one.axis in ("", "N") and other.axis in ("", "E"):
        return _Reading(
            "degrees, minutes, seconds" if max(one.numbers, other.numbers) > 1 else "decimal degrees",
            (one, other),
        )
    return _grid(f"{latitude} {longitude}", *systems, country)


def _joined(text: str, system: str | None, srs: str | None, country: str | None) -> _Reading | None:
    if found := pair(text):
        rule = "pair of degrees, minutes, seconds" if found[0].numbers > 1 else "pair of decimal degrees"
        return _Reading(rule, found)
    return _grid(text, system, srs, country)


def _grid(text: str, system: str | None, srs: str | None, country: str | None) -> _Reading | None:
    points = grid_points(text, system, srs, country)
    return _Reading(points[0].system, grid=points) if points else None


def _point(found: _Reading, srs: str | None, country: str | None, from_verbatim: bool) -> Coordinates:
    if found.grid:
        return _of_grid(found, country, from_verbatim)
    if found.angles is None:
        return _nothing(IssueCode.COORDINATES_INVALID, from_verbatim=from_verbatim)
    north, east = found.angles
    if not (-90 <= north.value <= 90 and -180 <= east.value <= 180):
        return _nothing(IssueCode.COORDINATES_OUT_OF_RANGE, from_verbatim=from_verbatim)
    values = [round(north.value, 7), round(east.value, 7)]
    if east.east_or_west or north.east_or_west:
        both = ((values[0], values[1]), (values[0], -values[1]))
        chosen = _east_or_west(both, country)
        if chosen is None:
            return _nothing(IssueCode.COORDINATES_AMBIGUOUS, from_verbatim=from_verbatim, alternatives=both)
        values = list(chosen)
    return _on_datum(
        values[0], values[1], max(north.precision, east.precision), srs, found.rule, from_verbatim
    )


def _east_or_west(both: Sequence[tuple[float, float]], country: str | None) -> tuple[float, float] | None:
    """O: the reading that lies in the country; else what its languages write; else none."""
    fitting = _in_country(both, country)
    if len(fitting) == 1:
        return fitting[0]
    if country in OST_SPEAKING and country not in OESTE_SPEAKING:
        return both[0]
    return both[1] if country in OESTE_SPEAKING else None


def _in_country(points: Sequence[tuple[float, float]], country: str | None) -> list[tuple[float, float]]:
    if not country:
        return []
    verdicts = against_countries(
        [point[0] for point in points], [point[1] for point in points], [country] * len(points)
    )
    return [point for point, verdict in zip(points, verdicts, strict=True) if verdict < Verdict.OUTSIDE]


def _of_grid(found: _Reading, country: str | None, from_verbatim: bool) -> Coordinates:
    points = found.grid
    if len(points) > 1:
        fitting = _in_country([(point.latitude, point.longitude) for point in points], country)
        points = tuple(point for point in points if (point.latitude, point.longitude) in fitting) or points
    if len(points) > 1:
        both = tuple((point.latitude, point.longitude) for point in points)
        return _nothing(
            IssueCode.COORDINATES_AMBIGUOUS,
            from_verbatim=from_verbatim,
            alternatives=both,
            system=points[0].system,
        )
    point = points[0]
    return Coordinates(
        latitude=point.latitude,
        longitude=point.longitude,
        from_verbatim=from_verbatim,
        datum=WGS84,
        wgs84=(point.latitude, point.longitude),
        uncertainty=point.half_diagonal,
        system=point.system,
        issues=(IssueCode.COORDINATES_FROM_GRID,),
        rule=f"{point.system} ({point.crs})",
        version=COORDINATES_VERSION,
    )


def _on_datum(
    latitude: float, longitude: float, precision: float, srs: str | None, rule: str, from_verbatim: bool
) -> Coordinates:
    known = datum(srs)
    issues = list(_oddities(latitude, longitude, precision))
    place: tuple[float, float] | None = (latitude, longitude)
    if known.code and known.code != WGS84:
        place = to_wgs84(latitude, longitude, known.code)
        issues.append(IssueCode.DATUM_CONVERTED if place else IssueCode.DATUM_UNKNOWN)
    elif known.code is None:
        issues.append(IssueCode.DATUM_UNKNOWN if known.stated else IssueCode.DATUM_ASSUMED_WGS84)
        place = None if known.stated else place
    off = known.accuracy if known.code else UNKNOWN_DATUM_METRES
    return Coordinates(
        latitude=latitude,
        longitude=longitude,
        from_verbatim=from_verbatim,
        precision=precision,
        datum=known.code,
        wgs84=place,
        uncertainty=round(coordinate_precision(latitude, longitude, precision) + off, 1),
        issues=tuple(issues),
        rule=rule,
        version=COORDINATES_VERSION,
    )


def _oddities(latitude: float, longitude: float, precision: float) -> list[IssueCode]:
    if latitude == longitude == 0:
        return [IssueCode.COORDINATES_ZERO]
    if precision >= 1 or (latitude == int(latitude) and longitude == int(longitude) and precision >= 0.1):
        return [IssueCode.COORDINATES_LOW_PRECISION]
    return []
