"""openDS classes of gathering and place: events, locations, georeferences, geology, ages.

Source of names and types: openDS digital-specimen 0.4.0. Numbers are stored one way only (5.0 is 5), so that
equal meanings are equal values whatever has read or written them.
"""

from __future__ import annotations

from naturalia.specimen.base import OpenDS, normalise_numbers, term, terms
from naturalia.specimen.shared import Agent, Assertion


class Georeference(OpenDS, frozen=True, kw_only=True, tag="ods:Georeference"):
    """Coordinates or a footprint, and how they were found. Latitude and longitude in decimal degrees, as
    stated.

    Beside them, under keys of our own (decision 0044): the position on WGS84 where it differs, the radius
    in metres of a square of a grid, and proposals: other coordinates that would fit the stated country.
    """

    id: str | None = term("@id")
    verbatim_coordinates: str | None = term("dwc:verbatimCoordinates")
    decimal_latitude: float | None = term("dwc:decimalLatitude")
    verbatim_latitude: str | None = term("dwc:verbatimLatitude")
    decimal_longitude: float | None = term("dwc:decimalLongitude")
    verbatim_longitude: str | None = term("dwc:verbatimLongitude")
    verbatim_coordinate_system: str | None = term("dwc:verbatimCoordinateSystem")
    geodetic_datum: str | None = term("dwc:geodeticDatum")
    coordinate_uncertainty_in_meters: float | None = term("dwc:coordinateUncertaintyInMeters")
    coordinate_precision: float | None = term("dwc:coordinatePrecision")
    point_radius_spatial_fit: float | None = term("dwc:pointRadiusSpatialFit")
    footprint_wkt: str | None = term("dwc:footprintWKT")
    footprint_srs: str | None = term("dwc:footprintSRS")
    verbatim_srs: str | None = term("dwc:verbatimSRS")
    footprint_spatial_fit: int | None = term("dwc:footprintSpatialFit")
    georeferenced_date: str | None = term("dwc:georeferencedDate")
    georeference_protocol: str | None = term("dwc:georeferenceProtocol")
    georeference_sources: str | None = term("dwc:georeferenceSources")
    georeference_remarks: str | None = term("dwc:georeferenceRemarks")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
    wgs84_latitude: float | None = term("naturalia:wgs84Latitude")
    wgs84_longitude: float | None = term("naturalia:wgs84Longitude")
    point_radius_in_meters: float | None = term("naturalia:pointRadiusInMeters")
    proposals: tuple[str, ...] = terms("naturalia:proposals")

    def __post_init__(self) -> None:
        normalise_numbers(self)


class GeologicalContext(OpenDS, frozen=True, kw_only=True, tag="ods:GeologicalContext"):
    """Where in the layers of time and rock the object lay.

    Under keys of our own (decision 0080): the limits of its age in Ma (million years before present) by the
    international chart, the older one first, and proposals for higher ranks that follow from those stated.
    """

    id: str | None = term("@id")
    earliest_eon_or_lowest_eonothem: str | None = term("dwc:earliestEonOrLowestEonothem")
    latest_eon_or_highest_eonothem: str | None = term("dwc:latestEonOrHighestEonothem")
    earliest_era_or_lowest_erathem: str | None = term("dwc:earliestEraOrLowestErathem")
    latest_era_or_highest_erathem: str | None = term("dwc:latestEraOrHighestErathem")
    earliest_period_or_lowest_system: str | None = term("dwc:earliestPeriodOrLowestSystem")
    latest_period_or_highest_system: str | None = term("dwc:latestPeriodOrHighestSystem")
    earliest_epoch_or_lowest_series: str | None = term("dwc:earliestEpochOrLowestSeries")
    latest_epoch_or_highest_series: str | None = term("dwc:latestEpochOrHighestSeries")
    earliest_age_or_lowest_stage: str | None = term("dwc:earliestAgeOrLowestStage")
    latest_age_or_highest_stage: str | None = term("dwc:latestAgeOrHighestStage")
    lowest_biostratigraphic_zone: str | None = term("dwc:lowestBiostratigraphicZone")
    highest_biostratigraphic_zone: str | None = term("dwc:highestBiostratigraphicZone")
    lithostratigraphic_terms: str | None = term("dwc:lithostratigraphicTerms")
    group: str | None = term("dwc:group")
    formation: str | None = term("dwc:formation")
    member: str | None = term("dwc:member")
    bed: str | None = term("dwc:bed")
    earliest_age_in_ma: float | None = term("naturalia:earliestAgeInMa")
    latest_age_in_ma: float | None = term("naturalia:latestAgeInMa")
    proposals: tuple[str, ...] = terms("naturalia:proposals")

    def __post_init__(self) -> None:
        normalise_numbers(self)


