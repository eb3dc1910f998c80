"""Synthetic gatherings: a place, a date and collectors, shared by several objects, messily written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from naturalia.synthetic.people import Person, written

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_GERMAN = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_FRENCH = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_HABITATS = (
    "trockener Kalkhang",
    "pelouse calcaire",
    "wet meadow",
    "oude loofbosrand",
    "bosque húmedo",
    "rocky shore",
    "Moorwald",
    "open woodland on sand",
    "",
    "",
    "",
    "",
)
_BLANKS = ("", "", "", "unknown", "s.d.", "n/a")


def gathering(
    random: Random, places: Sequence[Mapping[str, Any]], people: Sequence[Person]
) -> dict[str, str]:
    """Darwin Core terms of one gathering."""
    person = random.choice(people)
    companion = random.choice(people) if random.random() < 0.2 else None
    terms = _place(random, random.choice(places)) | _date(random, person)
    terms["recordedBy"] = written(random, person, companion) if random.random() < 0.95 else "s.n."
    terms["recordNumber"] = person.next_number(random) if random.random() < 0.7 else ""
    terms["recordedByID"] = person.identifier if random.random() < 0.15 else ""
    terms["habitat"] = random.choice(_HABITATS)
    terms["fieldNumber"] = f"F{random.randint(1, 9999)}" if random.random() < 0.2 else ""
    return terms


def _place(random: Random, place: Mapping[str, Any]) -> dict[str, str]:
    terms = {
        "continent": place["continent"] if random.random() < 0.6 else "",
        "country": random.choice(place["names"]) if random.random() < 0.96 else "UNKNOWN COUNTRY",
        "countryCode": place["code"] if random.random() < 0.5 else "",
        "stateProvince": random.choice(place["states"]) if random.random() < 0.8 else "",
        "locality": f"{random.choice(place['localities'])}, {random.randint(1, 30)} km",
    }
    terms |= {"decimalLatitude": "", "decimalLongitude": "", "geodeticDatum": ""}
    terms |= {"coordinateUncertaintyInMeters": "", "verbatimCoordinates": ""}
    if random.random() < 0.6:
        terms |= _coordinates(random, place)
    elevation = random.randint(0, 240) * 10
    has_elevation = random.random() < 0.4
    terms["minimumElevationInMeters"] = str(elevation) if has_elevation else ""
    terms["verbatimElevation"] = f"{elevation} m" if has_elevation else random.choice(("", "", "ca. 1200 ft"))
    return terms


def _coordinates(random: Random, place: Mapping[str, Any]) -> dict[str, str]:
    latitude, longitude = random.uniform(*place["latitude"]), random.uniform(*place["longitude"])
    mess = random.random()
    if mess < 0.01:
        latitude, longitude = longitude, latitude
    if mess > 0.995:
        latitude = longitude = 0.0
    south, west = ("S" if latitude < 0 else "N"), ("W" if longitude < 0 else "E")
    return {
        "decimalLatitude": f"{latitude:.4f}",
        "decimalLongitude": f"{longitude:.4f}".replace(".", "," if 0.02 < mess < 0.025 else "."),
        "geodeticDatum": random.choice(("WGS84", "EPSG:4326", "ED50", "")),
        "coordinateUncertaintyInMeters": random.choice(("", "100", "1000", "5000")),
        "verbatimCoordinates": f"{abs(latitude):.2f}°{south} {abs(longitude):.2f}°{west}",
    }


def _date(random: Random, person: Person) -> dict[str, str]:
    terms = {"eventDate": "", "verbatimEventDate": "", "year": "", "month": "", "day": ""}
    if random.random() < 0.06:
        return terms | {"verbatimEventDate": random.choice(_BLANKS)}
    day = date(person.since, 1, 1) + timedelta(days=random.randint(0, 30 * 365))
    style = random.random()
    if style < 0.55:
        terms["eventDate"] = day.isoformat()
    elif style < 0.65:
        terms["eventDate"] = f"{day.isoformat()}/{(day + timedelta(days=random.randint(1, 20))).isoformat()}"
    elif style < 0.72:
        terms["eventDate"] = f"{day.year}-{day.month:02d}"
    elif style < 0.78:
        terms["eventDate"] = f"{day.year}-00-00"
    elif style < 0.9:
        terms |= {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    terms["verbatimEventDate"] = _written_date(random, day)
    return terms


def _written_date(random: Random, day: date) -> str:
    return random.choice(
        (
            f"{day.day}.{_ROMAN[day.month - 1]}.{day.year}",
            f"{day.day}. {_GERMAN[day.month - 1]} {day.year}",
            f"{day.day} {_FRENCH[day.month - 1]} {day.year}",
            f"{day.day}/{day.month}/{day.year}",
            f"{_ROMAN[day.month - 1].upper()}-{day.year}",
            f"summer {day.year}",
            day.isoformat(),
        )
    )
