"""What a unit says goes to Darwin Core, all of it, and what has no place is listed by its path."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from naturalia.sources.abcd.tree import tree_of
from naturalia.sources.abcd.unit import mapped
from tests.sources.abcd.making import dataset, document, one, read, unit, written


def gathering(inside: str) -> str:
    return f"<abcd:Gathering>{inside}</abcd:Gathering>"


def identification(name: str, inside: str = "", flag: str = "") -> str:
    preferred = f"<abcd:PreferredFlag>{flag}</abcd:PreferredFlag>" if flag else ""
    return (
        "<abcd:Identification><abcd:Result><abcd:TaxonIdentified><abcd:ScientificName>"
        f"<abcd:FullScientificNameString>{name}</abcd:FullScientificNameString>{inside}"
        f"</abcd:ScientificName></abcd:TaxonIdentified></abcd:Result>{preferred}</abcd:Identification>"
    )


def identifications(*each: str) -> str:
    return f"<abcd:Identifications>{''.join(each)}</abcd:Identifications>"


def test_a_unit_is_known_by_its_three_ids_where_it_has_no_guid(tmp_path: Path) -> None:
    row = one(tmp_path, "")
    assert row.key == "TEST:Beetles:1"
    assert row.terms["dwc:catalogNumber"] == "1"
    assert row.terms["dwc:collectionCode"] == "Beetles"
    assert row.terms["dcterms:license"] == "CC BY 4.0"


def test_the_end_of_a_date_range_is_kept(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        gathering(
            "<abcd:DateTime><abcd:ISODateTimeBegin>1999-05-01</abcd:ISODateTimeBegin>"
            "<abcd:ISODateTimeEnd>1999-05-14</abcd:ISODateTimeEnd><abcd:DateText>first half of May 1999"
            "</abcd:DateText></abcd:DateTime>"
        ),
    )
    assert row.terms["dwc:eventDate"] == "1999-05-01/1999-05-14"
    assert row.terms["dwc:verbatimEventDate"] == "first half of May 1999"


def test_a_range_that_begins_and_ends_on_a_day_is_that_day(tmp_path: Path) -> None:
    day = "<abcd:ISODateTime{0}>1999-05-01</abcd:ISODateTime{0}>"
    row = one(tmp_path, gathering(f"<abcd:DateTime>{day.format('Begin')}{day.format('End')}</abcd:DateTime>"))
    assert row.terms["dwc:eventDate"] == "1999-05-01"


@pytest.mark.parametrize(
    ("atomised", "authorship"),
    [
        ("<abcd:Botanical><abcd:AuthorTeamParenthesis>L.</abcd:AuthorTeamParenthesis>"
         "<abcd:AuthorTeam>Scop.</abcd:AuthorTeam></abcd:Botanical>", "(L.) Scop."),
        ("<abcd:Botanical><abcd:AuthorTeam>Scop.</abcd:AuthorTeam></abcd:Botanical>", "Scop."),
        ("<abcd:Zoological><abcd:AuthorTeamOriginalAndYear>Linnaeus, 1758</abcd:AuthorTeamOriginalAndYear>"
         "</abcd:Zoological>", "Linnaeus, 1758"),
        ("<abcd:Zoological><abcd:AuthorTeamParenthesisAndYear>Linnaeus, 1758"
         "</abcd:AuthorTeamParenthesisAndYear></abcd:Zoological>", "(Linnaeus, 1758)"),
        ("<abcd:Zoological><abcd:AuthorTeamParenthesisAndYear>(Linnaeus, 1758)"
         "</abcd:AuthorTeamParenthesisAndYear></abcd:Zoological>", "(Linnaeus, 1758)"),
        ("<abcd:Bacterial><abcd:ParentheticalAuthorTeamAndYear>Migula 1895"
         "</abcd:ParentheticalAuthorTeamAndYear><abcd:AuthorTeamAndYear>Castellani 1919"
         "</abcd:AuthorTeamAndYear></abcd:Bacterial>", "(Migula 1895) Castellani 1919"),
    ],
)  # fmt: skip
def test_authors_of_every_code_of_nomenclature_are_kept(
    tmp_path: Path, atomised: str, authorship: str
) -> None:
    named = f"<abcd:NameAtomised>{atomised}</abcd:NameAtomised>"
    row = one(tmp_path, identifications(identification("Some name", named)))
    assert row.terms["dwc:scientificNameAuthorship"] == authorship


def test_all_identifications_are_kept_and_the_preferred_one_counts(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        identifications(
            identification("Carabus auratus", flag="false"),
            identification("Carabus nitens", flag="true"),
            identification("Carabus sp."),
        ),
    )
    assert row.terms["dwc:scientificName"] == "Carabus nitens"
    assert row.extensions is not None
    rows = row.extensions["dwc:Identification"]
    assert [each["dwc:scientificName"] for each in rows] == [
        "Carabus auratus",
        "Carabus nitens",
        "Carabus sp.",
    ]
    assert [each.get("dwc:isPreferred") for each in rows] == ["false", "true", None]


def test_a_virus_without_a_full_name_is_named_by_its_designation(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        identifications(
            "<abcd:Identification><abcd:Result><abcd:TaxonIdentified><abcd:ScientificName><abcd:NameAtomised>"
            "<abcd:Viral><abcd:ViralSpeciesDesignation>Tobacco mosaic virus</abcd:ViralSpeciesDesignation>"
            "<abcd:Acronym>TMV</abcd:Acronym></abcd:Viral></abcd:NameAtomised></abcd:ScientificName>"
            "</abcd:TaxonIdentified></abcd:Result></abcd:Identification>"
        ),
    )
    assert row.terms["dwc:scientificName"] == "Tobacco mosaic virus"
    assert row.terms["dwc:vernacularName"] == "TMV"


def test_more_than_ten_collectors_are_all_kept_in_their_order(tmp_path: Path) -> None:
    names = [f"Collector {number}" for number in range(1, 13)]
    agents = "".join(
        f"<abcd:GatheringAgent><abcd:Person><abcd:FullName>{name}</abcd:FullName></abcd:Person>"
        "</abcd:GatheringAgent>"
        for name in names
    )
    row = one(tmp_path, gathering(f"<abcd:Agents>{agents}</abcd:Agents>"))
    assert row.terms["dwc:recordedBy"] == " | ".join(names)


def test_named_areas_go_by_their_class_and_the_others_to_higher_geography(tmp_path: Path) -> None:
    areas = "".join(
        f"<abcd:NamedArea><abcd:AreaClass>{kind}</abcd:AreaClass><abcd:AreaName>{name}</abcd:AreaName>"
        "</abcd:NamedArea>"
        for kind, name in (("Bundesland", "Tirol"), ("Landkreis", "Imst"), ("Valley", "Ötztal"))
    )
    row = one(tmp_path, gathering(f"<abcd:NamedAreas>{areas}</abcd:NamedAreas>"))
    assert row.terms["dwc:stateProvince"] == "Tirol"
    assert row.terms["dwc:county"] == "Imst"
    assert row.terms["dwc:higherGeography"] == "Ötztal"
    assert row.terms["abcd:Gathering/NamedAreas/NamedArea/AreaClass"] == "Valley"


def test_heights_in_another_unit_than_the_metre_keep_their_unit(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        gathering(
            "<abcd:Altitude><abcd:MeasurementOrFactAtomised><abcd:LowerValue>1200</abcd:LowerValue>"
            "<abcd:UpperValue>1300</abcd:UpperValue><abcd:UnitOfMeasurement>ft</abcd:UnitOfMeasurement>"
            "</abcd:MeasurementOrFactAtomised></abcd:Altitude>"
        ),
    )
    assert row.terms["dwc:minimumElevationInMeters"] == "1200 ft"
    assert row.terms["dwc:maximumElevationInMeters"] == "1300 ft"


def test_stratigraphy_of_the_geosciences_has_its_places(tmp_path: Path) -> None:
    chronos = "".join(
        "<efg:ChronostratigraphicAttribution><efg:ChronoStratigraphicDivision>"
        f"{division}</efg:ChronoStratigraphicDivision><efg:ChronostratigraphicName>{name}"
        "</efg:ChronostratigraphicName></efg:ChronostratigraphicAttribution>"
        for division, name in (("System", "Jurassic"), ("Stage", "Bajocian"), ("Stage", "Bathonian"))
    )
    row = one(
        tmp_path,
        "<abcd:UnitExtension><efg:EarthScienceSpecimen><efg:UnitStratigraphicDetermination>"
        f"<efg:ChronostratigraphicAttributions>{chronos}</efg:ChronostratigraphicAttributions>"
        "<efg:LithostratigraphicAttributions><efg:LithostratigraphicAttribution>"
        "<efg:Formation>Posidonia Shale</efg:Formation>"
        "</efg:LithostratigraphicAttribution></efg:LithostratigraphicAttributions>"
        "<efg:BiostratigraphicAttributions><efg:BiostratigraphicAttribution>"
        "<efg:FossilZoneName>garantiana"
        "</efg:FossilZoneName></efg:BiostratigraphicAttribution></efg:BiostratigraphicAttributions>"
        "<efg:RadiometricDates><efg:RadiometricDate><efg:EarliestDate>170</efg:EarliestDate>"
        "</efg:RadiometricDate>"
        "</efg:RadiometricDates></efg:UnitStratigraphicDetermination></efg:EarthScienceSpecimen>"
        "</abcd:UnitExtension>",
    )
    assert row.terms["dwc:earliestPeriodOrLowestSystem"] == "Jurassic"
    assert row.terms["dwc:latestAgeOrHighestStage"] == "Bajocian | Bathonian"
    assert row.terms["dwc:formation"] == "Posidonia Shale"
    assert row.terms["dwc:highestBiostratigraphicZone"] == "garantiana"
    assert row.extensions == {"chrono:ChronometricAge": [{"chrono:earliestChronometricAge": "170"}]}


def test_rocks_and_minerals_are_named(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        "<abcd:Identifications><abcd:Identification><abcd:Result><abcd:Extension><efg:MineralRockIdentified>"
        "<efg:ClassifiedName><efg:FullScientificNameString>Fluorite</efg:FullScientificNameString>"
        "</efg:ClassifiedName></efg:MineralRockIdentified></abcd:Extension></abcd:Result>"
        "</abcd:Identification></abcd:Identifications>",
    )
    assert row.terms["dwc:scientificName"] == "Fluorite"


def test_media_keep_their_licence(tmp_path: Path) -> None:
    row = one(
        tmp_path,
        "<abcd:MultiMediaObjects><abcd:MultiMediaObject><abcd:FileURI>https://example.org/1.jpg</abcd:FileURI>"
        "<abcd:IPR><abcd:Licenses><abcd:License><abcd:URI>https://creativecommons.org/licenses/by-sa/3.0/"
        "</abcd:URI></abcd:License></abcd:Licenses></abcd:IPR></abcd:MultiMediaObject></abcd:MultiMediaObjects>",
    )
    assert row.extensions == {
        "ac:Multimedia": [
            {
                "ac:accessURI": "https://example.org/1.jpg",
                "dcterms:license": "https://creativecommons.org/licenses/by-sa/3.0/",
            }
        ]
    }


def test_several_type_designations_name_what_they_typify(tmp_path: Path) -> None:
    designation = (
        "<abcd:NomenclaturalTypeDesignation><abcd:TypeStatus>{}</abcd:TypeStatus><abcd:TypifiedName>"
        "<abcd:FullScientificNameString>{}</abcd:FullScientificNameString></abcd:TypifiedName>"
        "</abcd:NomenclaturalTypeDesignation>"
    )
    both = designation.format("holotype", "Aus bus") + designation.format("paratype", "Aus cus")
    row = one(
        tmp_path,
        "<abcd:SpecimenUnit><abcd:NomenclaturalTypeDesignations>"
        f"{both}</abcd:NomenclaturalTypeDesignations></abcd:SpecimenUnit>",
    )
    assert row.terms["dwc:typeStatus"] == "holotype of Aus bus | paratype of Aus cus"


def test_every_data_set_of_a_document_is_read_with_its_own_title(tmp_path: Path) -> None:
    text = document(dataset(unit(1), "Beetles"), dataset(unit(2), "Moths", "CC0"))
    rows, _, _ = read(written(tmp_path, text))
    assert [row.terms["dwc:datasetName"] for row in rows] == ["Beetles", "Moths"]
    assert [row.terms["dcterms:license"] for row in rows] == ["CC BY 4.0", "CC0"]


NAMES = st.sampled_from(
    ("Identifications", "Identification", "Result", "TaxonIdentified", "ScientificName", "Notes", "Gathering",
     "FullScientificNameString", "Country", "Name", "Agents", "GatheringAgent", "AgentText", "Surprise")
)  # fmt: skip
TEXTS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=5)
TREES = st.recursive(
    st.tuples(NAMES, TEXTS), lambda inner: st.tuples(NAMES, st.lists(inner, max_size=4)), max_leaves=25
)


def _element(tree: tuple[str, object], parent: etree._Element) -> None:
    element = etree.SubElement(parent, tree[0])
    if isinstance(tree[1], str):
        element.text = tree[1]
    else:
        for child in tree[1]:  # type: ignore[attr-defined]
            _element(child, element)


@given(st.lists(TREES, max_size=5))
def test_no_text_of_a_unit_is_lost(trees: list[tuple[str, object]]) -> None:
    root = etree.Element("Unit")
    for tree in trees:
        _element(tree, root)
    texts = {str(text) for text in root.itertext()}
    made = mapped(tree_of(root), {})
    said = " ".join(made.core.values())
    said += " ".join(text for rows in made.extensions.values() for row in rows for text in row.values())
    assert all(text in said for text in texts)
