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
    # numbers and lengths
    NUMBER_INVALID = "NUMBER_INVALID"
    NUMBER_AMBIGUOUS = "NUMBER_AMBIGUOUS"
    NUMBER_OUT_OF_RANGE = "NUMBER_OUT_OF_RANGE"
    UNIT_CONVERTED = "UNIT_CONVERTED"
    RANGE_SWAPPED = "RANGE_SWAPPED"
    # dates
    DATE_INVALID = "DATE_INVALID"
    DATE_INCOMPLETE = "DATE_INCOMPLETE"
    DATE_IN_FUTURE = "DATE_IN_FUTURE"
    DATE_RANGE_SWAPPED = "DATE_RANGE_SWAPPED"
    DATE_PARTS_DISAGREE = "DATE_PARTS_DISAGREE"
    DATE_FROM_PARTS = "DATE_FROM_PARTS"
    DATE_FROM_VERBATIM = "DATE_FROM_VERBATIM"
    # coordinates
    COORDINATES_INVALID = "COORDINATES_INVALID"
    COORDINATES_INCOMPLETE = "COORDINATES_INCOMPLETE"
    COORDINATES_OUT_OF_RANGE = "COORDINATES_OUT_OF_RANGE"
    COORDINATES_ZERO = "COORDINATES_ZERO"
    COORDINATES_FROM_VERBATIM = "COORDINATES_FROM_VERBATIM"
    # places
    COUNTRY_UNKNOWN = "COUNTRY_UNKNOWN"
    COUNTRY_CODE_INVALID = "COUNTRY_CODE_INVALID"
    COUNTRY_MISMATCH = "COUNTRY_MISMATCH"
    COUNTRY_CODE_DERIVED = "COUNTRY_CODE_DERIVED"
    # people
    PERSON_UNKNOWN = "PERSON_UNKNOWN"
    PEOPLE_IDS_UNPAIRED = "PEOPLE_IDS_UNPAIRED"
    # words of vocabularies
    TYPE_STATUS_UNKNOWN = "TYPE_STATUS_UNKNOWN"
    TYPE_STATUS_DOUBTFUL = "TYPE_STATUS_DOUBTFUL"
    SEX_UNKNOWN = "SEX_UNKNOWN"
    LIFE_STAGE_UNKNOWN = "LIFE_STAGE_UNKNOWN"
    TAXON_RANK_UNKNOWN = "TAXON_RANK_UNKNOWN"
    # names
    NAME_MISSING = "NAME_MISSING"
    NAME_FROM_PARTS = "NAME_FROM_PARTS"
    # media, relations, extensions
    MEDIA_LINK_INVALID = "MEDIA_LINK_INVALID"
    RELATION_INCOMPLETE = "RELATION_INCOMPLETE"
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
    # numbers and lengths
    C.NUMBER_INVALID: "The value is no number; the property stays empty.",
    C.NUMBER_AMBIGUOUS: "The comma may be a decimal or a thousands separator; the property stays empty.",
    C.NUMBER_OUT_OF_RANGE: "The number is outside what the property can be; the property stays empty.",
    C.UNIT_CONVERTED: "The value names a unit other than the metre and was converted.",
    C.RANGE_SWAPPED: "The lower bound is above the upper one; both are kept as written.",
    # dates
    C.DATE_INVALID: "The date was not understood; it is kept as verbatimEventDate or listed.",
    C.DATE_INCOMPLETE: "Month or day are zero or impossible; the date was understood as far as it goes.",
    C.DATE_IN_FUTURE: "The date lies in the future.",
    C.DATE_RANGE_SWAPPED: "The range ends before it begins; it was not understood.",
    C.DATE_PARTS_DISAGREE: "year, month and day say something other than eventDate; eventDate counts.",
    C.DATE_FROM_PARTS: "eventDate was composed of year, month and day.",
    C.DATE_FROM_VERBATIM: "eventDate was understood from verbatimEventDate.",
    # coordinates
    C.COORDINATES_INVALID: "Latitude or longitude are no numbers; they stay empty.",
    C.COORDINATES_INCOMPLETE: "Only one of latitude and longitude is given.",
    C.COORDINATES_OUT_OF_RANGE: "Latitude or longitude are outside the globe; both stay empty.",
    C.COORDINATES_ZERO: "Latitude and longitude are both zero: usually a mistake. They are kept.",
    C.COORDINATES_FROM_VERBATIM: "The decimal coordinates were understood from the verbatim ones.",
    # places
    C.COUNTRY_UNKNOWN: "The country is no name that we know; it is kept as written.",
    C.COUNTRY_CODE_INVALID: "countryCode is no code of ISO 3166-1; the property stays empty or was derived.",
    C.COUNTRY_MISMATCH: "country and countryCode name different countries; both are kept as written.",
    C.COUNTRY_CODE_DERIVED: "countryCode was derived from the name of the country.",
    # people
    C.PERSON_UNKNOWN: "The text names nobody (unknown, anonymous, s.c.).",
    C.PEOPLE_IDS_UNPAIRED: "There are more ids than names; those without a name became agents of their own.",
    # words of vocabularies
    C.TYPE_STATUS_UNKNOWN: "The type status is none that we know; it is kept as written.",
    C.TYPE_STATUS_DOUBTFUL: "The type status is in doubt (possible, ?).",
    C.SEX_UNKNOWN: "The sex is no word that we know; it is kept as written.",
    C.LIFE_STAGE_UNKNOWN: "The stage of life is no word that we know; it is kept as written.",
    C.TAXON_RANK_UNKNOWN: "The rank is none that we know; it is kept as written.",
    # names
    C.NAME_MISSING: "Nothing in the record names the object.",
    C.NAME_FROM_PARTS: "The scientific name was composed of genus and epithets.",
    # media, relations, extensions
    C.MEDIA_LINK_INVALID: "The medium has no address on the web; it is listed, not linked.",
    C.RELATION_INCOMPLETE: "The relation lacks what it relates to, or how.",
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
