"""What may be wrong with a value, and how it is told."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class IssueCode(StrEnum):
    """Kinds of issues; their meanings are in ``MEANINGS`` and in docs/reference/issues.md."""

    # the object and its dataset
    BASIS_OF_RECORD_MISSING = "BASIS_OF_RECORD_MISSING"
    BASIS_OF_RECORD_UNKNOWN = "BASIS_OF_RECORD_UNKNOWN"
    BASIS_OF_RECORD_CONTRADICTED = "BASIS_OF_RECORD_CONTRADICTED"
    INSTITUTION_ID_INVALID = "INSTITUTION_ID_INVALID"
    LICENCE_UNKNOWN = "LICENCE_UNKNOWN"
    DISCIPLINE_UNKNOWN = "DISCIPLINE_UNKNOWN"
    INSTITUTION_UNKNOWN = "INSTITUTION_UNKNOWN"
    INSTITUTION_AMBIGUOUS = "INSTITUTION_AMBIGUOUS"
    INSTITUTION_MISMATCH = "INSTITUTION_MISMATCH"
    # numbers and lengths
    NUMBER_INVALID = "NUMBER_INVALID"
    NUMBER_AMBIGUOUS = "NUMBER_AMBIGUOUS"
    NUMBER_OUT_OF_RANGE = "NUMBER_OUT_OF_RANGE"
    UNIT_CONVERTED = "UNIT_CONVERTED"
    RANGE_SWAPPED = "RANGE_SWAPPED"
    LENGTH_APPROXIMATE = "LENGTH_APPROXIMATE"
    # dates
    DATE_INVALID = "DATE_INVALID"
    DATE_INCOMPLETE = "DATE_INCOMPLETE"
    DATE_IN_FUTURE = "DATE_IN_FUTURE"
    DATE_RANGE_SWAPPED = "DATE_RANGE_SWAPPED"
    DATE_PARTS_DISAGREE = "DATE_PARTS_DISAGREE"
    DATE_FROM_PARTS = "DATE_FROM_PARTS"
    DATE_FROM_VERBATIM = "DATE_FROM_VERBATIM"
    DATE_STATED_UNKNOWN = "DATE_STATED_UNKNOWN"
    DATE_AMBIGUOUS = "DATE_AMBIGUOUS"
    DATE_CENTURY_UNKNOWN = "DATE_CENTURY_UNKNOWN"
    DATE_YEAR_UNKNOWN = "DATE_YEAR_UNKNOWN"
    DATE_MAYBE_SERIAL = "DATE_MAYBE_SERIAL"
    DATE_ORDER_FROM_COLLECTION = "DATE_ORDER_FROM_COLLECTION"
    DATE_UNCERTAIN = "DATE_UNCERTAIN"
    DATE_APPROXIMATE = "DATE_APPROXIMATE"
    DATE_SUPPLIED = "DATE_SUPPLIED"
    DATE_LESS_PRECISE = "DATE_LESS_PRECISE"
    DATE_SEASON = "DATE_SEASON"
    DATE_SEVERAL = "DATE_SEVERAL"
    DATE_CALENDAR_CONVERTED = "DATE_CALENDAR_CONVERTED"
    DATE_WEEKDAY_DISAGREES = "DATE_WEEKDAY_DISAGREES"
    DATE_UNLIKELY = "DATE_UNLIKELY"
    DATE_OUTSIDE_COLLECTORS_LIFE = "DATE_OUTSIDE_COLLECTORS_LIFE"
    DATE_BEFORE_INSTITUTION = "DATE_BEFORE_INSTITUTION"
    DATE_FROM_DAY_OF_YEAR = "DATE_FROM_DAY_OF_YEAR"
    DATE_REFINED = "DATE_REFINED"
    DATE_VERBATIM_DISAGREES = "DATE_VERBATIM_DISAGREES"
    DATE_DAY_OF_YEAR_DISAGREES = "DATE_DAY_OF_YEAR_DISAGREES"
    # coordinates
    COORDINATES_INVALID = "COORDINATES_INVALID"
    COORDINATES_INCOMPLETE = "COORDINATES_INCOMPLETE"
    COORDINATES_OUT_OF_RANGE = "COORDINATES_OUT_OF_RANGE"
    COORDINATES_ZERO = "COORDINATES_ZERO"
    COORDINATES_FROM_VERBATIM = "COORDINATES_FROM_VERBATIM"
    COORDINATES_AMBIGUOUS = "COORDINATES_AMBIGUOUS"
    COORDINATES_FROM_GRID = "COORDINATES_FROM_GRID"
    COORDINATES_LOW_PRECISION = "COORDINATES_LOW_PRECISION"
    COORDINATES_SYSTEM_UNKNOWN = "COORDINATES_SYSTEM_UNKNOWN"
    COORDINATES_VERBATIM_MISMATCH = "COORDINATES_VERBATIM_MISMATCH"
    DATUM_ASSUMED_WGS84 = "DATUM_ASSUMED_WGS84"
    DATUM_UNKNOWN = "DATUM_UNKNOWN"
    DATUM_CONVERTED = "DATUM_CONVERTED"
    COORDINATES_COUNTRY_MISMATCH = "COORDINATES_COUNTRY_MISMATCH"
    COORDINATES_PRESUMED_SWAPPED = "COORDINATES_PRESUMED_SWAPPED"
    COORDINATES_PRESUMED_NEGATED = "COORDINATES_PRESUMED_NEGATED"
    COORDINATES_AT_CENTROID = "COORDINATES_AT_CENTROID"
    COORDINATES_AT_CAPITAL = "COORDINATES_AT_CAPITAL"
    COORDINATES_AT_INSTITUTION = "COORDINATES_AT_INSTITUTION"
    COORDINATES_STATE_MISMATCH = "COORDINATES_STATE_MISMATCH"
    UNCERTAINTY_INVALID = "UNCERTAINTY_INVALID"
    # places
    COUNTRY_UNKNOWN = "COUNTRY_UNKNOWN"
    COUNTRY_CODE_INVALID = "COUNTRY_CODE_INVALID"
    COUNTRY_MISMATCH = "COUNTRY_MISMATCH"
    COUNTRY_CODE_DERIVED = "COUNTRY_CODE_DERIVED"
    COUNTRY_DECORATED = "COUNTRY_DECORATED"
    COUNTRY_MISSPELT = "COUNTRY_MISSPELT"
    COUNTRY_HISTORIC = "COUNTRY_HISTORIC"
    COUNTRY_OUT_OF_ITS_TIME = "COUNTRY_OUT_OF_ITS_TIME"
    COUNTRY_AMBIGUOUS = "COUNTRY_AMBIGUOUS"
    COUNTRY_FROM_PART = "COUNTRY_FROM_PART"
    COUNTRY_IS_REGION = "COUNTRY_IS_REGION"
    COUNTRY_IS_WATER = "COUNTRY_IS_WATER"
    COUNTRY_STATED_UNKNOWN = "COUNTRY_STATED_UNKNOWN"
    CONTINENT_UNKNOWN = "CONTINENT_UNKNOWN"
    CONTINENT_COUNTRY_MISMATCH = "CONTINENT_COUNTRY_MISMATCH"
    STATE_UNKNOWN = "STATE_UNKNOWN"
    STATE_COUNTRY_MISMATCH = "STATE_COUNTRY_MISMATCH"
    HIGHER_GEOGRAPHY_MISMATCH = "HIGHER_GEOGRAPHY_MISMATCH"
    ELEVATION_UNLIKELY = "ELEVATION_UNLIKELY"
    DEPTH_UNLIKELY = "DEPTH_UNLIKELY"
    # people
    PERSON_UNKNOWN = "PERSON_UNKNOWN"
    PEOPLE_IDS_UNPAIRED = "PEOPLE_IDS_UNPAIRED"
    PEOPLE_AMBIGUOUS = "PEOPLE_AMBIGUOUS"
    PEOPLE_NOT_ALL_NAMED = "PEOPLE_NOT_ALL_NAMED"
    PERSON_NOT_A_NAME = "PERSON_NOT_A_NAME"
    PERSON_NUMBER_OR_YEAR = "PERSON_NUMBER_OR_YEAR"
    PERSON_ID_INVALID = "PERSON_ID_INVALID"
    # words of vocabularies
    TYPE_STATUS_UNKNOWN = "TYPE_STATUS_UNKNOWN"
    TYPE_STATUS_DOUBTFUL = "TYPE_STATUS_DOUBTFUL"
    SEX_UNKNOWN = "SEX_UNKNOWN"
    LIFE_STAGE_UNKNOWN = "LIFE_STAGE_UNKNOWN"
    TAXON_RANK_UNKNOWN = "TAXON_RANK_UNKNOWN"
    VALUE_UNKNOWN = "VALUE_UNKNOWN"
    VALUE_DOUBTFUL = "VALUE_DOUBTFUL"
    VALUE_PARTLY_UNDERSTOOD = "VALUE_PARTLY_UNDERSTOOD"
    VALUE_MISPLACED = "VALUE_MISPLACED"
    VALUE_MAPPED_BY_SOURCE = "VALUE_MAPPED_BY_SOURCE"
    GEOLOGICAL_AGE_UNKNOWN = "GEOLOGICAL_AGE_UNKNOWN"
    GEOLOGICAL_AGE_RANK_MISMATCH = "GEOLOGICAL_AGE_RANK_MISMATCH"
    GEOLOGICAL_AGE_RANGE_INVALID = "GEOLOGICAL_AGE_RANGE_INVALID"
    GEOLOGICAL_AGE_PARENT_MISMATCH = "GEOLOGICAL_AGE_PARENT_MISMATCH"
    GEOLOGICAL_AGE_INFERRED = "GEOLOGICAL_AGE_INFERRED"
    # names
    NAME_MISSING = "NAME_MISSING"
    NAME_FROM_PARTS = "NAME_FROM_PARTS"
    NAME_NOT_UNDERSTOOD = "NAME_NOT_UNDERSTOOD"
    NAME_PARTLY_UNDERSTOOD = "NAME_PARTLY_UNDERSTOOD"
    NAME_IS_PLACEHOLDER = "NAME_IS_PLACEHOLDER"
    NAME_IS_QUALIFIED = "NAME_IS_QUALIFIED"
    NAME_HAS_ALTERNATIVES = "NAME_HAS_ALTERNATIVES"
    NAME_GENUS_ABBREVIATED = "NAME_GENUS_ABBREVIATED"
    NAME_REPAIRED = "NAME_REPAIRED"
    NAME_RANK_DISAGREES = "NAME_RANK_DISAGREES"
    NAME_PARTS_DISAGREE = "NAME_PARTS_DISAGREE"
    NAME_AUTHORS_DISAGREE = "NAME_AUTHORS_DISAGREE"
    NAME_MATCH_NONE = "NAME_MATCH_NONE"
    NAME_MATCH_FUZZY = "NAME_MATCH_FUZZY"
    NAME_MATCH_HIGHER_RANK = "NAME_MATCH_HIGHER_RANK"
    NAME_MATCH_AMBIGUOUS = "NAME_MATCH_AMBIGUOUS"
    # media, relations, extensions
    MEDIA_LINK_INVALID = "MEDIA_LINK_INVALID"
    RELATION_INCOMPLETE = "RELATION_INCOMPLETE"
    LINK_NOT_RECOGNISED = "LINK_NOT_RECOGNISED"
    EXTENSION_UNKNOWN = "EXTENSION_UNKNOWN"
    # licences, by the policy of a source
    LICENCE_RESTRICTS = "LICENCE_RESTRICTS"
    LICENCE_MISSING = "LICENCE_MISSING"
    MEDIA_WITHHELD = "MEDIA_WITHHELD"


C = IssueCode
MEANINGS: dict[IssueCode, str] = {
    # the object and its dataset
    C.BASIS_OF_RECORD_MISSING: "No basisOfRecord; the record was taken for a preserved specimen.",
    C.BASIS_OF_RECORD_UNKNOWN: "basisOfRecord is no word that we know; it is kept as written.",
    C.BASIS_OF_RECORD_CONTRADICTED: "basisOfRecord says observation, but catalogue number and collection or "
    "institution show that there is an object.",
    C.INSTITUTION_ID_INVALID: "institutionID is no identifier that is resolvable or globally unique.",
    C.LICENCE_UNKNOWN: "The licence is none that we know; it is kept as written.",
    C.DISCIPLINE_UNKNOWN: "Nothing in the record tells which discipline studies the object.",
    C.INSTITUTION_UNKNOWN: "The institution is in none of the registries that were imported.",
    C.INSTITUTION_AMBIGUOUS: "The code or name of the institution is that of several; none was chosen.",
    C.INSTITUTION_MISMATCH: "Code, identifier and name of the institution are those of different ones.",
    # numbers and lengths
    C.NUMBER_INVALID: "The value is no number; the property stays empty.",
    C.NUMBER_AMBIGUOUS: "The comma may be a decimal or a thousands separator; the property stays empty.",
    C.NUMBER_OUT_OF_RANGE: "The number is outside what the property can be; the property stays empty.",
    C.UNIT_CONVERTED: "The value names a unit other than the metre and was converted.",
    C.RANGE_SWAPPED: "The lower bound is above the upper one; both are kept as written.",
    C.LENGTH_APPROXIMATE: "The length is about, below or above a figure.",
    # dates
    C.DATE_INVALID: "The date was not understood; it is kept as verbatimEventDate or listed.",
    C.DATE_INCOMPLETE: "Month or day are zero or impossible; the date was understood as far as it goes.",
    C.DATE_IN_FUTURE: "The date lies in the future; it was not taken.",
    C.DATE_RANGE_SWAPPED: "The range ends before it begins; it was not understood.",
    C.DATE_PARTS_DISAGREE: "year, month and day say something other than eventDate; eventDate counts.",
    C.DATE_FROM_PARTS: "eventDate was composed of year, month and day.",
    C.DATE_FROM_VERBATIM: "eventDate was understood from verbatimEventDate.",
    C.DATE_STATED_UNKNOWN: "The text says that there is no date; nothing is wrong with it.",
    C.DATE_AMBIGUOUS: "The date can be read in several ways; what all readings share counts, "
    "and all are kept.",
    C.DATE_CENTURY_UNKNOWN: "The year has two digits and nothing tells the century; the date stays open.",
    C.DATE_YEAR_UNKNOWN: "Month or day are given without a year.",
    C.DATE_MAYBE_SERIAL: "The number may be a day as spreadsheets count them; it was not taken for one.",
    C.DATE_ORDER_FROM_COLLECTION: "Day and month were told apart by the other dates of the same collection.",
    C.DATE_UNCERTAIN: "The source doubts the date (?, probably).",
    C.DATE_APPROXIMATE: "The source gives the date as approximate (circa).",
    C.DATE_SUPPLIED: "The date is in square brackets: supplied by someone other than the label's writer.",
    C.DATE_LESS_PRECISE: "The text is more precise than a date can be (early, late, middle of); "
    "the whole period counts.",
    C.DATE_SEASON: "The date is a season; ISO 8601 gives the year.",
    C.DATE_SEVERAL: "The text names several dates; the interval encloses them.",
    C.DATE_CALENDAR_CONVERTED: "The date is stated in the Julian calendar; days were converted to the "
    "Gregorian one.",
    C.DATE_WEEKDAY_DISAGREES: "The weekday is not that of the date.",
    C.DATE_UNLIKELY: "The date lies before the time in which there are such dates; it is kept.",
    C.DATE_OUTSIDE_COLLECTORS_LIFE: "The date lies outside the collector's life; it is kept.",
    C.DATE_BEFORE_INSTITUTION: "The date lies before the founding of the institution; it is kept.",
    C.DATE_FROM_DAY_OF_YEAR: "eventDate was composed of the year and the number of the day in it.",
    C.DATE_REFINED: "verbatimEventDate or the columns are more precise than eventDate and "
    "agree with it; they count.",
    C.DATE_VERBATIM_DISAGREES: "verbatimEventDate says something other than eventDate; eventDate counts.",
    C.DATE_DAY_OF_YEAR_DISAGREES: "startDayOfYear or endDayOfYear say something other than the date; the "
    "date counts.",
    # coordinates
    C.COORDINATES_INVALID: "Latitude or longitude are no numbers; they stay empty.",
    C.COORDINATES_INCOMPLETE: "Only one of latitude and longitude is given.",
    C.COORDINATES_OUT_OF_RANGE: "Latitude or longitude are outside the globe; both stay empty.",
    C.COORDINATES_ZERO: "Latitude and longitude are both zero: usually a mistake. They are kept.",
    C.COORDINATES_FROM_VERBATIM: "The decimal coordinates were understood from the verbatim ones.",
    C.COORDINATES_AMBIGUOUS: "There are several readings (O: Ost, oeste, ouest); all are kept.",
    C.COORDINATES_FROM_GRID: "The coordinates were computed from a national or military grid.",
    C.COORDINATES_LOW_PRECISION: "Both coordinates are whole degrees, or nearly so.",
    C.COORDINATES_SYSTEM_UNKNOWN: "The coordinates are of a system that is not stated or not known.",
    C.COORDINATES_VERBATIM_MISMATCH: "The verbatim coordinates name another point than the decimal ones.",
    C.DATUM_ASSUMED_WGS84: "No datum is stated; WGS84 was assumed, and the uncertainty is larger by that.",
    C.DATUM_UNKNOWN: "The datum is none that we know; nothing was converted.",
    C.DATUM_CONVERTED: "The position was converted to WGS84; the stated coordinates are kept.",
    C.COORDINATES_COUNTRY_MISMATCH: "The point lies outside the stated country and its waters.",
    C.COORDINATES_PRESUMED_SWAPPED: "Latitude and longitude are probably swapped: a proposal, not applied.",
    C.COORDINATES_PRESUMED_NEGATED: "A sign is probably wrong: a proposal, not applied.",
    C.COORDINATES_AT_CENTROID: "The point is the middle of a country or state, not a place of gathering.",
    C.COORDINATES_AT_CAPITAL: "The point is that of a capital city.",
    C.COORDINATES_AT_INSTITUTION: "The point is that of the institution that keeps the object.",
    C.COORDINATES_STATE_MISMATCH: "The point lies in another state or province than the stated one.",
    C.UNCERTAINTY_INVALID: "The uncertainty is not above zero and below half the Earth's circumference.",
    # places
    C.COUNTRY_UNKNOWN: "The country is no name that we know; it is kept as written.",
    C.COUNTRY_CODE_INVALID: "countryCode is no code of ISO 3166-1; the property stays empty or was derived.",
    C.COUNTRY_MISMATCH: "country and countryCode name different countries; both are kept as written.",
    C.COUNTRY_CODE_DERIVED: "countryCode was derived from the name of the country.",
    C.COUNTRY_DECORATED: "The country stands among other words or signs, which were set aside.",
    C.COUNTRY_MISSPELT: "The country was recognised in spite of its spelling.",
    C.COUNTRY_HISTORIC: "The name is of a country or territory that is no more, or of a former name.",
    C.COUNTRY_OUT_OF_ITS_TIME: "The country did not exist under this name in the year of the gathering.",
    C.COUNTRY_AMBIGUOUS: "Several countries may be meant; none was chosen.",
    C.COUNTRY_FROM_PART: "The column names a part of a country; the country follows from it.",
    C.COUNTRY_IS_REGION: "The column names a region wider than a country.",
    C.COUNTRY_IS_WATER: "The column names a sea or the high seas.",
    C.COUNTRY_STATED_UNKNOWN: "The column says in words that the country is not known.",
    C.CONTINENT_UNKNOWN: "The continent is none that we know; it is kept as written.",
    C.CONTINENT_COUNTRY_MISMATCH: "The country is not on the stated continent.",
    C.STATE_UNKNOWN: "The state or province is none that we know in the country; it is kept as written.",
    C.STATE_COUNTRY_MISMATCH: "The state or province belongs to another country than the stated one.",
    C.HIGHER_GEOGRAPHY_MISMATCH: "higherGeography names another country than the stated one.",
    C.ELEVATION_UNLIKELY: "The elevation is below the lowest or above the highest land.",
    C.DEPTH_UNLIKELY: "The depth is above the surface or below the deepest sea.",
    # people
    C.PERSON_UNKNOWN: "The text names nobody (unknown, anonymous, s.c.).",
    C.PEOPLE_IDS_UNPAIRED: "There are more ids than names; those without a name became agents of their own.",
    C.PEOPLE_AMBIGUOUS: "A comma may part two people, or the family name and the given name of one.",
    C.PEOPLE_NOT_ALL_NAMED: "The text says that there were others (et al.).",
    C.PERSON_NOT_A_NAME: "A part of the text is no name (a number, a word); it is listed.",
    C.PERSON_NUMBER_OR_YEAR: "A number after the name may be a year or the collector's number.",
    C.PERSON_ID_INVALID: "An identifier of a person has a wrong check digit or follows no known scheme.",
    # words of vocabularies
    C.TYPE_STATUS_UNKNOWN: "The type status is none that we know; it is kept as written.",
    C.TYPE_STATUS_DOUBTFUL: "The type status is in doubt (possible, ?).",
    C.SEX_UNKNOWN: "The sex is no word that we know; it is kept as written.",
    C.LIFE_STAGE_UNKNOWN: "The stage of life is no word that we know; it is kept as written.",
    C.TAXON_RANK_UNKNOWN: "The rank is none that we know; it is kept as written.",
    C.VALUE_UNKNOWN: "The text is no word of the vocabulary of its term; it is kept as written. "
    "Map it once for the source.",
    C.VALUE_DOUBTFUL: "The value is stated with doubt (possible, ?).",
    C.VALUE_PARTLY_UNDERSTOOD: "The text says more than the value that was understood; the rest is listed.",
    C.VALUE_MISPLACED: "The text is a word of another term; it says nothing about this one.",
    C.VALUE_MAPPED_BY_SOURCE: "The source's own mapping of values gave the value; the text is told here.",
    C.GEOLOGICAL_AGE_UNKNOWN: "The geological age is none of the international chart; it is kept as written.",
    C.GEOLOGICAL_AGE_RANK_MISMATCH: "The geological age has another rank than the term that states it.",
    C.GEOLOGICAL_AGE_RANGE_INVALID: "The earliest geological age is younger than the latest one.",
    C.GEOLOGICAL_AGE_PARENT_MISMATCH: "A geological age does not lie in the one stated for a higher rank.",
    C.GEOLOGICAL_AGE_INFERRED: "The ages of higher ranks follow from the one stated: a proposal.",
    # names
    C.NAME_MISSING: "Nothing in the record names the object.",
    C.NAME_FROM_PARTS: "The scientific name was composed of genus and epithets.",
    C.NAME_NOT_UNDERSTOOD: "The text is no scientific name that could be read; it is kept as written.",
    C.NAME_PARTLY_UNDERSTOOD: "The scientific name says more than was understood.",
    C.NAME_IS_PLACEHOLDER: "The text stands where a name is missing (indet., unknown).",
    C.NAME_IS_QUALIFIED: "The name is limited by a qualifier (cf., aff., sp., agg., ?).",
    C.NAME_HAS_ALTERNATIVES: "Several names are given to choose from.",
    C.NAME_GENUS_ABBREVIATED: "The genus is abbreviated; the name cannot be looked up.",
    C.NAME_REPAIRED: "The name was mended to be read (encoding, brackets, capitals, markup); it is kept as "
    "written.",
    C.NAME_RANK_DISAGREES: "A name of this form cannot have the rank that is stated.",
    C.NAME_PARTS_DISAGREE: "A column for a part of the name says other than the scientific name.",
    C.NAME_AUTHORS_DISAGREE: "The column for the authors says other than the scientific name.",
    C.NAME_MATCH_NONE: "The checklist has no such name; look for a typing error.",
    C.NAME_MATCH_FUZZY: "The checklist has no such name, but one that is spelt nearly so; compare the two.",
    C.NAME_MATCH_HIGHER_RANK: "The checklist has no such name, but the higher taxon that it belongs to.",
    C.NAME_MATCH_AMBIGUOUS: "The checklist has several taxa of this name; author or classification would "
    "tell which.",
    # media, relations, extensions
    C.MEDIA_LINK_INVALID: "The medium has no address on the web; it is listed, not linked.",
    C.RELATION_INCOMPLETE: "The relation lacks what it relates to, or how.",
    C.LINK_NOT_RECOGNISED: "The link follows no scheme that we know (accession number, DOI, address).",
    C.EXTENSION_UNKNOWN: "The record has rows of an extension that no class of openDS takes.",
    # licences, by the policy of a source
    C.LICENCE_RESTRICTS: "The licence is none of CC0, CC BY and CC BY-NC; the record was taken, by policy.",
    C.LICENCE_MISSING: "Neither the record nor its dataset states a licence.",
    C.MEDIA_WITHHELD: "So many media are left out, because their licence is none of CC0, CC BY and CC BY-NC.",
}


class Issue(msgspec.Struct, frozen=True, gc=False):
    """Something about a value that a person should know: which term, its text, what kind, in a sentence."""

    term: str
    value: str
    code: IssueCode
    message: str


def issue(term: str, value: str, code: IssueCode) -> Issue:
    """An issue with the message of its kind."""
    return Issue(term, value, code, MEANINGS[code])
