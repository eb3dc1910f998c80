"""EML 2.2: what an archive says of itself as a whole.

Source: Ecological Metadata Language 2.2.0 and the GBIF metadata profile 1.3.
"""

from __future__ import annotations

from lxml import etree

from naturalia.exports import citation
from naturalia.exports.description import Description

NAMESPACE = "https://eml.ecoinformatics.org/eml-2.2.0"
MIXED = "Each record states its licence. Licences in this data set: {licences}."


def eml(export: Description) -> bytes:
    """The metadata document of an export."""
    root = etree.Element(
        f"{{{NAMESPACE}}}eml",
        {
            "packageId": export.identifier or f"naturalia-export-{export.number}",
            "system": "https://doi.org/" if export.doi else "naturalia",
            "scope": "system",
        },
        nsmap={"eml": NAMESPACE},
    )
    dataset = etree.SubElement(root, "dataset")
    if export.address:
        _text(dataset, "alternateIdentifier", export.address)
    _text(dataset, "title", export.title)
    for share in export.institutions:
        _organisation(dataset, "creator", share.label, share.identifier)
    if not export.institutions:
        _organisation(dataset, "creator", export.publisher)
    _organisation(dataset, "metadataProvider", export.publisher)
    _text(dataset, "pubDate", export.created[:10])
    _paragraphs(dataset, "abstract", _abstract(export))
    _rights(dataset, export)
    contact = export.institutions[0].label if export.institutions else export.publisher
    _organisation(dataset, "contact", contact)
    _paragraphs(
        etree.SubElement(etree.SubElement(dataset, "methods"), "methodStep"),
        "description",
        [f"Exported by {export.software} from publication {export.publication} of the catalogue."],
    )
    extra = etree.SubElement(etree.SubElement(root, "additionalMetadata"), "metadata")
    _text(etree.SubElement(extra, "gbif"), "citation", citation.text(export))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _abstract(export: Description) -> list[str]:
    lines = [f"{export.count} digital specimens found by the query: {export.question or 'everything'}."]
    if export.institutions:
        lines.append("; ".join(f"{share.label}: {share.count}" for share in export.institutions))
    return lines + [f"Source: {source.title} ({source.count})" for source in export.sources if source.title]


def _rights(dataset: etree._Element, export: Description) -> None:
    rights = etree.SubElement(dataset, "intellectualRights")
    paragraph = etree.SubElement(rights, "para")
    if export.licence.startswith("http"):
        link = etree.SubElement(paragraph, "ulink", url=_clean(export.licence))
        _text(link, "citetitle", export.licence)
    else:
        listed = ", ".join(f"{licence or 'none stated'} ({count})" for licence, count in export.licences)
        paragraph.text = _clean(export.licence or MIXED.format(licences=listed or "none stated"))


def _organisation(parent: etree._Element, tag: str, name: str, identifier: str = "") -> None:
    element = etree.SubElement(parent, tag)
    _text(element, "organizationName", name)
    if identifier:
        directory = identifier.rsplit("/", 1)[0] or identifier
        etree.SubElement(element, "userId", directory=_clean(directory)).text = _clean(identifier)


def _paragraphs(parent: etree._Element, tag: str, paragraphs: list[str]) -> None:
    element = etree.SubElement(parent, tag)
    for paragraph in paragraphs:
        _text(element, "para", paragraph)


def _text(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    """Text without the control characters that XML 1.0 forbids."""
    return "".join(c if c >= " " or c in "\t\n\r" else "\ufffd" for c in text)
