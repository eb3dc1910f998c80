"""The synthetic network: three collections, each a Darwin Core Archive with two extensions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from naturalia.synthetic.archive import ArchiveWriter
from naturalia.synthetic.gatherings import gathering
from naturalia.synthetic.people import Person, make_people, written

OBJECTS_PER_GATHERING = 4
OBJECTS_PER_PERSON = 150
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/legalcode"
CC_BY = "http://creativecommons.org/licenses/by/4.0/legalcode"

Terms = dict[str, str]


@dataclass(frozen=True)
class Collection:
    """A collection of the network: who has it, what is in it, and its share of the network's objects."""

    name: str
    institution: str
    title: str
    taxa: str
    basis: tuple[str, ...]
    licence: str
    share: float


COLLECTIONS = (
    Collection(
        "herbarium", "SYN-HERB", "Synthetic herbarium (no real specimens)", "herbarium",
        ("PreservedSpecimen", "preservedspecimen", "PreservedSpecimen"), CC0, 0.5,
    ),
    Collection(
        "museum", "SYN-MUS", "Synthetic insect and vertebrate museum (no real specimens)", "zoology",
        ("PreservedSpecimen", "PRESERVED_SPECIMEN"), CC_BY, 0.35,
    ),
    Collection(
        "geology", "SYN-GEO", "Synthetic geology and palaeontology collection (no real specimens)", "geology",
        ("FossilSpecimen", "FossilSpecimen", "Rock"), CC0, 0.15,
    ),
)  # fmt: skip


def make_network(folder: Path, objects: int, seed: int) -> list[Path]:
    """Write the archives of the network and return their paths.

    The same number of objects and seed make the same bytes; archives that are there already are kept.
    """
    return [
        make_collection(collection, folder, max(1, round(objects * collection.share)), seed)
        for collection in COLLECTIONS
    ]


