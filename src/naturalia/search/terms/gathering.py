"""Terms of when and where it was gathered."""

from __future__ import annotations

from naturalia.search.term import Group, Kind, Term
from naturalia.search.terms.declaring import (
    EVENT,
    GEOREFERENCE,
    LOCATION,
    degrees,
    flag,
    keyword,
    metres,
    place,
)

TIME = (
    Term(
        name="eventDate", kind=Kind.DATE, group=Group.TIME, label="Date collected", sortable=True,
        help="Day, month, year or interval of collecting; a range finds every overlap",
        paths=(f"{EVENT}/dwc:eventDate",),
    ),
    Term(
        name="year", kind=Kind.INTEGER, group=Group.TIME, label="Year collected", facet=True,
        help="Year of collecting", paths=(f"{EVENT}/dwc:year",),
    ),
    Term(
        name="month", kind=Kind.INTEGER, group=Group.TIME, label="Month collected", facet=True,
        help="Month of collecting, 1 to 12", paths=(f"{EVENT}/dwc:month",),
    ),
    Term(
        name="startDayOfYear", kind=Kind.INTEGER, group=Group.TIME, label="Day of the year",
        help="First day of collecting, counted from 1 January", paths=(f"{EVENT}/dwc:startDayOfYear",),
    ),
)  # fmt: skip

PLACE = (
    place("continent", "Continent", "Continent where it was collected", words=True),
    place("country", "Country", "Country or territory where it was collected", sortable=True, words=True),
    place("countryCode", "Country code", "Two letters of ISO 3166-1"),
    place("stateProvince", "State or province", "First division of the country", words=True),
    place("county", "County", "Second division of the country", words=True),
    place("municipality", "Municipality", "Third division of the country", words=True),
    place("island", "Island", "Island on or near which it was collected", words=True),
    place("waterBody", "Water body", "Sea, lake or river in or near which it was collected", words=True),
    Term(
        name="locality", kind=Kind.TEXT, group=Group.PLACE, label="Locality", words=True,
        help="Words of the description of the place",
        paths=(f"{LOCATION}/dwc:locality", f"{LOCATION}/dwc:verbatimLocality"),
    ),
    metres("elevation", "Elevation", "minimumElevationInMeters", "maximumElevationInMeters"),
    metres("depth", "Depth", "minimumDepthInMeters", "maximumDepthInMeters"),
    degrees("decimalLatitude", "Latitude", 90),
    degrees("decimalLongitude", "Longitude", 180),
    flag("hasCoordinate", Group.PLACE, "Has coordinates", "Whether it has both coordinates", point=True),
    place("islandGroup", "Island group", "Group of islands on or near which it was collected", words=True),
    place("locationID", "Location ID", "Identifier of the place"),
    Term(
        name="habitat", kind=Kind.TEXT, group=Group.PLACE, label="Habitat", words=True,
        help="Words of the description of the habitat", paths=(f"{EVENT}/dwc:habitat",),
    ),
    keyword(
        "samplingProtocol", Group.PLACE, "Method", "How it was collected: net, trap, by hand",
        f"{EVENT}/dwc:samplingProtocol",
    ),
    keyword("eventType", Group.PLACE, "Event", "Collecting event and so on", f"{EVENT}/dwc:eventType"),
    keyword(
        "establishmentMeans", Group.PLACE, "Establishment", "Native, introduced and so on",
        f"{EVENT}/dwc:establishmentMeans",
    ),
    keyword(
        "degreeOfEstablishment", Group.PLACE, "Degree of establishment", "Captive, casual, invasive",
        f"{EVENT}/dwc:degreeOfEstablishment",
    ),
    keyword("pathway", Group.PLACE, "Pathway", "How it came to the place", f"{EVENT}/dwc:pathway"),
    keyword(
        "geodeticDatum", Group.PLACE, "Datum", "Geodetic datum of the coordinates as written",
        f"{GEOREFERENCE}/dwc:geodeticDatum",
    ),
    Term(
        name="coordinateUncertaintyInMeters", kind=Kind.FLOAT, group=Group.PLACE, label="Uncertainty",
        help="Radius of the circle in which it was collected, in metres", single=True, sortable=True,
        paths=(f"{GEOREFERENCE}/dwc:coordinateUncertaintyInMeters",),
    ),
)  # fmt: skip