class Location(OpenDS, frozen=True, kw_only=True, tag="ods:Location"):
    """A place in words; elevation, depth and distance above surface in metres.

    Under keys of our own (decision 0044): the land of the past that the country names, and today's
    countries (ISO 3166-1 alpha-2) that may be meant where it is not certain which.
    """

    id: str | None = term("@id")
    location_id: str | None = term("dwc:locationID")
    continent: str | None = term("dwc:continent")
    water_body: str | None = term("dwc:waterBody")
    island_group: str | None = term("dwc:islandGroup")
    island: str | None = term("dwc:island")
    country: str | None = term("dwc:country")
    country_code: str | None = term("dwc:countryCode")
    state_province: str | None = term("dwc:stateProvince")
    county: str | None = term("dwc:county")
    municipality: str | None = term("dwc:municipality")
    locality: str | None = term("dwc:locality")
    verbatim_locality: str | None = term("dwc:verbatimLocality")
    minimum_elevation_in_meters: float | None = term("dwc:minimumElevationInMeters")
    higher_geography_id: str | None = term("dwc:higherGeographyID")
    higher_geography: str | None = term("dwc:higherGeography")
    maximum_elevation_in_meters: float | None = term("dwc:maximumElevationInMeters")
    verbatim_elevation: str | None = term("dwc:verbatimElevation")
    minimum_distance_above_surface_in_meters: float | None = term("dwc:minimumDistanceAboveSurfaceInMeters")
    maximum_distance_above_surface_in_meters: float | None = term("dwc:maximumDistanceAboveSurfaceInMeters")
    minimum_depth_in_meters: float | None = term("dwc:minimumDepthInMeters")
    maximum_depth_in_meters: float | None = term("dwc:maximumDepthInMeters")
    verbatim_depth: str | None = term("dwc:verbatimDepth")
    vertical_datum: str | None = term("dwc:verticalDatum")
    location_according_to: str | None = term("dwc:locationAccordingTo")
    location_remarks: str | None = term("dwc:locationRemarks")
    has_georeference: Georeference | None = term("ods:hasGeoreference")
    has_geological_context: GeologicalContext | None = term("ods:hasGeologicalContext")
    historic_country: str | None = term("naturalia:historicCountry")
    country_candidates: tuple[str, ...] = terms("naturalia:countryCandidates")

    def __post_init__(self) -> None:
        normalise_numbers(self)


class Event(OpenDS, frozen=True, kw_only=True, tag="ods:Event"):
    """What happened where, when and by whom: usually the gathering of the object."""

    id: str | None = term("@id")
    behavior: str | None = term("dwc:behavior")
    event_type: str | None = term("dwc:eventType")
    sex: str | None = term("dwc:sex")
    life_stage: str | None = term("dwc:lifeStage")
    reproductive_condition: str | None = term("dwc:reproductiveCondition")
    caste: str | None = term("dwc:caste")
    vitality: str | None = term("dwc:vitality")
    establishment_means: str | None = term("dwc:establishmentMeans")
    pathway: str | None = term("dwc:pathway")
    degree_of_establishment: str | None = term("dwc:degreeOfEstablishment")
    georeference_verification_status: str | None = term("dwc:georeferenceVerificationStatus")
    field_number: str | None = term("dwc:fieldNumber")
    event_date: str | None = term("dwc:eventDate")
    event_time: str | None = term("dwc:eventTime")
    end_day_of_year: int | None = term("dwc:endDayOfYear")
    start_day_of_year: int | None = term("dwc:startDayOfYear")
    verbatim_event_date: str | None = term("dwc:verbatimEventDate")
    year: int | None = term("dwc:year")
    month: int | None = term("dwc:month")
    day: int | None = term("dwc:day")
    habitat: str | None = term("dwc:habitat")
    protocol_descriptions: str | None = term("eco:protocolDescriptions")
    sample_size_value: float | None = term("dwc:sampleSizeValue")
    sample_size_unit: str | None = term("dwc:sampleSizeUnit")
    sampling_protocol: str | None = term("dwc:samplingProtocol")
    sampling_effort: str | None = term("dwc:samplingEffort")
    field_notes: str | None = term("dwc:fieldNotes")
    event_remarks: str | None = term("dwc:eventRemarks")
    has_assertions: tuple[Assertion, ...] = terms("ods:hasAssertions")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
    has_location: Location | None = term("ods:hasLocation")

    def __post_init__(self) -> None:
        normalise_numbers(self)


class ChronometricAge(OpenDS, frozen=True, kw_only=True, tag="ods:ChronometricAge"):
    """An age measured in years, with its method."""

    id: str | None = term("@id")
    chronometric_age_id: str | None = term("chrono:chronometricAgeID")
    verbatim_chronometric_age: str | None = term("chrono:verbatimChronometricAge")
    uncalibrated_chronometric_age: str | None = term("chrono:uncalibratedChronometricAge")
    chronometric_age_conversion_protocol: str | None = term("chrono:chronometricAgeConversionProtocol")
    earliest_chronometric_age: int | None = term("chrono:earliestChronometricAge")
    earliest_chronometric_age_reference_system: str | None = term(
        "chrono:earliestChronometricAgeReferenceSystem"
    )
    latest_chronometric_age: int | None = term("chrono:latestChronometricAge")
    latest_chronometric_age_reference_system: str | None = term("chrono:latestChronometricAgeReferenceSystem")
    chronometric_age_protocol: str | None = term("chrono:chronometricAgeProtocol")
    chronometric_age_uncertainty_in_years: int | None = term("chrono:chronometricAgeUncertaintyInYears")
    chronometric_age_uncertainty_method: str | None = term("chrono:chronometricAgeUncertaintyMethod")
    material_dated: str | None = term("chrono:materialDated")
    material_dated_id: str | None = term("chrono:materialDatedID")
    material_dated_relationship: str | None = term("chrono:materialDatedRelationship")
    chronometric_age_determined_date: str | None = term("chrono:chronometricAgeDeterminedDate")
    chronometric_age_references: str | None = term("chrono:chronometricAgeReferences")
    chronometric_age_remarks: str | None = term("chrono:chronometricAgeRemarks")
    has_agents: tuple[Agent, ...] = terms("ods:hasAgents")
