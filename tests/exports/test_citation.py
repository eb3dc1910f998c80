"""Citations name the institutions and their shares."""

from __future__ import annotations

import json

from naturalia.exports import Description, Share, citation
from naturalia.exports.datacite import attributes

EXPORT = Description(
    number=7,
    title="Sedges & rushes",
    query=(("q", "carex"),),
    publication=3,
    created="2026-01-02T03:04:05+00:00",
    software="Naturalia 0.1.0",
    count=4,
    institutions=(Share("NRM", 3, "Museum of Natural History", "https://ror.org/05k323c76"), Share("S", 1)),
    licences=(("http://creativecommons.org/publicdomain/zero/1.0/", 4),),
    address="https://example.org/export/7",
    doi="10.5072/naturalia-export-7",
)


def test_a_text_names_creators_year_state_identifier_and_shares() -> None:
    said = citation.text(EXPORT)
    assert said.startswith(
        "Museum of Natural History; S (2026). Sedges & rushes [Data set: 4 digital specimens"
    )
    assert "state 3 of the catalogue" in said
    assert "https://doi.org/10.5072/naturalia-export-7" in said
    assert "Museum of Natural History 3 (75.0 %), S 1 (25.0 %)" in said


def test_bibtex_escapes_what_tex_would_run() -> None:
    entry = citation.bibtex(EXPORT)
    assert "author = {{Museum of Natural History} and {S}}" in entry
    assert "doi = {10.5072/naturalia-export-7}" in entry
    assert "Sedges \\& rushes" in entry


def test_csl_json_is_what_reference_managers_read() -> None:
    (item,) = json.loads(citation.csl_json(EXPORT))
    assert item["type"] == "dataset"
    assert item["issued"] == {"date-parts": [[2026, 1, 2]]}
    assert item["DOI"] == EXPORT.doi


def test_data_cite_knows_creators_with_their_ror() -> None:
    said = attributes(EXPORT)
    assert said["creators"][0]["nameIdentifiers"][0]["nameIdentifierScheme"] == "ROR"
    assert said["publicationYear"] == 2026
