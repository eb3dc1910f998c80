from hypothesis import given

from naturalia.search import index_document, index_specimen
from naturalia.specimen.model import DigitalSpecimen
from tests.specimen.documents import as_document, specimens

PID = "https://doi.org/10.9999/AB-1"


@given(specimens)
def test_a_typed_specimen_gives_the_document_that_its_json_gives(specimen: DigitalSpecimen) -> None:
    found = as_document(specimen) | {"@id": PID}
    typed = index_specimen(specimen, specimen_id=7, pid=PID, beside={"issue": ["A"], "source": ["s"]})
    assert typed == index_document(found, specimen_id=7, beside={"issue": ["A"], "source": ["s"]})
