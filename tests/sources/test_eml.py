"""What a source says about itself."""

from pathlib import Path

import pytest

from naturalia.sources import Contact, Limits, Metadata, open_source

from .making import FILES, meta, zipped

EML = """<?xml version="1.0" encoding="{encoding}"?>
<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" packageId="abc/v1.2">
 <dataset>
  <alternateIdentifier>https://doi.org/10.15468/xyz</alternateIdentifier>
  <title xml:lang="eng"> Herbarium
     of Née </title>
  <creator><individualName><givenName>Luis</givenName><surName>Née</surName></individualName>
   <organizationName>Museum A</organizationName><positionName>Curator</positionName>
   <electronicMailAddress>nee@example.org</electronicMailAddress>
   <userId directory="https://orcid.org/">0000-0001</userId></creator>
  <associatedParty><organizationName>Museum B</organizationName><role>publisher</role></associatedParty>
  <pubDate>2021-03-04</pubDate><language>ENGLISH</language>
  <abstract><para>First.</para><para>Second.</para></abstract>
  <intellectualRights><para>Licensed under <ulink url="http://creativecommons.org/licenses/by/4.0/legalcode">
   <citetitle>CC BY 4.0</citetitle></ulink>.</para></intellectualRights>
 </dataset>
 <additionalMetadata><metadata><gbif>
  <citation identifier="x">Née (2021)</citation>
 </gbif></metadata></additionalMetadata>
</eml:eml>"""


def metadata_of(folder: Path, files: dict[str, bytes], limits: Limits | None = None) -> tuple[Metadata, str]:
    with open_source(zipped(folder, FILES | files), limits) as source:
        return source.metadata, "\n".join(f"{n.file}: {n.message}" for n in source.notes)


@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1252", "UTF-16"])
def test_everything_that_eml_says_is_found(tmp_path: Path, encoding: str) -> None:
    found, _ = metadata_of(tmp_path, {"eml.xml": EML.format(encoding=encoding).encode(encoding)})
    assert found.title == "Herbarium of Née"
    assert found.abstract == "First.\nSecond."
    assert found.rights == "Licensed under CC BY 4.0."
    assert found.licence_url == "http://creativecommons.org/licenses/by/4.0/legalcode"
    assert found.citation == "Née (2021)"
    assert (found.language, found.publication_date) == ("ENGLISH", "2021-03-04")
    assert found.identifiers == ("https://doi.org/10.15468/xyz", "abc/v1.2")
    assert found.publisher == "Museum B"
    assert found.contacts[0] == Contact(
        "creator", "Luis Née", "Museum A", "Curator", "nee@example.org", "0000-0001"
    )


@pytest.mark.parametrize("name", ["eml.xml", "EML.xml", "metadata.xml"])
def test_usual_names_are_found_without_being_named(tmp_path: Path, name: str) -> None:
    found, _ = metadata_of(tmp_path, {name: EML.format(encoding="UTF-8").encode()})
    assert found.title == "Herbarium of Née"


def test_any_name_is_found_when_the_descriptor_names_it(tmp_path: Path) -> None:
    named = meta(attributes='metadata="about.xml"')
    found, _ = metadata_of(tmp_path, {"meta.xml": named, "about.xml": EML.format(encoding="UTF-8").encode()})
    assert found.title == "Herbarium of Née"


def test_missing_metadata_is_a_note(tmp_path: Path) -> None:
    found, notes = metadata_of(tmp_path, {"meta.xml": meta(attributes='metadata="about.xml"')})
    assert found == Metadata()
    assert "about.xml: the metadata document named in meta.xml is missing" in notes


def test_of_malformed_metadata_the_beginning_is_read(tmp_path: Path) -> None:
    data = b"<eml><dataset><title>Herbarium</title><abstract><para>One & two</dataset>"
    found, notes = metadata_of(tmp_path, {"eml.xml": data})
    assert found.title == "Herbarium"
    assert "eml.xml: the metadata cannot be read as they should" in notes


@pytest.mark.parametrize("data", [b"", b"no xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"x" * 20_000])
def test_hostile_or_empty_metadata_are_left_aside(tmp_path: Path, data: bytes) -> None:
    found, notes = metadata_of(tmp_path, {"eml.xml": data}, Limits(xml_bytes=10_000))
    assert found.title == ""
    assert "eml.xml: the metadata cannot be read" in notes


def test_the_documents_are_kept_as_they_are(tmp_path: Path) -> None:
    files = {"eml.xml": b"<eml/>", "dataset/1.xml": b"<eml/>", "rights.txt": b"CC0"}
    with open_source(zipped(tmp_path, FILES | files)) as source:
        assert source.documents == {"meta.xml": FILES["meta.xml"]} | files
