"""ABCD documents made for a test."""

from __future__ import annotations

from pathlib import Path

from naturalia.sources import BrokenRow, Limits, Row, open_source

ABCD = "http://www.tdwg.org/schemas/abcd/2.06"
EFG = "http://www.synthesys.info/ABCDEFG/1.0"


def unit(number: int, inside: str = "", guid: bool = False) -> str:
    """A unit of an imaginary museum."""
    named = f"<abcd:UnitGUID>https://example.org/unit/{number}</abcd:UnitGUID>" if guid else ""
    return (
        f"<abcd:Unit>{named}<abcd:SourceInstitutionID>TEST</abcd:SourceInstitutionID>"
        f"<abcd:SourceID>Beetles</abcd:SourceID><abcd:UnitID>{number}</abcd:UnitID>"
        f"<abcd:RecordBasis>PreservedSpecimen</abcd:RecordBasis>{inside}</abcd:Unit>"
    )


def dataset(units: str, title: str = "Beetles", licence: str = "CC BY 4.0") -> str:
    """A data set that says its title and licence."""
    return (
        "<abcd:DataSet><abcd:Metadata><abcd:Description><abcd:Representation>"
        f"<abcd:Title>{title}</abcd:Title></abcd:Representation></abcd:Description><abcd:IPRStatements>"
        f"<abcd:Licenses><abcd:License><abcd:Text>{licence}</abcd:Text></abcd:License></abcd:Licenses>"
        f"</abcd:IPRStatements></abcd:Metadata><abcd:Units>{units}</abcd:Units></abcd:DataSet>"
    )


def document(*datasets: str) -> str:
    """A document with those data sets."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><abcd:DataSets xmlns:abcd="{ABCD}" xmlns:efg="{EFG}">'
        + "".join(datasets)
        + "</abcd:DataSets>"
    )


def written(folder: Path, text: str, name: str = "units.xml") -> Path:
    """A file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path, limits: Limits | None = None) -> tuple[list[Row], list[BrokenRow], str]:
    """Rows, broken rows, and the notes as one text."""
    with open_source(path, limits) as source:
        assert source.format == "abcd"
        found = list(source.core.rows())
        rows = [row for row in found if isinstance(row, Row)]
        broken = [row for row in found if isinstance(row, BrokenRow)]
        return rows, broken, "\n".join(map(str, source.notes))


def one(folder: Path, inside: str) -> Row:
    """The row of a single unit."""
    rows, broken, _ = read(written(folder, document(dataset(unit(1, inside)))))
    assert (len(rows), broken) == (1, [])
    return rows[0]
