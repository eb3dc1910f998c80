"""Short names of terms and row types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naturalia.sources.terms import NAMESPACES, expand, shorten, shorten_row_type


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("http://rs.tdwg.org/dwc/terms/country", "dwc:country"),
        ("https://rs.tdwg.org/dwc/terms/country", "dwc:country"),
        ("http://rs.tdwg.org/dwc/termscountry", "dwc:country"),
        ("http://rs.tdwg.org/dwc/terms#country", "dwc:country"),
        ("http://rs.tdwg.org/dwc/terms/Country", "dwc:country"),
        ("http://rs.tdwg.org/dwc/dwcore/ScientificName", "dwc:scientificName"),
        ("http://rs.tdwg.org/dwc/terms/history/country-2009-04-24", "dwc:country"),
        ("http://rs.tdwg.org/dwc/terms/version/country-2017-10-06", "dwc:country"),
        ("http://rs.tdwg.org/dwc/terms/inventedHere", "dwc:inventedHere"),
        ("http://purl.org/dc/terms/license", "dcterms:license"),
        ("http://purl.org/dc/elements/1.1/type", "dc:type"),
        ("http://rs.tdwg.org/ac/terms/accessURI", "ac:accessURI"),
        ("http://rs.gbif.org/terms/1.0/gbifID", "gbif:gbifID"),
        ("http://rs.tdwg.org/chrono/terms/materialDated", "chrono:materialDated"),
        ("http://rs.iobis.org/obis/terms/measurementTypeID", "obis:measurementTypeID"),
        ("http://ns.adobe.com/xap/1.0/rights/Owner", "xmpRights:Owner"),
        ("http://www.w3.org/2003/01/geo/wgs84_pos#lat", "geo:lat"),
        ("country", "dwc:country"),
        ("COUNTRY", "dwc:country"),
        ("\ufeffcountry", "dwc:country"),
        ("license", "dcterms:license"),
        ("gbifid", "gbif:gbifID"),
        ("dwc:Country", "dwc:country"),
        ("dct:license", "dcterms:license"),
        ("observaciones", "observaciones"),
        ("http://example.org/Terms/Colour", "http://example.org/Terms/Colour"),
        ("urn:uuid:1", "urn:uuid:1"),
    ],
)
def test_a_term_has_one_short_name_however_it_is_written(written: str, short: str) -> None:
    assert shorten(written) == short


@pytest.mark.parametrize(
    ("written", "short"),
    [
        (None, "dwc:Occurrence"),
        ("", "dwc:Occurrence"),
        ("http://rs.tdwg.org/dwc/xsd/simpledarwincore/SimpleDarwinRecord", "dwc:Occurrence"),
        ("dwc:SimpleDarwinRecord", "dwc:Occurrence"),
        ("http://rs.tdwg.org/dwc/terms/occurrence", "dwc:Occurrence"),
        ("Occurrence", "dwc:Occurrence"),
        ("http://rs.gbif.org/terms/1.0/Image", "gbif:Image"),
        ("http://rs.gbif.org/terms/1.0/Multimedia", "gbif:Multimedia"),
        ("http://rs.tdwg.org/ac/terms/Multimedia", "ac:Multimedia"),
        ("http://rs.tdwg.org/chrono/terms/ChronometricAge", "chrono:ChronometricAge"),
        ("http://rs.iobis.org/obis/terms/ExtendedMeasurementOrFact", "obis:ExtendedMeasurementOrFact"),
        ("http://example.org/Soil", "http://example.org/Soil"),
    ],
)
def test_a_row_type_has_one_short_name(written: str | None, short: str) -> None:
    assert shorten_row_type(written) == short


@given(st.sampled_from(sorted(NAMESPACES)), st.from_regex(r"[a-z][A-Za-z]{2,20}", fullmatch=True))
def test_expanding_and_shortening_is_stable(prefix: str, name: str) -> None:
    short = shorten(NAMESPACES[prefix] + name)
    assert shorten(expand(short)) == short
    assert short.lower() == f"{prefix}:{name}".lower()


@given(st.text())
def test_any_text_is_a_name(text: str) -> None:
    assert shorten(shorten(text)) == shorten(text)
