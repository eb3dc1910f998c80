"""What several tests of searching look at."""

import pytest

from naturalia.search import SpecimenIndex

from .making import Gathering, Specimen, index_of


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> SpecimenIndex:
    """More collectors than a facet reads at first, the rarest spelled in two ways."""
    path = tmp_path_factory.mktemp("many")
    people = [f"Person {number % 700:03}" for number in range(1500)] + ["PERSON 001", "person 001", "Nobody"]
    found = [
        Specimen(number, gatherings=(Gathering(collector=name),), media=number % 2 == 0)
        for number, name in enumerate(people)
    ]
    return index_of(path, [*found, Specimen(5000)], segments=3)