def make_collection(collection: Collection, folder: Path, objects: int, seed: int) -> Path:
    """Write one archive of a number of objects and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"synthetic-{collection.name}-{objects}-seed{seed}.zip"
    if not path.exists():
        with ArchiveWriter(path, collection.title, collection.licence) as archive:
            for core, identifications, media in _objects(collection, objects, seed):
                archive.add(core, identifications, media)
    return path


def _objects(
    collection: Collection, objects: int, seed: int
) -> Iterator[tuple[Terms, list[Terms], list[Terms]]]:
    random = Random(f"{collection.name} {seed}")
    people = make_people(random, 5 + objects // OBJECTS_PER_PERSON)
    places = _data("places")
    gathered: Terms = {}
    for number in range(1, objects + 1):
        if number % OBJECTS_PER_GATHERING == 1:
            gathered = gathering(random, places, people)
        yield _object(random, collection, number, gathered, people)


def _object(
    random: Random, collection: Collection, number: int, gathered: Terms, people: Sequence[Person]
) -> tuple[Terms, list[Terms], list[Terms]]:
    taxon = _taxon(random, collection)
    # One object in a thousand carries the number of another: real registers have such slips.
    catalog_number = number if random.random() > 0.001 else max(1, number - random.randint(1, 50))
    identifier = f"{collection.institution}:{collection.name}:{catalog_number}"
    core = {
        "id": f"{identifier}/{number}",
        "occurrenceID": f"urn:catalog:{identifier}",
        "catalogNumber": f"{collection.institution}-{catalog_number:07d}",
        **_record(random, collection),
        **taxon,
        **gathered,
        **_determination(random, people),
        **_strata(random, collection),
    }
    return core, _earlier(random, core, collection, people), _media(random, core)


def _record(random: Random, collection: Collection) -> Terms:
    return {
        "institutionCode": collection.institution,
        "collectionCode": collection.name.upper()[:4],
        "basisOfRecord": random.choice(collection.basis),
        "license": collection.licence,
        "modified": f"20{random.randint(10, 25)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "preparations": random.choice(_data("taxa")[collection.taxa]["preparations"]),
        "sex": random.choice(("", "", "", "male", "♀", "Weibchen", "F", "macho"))
        if collection.taxa == "zoology"
        else "",
        "lifeStage": random.choice(("", "", "adult", "Larve", "juvenile"))
        if collection.taxa == "zoology"
        else "",
        "individualCount": random.choice(("", "1", "1", "3")),
        "typeStatus": random.choice(("holotype", "Isotypus", "Paratype of ?"))
        if random.random() < 0.01
        else "",
        "otherCatalogNumbers": f"old {random.randint(1, 99999)}" if random.random() < 0.1 else "",
        "occurrenceRemarks": random.choice(("", "", "", "", "leg. ign.", "Etikett beschädigt", "don. 1902")),
    }


def _taxon(random: Random, collection: Collection) -> Terms:
    taxa = _data("taxa")[collection.taxa]
    rock = random.random() < 0.3 and collection.taxa == "geology"
    if rock:
        name = random.choice(("Granite", "Basalt", "Pyrite", "Quartz", "Gneiss", "Labradorite"))
        return {"scientificName": name} | dict.fromkeys(
            ("scientificNameAuthorship", "kingdom", "phylum", "class", "order", "family", "genus",
             "specificEpithet", "taxonRank", "nomenclaturalCode", "vernacularName"), ""
        )  # fmt: skip
    group, order, family, genus = random.choice(taxa["genera"])
    epithet = random.choice(taxa["epithets"]) if random.random() < 0.92 else ""
    author = random.choice(taxa["authors"]) if epithet else ""
    qualifier = random.choice(("cf. ", "aff. ")) if random.random() < 0.02 else ""
    named = f"{genus} {qualifier}{epithet}".strip() if epithet else f"{genus} sp."
    return {
        "scientificName": f"{named} {author}".strip(),
        "scientificNameAuthorship": author,
        "kingdom": taxa["kingdom"],
        "phylum": taxa["phylum"]
        if genus not in {"Parus", "Microtus", "Carollia", "Rana", "Lacerta"}
        else "Chordata",
        "class": group,
        "order": order,
        "family": family,
        "genus": genus,
        "specificEpithet": epithet,
        "taxonRank": random.choice(("species", "Art", "sp.")) if epithet else "genus",
        "nomenclaturalCode": taxa["nomenclaturalCode"],
        "vernacularName": "",
    }


def _determination(random: Random, people: Sequence[Person]) -> Terms:
    named = random.random() < 0.6
    return {
        "identifiedBy": written(random, random.choice(people), None) if named else "",
        "dateIdentified": str(random.randint(1850, 2024)) if named else "",
        "identificationQualifier": "",
    }


def _strata(random: Random, collection: Collection) -> Terms:
    terms = dict.fromkeys(("earliestPeriodOrLowestSystem", "earliestEpochOrLowestSeries",
                           "earliestAgeOrLowestStage", "formation"), "")  # fmt: skip
    if collection.taxa == "geology" and random.random() < 0.85:
        stratum: Mapping[str, str] = random.choice(_data("strata"))
        names = ("system", "series", "stage", "formation")
        return dict(zip(terms, (stratum[name] for name in names), strict=True))
    return terms


def _earlier(random: Random, core: Terms, collection: Collection, people: Sequence[Person]) -> list[Terms]:
    """Earlier identifications of the object."""
    if random.random() > 0.5:
        return []
    taxon = _taxon(random, collection)
    return [
        {
            "coreid": core["id"],
            "scientificName": taxon["scientificName"],
            "identifiedBy": written(random, random.choice(people), None),
            "dateIdentified": str(random.randint(1820, 1990)),
            "identificationRemarks": random.choice(("", "rev.", "conf.")),
        }
    ]


def _media(random: Random, core: Terms) -> list[Terms]:
    """Photographs of the object; their addresses lead nowhere, as nothing here is real."""
    return [
        {
            "coreid": core["id"],
            "type": "StillImage",
            "format": "image/jpeg",
            "identifier": f"https://example.org/synthetic/{core['catalogNumber']}-{place}.jpg",
            "license": core["license"],
        }
        for place in range(random.choice((0, 0, 1, 1, 1, 2)))
    ]


@cache
def _data(name: str) -> Any:
    return json.loads((files("naturalia.synthetic") / "data" / f"{name}.json").read_text(encoding="utf-8"))
